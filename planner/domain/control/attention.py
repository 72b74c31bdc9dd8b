"""Points of attention: findings, ranked; which of them go on paper, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from planner.domain.changes import Step
from planner.domain.control.rounds import Answer, open_round, parties
from planner.domain.edits import add_row, edit_row, remove_rows
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.model import AttentionChoice
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.message import N_, Message


@dataclass(frozen=True, slots=True)
class Point:
    """A finding as it is told on paper: in the program's words unless somebody gave others."""

    finding: Finding
    words: str = ""


def choice_of(plan: Plan, finding: Finding) -> AttentionChoice | None:
    """What was chosen for a finding: for this very one, else for all of its rule."""
    about = finding.about[0] if finding.about else None
    mine = [c for c in plan.attention_choices if c.rule == finding.rule]
    return next((c for c in mine if c.about_id == about), next((c for c in mine if c.about_id is None), None))


def on_paper(plan: Plan, findings: Iterable[Finding]) -> tuple[Point, ...]:
    """The findings that go on paper, in their order; all, but for those that were taken off."""
    found: list[Point] = []
    for finding in findings:
        choice = choice_of(plan, finding)
        if choice is None or choice.on_paper:
            found.append(Point(finding, choice.words if choice is not None else ""))
    return tuple(found)


def choose(plan: Plan, finding: Finding, *, paper: bool, words: str | None = None) -> Step:
    """Put a finding on paper or take it off, in other words where they are given (empty: the program's own)."""
    about: UUID | None = finding.about[0] if finding.about else None
    known = next((c for c in plan.attention_choices if (c.rule, c.about_id) == (finding.rule, about)), None)
    said = (known.words if known is not None else "") if words is None else words
    if known is None:
        return add_row(plan, make(AttentionChoice, rule=finding.rule, about_id=about, on_paper=paper, words=said))
    if paper and not said:
        return remove_rows(plan, [known])
    return edit_row(known, on_paper=paper, words=said)


def unanswered_rounds(case: RuleContext) -> Iterator[Finding]:
    """Organisations that were asked in a round and have not answered by its day."""
    each = open_round(case.plan)
    if each is None or each.due_on >= case.today:
        return
    for party in parties(case.plan, case.schedule, each, case.today):
        if party.answer is Answer.LATE:
            text = N_("{name} has not answered the round “{round}”, due on {day}.")
            words = {"name": party.organisation.name, "round": each.name, "day": each.due_on}
            yield Finding("no-reply", Rank.WARNING, Message(text, words), (party.organisation.id, each.id))
