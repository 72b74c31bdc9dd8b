"""The heading of a part that folds: a button whose state, expanded or collapsed, is told to assistive technology."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent, QKeyEvent
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QToolButton

from planner.ui.icons import icon
from planner.ui.theming import LEAST_TARGET


class FoldHead(QToolButton):
    """Shows a sign and a title in bold; Space, Enter and a click fold and unfold."""

    def __init__(self) -> None:
        super().__init__()
        install()
        self.expanded = True
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.setMinimumHeight(LEAST_TARGET)
        self.setIconSize(QSize(12, 12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        font = self.font()
        font.setBold(True)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, LEAST_TARGET))

    def minimumSizeHint(self) -> QSize:
        """As high as can be hit: a style sheet knows nothing of the least height."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def set_expanded(self, expanded: bool) -> None:
        """Show, and tell, whether what is under the heading can be seen."""
        changed = self.expanded is not expanded
        self.expanded = expanded
        self.setIcon(icon("collapse" if expanded else "expand"))
        if changed and QAccessible.isActive():
            state = QAccessible.State()
            state.expanded = True
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, state))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class _FoldInterface(QAccessibleWidget):
    """A button with the states that Qt's own button has not."""

    def __init__(self, head: FoldHead) -> None:
        super().__init__(head, QAccessible.Role.Button)
        self.head = head

    def state(self) -> QAccessible.State:
        state = super().state()
        state.expandable = True
        state.expanded = self.head.expanded
        state.collapsed = not self.head.expanded
        return state

    def actionNames(self) -> list[str]:
        return ["Press", *super().actionNames()]

    def doAction(self, name: str) -> None:
        if name == "Press":
            self.head.click()
        else:
            super().doAction(name)


_interfaces: dict[int, _FoldInterface] = {}
"""Qt takes an interface over without telling Python: kept here as long as its heading is there."""


def _made(_kind: str, about: QObject) -> QAccessibleInterface | None:
    if not isinstance(about, FoldHead):
        return None
    known = id(about)
    if known not in _interfaces or _interfaces[known].head is not about:
        _interfaces[known] = _FoldInterface(about)
        about.destroyed.connect(lambda *_: _interfaces.pop(known, None))
    return _interfaces[known]


def install() -> None:
    """Let Qt ask for the interfaces of headings; once is enough."""
    global _installed  # noqa: PLW0603 - Qt keeps one list of these for the whole process
    if not _installed:
        _installed = True
        QAccessible.installFactory(_made)


_installed = False
