"""OpenDocument sheets and CSV out, and back without a change; what is risky stays text."""

from __future__ import annotations

import csv
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from excel_plans import small_plan

from planner.application.importing import read_incoming
from planner.application.templates import template_plan
from planner.domain import edits
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import FileTrouble
from planner.formats import sheets_out
from planner.language import translator

WRITERS = {".ods": sheets_out.write_ods, ".csv": sheets_out.write_csv}
AWKWARD = ("=1+1", "+31", "-x", "@naam", "'gequoteerd", "2024-07-01", "a;b,c", "twee\nregels", "é ☃ 😀", "1-7")


def written(plan: Plan, path: Path, code: str) -> Path:
    WRITERS[path.suffix](plan, schedule(plan), path, translator(code))
    return path


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_that_a_round_trip_without_edits_changes_nothing(suffix: str, code: str, tmp_path: Path):
    plan = template_plan("wsm-2022")
    incoming = read_incoming(written(plan, tmp_path / f"plan{suffix}", code), plan)
    assert [(c.key, c.field, c.before, c.after) for c in incoming.changes] == []
    assert not incoming.refused


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_that_risky_texts_come_back_as_they_were(suffix: str, name: str, tmp_path: Path):
    plan = small_plan()
    plan = plan.with_step(edits.edit_row(plan.activities_by_key["POL-2"], name=name))
    incoming = read_incoming(written(plan, tmp_path / f"plan{suffix}", "nl"), plan)
    assert incoming.changes == ()


def test_that_no_cell_of_a_csv_begins_as_a_formula(tmp_path: Path):
    plan = small_plan()
    plan = plan.with_step(edits.edit_row(plan.activities_by_key["POL-2"], name="=HYPERLINK(1)"))
    with written(plan, tmp_path / "plan.csv", "nl").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert any("'=HYPERLINK(1)" in row for row in rows)
    assert not any(cell[:1] in "=+@" and cell for row in rows for cell in row)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_that_what_is_typed_in_it_comes_in(suffix: str, tmp_path: Path):
    plan = small_plan()
    other = plan.with_step(edits.edit_row(plan.activities_by_key["POL-2"], name="Anders", percent_complete=65))
    incoming = read_incoming(written(other, tmp_path / f"plan{suffix}", "nl"), plan)
    assert {(c.field, c.after) for c in incoming.changes} == {("name", "Anders"), ("percent_complete", 65)}


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_that_a_folder_that_is_not_there_is_told(suffix: str, tmp_path: Path):
    with pytest.raises(FileTrouble):
        written(small_plan(), tmp_path / "niet" / f"plan{suffix}", "nl")


def test_that_libreoffice_opens_it_and_saves_it_without_a_change(tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    plan = small_plan()
    path = written(plan, tmp_path / "plan.ods", "nl")
    out = tmp_path / "uit"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    incoming = read_incoming(out / "plan.xlsx", plan)
    assert incoming.changes == ()
    assert not incoming.refused


def test_that_open_document_offers_the_lists_of_excel_and_its_colours(tmp_path: Path):
    with zipfile.ZipFile(written(small_plan(), tmp_path / "plan.ods", "nl")) as packed:
        content = packed.read("content.xml").decode() + packed.read("styles.xml").decode()
    assert "of:cell-content-is-in-list([$'Organisaties'." in content.replace("&apos;", "'")
    assert content.count("<table:content-validation ") >= 5
    assert 'fo:background-color="#F0F2F4"' in content
    assert 'table:number-rows-repeated="500"' in content
    assert 'style:scale-to-X="1"' in content
