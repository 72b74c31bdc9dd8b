"""Registers of what a programme is steered by: chain agreements, risks and decisions."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.control.agreements import Footing, footing, planned_day
from planner.domain.control.risks import weight, weight_light
from planner.domain.model import Agreed, Agreement, Decision, Light, Risk, RiskStatus
from planner.errors import EditRefused
from planner.language import Wording
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Cell, Column, FieldColumns, window_sort
from planner.ui.panels.risk_matrix import RiskMatrix
from planner.ui.selection import Selection


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
        return footing(row, self.document.schedule) is Footing.BROKEN

    def _standing(self, row: Agreement) -> Cell:
        say, wanted = self.wording.say, window_sort(row.accepted or row.promised)
        match footing(row, self.document.schedule):
            case Footing.BROKEN:
                day = self.wording.date(planned_day(row, self.document.schedule))
                return Cell(say("Planned on {day}: too late", day=day), f"0{wanted}", light_icon(Light.RED), "error")
            case Footing.PROPOSED:
                return Cell(say("Not accepted yet"), f"1{wanted}", light_icon(Light.ORANGE), "warning")
            case Footing.HOLDS:
                return Cell(say("Accepted, and it holds"), f"2{wanted}", light_icon(Light.GREEN))
            case _:
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
        self.only: tuple[int, int] | None = None  # probability and impact
        names = ("key", "title", "probability", "impact", "status", "organisation_id", "measure")
        columns = FieldColumns(document, wording).of("risk", *names)
        columns.insert(2, Column("weight", wording.say("Weight"), 12, _weight))
        super().__init__(
            document,
            wording,
            selection,
            title=wording.say("Risks"),
            columns=columns,
            rows_of=self._shown,
            kinds=frozenset({"risk", "organisation"}),
        )
        say = wording.say
        self.add_choice(
            say("Which ones"), [(say("All"), None), (say("Open"), lambda row: row.status is RiskStatus.OPEN)]
        )
        self.allow_adding(say("Add a risk"), self._new)
        self.allow_removing(say("Remove the chosen rows"))

    def _shown(self) -> list[Risk]:
        risks = self.document.plan.risks
        return [r for r in risks if self.only is None or (r.probability, r.impact) == self.only]

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
    light = weight_light(weight(row)) if row.status is RiskStatus.OPEN else Light.GREY
    return Cell(str(weight(row)), float(-weight(row)), light_icon(light))


class RiskPanel(QWidget):
    """The field of probability and impact above the register; a cell of it chooses the risks that are shown."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        super().__init__()
        self.matrix = RiskMatrix(document, wording)
        self.register = RiskRegister(document, wording, selection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        above = QHBoxLayout()
        above.setContentsMargins(12, 0, 12, 0)
        above.addWidget(self.matrix)
        column.addLayout(above)
        column.addWidget(self.register, 1)
        self.matrix.chosen.connect(self._choose)
        unsubscribe = document.subscribe(lambda step: self.matrix.refresh() if "risk" in step.step.kinds else None)
        self.destroyed.connect(lambda *_args: unsubscribe())

    def _choose(self, probability: int, impact: int) -> None:
        self.register.only = (probability, impact) if probability else None
        self.register.refresh()
