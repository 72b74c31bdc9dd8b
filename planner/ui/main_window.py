"""The window: it only arranges its parts and lets them know of each other."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.chart.options import Zoom
from planner.document import Action, Announcement, PlanDocument
from planner.domain.model import ENTITIES, Activity, Organisation
from planner.language import Translator
from planner.ui.action_board import ActionBoard
from planner.ui.announcing import announce
from planner.ui.app_controller import AppController
from planner.ui.commands.dropping import DropTarget
from planner.ui.commands.viewing import ZOOM_NAMES, choose_zoom, keep_columns
from planner.ui.dialogs.common import BesideDialog
from planner.ui.ends_watch import EndsWatch
from planner.ui.gantt.planning_view import PlanningView
from planner.ui.icons import icon
from planner.ui.idle_refresh import IdleRefresh
from planner.ui.message_strip import AtTheEdge, MessageStrip, Tone
from planner.ui.milestone_offer import offer_milestone
from planner.ui.move_watch import MoveWatch
from planner.ui.navigation import WIDTH as NAVIGATION_WIDTH
from planner.ui.navigation import Navigation
from planner.ui.panels.controls import Choices
from planner.ui.panels.inspector import Inspector
from planner.ui.plain_text import PlainLabel
from planner.ui.plan_window import PlanWindow
from planner.ui.search import SearchField
from planner.ui.selection import Selection
from planner.ui.state_of_plan import PlanState, status_waiting
from planner.ui.theming import LEAST_TARGET, resize_within_screen
from planner.ui.there_and_back import ThereAndBack
from planner.ui.tool_bar import SEARCH_WIDTH, ToolBar
from planner.ui.views import VIEWS, listed_views, view_of, view_offers

INSPECTOR_WIDTH, NARROW_WINDOW = 268, 1200


class MainWindow(PlanWindow):
    """Shows one open plan."""

    def __init__(self, document: PlanDocument, translator: Translator, controller: AppController) -> None:
        super().__init__()
        self.document, self.translator, self.controller = document, translator, controller
        self.selection = Selection(self)
        self.there_and_back = ThereAndBack(self, document)
        self.view = "planning"
        self.setWindowIcon(icon("ketenplanner"))
        DropTarget(self)
        self.planning = PlanningView(document, translator, self.selection)
        self.inspector = Inspector(document, translator, self.selection)
        self.strip = MessageStrip(translator)
        self.search = SearchField(document, translator, lambda: (*view_offers(self), *self.board.offers()))
        self.navigation = Navigation(translator, listed_views(translator.translate), controller.settings.folded_groups)
        self._views: dict[str, QWidget] = {"planning": self.planning}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.planning)
        self.board = ActionBoard(self)
        self.beside = lambda other, its: MainWindow(other, translator, its)
        self.refresh_actions, self.take_keys = self.board.refresh_soon, self.board.take_keys
        self.zoom_choice = Choices()
        self._status_left, self._status_right = PlainLabel(), QToolButton()
        self._answer: str | None = None  # the sentence on entry into force, as it was told last
        self._idle_refresh = IdleRefresh(document, translator, self._show_state, self._show_waiting, self)
        self._arrange()
        self._connect()
        self.moves = MoveWatch(self, document, translator, self.strip)
        self._ends = EndsWatch(self, document, translator, self.strip)
        self._idle_refresh.first()
        self.board.refresh()

    # --- arranging ----------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.board.fill_menu_bar(self.menuBar())
        self._make_tool_bar()
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        AtTheEdge(self.strip, centre, below=True)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setHandleWidth(1)
        for part in (self.navigation, centre, self.inspector):
            self._parts.addWidget(part)
        self._parts.setStretchFactor(1, 1)
        self._parts.setCollapsible(1, False)
        self.setCentralWidget(self._parts)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._status_left, 1)
        bar.addPermanentWidget(self._status_right)
        self._status_right.setAutoRaise(True)
        self._status_right.setMinimumHeight(LEAST_TARGET)
        self._status_right.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is Ctrl+Shift+D
        self._status_right.clicked.connect(self.board.actions["programme.status"].trigger)
        settings = self.controller.settings
        place_inspector(self)
        self.planning.overview.setVisible(settings.show_overview)
        self.planning.glide.moves = not settings.reduce_motion
        self.planning.table.widths.take(settings.column_widths)
        self.planning.table.show_columns(settings.columns)
        self.planning.table.order.moved.connect(partial(keep_columns, self))
        if settings.show_baseline and self.document.plan.baselines:
            self.show_baseline(shown=True)
        if self.document.locked_by is not None:
            held = self.translator.translate(self.document.locked_by)
            self.strip.stand(
                self.translator.translate("{held} You can look at it here, not change it.", held=held), Tone.NOTE
            )
        for notice in self.document.notices:
            self.strip.notify(notice, Tone.NOTE)
        resize_within_screen(self, 1440, 900)
        self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))

    def _make_tool_bar(self) -> None:
        words = self.translator
        bar = ToolBar(words.translate("Tools"))
        self.board.fill_tool_bar(bar)
        between = QWidget()
        between.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(between)
        self.search.setFixedWidth(SEARCH_WIDTH)
        bar.search = self.search
        bar.addWidget(self.search)
        gap = QWidget()
        gap.setFixedWidth(8)
        bar.addWidget(gap)
        self.zoom_choice.setAccessibleName(words.translate("Zoom"))
        self.zoom_choice.setMinimumHeight(LEAST_TARGET)
        self.zoom_choice.setSizeAdjustPolicy(Choices.SizeAdjustPolicy.AdjustToContents)
        for zoom, name in ZOOM_NAMES.items():
            self.zoom_choice.addItem(words.translate("Zoom: {level}", level=words.translate(name).lower()), zoom.value)
        self.zoom_choice.setMinimumWidth(self.zoom_choice.sizeHint().width() + 14)
        bar.addWidget(self.zoom_choice)
        self.addToolBar(bar)

    def _connect(self) -> None:
        self._unsubscribe = self.document.subscribe(self._follow)
        self.selection.changed.connect(self.board.refresh_soon)
        self.selection.changed.connect(partial(place_inspector, self))
        QGuiApplication.clipboard().dataChanged.connect(self.board.refresh_soon)  # copied elsewhere: can be pasted now
        self.selection.reveal.connect(self._reveal)
        self.navigation.view_wanted.connect(self.show_view)
        self.navigation.groups.folded.connect(partial(setattr, self.controller.settings, "folded_groups"))
        self.navigation.organisation_wanted.connect(self._show_organisation)
        self.board.take_keys()
        self.search.found.connect(self.selection.show)
        self.search.missed.connect(partial(tell_missed, self))
        self.search.left.connect(lambda: focus_in(self._panes[1]))
        self.planning.table.left.connect(self.to_next_pane)
        self.planning.chart.opened.connect(self._open)
        self.planning.chart.zoomed.connect(self._tell_zoom)
        self.zoom_choice.activated.connect(lambda _: choose_zoom(self, self.zoom_choice.currentData()))
        for part in (self.planning.table, self.planning.chart):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.navigation.show_view("planning")
        self._tell_zoom()

    # --- following ------------------------------------------------------------------------------

    def _follow(self, announcement: Announcement) -> None:
        self.moves.follow(announcement)
        self.strip.mended()
        announce(self, step_told(announcement, self.translator))
        offer_milestone(self, announcement)
        gone = {change.id for change in announcement.step.changes if change.after is None}
        if gone & set(self.selection.chosen):
            self.selection.choose(*(i for i in self.selection.chosen if i not in gone))
        self.board.refresh_soon()
        self._idle_refresh.start()

    def keep_typing(self) -> bool:
        """Take what stands typed in a cell or a field; False where a cell refused it and is still open."""
        self.inspector.commit()
        return self.planning.table.editing.keep()

    def renew(self) -> None:
        """Bring everything up to date now that tells of the plan as a whole."""
        self._idle_refresh.finish()

    def _show_waiting(self) -> None:
        self._tell_title()
        self._status_left.setText(status_waiting(self.document, self.translator))

    def _show_state(self, state: PlanState) -> None:
        self._tell_title()
        self.navigation.show_organisations(state.organisations)
        self.navigation.show_entry(state.entry)
        sentence = state.entry.sentence if state.entry is not None else ""
        if self._answer not in (None, sentence) and sentence and not self.strip.isVisibleTo(self):
            self.strip.notify(sentence, Tone.NOTE)  # an edit changed whether entry into force is made
        self._answer = sentence
        self.navigation.groups.show_counts(state.counts)
        self._status_left.setText(state.left)
        self._status_right.setText(state.right)
        self.board.refresh()

    def _tell_title(self) -> None:
        name, file = self.document.plan.programme.name, self.document.path.name
        self.setWindowTitle(f"{name} — {file} — Ketenplanner")

    def _tell_zoom(self) -> None:
        self.zoom_choice.setCurrentIndex(list(Zoom).index(self.planning.chart.zoom))

    # --- views --------------------------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Show a view, made when it is first wanted."""
        if name not in self._views:
            spec = next(view for view in VIEWS if view.name == name)
            self._views[name] = spec.make(self)
            self._stack.addWidget(self._views[name])
        self.view = name
        self._stack.setCurrentWidget(self._views[name])
        self.navigation.show_view(name)
        self.zoom_choice.setEnabled(name == "planning")
        self.board.refresh_soon()

    def _reveal(self, row_id: UUID) -> None:
        """Show the view that has a row, and the row in it."""
        kind = next((kind for kind in ENTITIES if row_id in self.document.plan.table(kind)), "")
        wanted = view_of(kind)
        if not wanted:
            return
        shown = [view.name for view in VIEWS if kind in view.kinds]
        if self.view not in shown:
            self.show_view(wanted)
            if wanted != "planning":  # it was not there yet to hear that the row is wanted
                self.selection.changed.emit()
        if kind == "activity":
            self.planning.reveal(row_id)

    def _show_organisation(self, organisation_id: UUID) -> None:
        """Go to the first activity of an organisation in the planning."""
        mine = [a for a, _ in self.document.plan.outline if a.organisation_id == organisation_id]
        if mine and self.view in ("planning", "overview"):
            self.show_view("planning")
            self.selection.show(mine[0].id)
        elif self.document.plan.get(Organisation, organisation_id) is not None:
            self.selection.show(organisation_id)

    def _open(self, activity_id: UUID) -> None:
        """Look at an activity in the inspector."""
        if self.document.plan.get(Activity, activity_id) is None:
            return
        self.selection.choose(activity_id)
        self.show_inspector(shown=True)
        focus_in(self.inspector)

    def show_inspector(self, *, shown: bool) -> None:
        self.controller.settings.show_inspector = shown
        self.inspector.setVisible(shown)  # asked for: also while nothing is chosen
        self.board.refresh_soon()

    def show_baseline(self, *, shown: bool) -> None:
        """Show the newest baseline in the chart, or none."""
        self.controller.settings.show_baseline = shown
        newest = self.document.plan.baselines[-1:]
        self.planning.chart.picture.choose(baseline_id=newest[0].id if shown and newest else None)
        self.planning.chart.renew()
        self.board.refresh_soon()

    @property
    def _panes(self) -> list[QWidget]:
        """The parts of the window that take keys; the view that is shown is the second."""
        panes: list[QWidget] = [self.navigation, self._views[self.view], self.inspector]
        if self.view == "planning":
            panes[1:2] = [self.planning.table, self.planning.chart]
        panes.append(self.strip)
        return panes

    def to_next_pane(self) -> None:
        """Put the focus in the next part: views, table, chart, inspector."""
        panes = [pane for pane in self._panes if pane.isVisible()]
        here = self.focusWidget()
        place = next((i for i, p in enumerate(panes) if here is p or (here is not None and p.isAncestorOf(here))), -1)
        for step in range(1, len(panes) + 1):
            if focus_in(panes[(place + step) % len(panes)]):
                return

    # --- the window itself ----------------------------------------------------------------------------

    def createPopupMenu(self) -> QMenu | None:  # type: ignore[override]
        """None: the tool bar stays where it is."""
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        under = self.childAt(event.pos())
        if under is not None and self.planning.isAncestorOf(under):
            table = self.planning.table
            if table.header().isAncestorOf(under):
                table.order.choose_at(table.header().viewport().mapFromGlobal(event.globalPos()).x())
                menu = self.board.column_menu()
            else:
                menu = self.board.row_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())
            event.accept()
            return
        super().contextMenuEvent(event)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # coming back from the task bar changes nothing
            QTimer.singleShot(0, self, self._first_look)

    def _first_look(self) -> None:
        narrow = self.width() < NARROW_WINDOW
        sides = (182, 226) if narrow else (NAVIGATION_WIDTH, INSPECTOR_WIDTH)
        self._parts.setSizes([sides[0], max(200, self.width() - sum(sides)), sides[1]])
        self.planning.fit_columns()
        self.planning.chart.show_course()
        self.planning.table.start()

    def detach(self) -> None:
        """Stop following the document and remember how the window stood; it is about to be closed or made anew."""
        settings = self.controller.settings
        settings.window_geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        for dialog in self.findChildren(BesideDialog):
            dialog.close()  # what stands typed in it is kept
        self._unsubscribe()
        QGuiApplication.clipboard().dataChanged.disconnect(self.board.refresh_soon)
        self.moves.stop()
        self._ends.stop()
        self._idle_refresh.stop()
        self.planning.close_view()
        self.search.close_search()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.controller.quit()


def tell_missed(window: PlanWindow, text: str) -> None:
    """Say that nothing has a text that was searched for."""
    words = window.translator
    window.strip.notify(words.translate("Nothing is called “{text}”: no row, view or command.", text=text), Tone.NOTE)


def place_inspector(window: PlanWindow) -> None:
    """Show the inspector while something is chosen: without, its room is the plan's."""
    window.inspector.setVisible(window.controller.settings.show_inspector and bool(window.selection.chosen))


def step_told(announcement: Announcement, words: Translator) -> str:
    """A step that was taken, undone or done again, in one sentence."""
    step = words.step(announcement.step.label, announcement.step.words)
    match announcement.action:
        case Action.UNDO:
            return words.translate("Undone: {step}", step=step)
        case Action.REDO:
            return words.translate("Done again: {step}", step=step)
    return step


def focus_in(part: QWidget) -> bool:
    """Put the focus in a part of the window: on itself, or on the first in it that takes keys; False if none does."""
    here: QWidget | None = part
    while here is not None:
        takes = here.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and here.isVisible() and here.isEnabled() and (here is part or part.isAncestorOf(here)):
            here.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        here = here.nextInFocusChain()
        if here is part:
            break
    return False
