"""Registers of what a programme is steered by: chain agreements, risks and decisions."""

from __future__ import annotations

from datetime import date

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.model import Agreed, Agreement, Decision, Light, Risk, RiskStatus
from planner.errors import EditRefused
from planner.language import Wording
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Cell, Column, FieldColumns, window_sort
from planner.ui.selection import Selection

HIGH, MIDDLE = 15, 8
"""Probability times impact from which a risk is red, and orange."""


class AgreementRegister(Register):
    """Who delivers what to whom in the chain, by when, and whether the other accepted that."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        names = ("key", "title", "giver_id", "taker_id", "promised", "accepted")
        columns = FieldColumns(document, wording).of("agreement", *names)
        columns.insert(1, Column("standing", wording.say("Standing"), 24, self._standing))
        super().__init__(
            document,
            wording,
            selection,
            title=wording.say("Chain agreements"),
            columns=columns,
            rows_of=lambda: document.plan.agreements,
            kinds=frozenset({"agreement", "organisation", "activity", "dependency", "programme", "calendar"}),
        )
        say = wording.say
        self.add_choice(
            say("Which ones"),
            [
                (say("All"), None),
                (say("Not accepted"), lambda row: row.status is Agreed.PROPOSED),
                (say("No longer holds"), self._is_broken),
            ],
        )
        self.allow_adding(say("Add an agreement"), self._new)
        self.allow_removing(say("Remove the chosen rows"))

    def _is_broken(self, row: Agreement) -> bool:
        """Whether the activity that delivers it is planned after the promised (or accepted) day."""
        wanted = row.accepted or row.promised
        if row.status in (Agreed.DELIVERED, Agreed.WITHDRAWN) or wanted is None or wanted.latest is None:
            return False
        planned = self.document.schedule.activities.get(row.activity_id) if row.activity_id else None
        return planned is not None and planned.finish.date() > wanted.latest

    def _standing(self, row: Agreement) -> Cell:
        say, wanted = self.wording.say, window_sort(row.accepted or row.promised)
        if self._is_broken(row):
            assert row.activity_id is not None
            day = self.wording.date(self.document.schedule[row.activity_id].finish.date())
            return Cell(say("Planned on {day}: too late", day=day), f"0{wanted}", light_icon(Light.RED), "error")
        if row.status is Agreed.PROPOSED:
            return Cell(say("Not accepted yet"), f"1{wanted}", light_icon(Light.ORANGE), "warning")
        if row.status is Agreed.ACCEPTED:
            return Cell(say("Accepted, and it holds"), f"2{wanted}", light_icon(Light.GREEN))
        return Cell(self.wording.choice(row.status), f"3{wanted}", light_icon(Light.GREY), "quiet")

    def _new(self) -> Agreement:
        plan = self.document.plan
        parties = [organisation.id for organisation in plan.organisations[:2]]
        if len(parties) < 2:
            raise EditRefused(N_("An agreement is between two organisations."))
        return edits.make(
            Agreement,
            key=edits.next_key(plan, edits.KEY_PREFIXES["agreement"]),
            title=self.wording.say("New agreement"),
            giver_id=parties[0],
            taker_id=parties[1],
            position=max((row.position for row in plan.agreements), default=0.0) + 1,
        )


class RiskRegister(Register):
    """What may go wrong: cause, event and effect, weighed by probability times impact."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        names = ("key", "title", "probability", "impact", "status", "organisation_id", "measure")
        columns = FieldColumns(document, wording).of("risk", *names)
        columns.insert(2, Column("weight", wording.say("Weight"), 12, _weight))
        super().__init__(
            document,
            wording,
            selection,
            title=wording.say("Risks"),
            columns=columns,
            rows_of=lambda: document.plan.risks,
            kinds=frozenset({"risk", "organisation"}),
        )
        say = wording.say
        self.add_choice(
            say("Which ones"), [(say("All"), None), (say("Open"), lambda row: row.status is RiskStatus.OPEN)]
        )
        self.allow_adding(say("Add a risk"), self._new)
        self.allow_removing(say("Remove the chosen rows"))

    def _new(self) -> Risk:
        plan = self.document.plan
        return edits.make(
            Risk,
            key=edits.next_key(plan, edits.KEY_PREFIXES["risk"]),
            title=self.wording.say("New risk"),
            position=max((row.position for row in plan.risks), default=0.0) + 1,
        )


class DecisionRegister(Register):
    """Decisions, the newest last: what, why, by whom and where, and which dates it moved."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        names = ("key", "on", "title", "reason", "decider", "meeting", "activity_ids")
        super().__init__(
            document,
            wording,
            selection,
            title=wording.say("Decisions"),
            columns=FieldColumns(document, wording).of("decision", *names),
            rows_of=lambda: document.plan.decisions,
            kinds=frozenset({"decision", "activity"}),
        )
        self.allow_adding(wording.say("Add a decision"), self._new)
        self.allow_removing(wording.say("Remove the chosen rows"))

    def _new(self) -> Decision:
        plan = self.document.plan
        key = edits.next_key(plan, edits.KEY_PREFIXES["decision"])
        return edits.make(Decision, key=key, title=self.wording.say("New decision"), on=date.today())


def _weight(row: Risk) -> Cell:
    weight = row.probability * row.impact
    light = Light.RED if weight >= HIGH else Light.ORANGE if weight >= MIDDLE else Light.GREEN
    if row.status is not RiskStatus.OPEN:
        light = Light.GREY
    return Cell(str(weight), float(-weight), light_icon(light))
