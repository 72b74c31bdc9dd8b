"""What the dialogs share: their buttons in our own words, and Escape to leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from planner.document import PlanDocument
from planner.language import Translator
from planner.ui.panels.parts import TARGET
from planner.ui.theming import bold

Role = QDialogButtonBox.ButtonRole


class Dialog(QDialog):
    """A dialog with a title; its buttons stand in the row that `button_row` makes."""

    def __init__(self, title: str, translator: Translator, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.translator = translator
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
        leaving = row.addButton(leave or self.translator.translate("Cancel"), Role.RejectRole)
        roomy(leaving)
        leaving.setAutoDefault(False)  # Enter in a field keeps the field; it does not leave
        row.rejected.connect(self.reject)
        return row


class BesideDialog(Dialog):
    """A dialog that one can leave open beside the window; `follow` is called after each step of the plan."""

    def __init__(self, title: str, document: PlanDocument, translator: Translator, parent: QWidget | None) -> None:
        super().__init__(title, translator, parent)
        self.document = document
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        unsubscribe = document.subscribe(lambda _announcement: self.follow())
        self.finished.connect(lambda _result: unsubscribe())
        self.destroyed.connect(lambda *_args: unsubscribe())

    def follow(self) -> None:
        """Show what holds for the plan as it is now."""


def show_modal(dialog: QDialog) -> None:
    """Show a dialog until it is done with, and let it go."""
    dialog.exec()
    dialog.deleteLater()


Beside = TypeVar("Beside", bound=BesideDialog)


def show_beside(owner: QWidget, kind: type[Beside], document: PlanDocument, translator: Translator) -> Beside:
    """Show a dialog about the plan beside its owner: the one that is open already, or a new one."""
    shown = owner.findChild(kind) or kind(document, translator, owner)  # type: ignore[arg-type, call-arg]
    shown.show()
    shown.raise_()
    shown.activateWindow()
    return shown


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
