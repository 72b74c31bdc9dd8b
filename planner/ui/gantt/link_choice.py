"""The small choice after a link was drawn: its type and its lag, at the place where it was let go."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from planner.domain.changes import Step
from planner.domain.edits import edit_row
from planner.domain.model import Dependency, LinkType
from planner.domain.plan import Plan
from planner.ui.edit_runner import run_edit
from planner.ui.gantt.chart_area import ChartArea, Overlay
from planner.ui.panels.controls import Choices, LineField
from planner.ui.panels.lags import lag_text, parse_lag, type_options
from planner.ui.panels.parts import TARGET, button
from planner.ui.plain_text import plain

NEAR = 12


class LinkChoice(Overlay):
    """Over the chart, not a window: the link is there already, and Esc or a click elsewhere leaves it is."""

    def __init__(self, view: ChartArea, link: Dependency) -> None:
        super().__init__(view)
        self._view, self._id = view, link.id
        words = view.translator
        self.setObjectName("linkChoice")
        self.setAccessibleName(words.translate("Type and lag of the link"))
        self.type = Choices()
        for text, kind in type_options(words):
            self.type.addItem(text, kind.value)
        self.type.setCurrentIndex(list(LinkType).index(link.type))
        self.type.setAccessibleName(words.translate("Type of the link"))
        self.type.setMinimumHeight(TARGET)
        self.type.activated.connect(self._retype)
        self.lag = LineField(lag_text(link, words))
        self.lag.setAccessibleName(words.translate("Lag of the link"))
        self.lag.setToolTip(plain(words.translate("Lag: 10, −2, 2 weeks, 50 %, 3 d elapsed")))
        self.lag.setMinimumHeight(TARGET)
        self.lag.setMaximumWidth(90)
        self.lag.returnPressed.connect(self._relag)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.addWidget(self.type)
        row.addWidget(self.lag)
        row.addWidget(button("close", words.translate("Close"), self.leave))
        QApplication.instance().focusChanged.connect(self._focus_went)  # type: ignore[union-attr]

    def stand_at(self, at: QPoint) -> None:
        """Show near a place on the chart, all of it in sight."""
        self.adjustSize()
        room = self._view.viewport().geometry()
        left = min(at.x() + NEAR, room.right() - self.width() - 4)
        top = min(at.y() + NEAR, room.bottom() - self.height() - 4)
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        self.raise_()
        self.type.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close, and give the keys back to the chart."""
        had_keys = self.isAncestorOf(QApplication.focusWidget() or self._view)
        self._close()
        if had_keys:
            self._view.setFocus()

    def _close(self) -> None:
        QApplication.instance().focusChanged.disconnect(self._focus_went)  # type: ignore[union-attr]
        self.hide()
        self.deleteLater()
        self._view.link_choice = None

    def _focus_went(self, _from: QWidget | None, to: QWidget | None) -> None:
        """A click elsewhere closes; a list that unfolds, or another program, does not."""
        if to is not None and to.window() is self.window() and to is not self and not self.isAncestorOf(to):
            if self.lag.isModified():
                self._relag()
            if self._view.link_choice is self:
                self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)

    # --- changing -------------------------------------------------------------------------------

    def _retype(self, index: int) -> None:
        kind = LinkType(self.type.itemData(index))
        run_edit(self._view, self._view.document, lambda plan: edit_row(plan.row(Dependency, self._id), type=kind))

    def _relag(self) -> None:
        self.lag.setModified(False)
        if run_edit(self._view, self._view.document, self._lagged):
            self.leave()

    def _lagged(self, plan: Plan) -> Step:
        amount, unit = parse_lag(self.lag.text())
        return edit_row(plan.row(Dependency, self._id), lag=amount, lag_unit=unit)


def offer_link(view: ChartArea, first: UUID, second: UUID, at: QPoint) -> None:
    """Offer type and lag of the link that was just drawn between two activities."""
    links = [link for link in view.document.plan.successors(first) if link.successor_id == second]
    if view.link_choice is not None:
        view.link_choice.leave()
    if links:
        view.link_choice = LinkChoice(view, links[-1])
        view.link_choice.stand_at(at)
