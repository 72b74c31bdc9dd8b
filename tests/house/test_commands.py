"""Commands are declared once, in a module of their own, and hold to what all commands promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.commandline import registry
from planner.commandline.declaring import Command

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", registry.names())
def test_that_a_command_is_declared_and_parsed_by_its_name(name: str):
    declared = registry.command(name)
    assert isinstance(declared, Command)
    assert declared.help[0].islower()
    parsing = registry.parser([name])
    with pytest.raises(SystemExit) as stop:
        parsing.parse_args([name, "--help"])
    assert stop.value.code == 0


def test_that_help_and_the_readme_know_every_command():
    told = registry.parser().format_help()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in registry.names():
        assert re.search(rf"^ +{name}\s", told, re.MULTILINE), name
        assert f"\nketenplanner {name} " in readme, name


def test_that_a_new_module_is_a_new_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "planted.py").write_text(
        "from planner.commandline.declaring import DONE, PLAN, Command\n"
        "COMMAND = Command('say nothing', (PLAN,), lambda chosen, translator: DONE, json=True)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(registry.commands, "__path__", [*registry.commands.__path__, str(tmp_path)])
    registry.names.cache_clear()
    try:
        assert "planted" in registry.names()
        assert registry.parser().parse_args(["planted", "x.keten", "--json"]).plan == "x.keten"
    finally:
        monkeypatch.undo()
        registry.names.cache_clear()
