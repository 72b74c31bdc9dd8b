"""How the window looks: Fusion with a quiet palette of our own, light or dark, and what is drawn by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from planner.painting.theme import DARK_PALETTE, LIGHT_PALETTE, Palette
from planner.settings import resource_folder

ROW_HEIGHT = 26
HEAD_HEIGHT = 36
LEAST_TARGET = 24
"""Nothing to click or touch is smaller, in logical pixels (WCAG 2.5.8)."""
TITLE, BESIDE = 40, 16
"""What a window takes for its title and frame."""


@dataclass(frozen=True)
class UiPalette:
    """The colours of the window: each text at least 4.5 : 1 on the grounds it stands on, each edge of a field 3 : 1."""

    ground: str
    panel: str
    head: str
    line: str
    faint_line: str
    edge: str
    text: str
    quiet: str
    accent: str
    chosen: str
    chosen_text: str
    hover: str
    late: str
    warning: str
    done: str
    tip: str
    thumb: str

    def colour(self, name: str) -> QColor:
        return QColor(getattr(self, name))


def _ui_palette(p: Palette, *, panel: str, head: str, edge: str, hover: str, tip: str, thumb: str) -> UiPalette:
    """The window's colours from those of the chart, so that both stand on the same ground."""
    return UiPalette(
        ground=p.ground,
        panel=panel,
        head=head,
        line=p.rule,
        faint_line=p.hair,
        edge=edge,
        text=p.ink,
        quiet=p.quiet,
        accent=p.words,
        chosen=p.selected,
        chosen_text=p.ink,
        hover=hover,
        late=p.bad,
        warning=p.warn,
        done=p.good,
        tip=tip,
        thumb=thumb,
    )


LIGHT = _ui_palette(
    LIGHT_PALETTE,
    panel="#f5f7f9",
    head="#eef2f6",
    edge="#808b99",
    hover="#eaf1f8",
    tip="#fffdf3",
    thumb="#b4bfcb",
)
DARK = _ui_palette(
    DARK_PALETTE,
    panel="#232b34",
    head="#293340",
    edge="#7d8b9b",
    hover="#2c3a49",
    tip="#323c48",
    thumb="#5a6775",
)


def is_dark(widget: QWidget | None = None) -> bool:
    """Whether a widget (or the application) shows light text on a dark ground."""
    palette = widget.palette() if widget is not None else QApplication.palette()
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def ui_palette(widget: QWidget | None = None) -> UiPalette:
    """The colours that go with what a widget (or the application) shows now."""
    return DARK if is_dark(widget) else LIGHT


def wants_dark(theme: str) -> bool:
    """Whether a theme setting (light, dark, or empty for the system's) means dark now."""
    if theme:
        return theme == "dark"
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply_theme(application: QApplication, theme: str) -> None:
    """Give the application its style, palette and style sheet."""
    ours = DARK if wants_dark(theme) else LIGHT
    if application.style().name() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(_palette(ours))
    application.setStyleSheet(_sheet(ours))


def resize_within_screen(widget: QWidget, width: int, height: int) -> None:
    """Give a window a size, but no larger than its screen has room for: at 200 % many have half of what they had."""
    room = widget.screen().availableSize()
    widget.resize(min(width, room.width() - BESIDE), min(height, room.height() - TITLE))


