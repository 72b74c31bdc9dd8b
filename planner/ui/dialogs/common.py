"""What the dialogs share: their buttons in our own words, and Escape to leave."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from planner.language import Wording
from planner.ui.look import bold
from planner.ui.panels.parts import TARGET

Role = QDialogButtonBox.ButtonRole


class Dialog(QDialog):
    """A dialog with a title; its buttons stand in the row that `button_row` makes."""

    def __init__(self, title: str, wording: Wording, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.wording = wording
        self.setWindowTitle(title)
        self.setSizeGripEnabled(True)

    def button_row(self, accept: str = "", leave: str = "") -> QDialogButtonBox:
        """A row with a default button that accepts (if it has a text) and one that leaves."""
        row = QDialogButtonBox()
        if accept:
            self.accepting = row.addButton(accept, Role.AcceptRole)
            self.accepting.setDefault(True)
            roomy(self.accepting)
            row.accepted.connect(self.accept)
        leaving = row.addButton(leave or self.wording.say("Cancel"), Role.RejectRole)
        roomy(leaving)
        leaving.setAutoDefault(False)  # Enter in a field keeps the field; it does not leave
        row.rejected.connect(self.reject)
        return row


def push(text: str, run: Callable[[], object]) -> QPushButton:
    """A button that is not the one Enter presses."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    roomy(made)
    made.clicked.connect(lambda *_checked: run())
    return made


def roomy(button: QPushButton) -> None:
    """Give a button room for its text in bold, as the default one has it."""
    width = QFontMetrics(bold(button.font())).horizontalAdvance(button.text())
    button.setMinimumSize(width + 30, TARGET + 4)
