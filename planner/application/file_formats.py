"""The file formats there are, each declared once: what it is called, what is read from it, and how it is written.

Command line, menus, file dialogs, drag and drop and the table in the help are made from `FORMATS`. An option of
an export that a format or a view cannot honour is refused, never left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.application import exporting
from planner.application.exporting import ExportRequest, chosen_view
from planner.errors import EditRefused, FileTrouble
from planner.message import N_

if TYPE_CHECKING:
    from planner.language import Translator


class Reading(Enum):
    """What a file that is read may hold."""

    OUR_WORKBOOK = auto()  # a workbook as Excel writes it: one of ours, or somebody's list
    SHEETS = auto()  # other sheets: what they hold is looked at, whatever they are called
    WHOLE_PLAN = auto()  # all of a plan of ours
    PROJECT = auto()  # a plan of another planning program


Write = Callable[[ExportRequest], list[Path]]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format by its suffix: its name in file dialogs, what is read from it, how it is written.

    `honours` are the options that it can follow; with `views` also those that the chosen view can, and without a view
    those of `without_view`, where it has something to show then.
    `part` is what the offered name of a file says beside the plan's. `action` is the name of the window's
    action that writes it (none: written by another one, or by the print preview) and `menu` its text;
    it stands among the `reports`, or else with the files.
    """

    suffix: str
    text: str = ""
    reads: Reading | None = None
    write: Write | None = None
    honours: frozenset[str] = frozenset()
    views: bool = False
    without_view: frozenset[str] | None = None
    part: str = ""
    action: str = ""
    menu: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()
    reports: bool = False

    def pattern(self, translator: Translator) -> str:
        """Its files in a dialog: Workbook (*.xlsx)."""
        return f"{translator.translate(self.text)} (*{self.suffix})"


ON_PAPER = frozenset({"view", "paper", "portrait", "grey"})
"""What every view that is written as sheets can follow."""
PER_ORGANISATION = frozenset({"organisation"})
FORMATS: tuple[FileFormat, ...] = (
    FileFormat(
        ".xlsx",
        N_("Workbook"),
        Reading.OUR_WORKBOOK,
        exporting.write_workbook,
        PER_ORGANISATION,
        action="workbook",
        menu=N_("Excel out…"),
        icon="excel-out",
        keys=("Ctrl+E",),
    ),
    FileFormat(".xlsm", reads=Reading.OUR_WORKBOOK),
    FileFormat(
        ".ods",
        N_("OpenDocument sheets"),
        Reading.SHEETS,
        exporting.write_ods,
        PER_ORGANISATION,
        action="ods",
        menu=N_("OpenDocument out (.ods)…"),
    ),
    FileFormat(
        ".csv",
        N_("Planning as text with separators"),
        Reading.SHEETS,
        exporting.write_csv,
        PER_ORGANISATION,
        action="csv",
        menu=N_("CSV out…"),
    ),
    *(FileFormat(suffix, reads=Reading.SHEETS) for suffix in (".xls", ".xlsb", ".tsv", ".txt")),
    FileFormat(".xml", N_("MS Project"), Reading.PROJECT, exporting.write_project, frozenset({"report"})),
    FileFormat(".xer", N_("Primavera"), Reading.PROJECT, exporting.write_project, frozenset({"report"})),
    *(
        FileFormat(f".{name}", reads=Reading.PROJECT)
        for name in (
            *("mpp", "mpt", "mpx", "mpd", "pmxml", "gan", "planner", "pod", "pp", "ppx", "plan"),
            *("fts", "sp", "sdef", "cdpx", "cdpz", "prx", "stx"),
        )
    ),
    FileFormat(
        ".json",
        N_("Whole plan"),
        Reading.WHOLE_PLAN,
        exporting.write_json,
        action="json",
        menu=N_("Whole plan as JSON…"),
    ),
    FileFormat(
        ".ics",
        N_("Agenda"),
        None,
        exporting.write_calendar,
        PER_ORGANISATION,
        action="agenda",
        menu=N_("Agenda (iCalendar)…"),
        icon="calendar",
    ),
    FileFormat(
        ".docx",
        N_("Progress report"),
        None,
        exporting.write_report,
        PER_ORGANISATION | {"base"},
        part=N_("report"),
        action="report",
        menu=N_("Progress report (Word)…"),
        icon="edit",
        reports=True,
    ),
    FileFormat(
        ".pptx",
        N_("Slides"),
        None,
        exporting.write_slides,
        ON_PAPER,
        views=True,
        without_view=frozenset({"base"}),
        action="slides",
        menu=N_("PowerPoint slides…"),
        icon="image",
        reports=True,
    ),
    FileFormat(
        ".html",
        N_("Web page"),
        None,
        exporting.write_report,
        PER_ORGANISATION,
        action="page",
        menu=N_("Web page…"),
        icon="image",
        reports=True,
    ),
    FileFormat(".pdf", N_("PDF"), None, exporting.write_paper, ON_PAPER | {"pdfa"}, views=True),
    FileFormat(
        ".svg",
        N_("Picture without pixels"),
        None,
        exporting.write_paper,
        ON_PAPER,
        views=True,
        action="svg",
        menu=N_("Picture of this view (SVG)…"),
        icon="image",
        reports=True,
    ),
    FileFormat(
        ".png",
        N_("Picture"),
        None,
        exporting.write_paper,
        ON_PAPER,
        views=True,
        action="png",
        menu=N_("Picture of this view (PNG)…"),
        icon="image",
        reports=True,
    ),
)
BY_SUFFIX: Mapping[str, FileFormat] = {each.suffix: each for each in FORMATS}


