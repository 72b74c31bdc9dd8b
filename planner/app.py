"""The one place that builds the window and hands everybody what they need."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, QProcess, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from planner import __version__
from planner.application.versions import Restored, Version, restore
from planner.document import PlanDocument
from planner.errors import EditRefused, PlanDamaged, PlannerBug, PlannerError
from planner.garbage import not_collecting, set_apart
from planner.language import Translator, translator
from planner.log import log_failure
from planner.message import N_, Message
from planner.painting.fonts import family
from planner.settings import Settings, load_settings, save_settings
from planner.storage.server.place import is_server
from planner.ui.dialogs.common import show_modal
from planner.ui.edit_runner import notify
from planner.ui.main_window import MainWindow
from planner.ui.message_strip import Tone
from planner.ui.no_screen import telling_that_no_window_can_be
from planner.ui.shared_plan import follow_others
from planner.ui.theming import apply_theme
from planner.writing import drop_left_scratch

UNSOUND = "6.12."
"""PySide6 versions that abort the process after a few thousand paints: see docs/decisions.md."""
QUIT_WHEN_SHOWN = "KETENPLANNER_QUIT_WHEN_SHOWN"
DONE, REFUSED, USAGE = 0, 1, 2
HOUR = 3_600_000
"""Milliseconds between two earlier versions that are kept while a plan is open, if it changed."""


def run(arguments: Sequence[str]) -> int:
    """Open the window on the plan that is named, or on the start choice; the exit status of the program."""
    if PySide6.__version__.startswith(UNSOUND):
        print(_no_sound_qt(), file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return REFUSED
    if len(arguments) > 1:
        print("ketenplanner [PLAN]", file=sys.stderr)  # noqa: T201
        return USAGE
    with not_collecting():
        application = _application()
        controller = ApplicationController(application, load_settings())
        sys.excepthook = controller.caught
        drop_left_scratch()
        if not (arguments and controller.open_place(arguments[0])):
            controller.offer_start()
            controller.pass_on()
        set_apart()  # modules, classes and the window: all of that stays
    if os.environ.get(QUIT_WHEN_SHOWN) == "1":
        QTimer.singleShot(0, controller.quit_once_usable)
    status = application.exec()
    sys.excepthook = sys.__excepthook__
    return status


def _no_sound_qt() -> str:
    words = translator(load_settings().language_code)
    return words.translate(
        N_("Ketenplanner does not start with PySide6 {version}, which aborts by itself: install a version below 6.12."),
        version=PySide6.__version__,
    )


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    with telling_that_no_window_can_be():
        application = QApplication(["ketenplanner"])
    application.setApplicationName("Ketenplanner")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("ketenplanner")
    application.setQuitOnLastWindowClosed(False)
    application.setFont(QFont(family(), 9))
    return application


class ApplicationController:
    """Holds the settings, the open plan and its window; an `AppController`."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        self.application, self.settings = application, settings
        self.document: PlanDocument | None = None
        self.window: QWidget | None = None
        self._translator: QTranslator | None = None
        self._pending: tuple[PlannerError, Path | None] | None = None
        self._leaving = False
        self._apply_theme()

    @property
    def translator(self) -> Translator:
        return translator(self.settings.language_code)

    def _apply_theme(self) -> None:
        """Language and looks, as the settings have them."""
        apply_theme(self.application, self.settings.theme)
        code = self.settings.language_code
        QLocale.setDefault(QLocale(code))
        if self._translator is not None:
            self.application.removeTranslator(self._translator)
        self._translator = QTranslator()
        if code != "en" and self._translator.load(
            f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            self.application.installTranslator(self._translator)

    # --- plans --------------------------------------------------------------------------------

    def open_plan(self, path: Path) -> bool:
        """Open a plan in a window; the one that is open stays where that fails."""
        if self.document is not None and path.resolve() == self.document.path.resolve():
            return True
        return self._show(lambda: PlanDocument.open(path), path)

    def put_back(self, path: Path, version: Version) -> Restored:
        """Put an earlier version in the place of a plan, and open it; PlannerError where that cannot be."""
        if self.document is not None and self.document.path.resolve() == path.resolve():
            self.document.close()
            self.document = None
        try:
            return restore(path, version)
        finally:
            if not self._show(lambda: PlanDocument.open(path), path) and self.document is None:
                self.close_plan()

    def open_beside(self, path: Path) -> None:
        """Open a plan in a window of its own, by another process of this program."""
        arguments = [str(path)] if getattr(sys, "frozen", False) else ["-m", "planner", str(path)]
        self.keep_settings()
        if not QProcess.startDetached(sys.executable, arguments)[0] and self.window is not None:  # type: ignore[index]
            notify(self.window, Message(N_("Another window could not be opened."), {}), Tone.TROUBLE)

    def _offer_versions(self, path: Path) -> None:
        from planner.ui.dialogs.versions import VersionsDialog

        show_modal(VersionsDialog(path, self.translator, self, self.window))

    def open_place(self, place: str) -> bool:
        """Open what was named as a plan: a file, or the address of a plan on a server."""
        return self._show(lambda: PlanDocument.open_at(place)) if is_server(place) else self.open_plan(Path(place))

    def take_over_plan(self) -> bool:
        """Open the plan that is read only here for writing, taking the lock from whoever holds it."""
        if self.document is None:
            return False
        path = self.document.path
        return self._show(lambda: PlanDocument.open(path, take_over=True))

    def new_plan(self, template: str, path: Path, bring: Path | None = None) -> bool:
        """Make a plan from a template and open it; then bring a file in, as if it were dropped on the window."""
        from planner.application.templates import template_plan
        from planner.domain.edits import edit_row
        from planner.ui.commands.dropping import drop

        today = date.today()
        plan = template_plan(template, today)
        if bring is not None:  # what a file plans stays where it plans it
            plan = plan.with_step(edit_row(plan.programme, remaining_from_status=False))
        shown = self._show(lambda: PlanDocument.create(path, plan))
        window = self.window
        if shown and bring is not None and isinstance(window, MainWindow):
            QTimer.singleShot(0, window, lambda: drop(window, [bring]))
        return shown

    def _show(self, opening: Callable[[], PlanDocument], path: Path | None = None) -> bool:
        """Put a plan's window in place of the one there is; False, and the reason told, if it cannot be opened."""
        try:
            document = opening()
        except PlannerError as error:
            if isinstance(error, PlannerBug) and self.window is not None:
                raise
            self._pending = (error, path)
            self.pass_on()
            return False
        self._detach()
        self.document = document
        window = MainWindow(document, self.translator, self)
        if document.is_shared:
            follow_others(window, document)
        else:
            self.settings.opened(document.path)
            hourly = QTimer(window)
            hourly.timeout.connect(document.keep_copy)
            hourly.start(HOUR)
        self._put(window)
        self.keep_settings()
        return True

    def close_plan(self) -> None:
        self._detach()
        self.offer_start()

    def offer_start(self) -> None:
        """Show the start choice."""
        from planner.ui.start import StartWindow

        self._put(StartWindow(self.translator, self))

    def pass_on(self) -> None:
        """Tell what went wrong before there was a window to tell it in."""
        if self._pending is not None and self.window is not None:
            error, path = self._pending
            self._pending = None
            tone = Tone.REFUSED if isinstance(error, EditRefused) else Tone.TROUBLE
            if path is None or not isinstance(error, PlanDamaged):
                notify(self.window, error.message, tone)
                return
            act = self.translator.translate("Earlier versions…")
            notify(self.window, error.message, tone, act=act, run=lambda: self._offer_versions(path))

    def rebuild(self) -> None:
        """Make the window anew with the present settings; what was shown and chosen stays."""
        before = self.window
        chosen, view = (), "planning"
        if isinstance(before, MainWindow):
            chosen, view = before.selection.chosen, before.view
            before.detach()
        self._apply_theme()
        if self.document is None:
            self.offer_start()
        else:
            window = MainWindow(self.document, self.translator, self)
            if self.document.is_shared:
                follow_others(window, self.document)
            self._put(window)
            window.show_view(view)
            window.selection.choose(*chosen)
        self.keep_settings()

    def _put(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _detach(self) -> None:
        if isinstance(self.window, MainWindow):
            self.window.detach()
        if self.document is not None:
            self.document.close()
            self.document = None

    def quit(self) -> None:
        """Close the plan and end the program."""
        if self._leaving:
            return
        self._leaving = True
        self._detach()
        self.keep_settings()
        if self.window is not None:
            self.window.hide()
        self.application.quit()

    def quit_once_usable(self) -> None:
        """End the program once the window is painted and takes keys; for measuring how long that takes."""
        if self.window is not None:
            self.window.repaint()
        QTimer.singleShot(0, self.quit)

    def keep_settings(self) -> None:
        try:
            save_settings(self.settings)
        except PlannerError as trouble:
            if self.window is not None and not self._leaving:
                notify(self.window, trouble.message, Tone.NOTE)

    # --- our own mistakes -------------------------------------------------------------------------

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log what nobody caught, and tell it in one sentence; the plan on disk is whole in any case."""
        if issubclass(kind, KeyboardInterrupt):
            self.quit()
            return
        path = log_failure(error.with_traceback(trace), PySide6=PySide6.__version__)
        sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
        if self.window is not None:
            sentence = N_("Something went wrong in Ketenplanner itself; the plan is safe. What happened is in {path}.")
            notify(self.window, Message(sentence, {"path": str(path)}), Tone.TROUBLE)
