"""What is wrong or doubtful in the plan: a double click goes to what a finding is about."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from planner.document import PlanDocument
from planner.domain.checks import find_all
from planner.domain.findings import RANKS, Finding, Rank
from planner.domain.integrity import name_of
from planner.domain.model import Light
from planner.language import Wording
from planner.message import N_
from planner.ui.icons import light_icon
from planner.ui.panels.inspector import find_rows
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Cell, Column, natural
from planner.ui.selection import Selection

RANK_NAMES = {Rank.ERROR: N_("Error"), Rank.WARNING: N_("Warning"), Rank.NOTICE: N_("Notice")}
RANK_LIGHTS = {Rank.ERROR: Light.RED, Rank.WARNING: Light.ORANGE, Rank.NOTICE: Light.GREY}
TONES = {Rank.ERROR: "error", Rank.WARNING: "warning", Rank.NOTICE: "plain"}


class FindingRegister(Register):
    """All findings of the checks, the gravest first."""

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        self._seq, self._found = -1, tuple[Finding, ...]()
        say = wording.say
        columns = [
            Column("rank", say("Weight"), 14, lambda each: _rank(each, wording)),
            Column("message", say("Finding"), 90, lambda each: _said(each, wording)),
            Column("about", say("About"), 24, self._about),
            Column(
                "source", say("Rule from"), 24, lambda each: Cell(each.source, natural(each.source), tip=each.source)
            ),
        ]
        super().__init__(
            document,
            wording,
            selection,
            title=say("Points of attention"),
            columns=columns,
            rows_of=self.findings,
            identity=lambda each: (each.rule, each.about, str(each.message)),
            stretch="message",
        )
        options = [(say("All"), None)]
        options += [(say(RANK_NAMES[rank]), lambda each, rank=rank: each.rank is rank) for rank in RANKS]
        self.add_choice(say("Which ones"), options)

    def findings(self) -> Sequence[Finding]:
        """The findings in the plan as it is now."""
        if self._seq != self.document.last_seq:
            found = find_all(self.document.plan, self.document.schedule)
            self._found = tuple({(f.rule, f.about, str(f.message)): f for f in found}.values())
            self._seq = self.document.last_seq
        return self._found

    def _about(self, each: Finding) -> Cell:
        rows = find_rows(self.document.plan, each.about)
        text = ", ".join(name_of(row) for row in rows)
        return Cell(text, natural(text), tip=text)

    def ids_of(self, row: Finding) -> tuple[UUID, ...]:
        return row.about


def _rank(each: Finding, wording: Wording) -> Cell:
    text = wording.say(RANK_NAMES[each.rank])
    return Cell(text, float(RANKS.index(each.rank)), light_icon(RANK_LIGHTS[each.rank]), TONES[each.rank])


def _said(each: Finding, wording: Wording) -> Cell:
    text = wording.say(each.message)
    return Cell(text, natural(text), tip=text)
