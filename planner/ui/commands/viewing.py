"""How the plan is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.chart.options import Zoom
from planner.language import LANGUAGES
from planner.message import N_
from planner.ui.conditions import needs
from planner.ui.finding import COMMANDS_ONLY
from planner.ui.tables.activity_columns import COLUMNS
from planner.ui.tables.column_order import toggled

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

ZOOM_NAMES = {
    Zoom.WEEK: N_("Weeks"),
    Zoom.MONTH: N_("Months"),
    Zoom.QUARTER: N_("Quarters"),
    Zoom.YEAR: N_("Years"),
}
THEME_NAMES = {"": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


def zoom_in(window: MainWindow) -> None:
    window.planning.glide.zoom_by(1.4)


def zoom_out(window: MainWindow) -> None:
    window.planning.glide.zoom_by(1 / 1.4)


def fit(window: MainWindow) -> None:
    window.planning.glide.fit()


def to_status_date(window: MainWindow) -> None:
    window.planning.chart.show_status_date()


@needs(N_("This works in the planning."))
def shows_planning(window: MainWindow) -> bool:
    return window.view == "planning"


def expand_all(window: MainWindow) -> None:
    window.planning.table.rows.expand_all()


def collapse_all(window: MainWindow) -> None:
    window.planning.table.rows.collapse_all()


@needs(N_("There is no baseline yet: take one first."))
def has_baseline(window: MainWindow) -> bool:
    return bool(window.document.plan.baselines)


def baseline_is_shown(window: MainWindow) -> bool:
    return window.controller.settings.show_baseline and has_baseline(window)


def toggle_baseline(window: MainWindow) -> None:
    window.show_baseline(shown=not window.controller.settings.show_baseline)


def inspector_is_shown(window: MainWindow) -> bool:
    return window.controller.settings.show_inspector


def toggle_inspector(window: MainWindow) -> None:
    window.show_inspector(shown=not window.controller.settings.show_inspector)


def overview_is_shown(window: MainWindow) -> bool:
    return window.controller.settings.show_overview


def toggle_overview(window: MainWindow) -> None:
    """Show or hide the strip of the whole programme under the planning."""
    window.controller.settings.show_overview = not window.controller.settings.show_overview
    window.planning.overview.setVisible(window.controller.settings.show_overview)


def motion_is_reduced(window: MainWindow) -> bool:
    return window.controller.settings.reduce_motion


def toggle_motion(window: MainWindow) -> None:
    """Let zooming glide, or go at once; where the system wants no animations it goes at once anyway."""
    window.controller.settings.reduce_motion = not window.controller.settings.reduce_motion
    window.planning.glide.moves = not window.controller.settings.reduce_motion


def toggle_full_screen(window: MainWindow) -> None:
    window.setWindowState(window.windowState() ^ window.windowState().WindowFullScreen)


def is_full_screen(window: MainWindow) -> bool:
    return window.isFullScreen()


def find(window: MainWindow) -> None:
    window.search.start()


def replace(window: MainWindow) -> None:
    window.show_view("planning")
    window.planning.show_find()


def commands(window: MainWindow) -> None:
    window.search.start(COMMANDS_ONLY)


def next_pane(window: MainWindow) -> None:
    window.to_next_pane()


# --- choices -------------------------------------------------------------------------------------


def zooms(window: MainWindow) -> list[tuple[str, str]]:
    return [(zoom.value, window.translator.translate(name)) for zoom, name in ZOOM_NAMES.items()]


def zoom_now(window: MainWindow) -> set[str]:
    return {window.planning.chart.zoom.value}


def choose_zoom(window: MainWindow, name: str) -> None:
    window.planning.glide.set_zoom(Zoom(name))
    window.controller.settings.zoom = name


def columns(window: MainWindow) -> list[tuple[str, str]]:
    return [(c.name, window.translator.heading(c.spec)) for c in COLUMNS if c.name not in ("key", "name")]


def columns_now(window: MainWindow) -> set[str]:
    return set(window.controller.settings.columns)


def choose_column(window: MainWindow, name: str) -> None:
    settings = window.controller.settings
    settings.columns = toggled(settings.columns, name)
    window.planning.table.show_columns(settings.columns)
    window.planning.fit_columns()


def keep_columns(window: MainWindow) -> None:
    """Remember the columns as they stand in the table now."""
    window.controller.settings.columns = window.planning.table.order.names
    window.board.refresh_soon()


@needs(N_("Choose a cell of a column that can go further; the numbers stay at the left."))
def can_go_left(window: MainWindow) -> bool:
    return shows_planning(window) and window.planning.table.order.can_move(-1)


@needs(N_("Choose a cell of a column that can go further; the numbers stay at the left."))
def can_go_right(window: MainWindow) -> bool:
    return shows_planning(window) and window.planning.table.order.can_move(1)


def column_left(window: MainWindow) -> None:
    window.planning.table.order.move(-1)


def column_right(window: MainWindow) -> None:
    window.planning.table.order.move(1)


def languages(_window: MainWindow) -> list[tuple[str, str]]:
    return list(LANGUAGES.items())


def language_now(window: MainWindow) -> set[str]:
    return {window.translator.code}


def choose_language(window: MainWindow, code: str) -> None:
    if code != window.translator.code:
        window.controller.settings.language = code
        window.controller.rebuild()


def themes(window: MainWindow) -> list[tuple[str, str]]:
    return [(name, window.translator.translate(text)) for name, text in THEME_NAMES.items()]


def theme_now(window: MainWindow) -> set[str]:
    return {window.controller.settings.theme}


def choose_theme(window: MainWindow, name: str) -> None:
    if name != window.controller.settings.theme:
        window.controller.settings.theme = name
        window.controller.rebuild()
