"""The actions of the window, as data: menus, tool bar, keys and the list of keys are all made from this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from planner.application.file_formats import FORMATS, FileFormat
from planner.message import N_
from planner.ui.commands import ahead, arranging, clipboard, editing, files, helping, law, plan_files, viewing
from planner.ui.conditions import Condition, always, can_edit

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

Run = Callable[["MainWindow"], None]
When = Callable[["MainWindow"], bool]


@dataclass(frozen=True)
class ActionSpec:
    """Something the user can do. `label` gives a text that depends on the moment, `checked` makes it a switch.

    With `in_planning` its keys work where the table or the chart has the focus only, so that they
    stay free for texts elsewhere.
    """

    name: str
    text: str
    run: Run
    keys: tuple[str, ...] = ()
    when: Condition = always
    checked: When | None = None
    label: Callable[[MainWindow], str] | None = None
    icon: str = ""
    short: str = ""  # on the tool bar
    in_planning: bool = False


@dataclass(frozen=True)
class ChoiceSpec:
    """A submenu of things to choose from, asked for when it opens. `several` may be on at one time."""

    name: str
    text: str
    offers: Callable[[MainWindow], list[tuple[str, str]]]
    choose: Callable[[MainWindow, str], None]
    now: Callable[[MainWindow], set[str]] | None = None
    several: bool = False
    icon: str = ""


def export_action(kind: FileFormat) -> ActionSpec:
    """The action that writes a format."""
    run = partial(files.export_as, kind)
    return ActionSpec(f"export.{kind.action}", kind.menu, run, kind.keys, icon=kind.icon)


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("plan.new", N_("New plan…"), files.new, ("Ctrl+N",), icon="new"),
    ActionSpec("plan.open", N_("Open…"), files.open_plan, ("Ctrl+O",), icon="open"),
    ActionSpec("plan.beside", N_("Open in another window…"), files.open_beside, ("Ctrl+Shift+O",), icon="open"),
    ActionSpec("plan.copy", N_("Save a copy…"), files.save_copy, ("Ctrl+Shift+S",), icon="copy"),
    ActionSpec("plan.take_over", N_("Take the plan over…"), files.take_over, when=files.is_read_only),
    ActionSpec("plan.close", N_("Close plan"), files.close, ("Ctrl+W",), icon="close"),
    ActionSpec("program.quit", N_("Quit"), files.quit_program, ("Ctrl+Q",)),
    ActionSpec("import.workbook", N_("Excel in…"), files.import_workbook, ("Ctrl+I",), can_edit, icon="excel-in"),
    ActionSpec("import.project", N_("MS Project in…"), plan_files.import_plan_file, when=can_edit),
    ActionSpec("import.file", N_("Import workbook or plan…"), files.import_file, when=can_edit),
    *(export_action(each) for each in FORMATS if each.action),
    ActionSpec("export.project", N_("MS Project out (.xml)…"), plan_files.export_plan_file),
    ActionSpec(
        "print.preview",
        N_("Print preview…"),
        files.print_preview,
        ("Ctrl+P",),
        icon="print",
        short=N_("Print preview"),
    ),
    ActionSpec(
        "plan.undo", N_("Undo"), editing.undo, ("Ctrl+Z",), editing.can_undo, label=editing.undo_text, icon="undo"
    ),
    ActionSpec(
        "plan.redo",
        N_("Redo"),
        editing.redo,
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        editing.can_redo,
        label=editing.redo_text,
        icon="redo",
    ),
    ActionSpec(
        "activity.rename",
        N_("Edit cell"),
        editing.edit_cell,
        ("F2",),
        editing.has_activities,
        icon="edit",
        in_planning=True,
    ),
    ActionSpec(
        "activity.remove",
        N_("Delete"),
        editing.delete,
        ("Del",),
        editing.has_activities,
        icon="delete",
        in_planning=True,
    ),
    ActionSpec(
        "rows.copy",
        N_("Copy rows"),
        clipboard.copy_rows,
        ("Ctrl+C",),
        clipboard.has_rows,
        icon="copy",
        in_planning=True,
    ),
    ActionSpec(
        "cells.copy",
        N_("Copy cells of this column"),
        clipboard.copy_cells,
        ("Ctrl+Shift+C",),
        clipboard.has_rows,
        in_planning=True,
    ),
    ActionSpec(
        "cells.paste", N_("Paste"), clipboard.paste_here, ("Ctrl+V",), clipboard.has_something, in_planning=True
    ),
    ActionSpec(
        "cells.fill", N_("Fill down"), clipboard.fill_rows, ("Ctrl+D",), clipboard.has_rows_below, in_planning=True
    ),
    ActionSpec("view.find", N_("Find…"), viewing.find, ("Ctrl+K", "Ctrl+F"), icon="search"),
    ActionSpec("text.replace", N_("Find and replace…"), viewing.replace, ("Ctrl+H",)),
    ActionSpec(
        "view.filter",
        N_("Filter and group"),
        arranging.toggle_filter,
        ("Ctrl+Shift+F",),
        checked=arranging.filter_is_shown,
        icon="filter",
    ),
    ActionSpec("view.unfilter", N_("Clear filter and order"), arranging.clear, when=arranging.is_arranged),
    ActionSpec("view.column-left", N_("Column to the left"), viewing.column_left, when=viewing.can_go_left),
    ActionSpec("view.column-right", N_("Column to the right"), viewing.column_right, when=viewing.can_go_right),
    ActionSpec("view.save", N_("Save this view…"), arranging.save_view, when=can_edit),
    ActionSpec("view.commands", N_("Command…"), viewing.commands, ("Ctrl+Shift+P",), icon="keyboard"),
    ActionSpec("view.pane", N_("To the next part of the window"), viewing.next_pane, ("F6",)),
    ActionSpec(
        "view.zoom-in", N_("Zoom in"), viewing.zoom_in, ("Ctrl++", "Ctrl+="), viewing.shows_planning, icon="zoom-in"
    ),
    ActionSpec("view.zoom-out", N_("Zoom out"), viewing.zoom_out, ("Ctrl+-",), viewing.shows_planning, icon="zoom-out"),
    ActionSpec("view.fit", N_("Whole plan"), viewing.fit, ("Ctrl+0",), viewing.shows_planning, icon="zoom-fit"),
    ActionSpec(
        "view.status-date",
        N_("To the status date"),
        viewing.to_status_date,
        ("Ctrl+T",),
        viewing.shows_planning,
        icon="today",
    ),
    ActionSpec(
        "view.expand",
        N_("Expand all"),
        viewing.expand_all,
        ("Alt+Shift+Down",),
        viewing.shows_planning,
        icon="expand-all",
    ),
    ActionSpec(
        "view.collapse",
        N_("Collapse all"),
        viewing.collapse_all,
        ("Alt+Shift+Up",),
        viewing.shows_planning,
        icon="collapse-all",
    ),
    ActionSpec(
        "view.baseline",
        N_("Baseline"),
        viewing.toggle_baseline,
        ("Ctrl+B",),
        viewing.has_baseline,
        viewing.baseline_is_shown,
        icon="baseline",
    ),
    ActionSpec(
        "view.inspector",
        N_("Inspector"),
        viewing.toggle_inspector,
        ("F4",),
        checked=viewing.inspector_is_shown,
        icon="inspector",
    ),
    ActionSpec(
        "view.overview",
        N_("Strip of the whole programme"),
        viewing.toggle_overview,
        when=viewing.shows_planning,
        checked=viewing.overview_is_shown,
        icon="view-overview",
    ),
    ActionSpec("view.motion", N_("Reduce motion"), viewing.toggle_motion, checked=viewing.motion_is_reduced),
    ActionSpec("view.full", N_("Full screen"), viewing.toggle_full_screen, ("F11",), checked=viewing.is_full_screen),
    ActionSpec(
        "activity.add",
        N_("Add activity"),
        editing.add_task,
        ("Ins", "Ctrl+Return"),
        can_edit,
        icon="plus",
        short=N_("Activity"),
    ),
    ActionSpec(
        "milestone.add",
        N_("Add milestone"),
        editing.add_milestone,
        ("Ctrl+M",),
        can_edit,
        icon="milestone",
        short=N_("Milestone"),
    ),
    ActionSpec(
        "summary.add",
        N_("Add summary activity"),
        editing.add_summary,
        ("Ctrl+Shift+M",),
        can_edit,
        icon="summary",
    ),
    ActionSpec(
        "activity.indent",
        N_("Indent"),
        editing.indent,
        ("Alt+Right",),
        arranging.has_outline,
        icon="indent",
        in_planning=True,
    ),
    ActionSpec(
        "activity.outdent",
        N_("Outdent"),
        editing.outdent,
        ("Alt+Left",),
        arranging.has_outline,
        icon="outdent",
        in_planning=True,
    ),
    ActionSpec(
        "activity.up", N_("Move up"), editing.move_up, ("Alt+Up",), arranging.has_outline, icon="up", in_planning=True
    ),
    ActionSpec(
        "activity.down",
        N_("Move down"),
        editing.move_down,
        ("Alt+Down",),
        arranging.has_outline,
        icon="down",
        in_planning=True,
    ),
    ActionSpec(
        "activity.earlier",
        N_("One working day earlier"),
        editing.earlier,
        ("Alt+Shift+Left",),
        editing.has_work,
        in_planning=True,
    ),
    ActionSpec(
        "activity.later",
        N_("One working day later"),
        editing.later,
        ("Alt+Shift+Right",),
        editing.has_work,
        in_planning=True,
    ),
    ActionSpec(
        "activity.longer",
        N_("One working day longer"),
        editing.longer,
        ("Ctrl+Alt+Shift+Right",),
        editing.has_work,
        in_planning=True,
    ),
    ActionSpec(
        "activity.shorter",
        N_("One working day shorter"),
        editing.shorter,
        ("Ctrl+Alt+Shift+Left",),
        editing.has_work,
        in_planning=True,
    ),
    ActionSpec(
        "dependency.add",
        N_("Link in order of selection"),
        editing.link,
        ("Ctrl+L",),
        editing.has_two,
        icon="link",
        short=N_("Link"),
    ),
    ActionSpec("dependency.remove", N_("Unlink"), editing.unlink, ("Ctrl+Shift+L",), editing.has_links, icon="unlink"),
    ActionSpec(
        "dependency.agree", N_("Make an agreement of the dependency"), editing.agree, when=editing.has_chain_link
    ),
    ActionSpec("activity.progress", N_("Progress…"), editing.set_progress, ("Ctrl+G",), editing.has_work),
    ActionSpec("ahead.what-if", N_("What if…"), ahead.what_if, ("Ctrl+Shift+W",), ahead.has_current, icon="question"),
    ActionSpec("ahead.count-back", N_("Count back from entry into force"), ahead.count_back, when=ahead.has_entry),
    ActionSpec("ahead.course", N_("Shortest and longest course…"), ahead.course),
    ActionSpec("ahead.paths", N_("Paths to this milestone"), ahead.paths, when=ahead.has_current),
    ActionSpec("law.entry", N_("Move entry into force…"), law.move_entry, when=law.can_move_entry),
    ActionSpec("law.council", N_("Dictum C/D: back to the council of ministers"), law.council_again, when=can_edit),
    ActionSpec("law.second-report", N_("Senate: a second report"), law.second_report, when=can_edit),
    ActionSpec("law.after", N_("Plan review and evaluation after the law"), law.after_the_law, when=law.can_move_entry),
    ActionSpec(
        "baseline.take",
        N_("Take baseline…"),
        editing.take_baseline,
        ("Ctrl+Shift+B",),
        can_edit,
        icon="baseline",
    ),
    ActionSpec("programme.edit", N_("Programme…"), files.edit_programme, icon="settings"),
    ActionSpec("calendars.edit", N_("Calendars…"), files.edit_calendars, icon="calendar"),
    ActionSpec("help.view", N_("Help on this view"), helping.show_help, ("Shift+F1",), icon="question"),
    ActionSpec("help.contents", N_("Help pages"), helping.show_contents, icon="info"),
    ActionSpec("help.keys", N_("Keys"), helping.show_keys, ("F1", "Ctrl+/"), icon="keyboard"),
    ActionSpec("help.about", N_("About Ketenplanner"), helping.show_about, icon="info"),
)

CHOICES: tuple[ChoiceSpec, ...] = (
    ChoiceSpec("plan.recent", N_("Open recent"), files.recent, files.open_recent),
    ChoiceSpec("plan.undo-to", N_("Undo up to"), editing.undo_steps, editing.undo_to),
    ChoiceSpec("plan.redo-to", N_("Redo up to"), editing.redo_steps, editing.redo_to),
    ChoiceSpec("view.saved", N_("Saved views"), arranging.saved_views, arranging.choose_view),
    ChoiceSpec(
        "view.forget", N_("Remove a saved view"), arranging.saved_views_to_remove, arranging.remove_view, icon="delete"
    ),
    ChoiceSpec("view.zoom", N_("Zoom"), viewing.zooms, viewing.choose_zoom, viewing.zoom_now),
    ChoiceSpec(
        "view.columns",
        N_("Columns"),
        viewing.columns,
        viewing.choose_column,
        viewing.columns_now,
        several=True,
        icon="columns",
    ),
    ChoiceSpec(
        "view.language",
        N_("Language"),
        viewing.languages,
        viewing.choose_language,
        viewing.language_now,
        icon="language",
    ),
    ChoiceSpec("view.theme", N_("Theme"), viewing.themes, viewing.choose_theme, viewing.theme_now, icon="theme"),
)


def spec_named(name: str) -> ActionSpec:
    return next(spec for spec in ACTIONS if spec.name == name)
