"""A workbook that nobody changed changes nothing: in either language, whatever a program or person did around it."""

from __future__ import annotations

import shutil
import subprocess
from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from excel_plans import Edited, plans, small_plan, written
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.domain.plan import Plan
from planner.formats.excel import read_workbook
from planner.language import translator

MODEST = settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


def changes(path: Path, plan: Plan, language: str | None = None) -> list[object]:
    incoming = read_workbook(path, plan, translator(language) if language else None)
    return [*incoming.changes, *incoming.findings]


@MODEST
@given(plans(), st.sampled_from(["nl", "en"]), st.sampled_from([None, "nl", "en"]))
def test_an_untouched_workbook_changes_nothing(plan: Plan, language: str, reading: str | None):
    with TemporaryDirectory() as folder:
        assert changes(written(plan, Path(folder), language), plan, reading) == []


@MODEST
@given(plans(), st.sampled_from(["nl", "en"]))
def test_a_workbook_saved_again_by_another_program_changes_nothing(plan: Plan, language: str):
    with TemporaryDirectory() as folder:
        path = written(plan, Path(folder), language)
        load_workbook(path).save(path)
        assert changes(path, plan) == []


@settings(parent=MODEST, max_examples=15)
@given(plans(), st.randoms(use_true_random=False))
def test_sorted_rows_moved_columns_and_added_columns_change_nothing(plan: Plan, random):
    with TemporaryDirectory() as folder:
        path = written(plan, Path(folder))
        edited = Edited(path)
        for sheet in edited.book.worksheets:
            if sheet.title in ("_ketenplanner", "Toelichting"):
                continue
            rows = [[(cell.value, copy(cell._style)) for cell in row] for row in sheet.iter_rows()]
            order = list(range(len(rows[0])))
            random.shuffle(order)
            below = rows[3:]
            random.shuffle(below)
            for number, row in enumerate([*rows[:3], *below], 1):
                for column, index in enumerate(order, 2):
                    cell = sheet.cell(number, column)
                    cell.value, cell._style = row[index]
                    if isinstance(cell.value, str):
                        cell.data_type = "s"
                sheet.cell(number, 1, f"eigen opmerking {number}")
            sheet.title = f"Blad {sheet.title[:10]}"
        edited.book._sheets.reverse()
        assert changes(edited.save(), plan) == []


def test_every_kind_of_row_comes_back_as_it_went(tmp_path: Path, letter_plan: Plan):
    for language in ("nl", "en"):
        for number, plan in enumerate((small_plan(), letter_plan)):
            assert changes(written(plan, tmp_path, language, f"{number}.xlsx"), plan) == []


def test_one_organisations_workbook_changes_nothing_either(tmp_path: Path, letter_plan: Plan):
    path = written(letter_plan, tmp_path, organisation="POL")
    keys = {cell.value for cell in Edited(path).sheet("activity")["C"]}
    assert "POL-2" in keys and "OM-2" not in keys
    assert changes(path, letter_plan) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_saved_again_by_libreoffice_changes_nothing(tmp_path: Path, letter_plan: Plan, language: str):
    awkward = small_plan()
    for name, plan in (("klein", awkward), ("brief", letter_plan)):
        written(plan, tmp_path, language, f"{name}.xlsx")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    files = [str(tmp_path / "klein.xlsx"), str(tmp_path / "brief.xlsx")]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "again"), *files], check=True, capture_output=True, timeout=120
    )
    assert changes(tmp_path / "again" / "klein.xlsx", awkward) == []
    assert changes(tmp_path / "again" / "brief.xlsx", letter_plan) == []
