"""Where the actions stand: menus, tool bar, context menu, and the list of keys."""

from __future__ import annotations

from planner.language import Wording
from planner.message import N_
from planner.ui.actions import ACTIONS

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("File"),
        (
            "plan.new",
            "plan.open",
            "plan.recent",
            "plan.copy",
            "plan.take_over",
            "-",
            "import.workbook",
            "import.project",
            "import.file",
            "-",
            "export.workbook",
            "export.ods",
            "export.csv",
            "export.project",
            "export.json",
            "export.agenda",
            "-",
            "plan.close",
            "program.quit",
        ),
    ),
    (
        N_("Edit"),
        ("plan.undo", "plan.redo", "-", "activity.rename", "activity.remove", "-", "view.find"),
    ),
    (
        N_("View"),
        (
            "view.zoom",
            "view.zoom-in",
            "view.zoom-out",
            "view.fit",
            "view.status-date",
            "-",
            "view.expand",
            "view.collapse",
            "view.columns",
            "view.baseline",
            "-",
            "view.inspector",
            "view.full",
            "view.pane",
            "-",
            "view.language",
            "view.theme",
        ),
    ),
    (
        N_("Plan"),
        (
            "activity.add",
            "milestone.add",
            "summary.add",
            "-",
            "activity.indent",
            "activity.outdent",
            "activity.up",
            "activity.down",
            "-",
            "dependency.add",
            "dependency.remove",
            "dependency.agree",
            "-",
            "activity.earlier",
            "activity.later",
            "activity.progress",
            "-",
            "ahead.what-if",
            "ahead.count-back",
            "ahead.paths",
            "-",
            "law.entry",
            "law.council",
            "law.second-report",
            "law.after",
            "-",
            "baseline.take",
            "programme.edit",
            "calendars.edit",
        ),
    ),
    (
        N_("Reports"),
        (
            "print.preview",
            "-",
            "export.report",
            "export.slides",
            "export.page",
            "-",
            "export.svg",
            "export.png",
            "-",
            "export.workbook",
        ),
    ),
    (N_("Help"), ("help.keys", "help.about")),
)
"""Each menu with what is in it, by name; a dash is a line."""

TOOLS: tuple[str, ...] = (
    "activity.add",
    "milestone.add",
    "dependency.add",
    "-",
    "plan.undo",
    "plan.redo",
    "-",
    "import.workbook",
    "export.workbook",
    "print.preview",
)
ROW_MENU: tuple[str, ...] = (
    "activity.add",
    "milestone.add",
    "summary.add",
    "-",
    "activity.rename",
    "activity.remove",
    "-",
    "activity.indent",
    "activity.outdent",
    "activity.up",
    "activity.down",
    "-",
    "dependency.add",
    "dependency.remove",
    "activity.progress",
    "-",
    "ahead.what-if",
    "ahead.paths",
)
"""What the context menu of a row or a bar offers."""
OTHER_KEYS: tuple[tuple[str, str], ...] = (
    (N_("Change a cell"), "F2, Enter"),
    (N_("Keep and go to the next cell"), "Tab"),
    (N_("Open or close a summary"), "→, ←, +, −"),
    (N_("On the chart: to the row above or below"), "↑, ↓"),
    (N_("On the chart: along a link"), "←, →"),
    (N_("On the chart: link by dragging"), "Shift"),
    (N_("Drag to any day, not to whole units"), "Alt"),
    (N_("Drop a drag, leave a cell"), "Esc"),
)
"""Keys that are no actions of a menu, for the list of keys."""


def key_list(words: Wording) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every key, by menu: (menu, [(what it does, keys)])."""
    by_name = {spec.name: spec for spec in ACTIONS}
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for menu, names in MENUS:
        specs = [by_name[name] for name in names if name in by_name and by_name[name].keys]
        if specs:
            groups.append((words.say(menu), [(words.say(s.text), ", ".join(s.keys)) for s in specs]))
    groups.append((words.say("In the table and on the chart"), [(words.say(text), keys) for text, keys in OTHER_KEYS]))
    return groups
