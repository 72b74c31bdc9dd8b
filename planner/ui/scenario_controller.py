"""A scenario in a window of its own: edited like any plan, while the plan itself stays as it is.

The window works on a copy in a temporary file; each step on it is kept in the scenario, in the plan's file.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from planner.application.versions import Restored, Version
from planner.document import Announcement, PlanDocument
from planner.domain.control.scenarios import keep_in, lay_over
from planner.domain.model import Scenario
from planner.domain.plan import Plan
from planner.errors import PlannerError
from planner.ui.message_strip import Tone
from planner.ui.plan_window import PlanWindow
from planner.writing import SCRATCH

FILE_NAME = "scenario.keten"


class ScenarioController:
    """Holds the copy and its window; an `AppController`. Closing the window ends neither plan nor program."""

    def __init__(self, home: PlanWindow, scenario_id: UUID) -> None:
        self._home, self._desk = home.document, home.controller
        self._scenario_id = scenario_id
        self.settings = self._desk.settings
        self._folder = TemporaryDirectory(prefix=f"{SCRATCH}{os.getpid()}-", ignore_cleanup_errors=True)
        plan = self._home.plan
        scenario = plan.row(Scenario, scenario_id)
        over = plan.with_step(lay_over(plan, scenario).step)
        copy = Plan.of(row for row in over.all_rows() if row.kind_name != Scenario.kind_name)
        folder = Path(self._folder.name)
        self.document = PlanDocument.create(folder / FILE_NAME, copy, backups=folder / "backups")
        self.document.subscribe(self._keep)
        self.window = home.beside(self.document, self)
        told = home.translator.translate(
            "Scenario “{name}”: what you change here is kept in the scenario; the plan stays as it is.",
            name=scenario.name,
        )
        self.window.strip.stand(told, Tone.NOTE)
        self.window.moves.asks = False  # why is asked when the scenario is adopted
        self.is_open = True
        home.destroyed.connect(self.quit)

    def _keep(self, announcement: Announcement) -> None:
        try:
            if Scenario.kind_name not in announcement.step.kinds:
                self._home.do(keep_in(self._home.plan, self._scenario_id, announcement.step))
        except PlannerError as refused:
            self.window.strip.notify(refused.message, Tone.TROUBLE)

    # --- what a window asks of its desk ------------------------------------------------------------

    def put_back(self, path: Path, version: Version) -> Restored:
        self.quit()
        return self._desk.put_back(path, version)

    def open_beside(self, path: Path) -> None:
        self._desk.open_beside(path)

    def open_place(self, place: str) -> bool:
        self.quit()
        return self._desk.open_place(place)

    def open_plan(self, path: Path) -> bool:
        self.quit()
        return self._desk.open_plan(path)

    def new_plan(self, template: str, path: Path, bring: Path | None = None) -> bool:
        self.quit()
        return self._desk.new_plan(template, path, bring)

    def take_over_plan(self) -> bool:
        return False

    def close_plan(self) -> None:
        self.quit()

    def quit(self) -> None:
        """Close this window only."""
        if not self.is_open:
            return
        self.is_open = False
        self.window.detach()
        self.document.close()
        self.window.hide()
        self.window.deleteLater()
        self._folder.cleanup()

    def rebuild(self) -> None:
        """Language and theme are of all windows: this one closes, and the plan's is made anew."""
        self.quit()
        self._desk.rebuild()

    def keep_settings(self) -> None:
        self._desk.keep_settings()
