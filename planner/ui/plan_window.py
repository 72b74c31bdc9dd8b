"""What commands, views and conditions may use of the window that shows a plan. The window itself stands above them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow

from planner.document import PlanDocument
from planner.language import Translator
from planner.ui.app_controller import AppController
from planner.ui.gantt.planning_view import PlanningView
from planner.ui.message_strip import MessageStrip
from planner.ui.move_watch import MoveWatch
from planner.ui.panels.inspector import Inspector
from planner.ui.search import SearchField
from planner.ui.selection import Selection
from planner.ui.there_and_back import ThereAndBack


class PlanWindow(QMainWindow):
    """The document that is open, what is chosen in it, the words, and what can be shown."""

    document: PlanDocument
    translator: Translator
    controller: AppController
    selection: Selection
    view: str
    """The name of the view that is looked at."""
    planning: PlanningView
    inspector: Inspector
    strip: MessageStrip
    search: SearchField
    moves: MoveWatch
    there_and_back: ThereAndBack
    beside: Callable[[PlanDocument, AppController], PlanWindow]
    """Makes another window of this kind, on another document."""
    refresh_actions: Callable[[], None]
    """Brings the actions up to date once what is going on now is over."""
    take_keys: Callable[[], None]
    """Gives the actions the keys that the settings have now."""

    def show_view(self, name: str) -> None:
        """Show a view, made when it is first wanted."""
        raise NotImplementedError

    def show_inspector(self, *, shown: bool) -> None:
        raise NotImplementedError

    def show_baseline(self, *, shown: bool) -> None:
        """Show the newest baseline in the chart, or none."""
        raise NotImplementedError

    def to_next_pane(self) -> None:
        """Put the focus in the next part: views, table, chart, inspector."""
        raise NotImplementedError

    def keep_typing(self) -> bool:
        """Keep what stands typed in a field; False where it is refused and stays there."""
        raise NotImplementedError

    def detach(self) -> None:
        """Stop following the document and remember how the window stood; it is about to be closed or made anew."""
        raise NotImplementedError
