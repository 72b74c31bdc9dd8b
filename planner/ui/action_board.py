"""Makes Qt's actions, menus and tool bar from the actions as data, and keeps them up to date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, Qt
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton

from planner.ui.action_spec import ActionSpec, ChoiceSpec
from planner.ui.actions import ACTIONS, CHOICES
from planner.ui.conditions import Condition
from planner.ui.finding import Offer, Sort
from planner.ui.icons import icon
from planner.ui.keys import Keys
from planner.ui.menus import COLUMN_MENU, MENUS, ROW_MENU, TOOL_CHOICES, TOOLS
from planner.ui.message_strip import Tone
from planner.ui.plain_text import plain
from planner.ui.theming import LEAST_TARGET
from planner.ui.timers import single_shot

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow


TAKING_BACK = frozenset({"plan.undo", "plan.redo", "plan.undo-to", "plan.redo-to"})
"""What takes steps back or again: no search runs them by Enter alone."""
SOON_MS = 30
"""After what is painted: a new text on a button has the whole window laid out again."""


class ActionBoard(QObject):
    """All actions of one window."""

    def __init__(self, window: PlanWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys = Keys(window.controller.settings)
        self.actions: dict[str, QAction] = {spec.name: self._made(spec) for spec in ACTIONS.values()}
        self._choices: dict[str, QMenu] = {}
        self._told: dict[str, tuple[str, str]] = {}  # what each action says now: telling Qt anew takes time
        self._needing: dict[Condition, list[ActionSpec]] = {}
        for spec in ACTIONS.values():
            self._needing.setdefault(spec.when, []).append(spec)
        self._now = single_shot(self, 0, self._refresh_states)
        self._later = single_shot(self, SOON_MS, self.refresh)

    def _made(self, spec: ActionSpec) -> QAction:
        window = self._window
        action = QAction(window.translator.translate(spec.text), window)
        action.setObjectName(spec.name)
        action.setShortcuts(self._keys.of(spec))
        action.setCheckable(spec.checked is not None)
        if spec.icon:
            action.setIcon(icon(spec.icon))
            action.setIconVisibleInMenu(True)
        if spec.in_planning:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            window.planning.addAction(action)
        else:
            window.addAction(action)
        action.triggered.connect(partial(self._run, spec))
        return action

    def _run(self, spec: ActionSpec, _checked: bool = False) -> None:
        window = self._window
        kept = window.keep_typing()  # a command is on what was typed, not on what stood there before
        if (kept or not spec.when.edits) and spec.when(window):
            spec.run(window)
        self.refresh_soon()

    def run(self, name: str) -> None:
        """Do an action as its menu would; where that cannot be done now, say what it needs."""
        spec = ACTIONS[name]
        if why_not := spec.when.why_not(self._window):
            self._window.strip.notify(why_not, Tone.NOTE)
        else:
            self.actions[name].trigger()

    def offers(self) -> Iterator[Offer]:
        """All actions and choices as they can be found by typing, each with the key or menu that leads to it."""
        window, translate = self._window, self._window.translator.translate
        menus = {name: translate(title) for title, names in MENUS for name in names}
        for spec in ACTIONS.values():
            text = spec.label(window) if spec.label else translate(spec.text)
            note, why_not = self._keys.text(spec) or menus.get(spec.name, ""), spec.when.why_not(window)
            back = spec.name in TAKING_BACK
            yield Offer(text.rstrip("…"), partial(self.run, spec.name), Sort.COMMAND, note, spec.icon, why_not, back)
        for choice in CHOICES.values():
            for name, text in choice.offers(window):
                go = partial(choice.choose, window, name)
                yield Offer(
                    f"{translate(choice.text)}: {text}",
                    go,
                    Sort.COMMAND,
                    menus.get(choice.name, ""),
                    choice.icon,
                    takes_back=choice.name in TAKING_BACK,
                )

    def take_keys(self) -> None:
        """Give the actions the keys that the settings have now."""
        for spec in ACTIONS.values():
            self.actions[spec.name].setShortcuts(self._keys.of(spec))
        self._told.clear()  # keys stand in the tips
        self._window.search.show_key(self._keys.text(ACTIONS["view.find"]).partition(", ")[0])
        self.refresh()

    # --- where they stand -------------------------------------------------------------------

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        taken: set[str] = set()
        for title, names in MENUS:
            menu = bar.addMenu(with_access_key(self._window.translator.translate(title), taken))
            menu.setObjectName(title)
            self._fill(menu, names)

    def row_menu(self) -> QMenu:
        """The context menu of rows and bars."""
        menu = QMenu(self._window)
        self._fill(menu, ROW_MENU)
        return menu

    def column_menu(self) -> QMenu:
        """The context menu of the headings of columns."""
        menu = QMenu(self._window)
        self._fill(menu, COLUMN_MENU)
        return menu

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        menu.setToolTipsVisible(True)
        for name in names:
            if name == "-":
                menu.addSeparator()
            elif name in CHOICES:
                self._add_choice(menu, CHOICES[name])
            else:
                menu.addAction(self.actions[name])
        menu.aboutToShow.connect(self.refresh)

    def _add_choice(self, menu: QMenu, spec: ChoiceSpec) -> None:
        submenu = menu.addMenu(self._window.translator.translate(spec.text))
        submenu.setObjectName(spec.name)
        if spec.icon:
            submenu.setIcon(icon(spec.icon))
        self._choices[spec.name] = submenu
        menu.aboutToShow.connect(partial(self._fill_choice, spec, submenu))
        submenu.aboutToShow.connect(partial(self._fill_choice, spec, submenu))

    def _fill_choice(self, spec: ChoiceSpec, submenu: QMenu) -> None:
        submenu.clear()
        offers = spec.offers(self._window)
        on = spec.now(self._window) if spec.now else set()
        group = None if spec.several or spec.now is None else QActionGroup(submenu)
        for name, text in offers:
            action = submenu.addAction(text)
            action.setData(name)
            if spec.now is not None:
                action.setCheckable(True)
                action.setChecked(name in on)
            if group is not None:
                group.addAction(action)
            action.triggered.connect(partial(self._choose, spec, name))
        submenu.setEnabled(bool(offers))

    def _choose(self, spec: ChoiceSpec, name: str, _checked: bool = False) -> None:
        if self._window.keep_typing():
            spec.choose(self._window, name)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        for name in TOOLS:
            if name == "-":
                continue
            spec, action = ACTIONS[name], self.actions[name]
            button = QToolButton(bar)
            button.setDefaultAction(action)
            button.setMinimumSize(LEAST_TARGET, LEAST_TARGET)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            text = self._window.translator.translate(spec.short or spec.text)
            button.setAccessibleName(self._window.translator.translate(spec.text))
            if name in TOOL_CHOICES:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                self._unfold(button, TOOL_CHOICES[name])
            else:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setProperty("texted", True)
                action.setIconText(text)
            bar.addWidget(button)

    def _unfold(self, button: QToolButton, choice: str) -> None:
        """Let a button open a choice beside what it does."""
        spec = CHOICES[choice]
        menu = QMenu(button)
        menu.aboutToShow.connect(partial(self._fill_choice, spec, menu))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    # --- the moment -----------------------------------------------------------------------------

    def refresh_soon(self) -> None:
        """Bring the actions up to date once what is going on now is over, and their texts once it is painted."""
        self._now.start()
        if not self._later.isActive():
            self._later.start()

    def _refresh_states(self) -> None:
        """What can be done now, and what is on."""
        window = self._window
        for condition, specs in self._needing.items():
            can = condition(window)
            for spec in specs:
                self.actions[spec.name].setEnabled(can)
        for spec in ACTIONS.values():
            if spec.checked is not None:
                self.actions[spec.name].setChecked(spec.checked(window))

    def refresh(self) -> None:
        """What can be done now, what is on, and texts that depend on it."""
        self._refresh_states()
        window = self._window
        for condition, specs in self._needing.items():
            why_not = condition.why_not(window)
            for spec in specs:
                told = spec.label(window) if spec.label else window.translator.translate(spec.text), why_not
                if self._told.get(spec.name) != told:
                    self._told[spec.name] = told
                    self._tell(spec, *told)

    def _tell(self, spec: ActionSpec, text: str, why_not: str) -> None:
        action = self.actions[spec.name]
        if spec.label:
            action.setText(text)
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(plain("\n".join(line for line in (f"{text} ({key})" if key else text, why_not) if line)))
        action.setStatusTip(why_not)


def with_access_key(text: str, taken: set[str]) -> str:
    """A menu's text with the sign for its Alt key before the first letter that is still free; notes it as taken."""
    for place, letter in enumerate(text):
        if letter.isalpha() and letter.casefold() not in taken:
            taken.add(letter.casefold())
            return f"{text[:place]}&{text[place:]}"
    return text
