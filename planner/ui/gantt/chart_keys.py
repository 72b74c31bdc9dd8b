"""What keys do on the chart: to other rows and along links, linking, and opening."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from planner.domain import edits
from planner.domain.integrity import name_of
from planner.domain.model import Activity
from planner.ui.edit_runner import run_edit
from planner.ui.gantt.gantt_view import GanttView
from planner.ui.gantt.gestures import Preview
from planner.ui.gantt.link_choice import offer_link

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


class ChartKeys:
    """The keys of one chart. L takes hold of the current bar; arrows then look for what it is to be linked to."""

    def __init__(self, view: GanttView) -> None:
        self._view = view
        self._linking: UUID | None = None

    @property
    def is_linking(self) -> bool:
        return self._linking is not None

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; False where it means nothing here."""
        if event.modifiers() not in PLAIN:
            return False
        current = self._view.selection.current
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._to_row(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._along_link(forward=event.key() == Qt.Key.Key_Right)
            case Qt.Key.Key_L if not self._view.document.read_only and self._activity(current):
                self._linking = current
                self._show_linking()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._linking is not None:
                self._link(current)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if current is not None:
                self._view.opened.emit(current)
            case _:
                return False
        return True

    def drop(self) -> None:
        """Let go of the bar that was to be linked."""
        self._linking = None
        self._view.preview = None
        self._view.viewport().update()

    def _activity(self, activity_id: UUID | None) -> Activity | None:
        return self._view.document.plan.get(Activity, activity_id)

    # --- going about --------------------------------------------------------------------------

    def _to_row(self, by: int) -> None:
        rows, current = self._view.rows, self._view.selection.current
        here = rows.row_of(current) if current is not None else None
        goal = (here if here is not None else -by if by > 0 else 0) + by
        if 0 <= goal < len(rows.rows):
            self._go(rows.rows[goal].id)

    def _along_link(self, *, forward: bool) -> None:
        """To the activity at the other end of a link; where there are several, a list asks which."""
        current, plan = self._view.selection.current, self._view.document.plan
        if current is None:
            return
        if forward:
            ends = [link.successor_id for link in plan.successors(current)]
        else:
            ends = [link.predecessor_id for link in plan.predecessors(current)]
        if len(ends) == 1:
            self._go(ends[0])
        elif ends:
            self._offer(current, ends)

    def _offer(self, current: UUID, ends: list[UUID]) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._view.translator.translate("Choose which link to follow"))
        for end in ends:
            action = menu.addAction(name_of(self._view.document.plan.activity(end)))
            action.triggered.connect(lambda _checked=False, end=end: self._go(end))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._view.viewport().mapToGlobal(self._place_of(current)))

    def _go(self, activity_id: UUID) -> None:
        self._view.selection.show(activity_id)
        if self._linking is not None:
            self._show_linking()

    def _place_of(self, activity_id: UUID) -> QPoint:
        """The right end of a bar on the viewport; the middle of the chart where it is out of sight."""
        rect = self._view.bar_rect(activity_id)
        if rect is None:
            return self._view.viewport().rect().center()
        return (QPointF(rect.right, rect.y + rect.height) + self._view.offset).toPoint()

    # --- linking ------------------------------------------------------------------------------

    def _show_linking(self) -> None:
        """A line from the bar that is held to the current one, and what Enter would do."""
        view, first = self._view, self._activity(self._linking)
        current = self._activity(view.selection.current)
        if first is None:
            self.drop()
            return
        begin = view.bar_rect(first.id)
        end = view.bar_rect(current.id) if current is not None else None
        line = None
        if begin is not None and end is not None and current is not first:
            line = (begin.right, begin.y + begin.height / 2, end.x, end.y + end.height / 2)
        tag = view.translator.translate("Link {first} to …: arrows, then Enter", first=first.key)
        if current is not None and current is not first:
            tag = view.translator.translate("{second} waits for {first}", first=first.key, second=current.key)
        view.preview = Preview(tag, begin if line is None else None, line, good=line is not None)
        view.viewport().update()

    def _link(self, current: UUID | None) -> None:
        first, view = self._linking, self._view
        self.drop()
        if first is None or current is None or first == current:
            return
        if run_edit(view, view.document, lambda plan: edits.link(plan, first, current)):
            offer_link(view, first, current, self._place_of(current))
