"""A plan written for MS Project and read back: no change by itself, and just the changes that were made in it."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.application.templates import template_plan
from planner.domain import edits
from planner.domain.model import Activity, Dependency
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.formats.msproject import java, read_project, write_project
from planner.formats.msproject.process import PlanFiles
from planner.language import translator

pytestmark = [
    pytest.mark.xdist_group("plan-files"),
    pytest.mark.skipif(not java.is_installed(), reason="the extra [msproject] is not installed"),
]
SPACE = "{http://schemas.microsoft.com/project}"
ET.register_namespace("", SPACE.strip("{}"))


@pytest.fixture(scope="module")
def worker() -> Iterator[PlanFiles]:
    with PlanFiles() as made:
        yield made


def written(plan: Plan, path: Path, worker: PlanFiles) -> Path:
    write_project(plan, schedule(plan), path, translator("nl"), worker=worker)
    return path


@pytest.mark.parametrize("template", ["wsm-2022", "wetstraject", "leeg"])
def test_that_a_file_of_ours_brings_nothing_that_is_there(template: str, tmp_path: Path, worker: PlanFiles):
    plan = template_plan(template)
    incoming = read_project(written(plan, tmp_path / "uit.xml", worker), plan, worker=worker)
    assert incoming.changes == ()
    assert not incoming.step
    assert not incoming.refused


@pytest.mark.parametrize("seed", range(4))
def test_that_what_was_changed_here_since_is_put_back_to_what_the_file_says(
    seed: int, tmp_path: Path, worker: PlanFiles
):
    draw, plan = random.Random(seed), template_plan("wsm-2022")
    path = written(plan, tmp_path / "uit.xml", worker)
    tasks = [a for a, _ in plan.outline if not a.is_summary and not a.is_milestone and a.actual_finish is None]
    later = plan
    for row in draw.sample(tasks, 4):
        values = draw.choice([{"name": "Anders"}, {"percent_complete": 35}, {"note": "Een opmerking"}])
        later = later.with_step(edits.edit_row(later.activity(row.id), **values))
    incoming = read_project(path, later, worker=worker)
    after = later.with_step(incoming.step)
    assert {row.id: row for row in after.rows(Activity)} == {row.id: row for row in plan.rows(Activity)}


def test_that_just_what_was_changed_in_the_file_comes_in(tmp_path: Path, worker: PlanFiles):
    plan = template_plan("wsm-2022")
    path = written(plan, tmp_path / "uit.xml", worker)
    tree = ET.parse(path)
    tasks = {t.findtext(f"{SPACE}WBS"): t for t in tree.iter(f"{SPACE}Task")}
    name = tasks["POL-2"].find(f"{SPACE}Name")
    assert name is not None
    name.text = "Vaste contactmomenten in elke eenheid"
    link = next(iter(tasks["JENV-12"].findall(f"{SPACE}PredecessorLink")))
    tasks["JENV-12"].remove(link)
    fresh = ET.SubElement(next(tree.iter(f"{SPACE}Tasks")), f"{SPACE}Task")
    for tag, text in (("UID", "9001"), ("ID", "9001"), ("Name", "Nieuw in Project"), ("OutlineLevel", "1")):
        ET.SubElement(fresh, f"{SPACE}{tag}").text = text
    tree.write(path, encoding="utf-8", xml_declaration=True)
    incoming = read_project(path, plan, worker=worker)
    assert not incoming.refused
    after = plan.with_step(incoming.step)
    changed = {row.key for row in after.rows(Activity) if plan.get(Activity, row.id) not in (None, row)}
    assert changed == {"POL-2"}
    assert after.activities_by_key["POL-2"].name == "Vaste contactmomenten in elke eenheid"
    assert [row.name for row in after.rows(Activity) if plan.get(Activity, row.id) is None] == ["Nieuw in Project"]
    assert len(list(after.rows(Dependency))) == len(list(plan.rows(Dependency))) - 1


def test_that_a_task_that_is_missing_is_kept_and_told(tmp_path: Path, worker: PlanFiles):
    plan = template_plan("wetstraject")
    path = written(plan, tmp_path / "uit.xml", worker)
    more = plan.with_step(edits.add_activity(plan, "Kwam er later bij"))
    incoming = read_project(path, more, worker=worker)
    assert incoming.changes == ()
    assert any("Kwam er later bij" in translator("nl").translate(found.message) for found in incoming.findings)


@pytest.mark.parametrize("template", ["wsm-2022", "wetstraject"])
def test_that_what_was_written_for_primavera_adds_nothing_and_brings_what_was_changed_there(
    template: str, worker: PlanFiles, tmp_path: Path
):
    plan = template_plan(template, None)
    target = tmp_path / "plan.xer"
    write_project(plan, schedule(plan), target, translator("nl"), worker=worker)
    assert read_project(target, plan, worker=worker).changes == ()
    row = next(a for a in plan.rows(Activity) if not a.is_summary and a.name.isascii())
    data = target.read_bytes()
    assert data.count(row.name.encode()) == 1
    target.write_bytes(data.replace(row.name.encode(), b"Called otherwise"))
    changes = read_project(target, plan, worker=worker).changes
    assert [(change.key, change.field, change.after) for change in changes] == [(row.key, "name", "Called otherwise")]
