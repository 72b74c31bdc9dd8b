"""The register of motions and commitments: what was asked and promised, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from planner.document import PlanDocument
from planner.domain.control.commitments import DueState, is_settled, state_of
from planner.domain.control.state import states
from planner.domain.keys import KEY_PREFIXES, next_key
from planner.domain.model import Commitment, CommitmentKind, CommitmentStatus, Light, State
from planner.domain.rows import make
from planner.language import Translator
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import LAST, FieldColumns, RegisterCell, RegisterColumn
from planner.ui.selection import Selection

LIGHTS = {
    DueState.OVERDUE: Light.RED,
    DueState.DUE: Light.ORANGE,
    DueState.OPEN: Light.GREY,
    DueState.NO_TERM: Light.ORANGE,
    DueState.UNKNOWN: Light.GREY,
    DueState.SETTLED: Light.GREEN,
}
TONES = {DueState.OVERDUE: "error", DueState.NO_TERM: "warning", DueState.DUE: "warning"}
KINDS = frozenset({"commitment", "organisation", "activity", "programme"})


class CommitmentRegister(Register):
    """Motions and commitments, each with its standing in a sign and words."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        fields = FieldColumns(document, translator)
        by_field = {
            column.name: column
            for column in fields.of(
                "commitment",
                "key",
                "kind",
                "title",
                "status",
                "made_on",
                "term",
                "organisation_id",
            )
        }
        by_field["term"] = _term_column(by_field["term"], translator)
        columns = [by_field.pop("key"), _standing_column(document, translator), *by_field.values()]
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Motions and commitments"),
            columns=columns,
            rows_of=lambda: document.plan.commitments,
            kinds=KINDS,
        )
        self._build_choices()
        self.allow_adding(
            translator.translate("Add a commitment"), lambda: new_commitment(document, CommitmentKind.COMMITMENT)
        )
        self.allow_removing(translator.translate("Remove the chosen rows"))

    def _build_choices(self) -> None:
        translate = self.translator.translate

        def standing(*wanted: DueState) -> Callable[[Commitment], bool]:
            return lambda row: state_of(row, self.document.plan.programme.status_date).standing in wanted

        self.add_choice(
            translate("Which ones"),
            [
                (translate("All"), None),
                (translate("Open"), lambda row: not is_settled(row) and row.status is not CommitmentStatus.UNKNOWN),
                (translate("Overdue"), standing(DueState.OVERDUE)),
                (translate("Due soon"), standing(DueState.DUE)),
                (translate("Without a term"), standing(DueState.NO_TERM)),
                (translate("Settled"), is_settled),
                (translate("Motions"), lambda row: row.kind is CommitmentKind.MOTION),
                (translate("Commitments"), lambda row: row.kind is CommitmentKind.COMMITMENT),
            ],
        )


def new_commitment(document: PlanDocument, kind: CommitmentKind) -> Commitment:
    """A commitment at the end of the register, made on the status date."""
    plan = document.plan
    prefix = KEY_PREFIXES[kind.value]
    last = max((row.position for row in plan.commitments), default=0.0)
    return make(Commitment, key=next_key(plan, prefix), kind=kind, title=N_("New commitment"), position=last + 1)


def _standing_column(document: PlanDocument, translator: Translator) -> RegisterColumn:
    def cell(row: Commitment) -> RegisterCell:
        state = state_of(row, document.plan.programme.status_date)
        order = f"{list(DueState).index(state.standing)}{state.due.isoformat() if state.due else LAST}"
        text = translator.translate(state.message)
        if states(document.plan, document.schedule).of(row) is State.WILL_BE_LATE:
            text = translator.translate("{state}: {words}", state=translator.choice(State.WILL_BE_LATE), words=text)
        tone = TONES.get(state.standing, "plain")
        return RegisterCell(text, order, light_icon(LIGHTS[state.standing]), tone, text)

    return RegisterColumn("standing", translator.translate("Standing"), 30, cell)


def _term_column(column: RegisterColumn, translator: Translator) -> RegisterColumn:
    def cell(row: Commitment) -> RegisterCell:
        if row.term is None:
            return RegisterCell("–" if is_settled(row) else translator.translate("no term"), LAST, tone="quiet")
        return column.cell(row)

    return RegisterColumn(column.name, column.heading, column.width, cell, column.spec)
