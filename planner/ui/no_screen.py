"""Starting where there is no screen: Qt ends the process then, and this says why in one sentence before it does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from planner.language import translator
from planner.message import N_
from planner.settings import load_settings

NO_SCREEN = N_("No window can be opened here: there is no screen. The commands work without: ketenplanner --help.")
REFUSED = 1


@contextmanager
def telling_that_no_window_can_be() -> Iterator[None]:
    """A block in which Qt finds its screen; where there is none, the process ends with a sentence and status 1."""
    kept: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            print(translator(load_settings().language_code).translate(NO_SCREEN), file=sys.stderr, flush=True)  # noqa: T201
            os._exit(REFUSED)  # Qt would abort: a core dump, and no sentence
        kept.append(text)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for text in kept:
        print(text, file=sys.stderr)  # noqa: T201
