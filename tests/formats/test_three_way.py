"""Workbooks that come back while the plan went on: a three-way merge, field by field."""

from __future__ import annotations

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from excel_plans import Edited, small_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.application.importing import read_incoming
from planner.application.remarks import with_remarks
from planner.cli import DONE, main
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import RowChange, Step, merged
from planner.domain.merging import Accept, Verdict, merge
from planner.domain.model import Activity, Agreed, Remark, Risk
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.formats.excel import write_workbook
from planner.formats.incoming import Incoming
from planner.language import translator

NL = translator("nl")
NOW = datetime(2026, 11, 24, 12, 0)


@pytest.fixture
def document(tmp_path: Path):
    opened = PlanDocument.create(tmp_path / "plan.keten", small_plan())
    yield opened
    opened.close()


def sent(document: PlanDocument, folder: Path, name: str = "uit.xlsx") -> Edited:
    path = folder / name
    write_workbook(document.plan, document.schedule, path, NL, seq=document.last_seq)
    return Edited(path)


def back(document: PlanDocument, book: Edited, accept: Accept = Accept.PROPOSED) -> Incoming:
    return read_incoming(book.save(), document.plan, as_of=document.plan_as_of, accept=accept)


def change(document: PlanDocument, key: str, **values: Any) -> None:
    document.do(edits.edit_row(document.plan.activities_by_key[key], **values))


def verdicts(incoming: Incoming) -> dict[tuple[str, str], Verdict]:
    assert not incoming.refused, [str(found.message) for found in incoming.findings]
    return {(each.key, each.field): each.verdict for each in incoming.changes}


def test_that_each_field_is_told_by_who_changed_it(document: PlanDocument, tmp_path: Path):
    book = sent(document, tmp_path)
    change(document, "POL-2", percent_complete=70, responsible="programmamanager")
    book.set("activity", "POL-2", "name", "Andere naam")
    book.set("activity", "POL-2", "percent_complete", 0.8)
    incoming = back(document, book)
    assert verdicts(incoming) == {
        ("POL-2", "name"): Verdict.CHANGED,
        ("POL-2", "percent_complete"): Verdict.CONFLICT,
    }
    after = document.plan.with_step(incoming.step).activities_by_key["POL-2"]
    assert (after.name, after.percent_complete, after.responsible) == ("Andere naam", 70, "programmamanager")


def test_that_what_both_changed_to_the_same_is_no_proposal(document: PlanDocument, tmp_path: Path):
    book = sent(document, tmp_path)
    change(document, "POL-2", percent_complete=80)
    book.set("activity", "POL-2", "percent_complete", 0.8)
    assert verdicts(back(document, book)) == {}


@pytest.mark.parametrize(("accept", "percent"), [(Accept.THEIRS, 80), (Accept.OURS, 70), (Accept.NONE, 70)])
def test_that_conflicts_go_as_was_said(document: PlanDocument, tmp_path: Path, accept: Accept, percent: int):
    book = sent(document, tmp_path)
    change(document, "POL-2", percent_complete=70)
    book.set("activity", "POL-2", "percent_complete", 0.8)
    book.set("activity", "POL-2", "name", "Andere naam")
    incoming = back(document, book, accept)
    after = document.plan.with_step(incoming.step).activities_by_key["POL-2"]
    assert after.percent_complete == percent
    assert (after.name == "Andere naam") == (accept is not Accept.NONE)


def test_that_a_row_that_is_gone_here_is_told_and_left_out(document: PlanDocument, tmp_path: Path):
    book = sent(document, tmp_path)
    gone = document.plan.activities_by_key["POL-3"]
    document.do(edits.remove_activities(document.plan, [gone.id]))
    book.set("activity", "POL-3", "name", "Toch nog")
    incoming = back(document, book)
    assert incoming.changes == ()
    assert any("POL-3" in NL.translate(found.message) for found in incoming.findings)


def test_that_new_rows_get_keys_that_are_free_here(document: PlanDocument, tmp_path: Path):
    book = sent(document, tmp_path)
    police = document.plan.organisations_by_code["POL"]
    document.do(edits.add_activity(document.plan, "Van ons", organisation_id=police.id))
    ours = {a.key for a in document.plan.rows(Activity)}
    book.add("activity", name="Van hen", organisation_id="POL")
    incoming = back(document, book)
    document.do(incoming.step)
    assert len({a.key for a in document.plan.rows(Activity)}) == len(ours) + 1
    again = back(document, book)
    assert verdicts(again) == {}  # the same file once more adds nothing


def test_that_what_is_not_taken_over_is_kept_as_a_remark_once(document: PlanDocument, tmp_path: Path):
    book = sent(document, tmp_path)
    change(document, "POL-2", percent_complete=70)
    book.set("activity", "POL-2", "percent_complete", 0.8)
    for _ in range(2):
        incoming = back(document, book)
        assert incoming.merge is not None
        document.do(with_remarks(incoming, incoming.merge.taken(Accept.OURS), NOW, NL))
    (remark,) = document.plan.rows(Remark)
    assert "80" in remark.text
    assert remark.origin == "uit.xlsx"


