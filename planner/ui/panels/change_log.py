"""The change log: who did what and when, and for each step every field before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from planner.document import Action, JournalLine, PlanDocument
from planner.exchange.change_words import done_by, fields_of, row_name, short, when
from planner.language import Wording
from planner.message import N_
from planner.ui.attempts import tell, telling
from planner.ui.dialogs.common import push
from planner.ui.panels.parts import Label
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Cell, Column, Index, natural
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

    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection) -> None:
        super().__init__()
        self.document, self.wording, self.selection = document, wording, selection
        self._lines: list[JournalLine] = []
        self.register = _Lines(document, wording, selection, self.lines)
        self.detail = _Detail(document, wording, selection, self._fields)
        self.note = Label(wording.say("Computed dates are not in the log: they follow from what is."), "quiet")
        self.back = push(wording.say("Back to this moment"), self.go_back)
        self.back.setToolTip(wording.say("Makes the plan as it was after the chosen step, as one new step."))
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
        say = self.wording.say
        options = [(say("All lines"), None)]
        options += [(say(text), lambda line, action=action: line.action is action) for action, text in ACTIONS.items()]
        self.register.add_choice(say("Which lines"), options)

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
        with telling(self) as outcome:
            self.document.restore_to(seq)
        if outcome:
            tell(self, self.wording.say("The plan is as it was after step {seq}. Undo brings it back.", seq=str(seq)))

    def _fields(self) -> list[ChangedField]:
        plan, found = self.document.plan, list[ChangedField]()
        for line in self.register.chosen_rows():
            for change in line.changes:
                if change.kind == "key_series":
                    continue
                name = row_name(change, plan, self.wording)
                if change.before is None or change.after is None:
                    what = self.wording.say("added") if change.before is None else self.wording.say("removed")
                    found.append(ChangedField(len(found), change.id, name, what, "", ""))
                for each in fields_of(change, plan, self.wording):
                    found.append(ChangedField(len(found), change.id, name, each.heading, each.before, each.after))
        return found


class _Lines(Register):
    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection, lines: object) -> None:
        say = wording.say
        columns = [
            Column("seq", say("Step"), 6, lambda line: Cell(str(line.seq), float(line.seq)), right=True),
            Column("at", say("Time"), 15, lambda line: Cell(when(line.at, wording), line.at.isoformat())),
            Column("who", say("Who"), 22, lambda line: Cell(line.who, line.who.casefold())),
            Column("action", say("Action"), 18, lambda line: _action(line, wording)),
            Column("what", say("What"), 60, lambda line: _what(line, wording)),
        ]
        super().__init__(
            document,
            wording,
            selection,
            title=say("Changes"),
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
    def __init__(self, document: PlanDocument, wording: Wording, selection: Selection, fields: object) -> None:
        say = wording.say
        columns = [
            Column("row", say("Row"), 40, lambda each: Cell(each.row, natural(each.row), tip=each.row)),
            Column("field", say("Field"), 22, lambda each: Cell(each.heading, each.heading.casefold())),
            Column("before", say("Before"), 30, lambda each: Cell(short(each.before), each.before, tip=each.before)),
            Column("after", say("After"), 30, lambda each: Cell(short(each.after), each.after, tip=each.after)),
        ]
        super().__init__(
            document,
            wording,
            selection,
            title=say("What the chosen steps changed"),
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


def _action(line: JournalLine, wording: Wording) -> Cell:
    text = wording.say(ACTIONS[line.action])
    if line.of_seq is not None:
        text = wording.say("{action} (step {seq})", action=text, seq=line.of_seq)
    return Cell(text, text, tone="plain" if line.action is Action.DO else "quiet")


def _what(line: JournalLine, wording: Wording) -> Cell:
    text = wording.step(line.label, line.words)
    return Cell(text, natural(text), tip=done_by(line, wording))
