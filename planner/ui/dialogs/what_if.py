"""What if: what another start, duration or day would do, before anything is changed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.what_if import (
    DateChange,
    DelayChange,
    Difference,
    DurationChange,
    Moved,
    Slack,
    Unit,
    Wish,
    step_for,
    what_if,
)
from planner.domain.date_reader import read_date
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, Gate, Organisation
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.ahead import (
    AheadDialog,
    AheadRegister,
    activity_cell,
    duration_cell,
    organisation_cell,
    shift_cell,
)
from planner.ui.dialogs.common import push
from planner.ui.edit_runner import run_edit
from planner.ui.panels.controls import Choices, LineField, Number
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register_model import RegisterCell, RegisterColumn
from planner.ui.selection import Selection
from planner.ui.theming import resize_within_screen

LATER, EARLIER, LASTING, ON = "later", "earlier", "lasting", "on"
KINDS = {
    LATER: N_("starts later, by"),
    EARLIER: N_("starts earlier, by"),
    LASTING: N_("takes"),
    ON: N_("starts on"),
}
MILESTONE_KINDS = {LATER: N_("comes later, by"), EARLIER: N_("comes earlier, by"), ON: N_("comes on")}
UNITS = {Unit.WORKING_DAYS: N_("working days"), Unit.WEEKS: N_("weeks")}
CONFLICTS_TOLD = 4


class WhatIfDialog(AheadDialog):
    """One activity, a wish about its time, and at once what that does; it can be carried out as one step."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        activity_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        activity = document.plan.activity(activity_id)
        title = translator.translate("What if: {key} {name}", key=activity.key, name=activity.name)
        super().__init__(title, document, translator, selection, parent)
        self._activity_id = activity_id
        self.found: Difference | None = None
        self._make_fields(activity)
        self._make_tables()
        self._arrange(activity)
        for first, second in ((self.kind, self.amount), (self.amount, self.unit), (self.unit, self.day)):
            self.setTabOrder(first, second)
        (self.day if self.kind.currentData() == ON else self.amount).setFocus()
        self.show_now()

    # --- arranging ----------------------------------------------------------------------------

    def _make_fields(self, activity: Activity) -> None:
        translate = self.translator.translate
        self.kind, self.unit = Choices(), Choices()
        for name, text in (MILESTONE_KINDS if activity.is_milestone else KINDS).items():
            self.kind.addItem(translate(text), name)
        for unit, text in UNITS.items():
            self.unit.addItem(translate(text), unit.value)
        for box in (self.kind, self.unit):
            box.setMinimumContentsLength(max(len(box.itemText(at)) for at in range(box.count())))
        self.amount = Number()
        self.amount.setRange(0, 9999)
        self.day = LineField()
        self.day.setPlaceholderText(translate("day, such as 1-7-2024"))
        names = {
            self.kind: translate("What changes"),
            self.amount: translate("How much"),
            self.unit: translate("Unit"),
            self.day: translate("Day"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
            field.setMinimumHeight(TARGET)
        if activity.gate is Gate.ENTRY:
            self.kind.setCurrentIndex(self.kind.findData(ON))
        self._fit_fields()
        self.kind.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.unit.currentIndexChanged.connect(lambda _at: self.show_soon())
        self.amount.valueChanged.connect(lambda _value: self.show_soon())
        self.day.textChanged.connect(lambda _text: self.show_soon())

    def _make_tables(self) -> None:
        translate, words, document = self.translator.translate, self.translator, self.document

        def move(before, after) -> RegisterCell:
            text = f"{words.date(before)} → {words.date(after)}" if before != after else words.date(after)
            return RegisterCell(text, after.isoformat())

        def organisation(row: Slack) -> RegisterCell:
            found = document.plan.get(Organisation, row.organisation_id)
            return RegisterCell(found.name if found else "")

        self.moved = AheadRegister(
            self,
            translate("What moves"),
            [
                RegisterColumn(
                    "activity", translate("Activity"), 34, lambda r: activity_cell(document.plan, r.activity_id)
                ),
                RegisterColumn(
                    "organisation", translate("Org"), 8, lambda r: organisation_cell(document.plan, r.activity_id)
                ),
                RegisterColumn("start", translate("Start"), 20, lambda r: move(r.start_before, r.start)),
                RegisterColumn("finish", translate("Finish"), 20, lambda r: move(r.finish_before, r.finish)),
                RegisterColumn("shift", translate("Shift"), 10, lambda r: shift_cell(words, r.shift), right=True),
            ],
            self._moved_rows,
            lambda r: r.activity_id,
            stretch="activity",
        )
        self.slacks = AheadRegister(
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
            self._slack_rows,
            lambda r: r.organisation_id,
            stretch="organisation",
        )

    def _arrange(self, activity: Activity) -> None:
        translate = self.translator.translate
        wish = QHBoxLayout()
        for field in (self.kind, self.amount, self.unit, self.day):
            wish.addWidget(field)
        wish.addStretch(1)
        self.verdict, self.conflicts = Label(bold=True), Label(tone="error")
        self.frees = Label(tone="good")
        self.carry_out = push(translate("Carry out"), self.do)
        last = QHBoxLayout()
        last.addWidget(self.carry_out)
        last.addWidget(self.button_row(leave=translate("Close")))
        column = QVBoxLayout(self)
        column.addWidget(Label(f"{activity.key} {activity.name}", bold=True))
        column.addLayout(wish)
        column.addWidget(self.verdict)
        column.addWidget(self.conflicts)
        column.addWidget(self.frees)
        column.addWidget(Label(translate("What moves"), "quiet"))
        column.addWidget(self.moved, 3)
        column.addWidget(Label(translate("Slack to entry into force per organisation"), "quiet"))
        column.addWidget(self.slacks, 2)
        column.addLayout(last)
        resize_within_screen(self, 880, 640)

    # --- the wish --------------------------------------------------------------------------------

    def _kind_chosen(self) -> None:
        if self.kind.currentData() == LASTING and self._present() is not None:
            now = self.document.schedule[self._activity_id].duration_minutes or MINUTES_IN_WORKING_DAY
            self.unit.setCurrentIndex(self.unit.findData(Unit.WORKING_DAYS.value))
            self.amount.setValue(round(now / MINUTES_IN_WORKING_DAY))
        self._fit_fields()
        self.show_soon()

    def _fit_fields(self) -> None:
        on = self.kind.currentData() == ON
        self.day.setVisible(on)
        self.amount.setVisible(not on)
        self.unit.setVisible(not on)

    def _present(self) -> Activity | None:
        return self.document.plan.get(Activity, self._activity_id)

    def wish(self) -> Wish | None:
        """What the fields ask for; None while they ask for nothing. EditRefused where a day cannot be read."""
        kind, amount = self.kind.currentData(), self.amount.value()
        if kind == ON:
            text = self.day.text().strip()
            if not text:
                return None
            window = read_date(text, today=self.document.plan.programme.status_date)
            if not window.is_exact or window.earliest is None:
                raise EditRefused(N_("A what-if takes one day, not “{text}”."), text=text)
            return DateChange(self._activity_id, window.earliest)
        if not amount:
            return None
        unit = Unit(self.unit.currentData())
        if kind == LASTING:
            days = amount * 5 if unit is Unit.WEEKS else amount
            return DurationChange(self._activity_id, days * MINUTES_IN_WORKING_DAY)
        return DelayChange(self._activity_id, amount if kind == LATER else -amount, unit)

    # --- what it does --------------------------------------------------------------------------

    def show_now(self) -> None:
        """Work out what the wish does and show it; why it cannot be, where it cannot."""
        translate, self.found, refused = self.translator.translate, None, ""
        try:
            if self._present() is None:
                raise EditRefused(N_("This activity is no longer in the plan."))
            wish = self.wish()
            if wish is not None:
                self.found = what_if(self.document.plan, self.document.schedule, wish)
        except EditRefused as no:
            refused = translate(no.message)
        for register in (self.moved, self.slacks):
            register.refresh()
        self._tell(refused)
        self.carry_out.setEnabled(bool(self.found and self.found.step) and not self.document.read_only)

    def _tell(self, refused: str) -> None:
        translate = self.translator.translate
        self.conflicts.setVisible(False)
        self.frees.setVisible(False)
        if self.found is None:
            self.verdict.set_tone("error" if refused else "quiet")
            self.verdict.setText(refused or translate("Say what changes: what that does is shown here."))
            return
        entry, late = self.found.entry, False
        parts = [self.translator.plural("{number} activity moves.", "{number} activities move.", len(self.found.moved))]
        if entry is not None:
            late = not entry.holds
            text = N_("Entry into force on {day} is not made.") if late else N_("Entry into force on {day} is made.")
            parts.append(translate(text, day=entry.after))
        ready = [gate for gate in self.found.gates if gate is not entry and gate.held and not gate.holds]
        if ready:
            keys = ", ".join(self.document.plan.activity(gate.activity_id).key for gate in ready)
            parts.append(translate("Too late to be ready: {keys}.", keys=keys))
        self.verdict.set_tone("error" if late or ready else "good")
        self.verdict.setText(" ".join(parts))
        self._list(self.conflicts, [translate(found.message) for found in self.found.conflicts])
        self._list(self.frees, [translate("No longer so: {what}", what=found.message) for found in self.found.freed])

    def _list(self, label: Label, told: list[str]) -> None:
        """Show the first sentences of a list, and how many more there are."""
        if len(told) > CONFLICTS_TOLD:
            more = len(told) - CONFLICTS_TOLD
            told[CONFLICTS_TOLD:] = [self.translator.plural("And {number} more.", "And {number} more.", more)]
        label.setText("\n".join(told))
        label.setVisible(bool(told))

    def _moved_rows(self) -> list[Moved]:
        return list(self.found.moved) if self.found else []

    def _slack_rows(self) -> list[Slack]:
        if self.found is not None:
            return [s for s in self.found.slacks if s.before is not None or s.after is not None]
        slacks = self.document.schedule.entry_slack
        return [
            Slack(o.id, now, now) for o in self.document.plan.organisations if (now := slacks.get(o.id)) is not None
        ]

    def do(self) -> None:
        """Carry the wish out, as one step that can be undone."""
        wish = self.wish()
        if wish is None:
            return
        if run_edit(self, self.document, lambda plan: step_for(plan, self.document.schedule, wish)):
            self.amount.setValue(0)
            self.day.clear()
            self.show_now()
