"""Our own workbooks that come back in another form are compared with the plan, as .xlsx is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from excel_plans import small_plan, written

from planner.domain.scheduling import schedule
from planner.formats.foreign import read_any_sheets
from planner.formats.sheets_out import write_csv
from planner.language import translator


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_workbook_saved_in_another_form_changes_nothing(tmp_path: Path, kind: str):
    plan = small_plan()
    source = written(plan, tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    incoming = read_any_sheets(source.with_suffix(f".{kind}"), plan)
    assert not incoming.refused and not incoming.step.changes


def test_that_rows_that_were_cut_short_are_read_as_far_as_they_go(tmp_path: Path):
    plan = small_plan()
    path = tmp_path / "plan.csv"
    write_csv(plan, schedule(plan), path, translator("nl"))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    short = [line if at < 2 else ";".join(line.split(";")[:6]) for at, line in enumerate(lines)]
    path.write_text("\n".join(short), encoding="utf-8-sig")
    incoming = read_any_sheets(path, plan, without_bad_cells=True)
    assert not incoming.refused