def bold(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy


def scaled(font: QFont, by: float) -> QFont:
    """The font at another size, whether its size is in points or in pixels."""
    other = QFont(font)
    if font.pointSizeF() > 0:
        other.setPointSizeF(font.pointSizeF() * by)
    else:
        other.setPixelSize(round(font.pixelSize() * by))
    return other


def _palette(ours: UiPalette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, name in {
        role.Window: "panel",
        role.WindowText: "text",
        role.Base: "ground",
        role.AlternateBase: "panel",
        role.Text: "text",
        role.Button: "ground" if ours is LIGHT else "tip",  # on dark ground a little lighter; Fusion adds a quarter
        role.ButtonText: "text",
        role.BrightText: "late",
        role.ToolTipBase: "tip",
        role.ToolTipText: "text",
        role.Highlight: "chosen",
        role.HighlightedText: "chosen_text",
        role.PlaceholderText: "quiet",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "ground",
        role.Midlight: "head",
        role.Mid: "line",
        role.Dark: "line",
        role.Accent: "accent",
    }.items():
        palette.setColor(where, ours.colour(name))
    faded = QColor(ours.quiet)
    faded.setAlpha(150)
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, faded)
    return palette


def _sheet(ours: UiPalette) -> str:
    rules = _SHEET
    for name, colour in vars(ours).items():
        rules = rules.replace(f"@{name};", f"{colour};").replace(f"@{name} ", f"{colour} ")
    kind, folder = ("light" if ours is LIGHT else "dark"), (resource_folder() / "controls").as_posix()
    return re.sub(r"image: (\w+);", rf'image: url("{folder}/\1-{kind}.svg");', rules)


_SHEET = """
QToolTip { background: @tip; color: @text; border: 1px solid @line; padding: 4px 6px; }
QMenuBar { background: @panel; padding: 1px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @chosen; }
QToolBar#mainTools { background: @panel; border: 0; border-top: 1px solid @line; border-bottom: 1px solid @line;
    spacing: 8px; padding: 5px 10px; }
QToolBar#mainTools > QToolButton, QPushButton {
    background: @ground; border: 1px solid @line; border-radius: 5px; padding: 3px 9px;
    min-height: 18px; color: @text; }
QToolBar#mainTools > QToolButton[popupMode="1"] { padding-right: 20px; }
QToolBar#mainTools > QToolButton::menu-button { border: 0; border-left: 1px solid @line; width: 17px; }
QFrame#linkChoice { background: @tip; border: 1px solid @line; border-radius: 6px; }
QWidget#filterStrip { background: @head; border-bottom: 1px solid @line; }
QWidget#tile { background: @ground; border: 1px solid @line; border-radius: 8px; }
QPushButton#way { border: 1px solid transparent; background: transparent; padding: 0 4px; min-height: 22px;
    text-align: left; }
QPushButton#way:focus { border: 1px solid @accent; }
QPushButton#figure { border: 0; background: transparent; color: @text; padding: 0; text-align: left; }
QPushButton#figure:enabled:hover { color: @accent; }
QPushButton#figure:focus { border-bottom: 2px solid @accent; }
QTreeView#keyList::item { min-height: 24px; }
QToolBar#mainTools > QToolButton:hover, QPushButton:hover { background: @hover; }
QToolBar#mainTools > QToolButton:pressed, QPushButton:pressed, QPushButton#way:hover { background: @chosen; }
QToolBar#mainTools > QToolButton:disabled, QPushButton:disabled { color: @quiet; background: @panel; }
QToolBar#mainTools > QToolButton:focus, QPushButton:focus { border: 1px solid @accent; }
QPushButton:default { border: 1px solid @accent; font-weight: bold; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: @ground; border: 1px solid @edge; border-radius: 5px; padding: 3px 7px; color: @text;
    selection-background-color: @accent; selection-color: @ground; placeholder-text-color: @quiet; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus {
    border: 1px solid @accent; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: @quiet; background: @panel; border: 1px solid @line; }
QComboBox { padding: 3px 3px 3px 9px; }
QComboBox:editable { padding: 3px 0 3px 1px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: 0; background: transparent; padding: 0 6px; margin: 0; }
QComboBox::drop-down { border: 0; width: 18px; subcontrol-position: center right; }
QComboBox::down-arrow { image: arrow; width: 10px; height: 6px; }
QAbstractSpinBox { padding: 3px 20px 3px 1px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 18px; background: transparent; }
QAbstractSpinBox::up-arrow { image: up; width: 10px; height: 6px; }
QAbstractSpinBox::down-arrow { image: arrow; width: 10px; height: 6px; }
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator, QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid @edge; border-radius: 3px; background: @ground; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
    border: 1px solid @accent; background: @accent; image: tick; }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    border: 1px solid @accent; background: @accent; image: part; }
QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled, QRadioButton::indicator:disabled {
    border: 1px solid @line; background: @panel; }
QAbstractItemView::indicator { width: 12px; height: 12px; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal {
    width: 14px; margin: -6px 0; border: 1px solid @edge; border-radius: 8px; background: @ground; }
QSlider::handle:horizontal:focus { border: 2px solid @accent; }
QRadioButton::indicator { border-radius: 8px; }
QRadioButton::indicator:checked { border: 1px solid @accent; background: @accent; image: dot; }
QLineEdit[refused="true"] { border: 2px solid @late; }
QHeaderView { background: @head; }
QHeaderView::section { background: @head; color: @quiet; border: 0; border-bottom: 1px solid @line;
    padding: 0 7px; font-weight: bold; }
QHeaderView:vertical { background: @ground; }
QHeaderView::section:vertical { border-right: 1px solid @line; }
QTableCornerButton::section { background: @head; border: 0; border-bottom: 1px solid @line; }
QTableView { gridline-color: @faint_line; }
QScrollArea#report { border: 1px solid transparent; }
QScrollArea#report:focus { border: 1px solid @accent; }
QListView { border: 1px solid @line; border-radius: 5px; background: @ground; outline: 0; }
QListView:focus { border: 1px solid @accent; }
QListView::item:hover { background: @hover; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {
    background: @chosen; color: @chosen_text;
}
QStatusBar { background: @head; border-top: 1px solid @line; color: @quiet; }
QStatusBar QLabel { color: @quiet; padding: 0 8px; }
QStatusBar::item { border: 0; }
QSplitter::handle { background: @line; }
QScrollBar:vertical { background: @panel; width: 14px; border: 0; }
QScrollBar:horizontal { background: @panel; height: 14px; border: 0; }
QScrollBar::handle { background: @thumb; border-radius: 4px; margin: 3px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QFrame#messageStrip { background: @head; border-bottom: 1px solid @line; }
QFrame#messageStrip[tone="refused"], QFrame#messageStrip[tone="trouble"] { border-bottom: 2px solid @late; }
QFrame#messageStrip[tone="done"] { border-bottom: 2px solid @done; }
QFrame#messageStrip[tone="note"] { border-bottom: 2px solid @warning; }
QLabel#messageSign { font-weight: bold; color: @late; padding: 0 4px; }
QFrame#messageStrip[tone="done"] QLabel#messageSign { color: @done; }
QFrame#messageStrip[tone="note"] QLabel#messageSign { color: @warning; }
QWidget#navigation, QWidget#navigation QScrollArea, QWidget#navigation QScrollArea > QWidget > QWidget {
    background: @panel; }
QLabel[part="heading"] { color: @quiet; font-weight: bold; padding: 12px 8px 4px 8px; }
QLabel[part="quiet"] { color: @quiet; }
QLabel[part="late"] { color: @late; }
QListWidget[part="list"] {
    background: transparent; border: 1px solid transparent; border-radius: 5px; outline: 0; }
QListWidget[part="list"]:focus { border: 1px solid @accent; }
QListWidget[part="list"]::item { padding: 0 10px; min-height: 26px; border-radius: 5px; color: @text; }
QListWidget[part="list"]::item:hover { background: @hover; }
QListWidget[part="list"]::item:selected { background: @chosen; color: @chosen_text; }
"""
