"""Move entry into force: choose a change moment, see what that frees and breaks, and carry it out with a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.entry_move import EntryMove, look_ahead, moments_around, move_entry
from planner.domain.control.what_if import Slack
from planner.domain.date_reader import read_date
from planner.domain.findings import Finding
from planner.domain.model import Organisation
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.ahead import AheadDialog, AheadRegister, duration_cell
from planner.ui.dialogs.common import push
from planner.ui.dialogs.decision import DecisionForm
from planner.ui.edit_runner import run_edit
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register_model import RegisterCell, RegisterColumn
from planner.ui.selection import Selection
from planner.ui.theming import resize_within_screen

MOST_TOLD = 6


class MoveEntryDialog(AheadDialog):
    """The change moments around entry into force as it is planned, and what each would do."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        parent: QWidget | None = None,
        *,
        asks: bool = True,
    ) -> None:
        self._asks = asks  # a scenario is no decision yet
        super().__init__(translator.translate("Move entry into force"), document, translator, selection, parent)
        self.found: EntryMove | None = None
        self.day = Choices()
        self.day.setAccessibleName(translator.translate("To"))
        self.day.setMinimumHeight(TARGET)
        self.day.setMinimumContentsLength(len("30 september 2022"))
        self.other = QLineEdit()
        self.other.setPlaceholderText(translator.translate("or another day…"))
        self.other.setAccessibleName(translator.translate("Another day"))
        self.other.setMinimumHeight(TARGET)
        self.now, self.freed, self.broken = Label(bold=True, wrap=False), Label(tone="good"), Label(tone="error")
        self.form = DecisionForm(translator)
        self.slacks = self._slack_table()
        self.carry_out = push(translator.translate("Move it"), self.do)
        self._arrange()
        self._offer()
        self.day.currentIndexChanged.connect(lambda _at: self._take_moment())
        self.other.editingFinished.connect(self._show_chosen)
        self._show_chosen()

    def _slack_table(self) -> AheadRegister:
        translate, words = self.translator.translate, self.translator

        def organisation(row: Slack) -> RegisterCell:
            found = self.document.plan.get(Organisation, row.organisation_id)
            return RegisterCell(found.name if found else "")

        return AheadRegister(
            self,
            translate("Slack per organisation"),
            [
                RegisterColumn("organisation", translate("Organisation"), 30, organisation),
                RegisterColumn(
                    "before", translate("Slack now"), 14, lambda r: duration_cell(words, r.before), right=True
                ),
                RegisterColumn(
                    "after", translate("Slack then"), 14, lambda r: duration_cell(words, r.after), right=True
                ),
            ],
            lambda: (
                [s for s in self.found.difference.slacks if (s.before, s.after) != (None, None)] if self.found else []
            ),
            lambda r: r.organisation_id,
            stretch="organisation",
        )

    def _arrange(self) -> None:
        translate = self.translator.translate
        wish, last, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        label = Label(translate("To"), wrap=False)
        label.setBuddy(self.day)
        wish.addWidget(self.now)
        wish.addStretch(1)
        wish.addWidget(label)
        wish.addWidget(self.day)
        wish.addWidget(self.other)
        last.addWidget(self.carry_out)
        last.addWidget(self.button_row(leave=translate("Close")))
        column.addLayout(wish)
        for heading, part in ((translate("What it frees"), self.freed), (translate("What it breaks"), self.broken)):
            column.addWidget(Label(heading, "quiet"))
            column.addWidget(part)
        column.addWidget(Label(translate("Slack to entry into force per organisation"), "quiet"))
        column.addWidget(self.slacks, 1)
        if self._asks:
            column.addWidget(Label(translate("The decision"), "quiet"))
            column.addWidget(self.form)
        column.addLayout(last)
        resize_within_screen(self, 760, 620)

    def _offer(self) -> None:
        plan, planned = self.document.plan, self.document.schedule
        text = self.day.currentData()
        chosen = date.fromisoformat(text) if text else None
        self.day.blockSignals(True)
        self.day.clear()
        moments = moments_around(plan, planned)
        for moment in moments:
            self.day.addItem(self.translator.date(moment, "long"), moment.isoformat())
        now = planned[plan.entry.id].finish.date() if plan.entry else None
        later = next((at for at, moment in enumerate(moments) if now and moment > now), 0)
        self.day.setCurrentIndex(moments.index(chosen) if chosen in moments else later)
        self.day.blockSignals(False)
        text = self.translator.translate("Entry into force is planned on {day}.", day=self.translator.date(now, "long"))
        self.now.setText(text if now else "")

    @property
    def chosen(self) -> date | None:
        """The day that was typed, else the change moment that is chosen; EditRefused for what is no day."""
        typed = self.other.text().strip()
        if typed:
            window = read_date(typed, today=self.document.plan.programme.status_date)
            if not window.is_exact or window.latest is None:
                raise EditRefused(N_("“{text}” is not one day."), text=typed)
            return window.latest
        text = self.day.currentData()
        return date.fromisoformat(text) if text else None

    def _take_moment(self) -> None:
        """A change moment that is chosen goes before a day that was typed."""
        self.other.clear()
        self._show_chosen()

    def show_now(self) -> None:
        """Follow the plan."""
        self._offer()
        self._show_chosen()

    def _show_chosen(self) -> None:
        translate, self.found, refused = self.translator.translate, None, ""
        try:
            day = self.chosen
            if day is not None:
                self.found = look_ahead(self.document.plan, self.document.schedule, day)
        except EditRefused as no:
            refused = translate(no.message)
        nothing = translate("Nothing.")
        self.freed.setText(self._told(self.found.freed if self.found else ()) or nothing)
        self.broken.setText(refused or self._told(self.found.broken if self.found else ()) or nothing)
        self.slacks.refresh()
        self.carry_out.setEnabled(bool(self.found and self.found.difference.step) and not self.document.read_only)

    def _told(self, findings: Sequence[Finding]) -> str:
        lines = [
            f"• {self.translator.translate(each.message)}" + (f" ({each.source})" if each.source else "")
            for each in sorted(findings, key=lambda each: not each.source)[:MOST_TOLD]
        ]
        if len(findings) > MOST_TOLD:
            more = len(findings) - MOST_TOLD
            lines.append(self.translator.plural("And {number} more.", "And {number} more.", more))
        return "\n".join(lines)

    def do(self) -> None:
        """Carry it out with its decision, as one step."""
        document = self.document
        if self.found is None:
            return
        day, ahead = self.found.day, self.found.difference.step
        if not self._asks:
            if run_edit(self, document, lambda _plan: ahead):
                self.accept()
            return
        title = self.translator.translate("Entry into force to {day}", day=self.translator.date(day))
        on, said = document.plan.programme.status_date, self.form.said()
        if run_edit(self, document, lambda plan: move_entry(plan, document.schedule, day, on, title=title, **said)):
            self.accept()
