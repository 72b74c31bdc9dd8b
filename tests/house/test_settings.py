"""A damaged settings file costs settings, never a plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.settings import FILE_VERSION, Settings, load_settings, save_settings


def test_that_settings_come_back_as_they_were_kept(tmp_path: Path):
    settings = Settings(language="nl", row_height=30, columns=["start", "late_finish"])
    settings.opened(tmp_path / "plan é.keten")
    save_settings(settings, tmp_path / "new" / "settings.json")
    assert load_settings(tmp_path / "new" / "settings.json") == settings


@pytest.mark.parametrize(
    "values",
    [
        {"language": "fr"},
        {"row_height": 5},
        {"row_height": "30"},
        {"show_inspector": 1},
        {"recent_files": [1, None]},
        {"recent_files": "plan.keten"},
        {"columns": [1]},
        {"version": 99, "language": "nl"},
    ],
)
def test_that_a_value_that_cannot_be_counts_as_not_set(values: dict[str, object], tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": FILE_VERSION, **values}), encoding="utf-8")
    assert load_settings(path) == Settings()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{"])
def test_that_a_damaged_file_gives_the_defaults(content: bytes, tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()
