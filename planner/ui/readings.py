"""Words for a date that can be read in two ways: the user is asked which is meant, where they were typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from planner.domain.date_format import formatted
from planner.domain.imprecise_date import AmbiguousDate, ImpreciseDate
from planner.language import Translator

Take = Callable[[ImpreciseDate], object]


def offer_readings(parent: QWidget, place: QPoint, several: AmbiguousDate, translator: Translator, take: Take) -> QMenu:
    """A menu with the readings, at a place on the screen; `take` gets the one that is chosen.

    It opens once what is happening now is over, so that a click that ended the typing does not end it too.
    Esc leaves everything as it is.
    """
    menu = QMenu(parent)
    if len(several.options) > 1:
        title = translator.translate("Which is meant by “{text}”?", text=several.options[0].words)
    else:
        title = translator.sentence(several.message)
    menu.setAccessibleName(title)
    menu.addAction(title).setEnabled(False)
    menu.addSeparator()
    for option in several.options:
        menu.addAction(formatted(option, translator.code), lambda option=option: take(option))
    menu.setActiveAction(menu.actions()[2])
    menu.aboutToHide.connect(menu.deleteLater)
    QTimer.singleShot(0, menu, lambda: menu.popup(place))
    return menu
