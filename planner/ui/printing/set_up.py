"""How a view is printed, as the user set it up: kept for each view, and turned into options."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from planner.chart.marks import is_done
from planner.chart.options import ViewOptions
from planner.chart.page_columns import COLUMNS, USUAL_COLUMNS
from planner.chart.poster import Tiles
from planner.chart.printed import PrintOptions
from planner.domain.control.baselines import latest_baseline
from planner.domain.json_text import parse_json
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language import Translator
from planner.message import N_
from planner.settings import Settings

ROWS = {
    "all": N_("All activities"),
    "pending": N_("What is not done yet"),
    "critical": N_("What is critical or nearly so"),
    "milestones": N_("Milestones"),
}
MARKS = {
    "show_progress": N_("Progress"),
    "show_critical": N_("Critical"),
    "show_slack": N_("Slack"),
    "show_links": N_("Dependencies"),
    "show_baseline": N_("Baseline"),
    "show_fixed_moments": N_("Fixed change moments"),
    "show_recess": N_("Recesses"),
    "show_free_days": N_("Weekends and holidays"),
}
"""What can be shown on the sheets of the planning or left out."""


@dataclass(frozen=True)
class SetUp:
    """The page set-up of one view. Dates are in ISO form, empty for none."""

    paper: str = "A4"
    landscape: bool = True
    sheets_wide: int = 1
    sheets_high: int = 0  # as many as are needed
    poster_wide: int = 1
    poster_high: int = 1
    first: str = ""
    last: str = ""
    language: str = ""
    grey: bool = False
    rows: str = "all"
    columns: tuple[str, ...] = USUAL_COLUMNS
    marks: tuple[str, ...] = tuple(mark for mark in MARKS if mark not in ("show_slack", "show_baseline"))

    def options(
        self, plan: Plan, schedule: Schedule, translator: Translator, organisation: UUID | None, file_name: str
    ) -> PrintOptions:
        """What the sheets are laid out with."""
        flags: dict[str, Any] = {mark: mark in self.marks for mark in MARKS if mark != "show_baseline"}
        baseline = latest_baseline(plan) if "show_baseline" in self.marks else None
        chart = ViewOptions(translator=translator, baseline_id=baseline.id if baseline else None, **flags)
        several = self.poster_wide > 1 or self.poster_high > 1
        return PrintOptions(
            translator,
            self.paper,
            self.landscape,
            organisation,
            _day(self.first),
            _day(self.last),
            self.sheets_wide,
            self.sheets_high or None,
            self.columns,
            Tiles(self.poster_wide, self.poster_high) if several else None,
            rows=self._rows(plan, schedule),
            scope=translator.translate(ROWS[self.rows]).lower() if self.rows != "all" else "",
            chart=chart,
            file_name=file_name,
        )

    def _rows(self, plan: Plan, schedule: Schedule) -> frozenset[UUID] | None:
        if self.rows == "all":
            return None

        def wanted(activity: Activity) -> bool:
            planned = schedule[activity.id]
            if self.rows == "milestones":
                return activity.is_milestone
            if self.rows == "critical":
                return planned.critical or planned.near_critical
            return not is_done(activity, planned)

        return frozenset(a.id for a, _ in plan.outline if not a.is_summary and wanted(a))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# --- kept ---------------------------------------------------------------------------------------------


def kept_set_up(settings: Settings, view: str, paper: str) -> SetUp:
    """How a view was set up last; with a paper that suits it where it never was."""
    said = _all(settings).get(view)
    return _read(said, paper) if isinstance(said, dict) else SetUp(paper=paper)


def keep_set_up(settings: Settings, view: str, set_up: SetUp) -> None:
    settings.print_set_ups = json.dumps(_all(settings) | {view: asdict(set_up)}, ensure_ascii=False)


def _all(settings: Settings) -> dict[str, Any]:
    try:
        known = parse_json(settings.print_set_ups or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _read(said: dict[str, Any], paper: str) -> SetUp:
    """A set-up from what was kept; what does not fit counts as not set."""
    found = SetUp(paper=paper)
    for field in fields(SetUp):
        value = said.get(field.name)
        value = tuple(value) if isinstance(value, list) else value
        if type(value) is type(getattr(found, field.name)):
            found = replace(found, **{field.name: value})
    known = tuple(name for name in found.columns if name in COLUMNS)
    rows = found.rows if found.rows in ROWS else "all"
    return replace(found, columns=known or USUAL_COLUMNS, rows=rows)
