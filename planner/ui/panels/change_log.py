"""The change log: who did what and when, and for each step every field before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from planner.application.change_words import done_by, fields_of, row_name, short, when
from planner.document import Action, JournalLine, PlanDocument
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.common import push
from planner.ui.edit_runner import notify, reporting_refusals
from planner.ui.panels.parts import Label
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Index, RegisterCell, RegisterColumn, natural
from planner.ui.plain_text import plain
from planner.ui.selection import Selection

ACTIONS = {Action.DO: N_("Step taken"), Action.UNDO: N_("Step undone"), Action.REDO: N_("Step redone")}


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One row of the detail: a field of a row in a step; `number` keeps it apart from the others."""

    number: int
    row_id: UUID
    row: str
    heading: str
    before: str
    after: str


class ChangeLog(QWidget):
    """All lines of the journal, the newest first; below, what the chosen ones changed."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        self._lines: list[JournalLine] = []
        self.register = _Lines(document, translator, selection, self.lines)
        self.detail = _Detail(document, translator, selection, self._fields)
        self.note = Label(translator.translate("Computed dates are not in the log: they follow from what is."), "quiet")
        self.back = push(translator.translate("Back to this moment"), self.go_back)
        self.back.setToolTip(
            plain(translator.translate("Makes the plan as it was after the chosen step, as one new step."))
        )
        self._build_choices()
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.register)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 2, 12, 8)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.back)
        column.addLayout(foot)
        self.register.table.selectionModel().selectionChanged.connect(self._look)
        self.destroyed.connect(document.subscribe(lambda _: self._offer_back()))
        self._offer_back()
        if self.register.order.rowCount():
            self.register.table.selectRow(0)

    def _build_choices(self) -> None:
        translate = self.translator.translate
        options = [(translate("All lines"), None)]
        options += [
            (translate(text), lambda line, action=action: line.action is action) for action, text in ACTIONS.items()
        ]
        self.register.add_choice(translate("Which lines"), options)

    def lines(self) -> Sequence[JournalLine]:
        """The journal, the newest line first."""
        if len(self._lines) != self.document.last_seq:
            self._lines = list(reversed(self.document.history()))
        return self._lines

    def _look(self, *_what: object) -> None:
        """Show what the chosen steps did."""
        self.detail.refresh()
        self._offer_back()

    def _offer_back(self) -> None:
        """The plan can go back to after one step that is not the last."""
        chosen = self.register.chosen_rows()
        past = len(chosen) == 1 and chosen[0].seq != self.document.last_seq
        self.back.setEnabled(past and not self.document.read_only)

    def go_back(self) -> None:
        """Make the plan as it was after the chosen step, and tell how to be here again."""
        seq = self.register.chosen_rows()[0].seq
        with reporting_refusals(self) as outcome:
            self.document.restore_to(seq)
        if outcome:
            notify(
                self,
                self.translator.translate("The plan is as it was after step {seq}. Undo brings it back.", seq=str(seq)),
            )

    def _fields(self) -> list[ChangedField]:
        plan, found = self.document.plan, list[ChangedField]()
        for line in self.register.chosen_rows():
            for change in line.changes:
                if change.kind == "key_series":
                    continue
                name = row_name(change, plan, self.translator)
                if change.before is None or change.after is None:
                    what = (
                        self.translator.translate("added")
                        if change.before is None
                        else self.translator.translate("removed")
                    )
                    found.append(ChangedField(len(found), change.id, name, what, "", ""))
                for each in fields_of(change, plan, self.translator):
                    found.append(ChangedField(len(found), change.id, name, each.heading, each.before, each.after))
        return found


class _Lines(Register):
    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection, lines: object) -> None:
        translate = translator.translate
        columns = [
            RegisterColumn(
                "seq", translate("Step"), 6, lambda line: RegisterCell(str(line.seq), float(line.seq)), right=True
            ),
            RegisterColumn(
                "at", translate("Time"), 15, lambda line: RegisterCell(when(line.at, translator), line.at.isoformat())
            ),
            RegisterColumn("who", translate("Who"), 22, lambda line: RegisterCell(line.who, line.who.casefold())),
            RegisterColumn("action", translate("Action"), 18, lambda line: _action(line, translator)),
            RegisterColumn("what", translate("What"), 60, lambda line: _what(line, translator)),
        ]
        super().__init__(
            document,
            translator,
            selection,
            title=translate("Changes"),
            columns=columns,
            rows_of=lines,  # type: ignore[arg-type]
            identity=lambda line: line.seq,
        )

    def ids_of(self, row: JournalLine) -> tuple[UUID, ...]:
        return ()

    def open_row(self, index: Index) -> None:
        for change in self.model.row_at(index).changes:
            if change.id in self.document.plan.table(change.kind):
                self.selection.show(change.id)
                return


class _Detail(Register):
    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection, fields: object) -> None:
        translate = translator.translate
        columns = [
            RegisterColumn(
                "row", translate("Row"), 40, lambda each: RegisterCell(each.row, natural(each.row), tip=each.row)
            ),
            RegisterColumn(
                "field", translate("Field"), 22, lambda each: RegisterCell(each.heading, each.heading.casefold())
            ),
            RegisterColumn(
                "before",
                translate("Before"),
                30,
                lambda each: RegisterCell(short(each.before), each.before, tip=each.before),
            ),
            RegisterColumn(
                "after",
                translate("After"),
                30,
                lambda each: RegisterCell(short(each.after), each.after, tip=each.after),
            ),
        ]
        super().__init__(
            document,
            translator,
            selection,
            title=translate("What the chosen steps changed"),
            columns=columns,
            rows_of=fields,  # type: ignore[arg-type]
            identity=lambda each: (each.number, each.row_id, each.heading, each.before, each.after),
        )

    def ids_of(self, row: ChangedField) -> tuple[UUID, ...]:
        return ()

    def open_row(self, index: Index) -> None:
        row_id = self.model.row_at(index).row_id
        if any(row.id == row_id for row in self.document.plan.all_rows()):
            self.selection.show(row_id)


def _action(line: JournalLine, translator: Translator) -> RegisterCell:
    text = translator.translate(ACTIONS[line.action])
    if line.of_seq is not None:
        text = translator.translate("{action} (step {seq})", action=text, seq=line.of_seq)
    return RegisterCell(text, text, tone="plain" if line.action is Action.DO else "quiet")


def _what(line: JournalLine, translator: Translator) -> RegisterCell:
    text = translator.step(line.label, line.words)
    return RegisterCell(text, natural(text), tip=done_by(line, translator))
