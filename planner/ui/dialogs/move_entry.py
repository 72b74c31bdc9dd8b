"""Move entry into force: choose a change moment, see what that frees and breaks, and carry it out with a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.entry_move import EntryMove, look_ahead, moments_around, move_entry
from planner.domain.control.what_if import Slack
from planner.domain.findings import Finding
from planner.domain.model import Organisation
from planner.errors import EditRefused
from planner.language import Wording
from planner.ui.attempts import attempt
from planner.ui.dialogs.ahead import AheadDialog, AheadRegister, duration_cell
from planner.ui.dialogs.common import push
from planner.ui.dialogs.decision import DecisionForm
from planner.ui.look import resize_within_screen
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register_model import Cell, Column
from planner.ui.selection import Selection

MOST_TOLD = 6


class MoveEntryDialog(AheadDialog):
    """The change moments around entry into force as it is planned, and what each would do."""

    def __init__(
        self, document: PlanDocument, wording: Wording, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(wording.say("Move entry into force"), document, wording, selection, parent)
        self.found: EntryMove | None = None
        self.day = Choices()
        self.day.setAccessibleName(wording.say("To"))
        self.day.setMinimumHeight(TARGET)
        self.day.setMinimumContentsLength(len("30 september 2022"))
        self.now, self.freed, self.broken = Label(bold=True, wrap=False), Label(tone="good"), Label(tone="error")
        self.form = DecisionForm(wording)
        self.slacks = self._slack_table()
        self.carry_out = push(wording.say("Move it"), self.do)
        self._arrange()
        self._offer()
        self.day.currentIndexChanged.connect(lambda _at: self._show_chosen())
        self._show_chosen()

    def _slack_table(self) -> AheadRegister:
        say, words = self.wording.say, self.wording

        def organisation(row: Slack) -> Cell:
            found = self.document.plan.get(Organisation, row.organisation_id)
            return Cell(found.name if found else "")

        return AheadRegister(
            self,
            say("Slack per organisation"),
            [
                Column("organisation", say("Organisation"), 30, organisation),
                Column("before", say("Slack now"), 14, lambda r: duration_cell(words, r.before), right=True),
                Column("after", say("Slack then"), 14, lambda r: duration_cell(words, r.after), right=True),
            ],
            lambda: (
                [s for s in self.found.difference.slacks if (s.before, s.after) != (None, None)] if self.found else []
            ),
            lambda r: r.organisation_id,
            stretch="organisation",
        )

    def _arrange(self) -> None:
        say = self.wording.say
        wish, last, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        label = Label(say("To"), wrap=False)
        label.setBuddy(self.day)
        wish.addWidget(self.now)
        wish.addStretch(1)
        wish.addWidget(label)
        wish.addWidget(self.day)
        last.addWidget(self.carry_out)
        last.addWidget(self.button_row(leave=say("Close")))
        column.addLayout(wish)
        for heading, part in ((say("What it frees"), self.freed), (say("What it breaks"), self.broken)):
            column.addWidget(Label(heading, "quiet"))
            column.addWidget(part)
        column.addWidget(Label(say("Slack to entry into force per organisation"), "quiet"))
        column.addWidget(self.slacks, 1)
        column.addWidget(Label(say("The decision"), "quiet"))
        column.addWidget(self.form)
        column.addLayout(last)
        resize_within_screen(self, 760, 620)

    def _offer(self) -> None:
        plan, planned = self.document.plan, self.document.schedule
        chosen = self.chosen
        self.day.blockSignals(True)
        self.day.clear()
        moments = moments_around(plan, planned)
        for moment in moments:
            self.day.addItem(self.wording.date(moment, "long"), moment.isoformat())
        now = planned[plan.entry.id].finish.date() if plan.entry else None
        later = next((at for at, moment in enumerate(moments) if now and moment > now), 0)
        self.day.setCurrentIndex(moments.index(chosen) if chosen in moments else later)
        self.day.blockSignals(False)
        text = self.wording.say("Entry into force is planned on {day}.", day=self.wording.date(now, "long"))
        self.now.setText(text if now else "")

    @property
    def chosen(self) -> date | None:
        """The change moment that is chosen."""
        text = self.day.currentData()
        return date.fromisoformat(text) if text else None

    def show_now(self) -> None:
        """Follow the plan."""
        self._offer()
        self._show_chosen()

    def _show_chosen(self) -> None:
        say, self.found, refused = self.wording.say, None, ""
        try:
            if self.chosen is not None:
                self.found = look_ahead(self.document.plan, self.document.schedule, self.chosen)
        except EditRefused as no:
            refused = say(no.message)
        nothing = say("Nothing.")
        self.freed.setText(self._told(self.found.freed if self.found else ()) or nothing)
        self.broken.setText(refused or self._told(self.found.broken if self.found else ()) or nothing)
        self.slacks.refresh()
        self.carry_out.setEnabled(bool(self.found and self.found.difference.step) and not self.document.read_only)

    def _told(self, findings: Sequence[Finding]) -> str:
        lines = [
            f"• {self.wording.say(each.message)}" + (f" ({each.source})" if each.source else "")
            for each in sorted(findings, key=lambda each: not each.source)[:MOST_TOLD]
        ]
        if len(findings) > MOST_TOLD:
            more = len(findings) - MOST_TOLD
            lines.append(self.wording.plural("And {number} more.", "And {number} more.", more))
        return "\n".join(lines)

    def do(self) -> None:
        """Carry it out with its decision, as one step."""
        day, document = self.chosen, self.document
        if day is None:
            return
        title = self.wording.say("Entry into force to {day}", day=self.wording.date(day))
        on, said = document.plan.programme.status_date, self.form.said()
        if attempt(self, document, lambda plan: move_entry(plan, document.schedule, day, on, title=title, **said)):
            self.accept()
