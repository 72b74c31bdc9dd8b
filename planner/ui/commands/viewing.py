"""How the plan is looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from planner.chart.options import Zoom
from planner.language import LANGUAGES
from planner.message import N_
from planner.ui.action_spec import ActionSpec, ChoiceSpec, declare
from planner.ui.conditions import needs
from planner.ui.finding import COMMANDS_ONLY
from planner.ui.menus import KEY_SETS
from planner.ui.plan_window import PlanWindow
from planner.ui.tables.activity_columns import COLUMNS
from planner.ui.tables.column_order import toggled

ZOOM_NAMES = {
    Zoom.WEEK: N_("Weeks"),
    Zoom.MONTH: N_("Months"),
    Zoom.QUARTER: N_("Quarters"),
    Zoom.YEAR: N_("Years"),
}
THEME_NAMES = {"": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


def zoom_in(window: PlanWindow) -> None:
    window.planning.glide.zoom_by(1.4)


def zoom_out(window: PlanWindow) -> None:
    window.planning.glide.zoom_by(1 / 1.4)


def fit(window: PlanWindow) -> None:
    window.planning.glide.fit()


def to_status_date(window: PlanWindow) -> None:
    window.planning.chart.show_status_date()


@needs(N_("This works in the planning."))
def shows_planning(window: PlanWindow) -> bool:
    return window.view == "planning"


def expand_all(window: PlanWindow) -> None:
    window.planning.table.rows.fold_all(closed=False)


def collapse_all(window: PlanWindow) -> None:
    window.planning.table.rows.fold_all(closed=True)


@needs(N_("There is no baseline yet: take one first."))
def has_baseline(window: PlanWindow) -> bool:
    return bool(window.document.plan.baselines)


def baseline_is_shown(window: PlanWindow) -> bool:
    return window.controller.settings.show_baseline and has_baseline(window)


def toggle_baseline(window: PlanWindow) -> None:
    window.show_baseline(shown=not window.controller.settings.show_baseline)


def inspector_is_shown(window: PlanWindow) -> bool:
    return window.inspector.isVisibleTo(window)


def toggle_inspector(window: PlanWindow) -> None:
    window.show_inspector(shown=not inspector_is_shown(window))


def overview_is_shown(window: PlanWindow) -> bool:
    return window.controller.settings.show_overview


def toggle_overview(window: PlanWindow) -> None:
    """Show or hide the strip of the whole programme under the planning."""
    window.controller.settings.show_overview = not window.controller.settings.show_overview
    window.planning.overview.setVisible(window.controller.settings.show_overview)


def motion_is_reduced(window: PlanWindow) -> bool:
    return window.controller.settings.reduce_motion


def toggle_motion(window: PlanWindow) -> None:
    """Let zooming glide, or go at once; where the system wants no animations it goes at once anyway."""
    window.controller.settings.reduce_motion = not window.controller.settings.reduce_motion
    window.planning.glide.moves = not window.controller.settings.reduce_motion


def toggle_full_screen(window: PlanWindow) -> None:
    window.setWindowState(window.windowState() ^ window.windowState().WindowFullScreen)


def is_full_screen(window: PlanWindow) -> bool:
    return window.isFullScreen()


def find(window: PlanWindow) -> None:
    window.search.start()


def replace(window: PlanWindow) -> None:
    window.show_view("planning")
    window.planning.show_find()


def commands(window: PlanWindow) -> None:
    window.search.start(COMMANDS_ONLY)


def next_pane(window: PlanWindow) -> None:
    window.to_next_pane()


# --- choices -------------------------------------------------------------------------------------


def zooms(window: PlanWindow) -> list[tuple[str, str]]:
    return [(zoom.value, window.translator.translate(name)) for zoom, name in ZOOM_NAMES.items()]


def zoom_now(window: PlanWindow) -> set[str]:
    return {window.planning.chart.zoom.value}


def choose_zoom(window: PlanWindow, name: str) -> None:
    window.planning.glide.set_zoom(Zoom(name))
    window.controller.settings.zoom = name


def columns(window: PlanWindow) -> list[tuple[str, str]]:
    return [(c.name, window.translator.heading(c.spec)) for c in COLUMNS if c.name not in ("key", "name")]


def columns_now(window: PlanWindow) -> set[str]:
    return set(window.controller.settings.columns)


def choose_column(window: PlanWindow, name: str) -> None:
    settings = window.controller.settings
    settings.columns = toggled(settings.columns, name)
    window.planning.table.show_columns(settings.columns)
    window.planning.fit_columns()


def keep_columns(window: PlanWindow) -> None:
    """Remember the columns as they stand in the table now."""
    window.controller.settings.columns = window.planning.table.order.names
    window.refresh_actions()


@needs(N_("Choose a cell of a column that can go further; the numbers stay at the left."))
def can_go_left(window: PlanWindow) -> bool:
    return shows_planning(window) and window.planning.table.order.can_move(-1)


@needs(N_("Choose a cell of a column that can go further; the numbers stay at the left."))
def can_go_right(window: PlanWindow) -> bool:
    return shows_planning(window) and window.planning.table.order.can_move(1)


def column_left(window: PlanWindow) -> None:
    window.planning.table.order.move(-1)


def column_right(window: PlanWindow) -> None:
    window.planning.table.order.move(1)


def languages(_window: PlanWindow) -> list[tuple[str, str]]:
    return list(LANGUAGES.items())


def language_now(window: PlanWindow) -> set[str]:
    return {window.translator.code}


def choose_language(window: PlanWindow, code: str) -> None:
    if code != window.translator.code:
        window.controller.settings.language = code
        window.controller.rebuild()


def themes(window: PlanWindow) -> list[tuple[str, str]]:
    return [(name, window.translator.translate(text)) for name, text in THEME_NAMES.items()]


def theme_now(window: PlanWindow) -> set[str]:
    return {window.controller.settings.theme}


def choose_theme(window: PlanWindow, name: str) -> None:
    if name != window.controller.settings.theme:
        window.controller.settings.theme = name
        window.controller.rebuild()


def key_sets(window: PlanWindow) -> list[tuple[str, str]]:
    return [(name, window.translator.translate(text)) for name, text in KEY_SETS.items()]


def key_set_now(window: PlanWindow) -> set[str]:
    return {window.controller.settings.key_set}


def choose_key_set(window: PlanWindow, name: str) -> None:
    """Give the actions the usual keys of a set; keys that the user chose stay as they are."""
    window.controller.settings.key_set = name
    take_keys(window)


def take_keys(window: PlanWindow) -> None:
    """Give the actions of every window the keys that the settings have now."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, PlanWindow):
            each.take_keys()
    window.controller.keep_settings()