def test_the_command_line(document: PlanDocument, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    book = sent(document, tmp_path)
    change(document, "POL-2", percent_complete=70)
    book.set("activity", "POL-2", "percent_complete", 0.8)
    path, plan = str(book.save()), str(document.path)
    document.close()
    assert main(["import", path, "--into", plan, "--dry-run", "--json"]) == DONE
    (told,) = json.loads(capsys.readouterr().out)["changes"]
    assert {name: told[name] for name in ("key", "field", "before", "after", "verdict")} == {
        "key": "POL-2", "field": "percent_complete", "before": 70, "after": 80, "verdict": "conflict",
    }  # fmt: skip
    assert main(["import", path, "--into", plan, "--accept", "theirs"]) == DONE
    reopened = PlanDocument.open(Path(plan), read_only=True)
    assert reopened.plan.activities_by_key["POL-2"].percent_complete == 80
    reopened.close()


# --- what holds for any edits -----------------------------------------------------------------------

FIELDS: dict[str, dict[str, list[Any]]] = {
    "activity": {
        "name": ["A", "B", "C"],
        "percent_complete": [0, 40, 80],
        "responsible": ["", "trekker", "projectleider"],
        "duration_minutes": [480, 960, 2400],
        "longest_minutes": [None, 4800, 9600],
    },
    "agreement": {"title": ["A", "B"], "status": list(Agreed), "note": ["", "x", "y"]},
    "risk": {"title": ["A", "B"], "probability": [1, 3, 5], "impact": [1, 3, 5], "owner": ["", "trekker"]},
    "decision": {"title": ["A", "B"], "reason": ["", "x", "y"], "decider": ["stuurgroep", "driehoek"]},
}


def some_edits(draw: random.Random, plan: Plan, count: int) -> Step:
    steps: list[Step] = []
    for _ in range(count):
        rows = sorted((a for a in plan.rows(Activity) if not a.is_summary and not a.is_milestone), key=lambda a: a.key)
        row = draw.choice(rows)
        kind = draw.random()
        try:
            if kind < 0.15:
                step = edits.add_activity(plan, f"Nieuw {draw.randrange(4)}", organisation_id=row.organisation_id)
            elif kind < 0.25 and len(rows) > 2:
                step = edits.remove_activities(plan, [row.id])
            else:
                kinds = ("activity", "activity", "agreement", "risk", "decision")
                step = _some_values(draw, plan, draw.choice(kinds), row)
            plan = plan.with_step(step)
        except EditRefused:
            continue
        steps.append(step)
    return merged("excel.import", steps, {"name": "x"})


def _some_values(draw: random.Random, plan: Plan, kind: str, activity: Activity) -> Step:
    rows = sorted(plan.table(kind).values(), key=lambda each: str(each.id))
    if kind == "risk" and draw.random() < 0.2:
        number = draw.randrange(2, 9)
        return Step("row.add", (RowChange.add(Risk(key=f"RIS-{number}", title="Nieuw", probability=2)),))
    if not rows or (kind != "activity" and draw.random() < 0.1):
        return edits.remove_rows(plan, [draw.choice(rows)]) if rows else Step("none", ())
    row = activity if kind == "activity" else draw.choice(rows)
    field = draw.choice(sorted(FIELDS[kind]))
    return edits.edit_row(row, **{field: draw.choice(FIELDS[kind][field])})


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 100_000))
def test_that_no_edit_is_lost_without_being_shown(seed: int) -> None:
    draw = random.Random(seed)
    base = small_plan()
    theirs, mine = some_edits(draw, base, 5), some_edits(draw, base, 5)
    ours = base.with_step(mine)
    found = merge(base, theirs, ours)
    wanted = base.with_step(theirs)
    after = ours.with_step(found.step(found.taken(Accept.THEIRS)))
    shown = {(each.row_id, each.field) for each in found.proposals}
    gone = {row.id for row in found.gone}
    for change_ in theirs.changes:
        if change_.kind not in FIELDS or change_.id in gone or change_.before is None or change_.after is None:
            continue
        for field in FIELDS[change_.kind]:
            if getattr(change_.before, field) == getattr(change_.after, field):
                continue
            now = getattr(after.table(change_.kind)[change_.id], field)
            assert now == getattr(wanted.table(change_.kind)[change_.id], field)
            was = getattr(ours.table(change_.kind)[change_.id], field)
            assert was == now or (change_.id, field) in shown
    kept = ours.with_step(found.step(found.taken(Accept.PROPOSED)))
    for each in mine.changes:  # nothing of ours goes by itself
        if each.kind not in FIELDS or each.before is None or each.after is None:
            continue
        row = kept.table(each.kind).get(each.id)
        for field in FIELDS[each.kind]:
            if getattr(each.before, field) != getattr(each.after, field):
                assert row is not None
                assert getattr(row, field) == getattr(each.after, field)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100_000))
def test_that_the_order_of_replies_is_all_one_where_they_do_not_conflict(seed: int) -> None:
    draw = random.Random(seed)
    base = small_plan()
    first, second = some_edits(draw, base, 3), some_edits(draw, base, 3)
    touched = [{(c.id, f) for c in step.changes for f in c.fields} for step in (first, second)]
    rows = [{c.id for c in step.changes if c.before is None or c.after is None} for step in (first, second)]
    if touched[0] & touched[1] or any(rows):
        return

    def taken(plan: Plan, step: Step) -> Plan:
        found = merge(base, step, plan)
        assert found.conflicts == ()
        return plan.with_step(found.step(found.taken(Accept.PROPOSED)))

    assert taken(taken(base, first), second) == taken(taken(base, second), first)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100_000))
def test_that_taking_all_over_leaves_nothing_to_propose(seed: int) -> None:
    draw = random.Random(seed)
    base = small_plan()
    theirs = some_edits(draw, base, 5)
    ours = base.with_step(some_edits(draw, base, 4))
    found = merge(base, theirs, ours)
    after = ours.with_step(found.step(found.taken(Accept.THEIRS)))
    assert merge(base, theirs, after).proposals == ()
    assert merge(base, Step("excel.import", ()), ours).proposals == ()
