"""Our own workbooks that come back in another form are compared with the plan, as .xlsx is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from excel_plans import small_plan, written

from planner.exchange.foreign import read_any_sheets


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
