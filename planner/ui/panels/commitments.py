"""The register of motions and commitments: what was asked and promised, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.control.commitments import Standing, has_no_term, is_settled, state_of
from planner.domain.model import Commitment, CommitmentKind, Light
from planner.language import Wording
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import LAST, Cell, Column, FieldColumns
from planner.ui.selection import Selection

LIGHTS = {
    Standing.OVERDUE: Light.RED,
    Standing.DUE: Light.ORANGE,
    Standing.OPEN: Light.GREY,
    Standing.NO_TERM: Light.ORANGE,
    Standing.SETTLED: Light.GREEN,
}
TONES = {Standing.OVERDUE: "error", Standing.NO_TERM: "warning", Standing.DUE: "warning"}
KINDS = frozenset({"commitment", "organisation", "activity", "programme"})


class CommitmentRegister(Register):
    """Motions and commitments, each with its standing in a sign and words."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        fields = FieldColumns(document, wording)
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
        by_field["term"] = _term_column(by_field["term"], wording)
        columns = [by_field.pop("key"), _standing_column(document, wording), *by_field.values()]
        super().__init__(
            document,
            wording,
            selection,
            title=wording.say("Motions and commitments"),
            columns=columns,
            rows_of=lambda: document.plan.commitments,
            kinds=KINDS,
        )
        self._build_choices()
        self.allow_adding(wording.say("Add a commitment"), lambda: new_commitment(document, CommitmentKind.COMMITMENT))
        self.allow_removing(wording.say("Remove the chosen rows"))

    def _build_choices(self) -> None:
        say = self.wording.say

        def standing(*wanted: Standing) -> Callable[[Commitment], bool]:
            return lambda row: state_of(row, self.document.plan.programme.status_date).standing in wanted

        self.add_choice(
            say("Which ones"),
            [
                (say("All"), None),
                (say("Open"), lambda row: not is_settled(row)),
                (say("Overdue"), standing(Standing.OVERDUE)),
                (say("Due soon"), standing(Standing.DUE)),
                (say("Without a term"), lambda row: not is_settled(row) and has_no_term(row)),
                (say("Settled"), is_settled),
                (say("Motions"), lambda row: row.kind is CommitmentKind.MOTION),
                (say("Commitments"), lambda row: row.kind is CommitmentKind.COMMITMENT),
            ],
        )


def new_commitment(document: PlanDocument, kind: CommitmentKind) -> Commitment:
    """A commitment at the end of the register, made on the status date."""
    plan = document.plan
    prefix = edits.KEY_PREFIXES[kind.value]
    last = max((row.position for row in plan.commitments), default=0.0)
    return edits.make(
        Commitment, key=edits.next_key(plan, prefix), kind=kind, title=N_("New commitment"), position=last + 1
    )


def _standing_column(document: PlanDocument, wording: Wording) -> Column:
    def cell(row: Commitment) -> Cell:
        state = state_of(row, document.plan.programme.status_date)
        order = f"{list(Standing).index(state.standing)}{state.due.isoformat() if state.due else LAST}"
        text = wording.say(state.message)
        tone = TONES.get(state.standing, "plain")
        return Cell(text, order, light_icon(LIGHTS[state.standing]), tone, text)

    return Column("standing", wording.say("Standing"), 30, cell)


def _term_column(column: Column, wording: Wording) -> Column:
    def cell(row: Commitment) -> Cell:
        if row.term is None:
            return Cell("–" if is_settled(row) else wording.say("no term"), LAST, tone="quiet")
        return column.cell(row)

    return Column(column.name, column.heading, column.width, cell, column.spec)
