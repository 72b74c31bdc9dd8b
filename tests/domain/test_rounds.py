"""Update rounds: who is asked, who answered, what came of it, and how a round ends."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from planner.application import update_rounds
from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.control import rounds
from planner.domain.control.rounds import Answer
from planner.domain.model import Organisation, Reply
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.language import translator

OPENED, DUE = date(2022, 8, 1), date(2022, 8, 15)
CAME = datetime(2022, 8, 10, 9, 0)


@pytest.fixture
def document(tmp_path: Path):
    opened = PlanDocument.create(tmp_path / "wsm.keten", template_plan("wsm-2022"))
    yield opened
    opened.close()


def by_code(document: PlanDocument, code: str) -> Organisation:
    return document.plan.organisations_by_code[code]


def started(document: PlanDocument, *codes: str):
    asked = [by_code(document, code).id for code in codes]
    document.do(rounds.start_round(document.plan, "Uitvraag augustus", OPENED, DUE, asked, document.last_seq))
    found = rounds.open_round(document.plan)
    assert found is not None
    return found


def answers(document: PlanDocument, on: date) -> dict[str, Answer]:
    each = document.plan.update_rounds[-1]
    return {p.organisation.code: p.answer for p in rounds.parties(document.plan, document.schedule, each, on)}


def test_that_those_who_carry_the_law_out_are_asked_unless_told_otherwise(document: PlanDocument):
    codes = {organisation.code for organisation in rounds.who_to_ask(document.plan)}
    assert {"POL", "OM"} <= codes
    assert "TK" not in codes


def test_that_a_round_says_who_has_answered_and_who_is_late(document: PlanDocument):
    started(document, "POL", "OM")
    assert answers(document, DUE) == {"POL": Answer.WAITING, "OM": Answer.WAITING}
    step = rounds.with_reply(document.plan, Step("", ()), by_code(document, "POL").id, CAME, "pol.xlsx", digest="a")
    document.do(step)
    assert answers(document, date(2022, 8, 16)) == {"POL": Answer.ANSWERED, "OM": Answer.LATE}


def test_that_the_same_file_twice_is_one_reply(document: PlanDocument):
    started(document, "POL")
    police = by_code(document, "POL").id
    for taken in (3, 1):
        document.do(rounds.with_reply(document.plan, Step("", ()), police, CAME, "pol.xlsx", digest="a", taken=taken))
    (reply,) = document.plan.rows(Reply)
    assert reply.taken == 4


def test_that_two_rounds_cannot_be_open_and_none_without_anybody(document: PlanDocument):
    started(document, "POL")
    with pytest.raises(EditRefused, match="still open"):
        rounds.start_round(document.plan, "Nog een", OPENED, DUE, [by_code(document, "OM").id], 1)
    document.undo()
    with pytest.raises(EditRefused, match="at least one"):
        rounds.start_round(document.plan, "Leeg", OPENED, DUE, [], 1)


def test_that_closing_keeps_a_baseline_if_wanted_as_one_step(document: PlanDocument):
    each = started(document, "POL")
    document.do(rounds.close_round(document.plan, document.schedule, each.id, DUE, "Augustus"))
    assert rounds.open_round(document.plan) is None
    closed = document.plan.update_rounds[-1]
    assert [b.id for b in document.plan.baselines] == [closed.baseline_id]
    document.undo()
    assert rounds.open_round(document.plan) is not None
    assert document.plan.baselines == ()


def test_that_a_workbook_and_a_text_are_made_for_each_organisation(document: PlanDocument, tmp_path: Path):
    each = started(document, "POL", "OM")
    said = translator("nl")
    written = update_rounds.write_round(
        document.plan, document.schedule, each, tmp_path / "uit", said, seq=document.last_seq
    )
    assert [path.name for path in written] == ["Uitvraag augustus POL.xlsx", "Uitvraag augustus OM.xlsx"]
    assert all(path.stat().st_size > 1_000 for path in written)
    text = update_rounds.covering_text(document.plan, each, by_code(document, "OM"), said)
    assert "Uitvraag augustus OM.xlsx" in text
    assert said.date(DUE) in text


def test_that_the_report_tells_who_changed_what_and_not_what_was_undone(document: PlanDocument, tmp_path: Path):
    each = started(document, "POL", "OM")
    police, prosecution = by_code(document, "POL"), by_code(document, "OM")
    for organisation, file, name in ((police, "pol.xlsx", "Opleiding <nieuw>"), (prosecution, "om.xlsx", "Zitting")):
        own = next(a for a, _ in document.plan.outline if a.organisation_id == organisation.id)
        change = edits.edit_row(own, name=name)
        document.do(rounds.with_reply(document.plan, change, organisation.id, CAME, file, digest=file, taken=1))
    document.undo()
    path = tmp_path / "verslag.html"
    update_rounds.write_report(document.plan, schedule(document.plan), document.history(), each, path, translator("nl"))
    page = path.read_text(encoding="utf-8")
    assert "Opleiding &lt;nieuw&gt;" in page
    assert "Zitting" not in page
    assert "pol.xlsx" in page
