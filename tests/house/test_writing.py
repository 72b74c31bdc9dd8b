"""Files are written whole or not at all, and never over a plan or a neighbour."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planner.errors import FileTrouble
from planner.writing import write_file, write_files


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "planner", *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "pdf", "docx", "html", "ics"])
def test_that_an_export_never_destroys_a_plan_whatever_its_name(tmp_path: Path, ending: str):
    plan = tmp_path / f"plan.{ending}"
    assert ran("new", str(plan), "--template", "wsm-2022").returncode == 0
    before = plan.read_bytes()
    refused = ran("export", str(plan), str(plan))
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert plan.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [plan.name]


def test_that_neighbours_of_the_user_stay_as_they_are(tmp_path: Path):
    mine = [tmp_path / f"x.json{ending}" for ending in (".new", ".part", ".tmp")]
    for path in mine:
        path.write_text("van mij")
    write_file(tmp_path / "x.json", "{}")
    assert [path.read_text() for path in mine] == ["van mij"] * 3
    assert (tmp_path / "x.json").read_text() == "{}"


def test_that_a_link_is_replaced_and_not_what_it_points_to(tmp_path: Path):
    target, link = tmp_path / "elders.txt", tmp_path / "link.txt"
    target.write_text("van mij")
    link.symlink_to(target)
    write_file(link, "nieuw")
    assert target.read_text() == "van mij"
    assert link.read_text() == "nieuw"


def test_that_a_set_that_fails_leaves_all_as_it_was(tmp_path: Path):
    first, folder = tmp_path / "a.svg", tmp_path / "b.svg"
    first.write_text("oud")
    folder.mkdir()
    with pytest.raises(FileTrouble):
        write_files([(first, b"nieuw"), (tmp_path / "c.svg", b"nieuw"), (folder, b"nieuw")])
    assert first.read_text() == "oud"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.svg", "b.svg"]


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_that_numbered_sheets_take_no_name_that_nobody_was_asked_about(tmp_path: Path, ending: str):
    plan, mine = tmp_path / "plan.keten", tmp_path / f"gantt-2.{ending}"
    assert ran("new", str(plan), "--template", "wsm-2022").returncode == 0
    mine.write_text("van mij")
    words = ("export", str(plan), str(tmp_path / f"gantt.{ending}"), "--paper", "A4", "--wide", "2")
    refused = ran(*words)
    assert refused.returncode == 1
    assert mine.name in refused.stderr
    assert mine.read_text() == "van mij"
    assert sorted(p.name for p in tmp_path.iterdir()) == [mine.name, plan.name]
    assert ran(*words, "--over").returncode == 0
    assert mine.read_bytes() != b"van mij"


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv", "json", "xml", "docx", "pdf"])
def test_that_no_text_of_a_plan_reaches_the_temporary_folder(tmp_path: Path, ending: str, monkeypatch):
    """Also while it is written: a process that is killed would leave it there."""
    import tempfile

    from planner.application.file_formats import ExportRequest, export
    from planner.application.templates import template_plan
    from planner.document import PlanDocument
    from planner.language import translator

    document = PlanDocument.create(tmp_path / "plan.keten", template_plan("leeg", None), backups=tmp_path / "b")

    def refuse(*_words: object, **options: object) -> None:
        if options.get("dir") != tmp_path:
            raise AssertionError(f"a temporary file: {options}")
        return kept(*_words, **options)

    kept = tempfile.mkstemp
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    export(ExportRequest(document, translator("nl"), tmp_path / f"x.{ending}"))
    document.close()
    assert (tmp_path / f"x.{ending}").stat().st_size > 50


def test_that_what_a_killed_process_left_goes(tmp_path: Path, monkeypatch):
    import os
    import tempfile

    from planner.writing import SCRATCH, scratch_folder

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, others = tmp_path / f"{SCRATCH}{gone.pid}-x", [tmp_path / f"{SCRATCH}{os.getpid()}-y", tmp_path / SCRATCH]
    for folder in (left, *others):
        folder.mkdir()
    with scratch_folder() as folder:
        assert folder.is_dir()
        assert not left.exists()
    assert not folder.exists()
    assert all(other.exists() for other in others)
