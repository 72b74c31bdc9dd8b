"""Registers of what a programme is steered by: chain agreements, risks and decisions."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.agreements import AgreementState, footing, planned_day
from planner.domain.control.risks import weight, weight_light
from planner.domain.keys import KEY_PREFIXES, next_key
from planner.domain.model import Agreed, Agreement, Decision, Light, Risk, RiskStatus
from planner.domain.rows import make
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import FieldColumns, RegisterCell, RegisterColumn, window_sort
from planner.ui.panels.risk_matrix import RiskMatrix
from planner.ui.selection import Selection


class AgreementRegister(Register):
    """Who delivers what to whom in the chain, by when, and whether the other accepted that."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        names = ("key", "title", "giver_id", "taker_id", "promised", "accepted")
        columns = FieldColumns(document, translator).of("agreement", *names)
        columns.insert(1, RegisterColumn("standing", translator.translate("Standing"), 24, self._standing))
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Chain agreements"),
            columns=columns,
            rows_of=lambda: document.plan.agreements,
            kinds=frozenset({"agreement", "organisation", "activity", "dependency", "programme", "calendar"}),
        )
        translate = translator.translate
        self.add_choice(
            translate("Which ones"),
            [
                (translate("All"), None),
                (translate("Not accepted"), lambda row: row.status is Agreed.PROPOSED),
                (translate("No longer holds"), self._is_broken),
            ],
        )
        self.allow_adding(translate("Add an agreement"), self._new)
        self.allow_removing(translate("Remove the chosen rows"))

    def _is_broken(self, row: Agreement) -> bool:
        return footing(row, self.document.schedule) is AgreementState.BROKEN

    def _standing(self, row: Agreement) -> RegisterCell:
        translate, wanted = self.translator.translate, window_sort(row.accepted or row.promised)
        match footing(row, self.document.schedule):
            case AgreementState.BROKEN:
                day = self.translator.date(planned_day(row, self.document.schedule))
                return RegisterCell(
                    translate("Planned on {day}: too late", day=day), f"0{wanted}", light_icon(Light.RED), "error"
                )
            case AgreementState.PROPOSED:
                return RegisterCell(translate("Not accepted yet"), f"1{wanted}", light_icon(Light.ORANGE), "warning")
            case AgreementState.HOLDS:
                return RegisterCell(translate("Accepted, and it holds"), f"2{wanted}", light_icon(Light.GREEN))
            case _:
                return RegisterCell(self.translator.choice(row.status), f"3{wanted}", light_icon(Light.GREY), "quiet")

    def _new(self) -> Agreement:
        plan = self.document.plan
        parties = [organisation.id for organisation in plan.organisations[:2]]
        if len(parties) < 2:
            raise EditRefused(N_("An agreement is between two organisations."))
        return make(
            Agreement,
            key=next_key(plan, KEY_PREFIXES["agreement"]),
            title=self.translator.translate("New agreement"),
            giver_id=parties[0],
            taker_id=parties[1],
            position=max((row.position for row in plan.agreements), default=0.0) + 1,
        )


class RiskRegister(Register):
    """What may go wrong: cause, event and effect, weighed by probability times impact."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        self.only: tuple[int, int] | None = None  # probability and impact
        names = ("key", "title", "probability", "impact", "status", "organisation_id", "measure")
        columns = FieldColumns(document, translator).of("risk", *names)
        columns.insert(2, RegisterColumn("weight", translator.translate("Weight"), 12, _weight))
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Risks"),
            columns=columns,
            rows_of=self._shown,
            kinds=frozenset({"risk", "organisation"}),
        )
        translate = translator.translate
        self.add_choice(
            translate("Which ones"),
            [(translate("All"), None), (translate("Open"), lambda row: row.status is RiskStatus.OPEN)],
        )
        self.allow_adding(translate("Add a risk"), self._new)
        self.allow_removing(translate("Remove the chosen rows"))

    def _shown(self) -> list[Risk]:
        risks = self.document.plan.risks
        return [r for r in risks if self.only is None or (r.probability, r.impact) == self.only]

    def _new(self) -> Risk:
        plan = self.document.plan
        return make(
            Risk,
            key=next_key(plan, KEY_PREFIXES["risk"]),
            title=self.translator.translate("New risk"),
            position=max((row.position for row in plan.risks), default=0.0) + 1,
        )


class DecisionRegister(Register):
    """Decisions, the newest last: what, why, by whom and where, and which dates it moved."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        names = ("key", "on", "title", "reason", "decider", "meeting", "activity_ids")
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Decisions"),
            columns=FieldColumns(document, translator).of("decision", *names),
            rows_of=lambda: document.plan.decisions,
            kinds=frozenset({"decision", "activity"}),
        )
        self.allow_adding(translator.translate("Add a decision"), self._new)
        self.allow_removing(translator.translate("Remove the chosen rows"))

    def _new(self) -> Decision:
        plan = self.document.plan
        key = next_key(plan, KEY_PREFIXES["decision"])
        return make(Decision, key=key, title=self.translator.translate("New decision"), on=date.today())


def _weight(row: Risk) -> RegisterCell:
    light = weight_light(weight(row)) if row.status is RiskStatus.OPEN else Light.GREY
    return RegisterCell(str(weight(row)), float(-weight(row)), light_icon(light))


class RiskPanel(QWidget):
    """The field of probability and impact above the register; a cell of it chooses the risks that are shown."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.matrix = RiskMatrix(document, translator)
        self.register = RiskRegister(document, translator, selection)
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
