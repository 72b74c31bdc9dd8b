"""A real window on the large plan, for benchmarks of what happens in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import large_plan

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


@contextmanager
def opened() -> Iterator[tuple[MainWindow, Callable[[], None]]]:
    """The window, and what lets it finish all that is waiting: zero timers, and what they ask to be painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KETENPLANNER_HOME"] = str(Path(folder) / "home")
        from planner.app import ApplicationController, _application
        from planner.document import PlanDocument
        from planner.settings import Settings
        from planner.ui.main_window import MainWindow

        path = Path(folder) / "large.keten"
        PlanDocument.create(path, large_plan()).close()
        application = _application()
        controller = ApplicationController(application, Settings(language="nl", theme="light"))
        controller.open_plan(path)

        def settle() -> None:
            for _ in range(3):
                application.processEvents()

        settle()
        assert isinstance(controller.window, MainWindow)
        controller.window.renew()
        settle()
        yield controller.window, settle
        controller.quit()
