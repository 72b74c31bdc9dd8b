"""About the program: version, licence, and what it is built on."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from planner import __version__
from planner.language import Translator
from planner.ui.dialogs.common import Dialog
from planner.ui.icons import icon
from planner.ui.panels.parts import Label
from planner.ui.plain_text import PlainLabel
from planner.ui.theming import resize_within_screen

LICENCE = "EUPL-1.2"
LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("sqlmodel", "MIT"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("pydantic", "MIT"),
    ("python-dateutil", "Apache-2.0 / BSD-3-Clause"),
    ("holidays", "MIT"),
    ("Babel", "BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("defusedxml", "PSF-2.0"),
    ("python-calamine", "MIT"),
    ("platformdirs", "MIT"),
)


def libraries() -> list[tuple[str, str, str]]:
    """Name, version and licence of the libraries that are there."""
    found: list[tuple[str, str, str]] = []
    for name, licence in LIBRARIES:
        try:
            found.append((name, metadata.version(name), licence))
        except metadata.PackageNotFoundError:
            continue
    return found


class AboutDialog(Dialog):
    """What this is and on what terms; the text can be copied for a question to who maintains it."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator.translate("About Ketenplanner"), translator, parent)
        translate = translator.translate
        picture = PlainLabel()
        picture.setPixmap(icon("ketenplanner").pixmap(QSize(64, 64)))
        head = QVBoxLayout()
        head.addWidget(Label(f"Ketenplanner {__version__}", bold=True))
        head.addWidget(Label(translate("Plan the entry into force of a law across a chain of organisations.")))
        head.addWidget(
            Label(translate("Licence: {licence}. It works offline and sends nothing anywhere.", licence=LICENCE))
        )
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(head, 1)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(translate("Built on"))
        lines = [f"Python {platform.python_version()}", f"Qt {qVersion()}"]
        lines += [f"{name} {version} ({licence})" for name, version, licence in libraries()]
        self.text.setPlainText("\n".join(lines))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(Label(translate("Built on"), bold=True))
        column.addWidget(self.text, 1)
        column.addWidget(self.button_row(leave=translate("Close")))
        resize_within_screen(self, 520, 420)