def readable(*kinds: Reading) -> tuple[str, ...]:
    """The suffixes of files that hold one of these kinds; of all that can be read where none is named."""
    return tuple(each.suffix for each in FORMATS if each.reads is not None and (not kinds or each.reads in kinds))


def reading_of(source: Path) -> Reading | None:
    """What is read from a file, by its suffix; None for one that is not read."""
    known = BY_SUFFIX.get(source.suffix.lower())
    return known.reads if known is not None else None


def patterns(suffixes: Iterable[str]) -> str:
    """Masks for a file dialog: *.xlsx *.ods."""
    return " ".join(f"*{suffix}" for suffix in suffixes)


def writable(target: Path) -> FileFormat:
    """The format of a file to be written; FileTrouble for a suffix that is none of those that are written."""
    known = BY_SUFFIX.get(target.suffix.lower())
    if known is None or known.write is None:
        raise FileTrouble(
            N_("{name} cannot be written: its extension is none of {known}."),
            name=target.name,
            known=", ".join(sorted(each.suffix for each in FORMATS if each.write is not None)),
        )
    return known


def export(request: ExportRequest) -> list[Path]:
    """Write a plan in the format of the target's suffix; gives the files written.

    Raises FileTrouble for a suffix or organisation that is not known or a file that cannot be written, EditRefused
    for an option that format or view cannot honour, or that contradicts another.
    """
    kind = writable(request.target)
    refuse_unhonoured(kind, request.options)
    code = request.organisation
    if code and code.casefold() not in (known.casefold() for known in request.document.plan.organisations_by_code):
        raise FileTrouble(N_("There is no organisation {code} in this plan."), code=code)
    assert kind.write is not None
    return kind.write(request)


def refuse_unhonoured(kind: FileFormat, options: Mapping[str, Any]) -> None:
    """Raise EditRefused for an option that a format, or the view it is to show, has no use for."""
    if kind.without_view is not None and not options.get("view"):
        view, kind = None, replace(kind, honours=kind.without_view)
    else:
        view = chosen_view(options) if kind.views else None
    allowed = kind.honours | (view.honours if view is not None else frozenset())
    for name in options:
        if name in allowed:
            continue
        if view is not None:
            raise EditRefused(
                N_("--{option} has no use in the view {view}: leave it out."), option=name, view=view.name
            )
        raise EditRefused(
            N_("--{option} has no use in a {suffix} file: leave it out."), option=name, suffix=kind.suffix
        )
    _refuse_contradictions(options)


def _refuse_contradictions(options: Mapping[str, Any]) -> None:
    first, last = options.get("from"), options.get("to")
    if first is not None and last is not None and last < first:
        raise EditRefused(N_("--to {last} lies before --from {first}."), first=first, last=last)
    for name in ("wide", "high"):
        if name in options and options[name] < 1:
            raise EditRefused(N_("--{option} takes a number of sheets, 1 or more."), option=name)
        if name in options and "poster" in options:
            raise EditRefused(N_("--{option} and --poster both say how many sheets there are: give one."), option=name)
    if options.get("portrait") and "x" in (options.get("paper") or "").lower():
        raise EditRefused(N_("A paper in millimetres says itself which side is the longer: leave --portrait out."))
