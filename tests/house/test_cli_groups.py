"""Groups on the command line: a list in, a rollout, and a round whose replies come back in any order."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.house.test_cli import done, run

LIST = """Gemeentecode;Gemeente;Koepel;Inwoners;Verzameling
0363;Amsterdam;GEM;900000;G4
0344;Utrecht;GEM;360000;G4
0106;Assen;GEM;70000;
"""


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """A folder with the letter's programme, three municipalities in it, and their work rolled out."""
    done("new", "w.keten", "--template", "wsm-2022", at=tmp_path)
    (tmp_path / "lijst.csv").write_text(LIST, encoding="utf-8")
    taken = json.loads(done("organisations", "w.keten", "--import", "lijst.csv", "--json", at=tmp_path))
    assert (taken["new"], taken["changed"], taken["not_taken"]) == (3, 0, [])
    made = json.loads(done("rollout", "w.keten", "--model", "GEM-1", "--group", "GEM", "--json", at=tmp_path))
    assert (made["members"], made["made"]) == (3, 9)
    return tmp_path


def test_that_a_group_tells_the_sum_of_its_members(chain):
    rows = {row["code"]: row for row in json.loads(done("organisations", "w.keten", "--json", at=chain))}
    assert rows["GM0363"]["group"] == "GEM"
    assert rows["GM0363"]["sets"] == ["G4"]
    assert rows["POL"]["members"] is None
    group = rows["GEM"]["members"]
    assert (group["count"], group["ready"], group["is_ready"]) == (3, 0, False)
    assert sorted(group["behind"]) == ["GM0106", "GM0344", "GM0363"]


def test_a_round_of_a_group_from_its_start_to_its_last_reply(chain):
    started = done(
        *("round", "w.keten", "--start", "juli", "--group", "GEM", "--into", "uit", "--due", "2099-01-31", "--json"),
        at=chain,
    )
    books = json.loads(started)["workbooks"]
    assert [book["code"] for book in books] == ["GM0363", "GM0344", "GM0106"]
    back = chain / "terug"
    back.mkdir()
    for book in books[:2]:
        shutil.copy(chain / "uit" / book["file"], back)
    _report_progress(back / books[0]["file"], 40)
    (back / "brief.pdf").write_bytes(b"%PDF")
    (back / "kapot.xlsx").write_bytes(b"no workbook")
    taken = json.loads(done("round", "w.keten", "--take", "terug", "--json", at=chain))
    found = {each["file"]: each for each in taken["files"]}
    assert found[books[0]["file"]]["organisation"] == "GM0363"
    assert found[books[0]["file"]]["taken"] == 1
    assert found[books[1]["file"]]["outcome"] == "taken"
    assert found["kapot.xlsx"]["outcome"] == found["brief.pdf"]["outcome"] == "refused"
    assert taken["silent"] == ["GM0106"]
    again = json.loads(done("round", "w.keten", "--take", "terug", "--json", at=chain))
    assert [each["outcome"] for each in again["files"]].count("known") == 2
    plan = json.loads(done("export", "w.keten", "w.json", at=chain) and (chain / "w.json").read_text(encoding="utf-8"))
    progress = {row["key"]: row["percent_complete"] for row in plan["rows"]["activity"]}
    assert progress["GM0363-2"] == 40


def _report_progress(path: Path, percent: int) -> None:
    """Type a progress in the row of GM0363-2; the hidden second row says which column is which."""
    book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book if sheet.cell(2, 1).value == "activity.id")
    columns = {cell.value: cell.column for cell in sheet[2] if cell.value}
    rows = {sheet.cell(row, columns["activity.key"]).value: row for row in range(3, 20)}
    sheet.cell(rows["GM0363-2"], columns["activity.percent_complete"]).value = percent / 100
    book.save(path)


def test_that_what_cannot_be_is_refused_in_a_sentence(chain):
    for words, part in (
        (("rollout", "w.keten", "--model", "GEM-99", "--group", "GEM"), "GEM-99"),
        (("rollout", "w.keten", "--model", "GEM-1", "--group", "XYZ"), "XYZ"),
        (("rollout", "w.keten", "--model", "POL-1", "--group", "POL"), "members"),
        (("organisations", "w.keten", "--import", "w.keten"), "w.keten"),
        (("round", "w.keten", "--take", "terug"), "round"),
        (("round", "w.keten", "--start", "x"), "--into"),
    ):
        result = run(*words, "--lang", "en", at=chain)
        assert result.returncode == 1, words
        assert part in result.stderr
        assert "Traceback" not in result.stderr