declare(
    ActionSpec("view.find", N_("Find…"), find, ("Ctrl+K", "Ctrl+F", "Ctrl+G", "F5"), icon="search"),
    ActionSpec("text.replace", N_("Find and replace…"), replace, ("Ctrl+H",)),
    ActionSpec("view.column-left", N_("Column to the left"), column_left, when=can_go_left),
    ActionSpec("view.column-right", N_("Column to the right"), column_right, when=can_go_right),
    ActionSpec("view.commands", N_("Command…"), commands, ("Ctrl+Shift+P",), icon="keyboard"),
    ActionSpec("view.pane", N_("To the next part of the window"), next_pane, ("F6",)),
    ActionSpec("view.zoom-in", N_("Zoom in"), zoom_in, ("Ctrl++", "Ctrl+="), shows_planning, icon="zoom-in"),
    ActionSpec("view.zoom-out", N_("Zoom out"), zoom_out, ("Ctrl+-",), shows_planning, icon="zoom-out"),
    ActionSpec("view.fit", N_("Whole plan"), fit, ("Ctrl+0",), shows_planning, icon="zoom-fit"),
    ActionSpec(
        "view.status-date",
        N_("To the status date"),
        to_status_date,
        ("Ctrl+T",),
        shows_planning,
        icon="today",
    ),
    ActionSpec(
        "view.expand",
        N_("Expand all"),
        expand_all,
        ("Alt+Shift+Down",),
        shows_planning,
        icon="expand-all",
    ),
    ActionSpec(
        "view.collapse",
        N_("Collapse all"),
        collapse_all,
        ("Alt+Shift+Up",),
        shows_planning,
        icon="collapse-all",
    ),
    ActionSpec(
        "view.baseline",
        N_("Baseline"),
        toggle_baseline,
        ("Ctrl+B",),
        has_baseline,
        baseline_is_shown,
        icon="baseline",
    ),
    ActionSpec(
        "view.inspector",
        N_("Inspector"),
        toggle_inspector,
        ("F4", "Shift+F2"),
        checked=inspector_is_shown,
        icon="inspector",
    ),
    ActionSpec(
        "view.overview",
        N_("Strip of the whole programme"),
        toggle_overview,
        when=shows_planning,
        checked=overview_is_shown,
        icon="view-overview",
    ),
    ActionSpec("view.motion", N_("Reduce motion"), toggle_motion, checked=motion_is_reduced),
    ActionSpec("view.full", N_("Full screen"), toggle_full_screen, ("F11",), checked=is_full_screen),
    ChoiceSpec("view.zoom", N_("Zoom"), zooms, choose_zoom, zoom_now),
    ChoiceSpec(
        "view.columns",
        N_("Columns"),
        columns,
        choose_column,
        columns_now,
        several=True,
        icon="columns",
    ),
    ChoiceSpec(
        "view.language",
        N_("Language"),
        languages,
        choose_language,
        language_now,
        icon="language",
    ),
    ChoiceSpec("view.keys", N_("Usual keys"), key_sets, choose_key_set, key_set_now, icon="keyboard"),
    ChoiceSpec("view.theme", N_("Theme"), themes, choose_theme, theme_now, icon="theme"),
)
