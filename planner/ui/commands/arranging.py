"""Filtering and putting in order, and views that are kept under a name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QInputDialog

from planner.chart.options import Zoom
from planner.domain import edits
from planner.domain.changes import Step
from planner.domain.json_text import parse_json
from planner.domain.model import SavedView
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.message import N_
from planner.ui.action_spec import ActionSpec, ChoiceSpec, declare
from planner.ui.conditions import can_edit, needs
from planner.ui.edit_runner import notify, run_edit
from planner.ui.tables.activity_columns import COLUMNS
from planner.ui.tables.row_filter import Arrangement

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow

PLANNING = "planning"


@needs(N_("Nothing is filtered, sorted or grouped."))
def is_arranged(window: PlanWindow) -> bool:
    return bool(window.planning.arrangement)


def filter_is_shown(window: PlanWindow) -> bool:
    strip = window.planning.strip
    return strip.isVisibleTo(window.planning) and not strip.is_folded


def toggle_filter(window: PlanWindow) -> None:
    """Show the strip to filter and group by, or put it away; what it holds goes on holding."""
    shown = filter_is_shown(window) and window.view == PLANNING
    window.show_view(PLANNING)
    window.planning.show_strip(shown=not shown)


def clear(window: PlanWindow) -> None:
    window.planning.arrange(Arrangement())


# --- kept views -----------------------------------------------------------------------------------


def saved_views(window: PlanWindow) -> list[tuple[str, str]]:
    views = sorted(window.document.plan.rows(SavedView), key=lambda view: (view.position, view.name))
    return [(str(view.id), view.name) for view in views if view.view == PLANNING]


def saved_views_to_remove(window: PlanWindow) -> list[tuple[str, str]]:
    return [] if window.document.read_only else saved_views(window)


def save_view(window: PlanWindow) -> None:
    """Ask for a name, and keep how the planning is looked at; a view of that name is replaced."""
    words = window.translator
    name, wanted = QInputDialog.getText(window, words.translate("Save this view"), words.translate("Name of the view:"))
    if wanted and run_edit(window, window.document, keep_view, name.strip(), definition_of(window)):
        notify(window, words.translate("The view “{name}” is kept in the plan.", name=name.strip()))


def keep_view(plan: Plan, name: str, definition: str) -> Step:
    """Keep a way of looking at the planning under a name, in place of the one that has it."""
    known = next((v for v in plan.rows(SavedView) if (v.view, v.name) == (PLANNING, name)), None)
    if known is not None:
        return edits.edit_row(known, definition=definition)
    place = max((view.position for view in plan.rows(SavedView)), default=0.0) + 1
    return edits.add_row(plan, make(SavedView, name=name, view=PLANNING, definition=definition, position=place))


def definition_of(window: PlanWindow) -> str:
    """Filter, order, columns and zoom as they are now, as JSON."""
    settings = window.controller.settings
    kept = {
        "arrangement": window.planning.arrangement.to_json(),
        "columns": settings.columns,
        "zoom": window.planning.chart.zoom.value,
        "baseline": settings.show_baseline,
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def choose_view(window: PlanWindow, row_id: str) -> None:
    """Look at the planning as a kept view says; what it says that is not known any more is left out."""
    view = window.document.plan.row(SavedView, UUID(row_id))
    try:
        kept = parse_json(view.definition)
    except ValueError:
        kept = {}
    kept = kept if isinstance(kept, dict) else {}
    window.show_view(PLANNING)
    arrangement = kept.get("arrangement")
    window.planning.arrange(Arrangement.from_json(arrangement if isinstance(arrangement, dict) else {}))
    names = {column.name for column in COLUMNS}
    said = kept.get("columns")
    columns = [name for name in said if name in names] if isinstance(said, list) else []
    if columns:
        window.controller.settings.columns = columns
        window.planning.table.show_columns(columns)
        window.planning.fit_columns()
    if kept.get("zoom") in list(Zoom):
        window.planning.chart.set_zoom(Zoom(kept["zoom"]))
    if isinstance(kept.get("baseline"), bool) and window.document.plan.baselines:
        window.show_baseline(shown=kept["baseline"])


def remove_view(window: PlanWindow, row_id: str) -> None:
    view = window.document.plan.row(SavedView, UUID(row_id))
    run_edit(window, window.document, edits.remove_rows, [view])


declare(
    ActionSpec(
        "view.filter",
        N_("Filter and group"),
        toggle_filter,
        ("Ctrl+Shift+F",),
        checked=filter_is_shown,
        icon="filter",
    ),
    ActionSpec("view.unfilter", N_("Clear filter and order"), clear, ("F3",), is_arranged),
    ActionSpec("view.save", N_("Save this view…"), save_view, when=can_edit),
    ChoiceSpec("view.saved", N_("Saved views"), saved_views, choose_view),
    ChoiceSpec("view.forget", N_("Remove a saved view"), saved_views_to_remove, remove_view, icon="delete"),
)
