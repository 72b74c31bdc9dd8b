"""The file formats there are, each declared once: what it is called, what is read from it, and how it is written.

Command line, menus, file dialogs, drag and drop and the table in the help are made from `FORMATS`. An option of
an export that a format or a view cannot honour is refused, never left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import EditRefused, FileTrouble
from planner.message import N_

if TYPE_CHECKING:
    from planner.chart.poster import Tiles
    from planner.chart.printed import Past, PrintView
    from planner.document import PlanDocument
    from planner.language import Translator


class Reading(Enum):
    """What a file that is read may hold."""

    OUR_WORKBOOK = auto()  # a workbook as Excel writes it: one of ours, or somebody's list
    SHEETS = auto()  # other sheets: what they hold is looked at, whatever they are called
    WHOLE_PLAN = auto()  # all of a plan of ours
    PROJECT = auto()  # a plan of another planning program


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written, and how: `options` are those that were given, by their names on the command line."""

    document: PlanDocument
    translator: Translator
    target: Path
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def organisation(self) -> str | None:
        """The code of the organisation that the file is about; None for the whole chain."""
        return self.options.get("organisation")


Write = Callable[[ExportRequest], list[Path]]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format by its suffix: its name in file dialogs, what is read from it, how it is written.

    `honours` are the options that it can follow; with `views` also those that the chosen view can.
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
    part: str = ""
    action: str = ""
    menu: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()
    reports: bool = False

    def pattern(self, translator: Translator) -> str:
        """Its files in a dialog: Workbook (*.xlsx)."""
        return f"{translator.translate(self.text)} (*{self.suffix})"


# --- writers, each loading what it needs when it is used ----------------------------------------------------


def _write_paper(request: ExportRequest) -> list[Path]:
    from planner.painting.files import export_paper
    from planner.painting.theme import GREY, PAPER

    document, options = request.document, request.options
    return export_paper(
        document.plan,
        document.schedule,
        request.target,
        view=_view(options).name,
        theme=GREY if options.get("grey") else PAPER,
        **_printed(request),
    )


def _write_office(request: ExportRequest) -> list[Path]:
    from planner.painting.office import export_office
    from planner.painting.theme import GREY, PAPER

    document, options = request.document, request.options
    written = export_office(
        document.plan,
        document.schedule,
        request.target,
        view=_view(options).name,
        theme=GREY if options.get("grey") else PAPER,
        **_printed(request),
    )
    return [written]


def _view(options: Mapping[str, Any]) -> PrintView:
    from planner.chart.printed import print_view

    return print_view(options.get("view") or "gantt")


def _printed(request: ExportRequest) -> dict[str, Any]:
    """The fields of PrintOptions and the arguments beside them, for a view that is written as sheets."""
    from planner.chart.page_columns import USUAL_COLUMNS
    from planner.domain.control.trend import journal_reports

    document, options = request.document, request.options
    view = _view(options)
    return {
        "translator": request.translator,
        "organisation": request.organisation,
        "paper": options.get("paper") or view.paper,
        "landscape": not options.get("portrait"),
        "date_from": options.get("from"),
        "date_to": options.get("to"),
        "sheets_wide": options.get("wide") or 1,
        "sheets_high": options.get("high"),
        "poster": _tiles(options.get("poster")),
        "columns": tuple(options["columns"].split(",")) if options.get("columns") else USUAL_COLUMNS,
        "now": datetime.now().astimezone(),
        "file_name": document.path.name,
        "past": _past(document, options.get("from")) if view.name == "changes" else None,
        "reports": journal_reports(document.plan, document.history(), document.plan_as_of)
        if view.name == "trend"
        else (),
    }


def _tiles(text: str | None) -> Tiles | None:
    """How many sheets a poster takes, as 2x3; EditRefused for anything else."""
    from planner.chart.poster import Tiles

    if text is None:
        return None
    across, _, down = text.lower().partition("x")
    if not (across.isdigit() and down.isdigit()):
        raise EditRefused(N_("“{text}” is not how many sheets wide and high, as 2x3."), text=text)
    return Tiles(int(across), int(down))


def _past(document: PlanDocument, since: date | None) -> Past | None:
    """The plan as it was at the end of the day before a day; None where no day is given."""
    from planner.chart.printed import Past

    if since is None:
        return None
    seq = max((line.seq for line in document.history() if line.at.astimezone().date() < since), default=0)
    return Past(document.plan_as_of(seq), document.changes_since(seq), since)


def _write_report(request: ExportRequest) -> list[Path]:
    from planner.painting.office import export_office

    document = request.document
    written = export_office(
        document.plan,
        document.schedule,
        request.target,
        translator=request.translator,
        organisation=request.organisation,
        now=datetime.now().astimezone(),
        file_name=document.path.name,
    )
    return [written]


def _write_workbook(request: ExportRequest) -> list[Path]:
    from planner.formats.excel import write_workbook

    _write_plan(write_workbook, request)
    return [request.target]


def _write_ods(request: ExportRequest) -> list[Path]:
    from planner.formats.sheets_out import write_ods

    _write_plan(write_ods, request)
    return [request.target]


def _write_csv(request: ExportRequest) -> list[Path]:
    from planner.formats.sheets_out import write_csv

    _write_plan(write_csv, request)
    return [request.target]


def _write_calendar(request: ExportRequest) -> list[Path]:
    from planner.formats.icalendar import write_calendar

    _write_plan(write_calendar, request)
    return [request.target]


def _write_plan(write: Callable[..., Any], request: ExportRequest) -> None:
    """Write a plan, or what is one organisation's, with the line of the journal it stands at."""
    document = request.document
    write(
        document.plan,
        document.schedule,
        request.target,
        request.translator,
        organisation=request.organisation,
        seq=document.last_seq,
    )


def _write_json(request: ExportRequest) -> list[Path]:
    from planner.formats.json_plan import write_json

    write_json(request.document.plan, request.target)
    return [request.target]


def _write_project(request: ExportRequest) -> list[Path]:
    from planner.formats.msproject import write_project

    document = request.document
    write_project(document.plan, document.schedule, request.target, request.translator)
    return [request.target]


# --- the formats --------------------------------------------------------------------------------------------

ON_PAPER = frozenset({"view", "paper", "portrait", "grey"})
"""What every view that is written as sheets can follow."""
PER_ORGANISATION = frozenset({"organisation"})
FORMATS: tuple[FileFormat, ...] = (
    FileFormat(
        ".xlsx",
        N_("Workbook"),
        Reading.OUR_WORKBOOK,
        _write_workbook,
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
        _write_ods,
        PER_ORGANISATION,
        action="ods",
        menu=N_("OpenDocument out (.ods)…"),
    ),
    FileFormat(
        ".csv",
        N_("Planning as text with separators"),
        Reading.SHEETS,
        _write_csv,
        PER_ORGANISATION,
        action="csv",
        menu=N_("CSV out…"),
    ),
    *(FileFormat(suffix, reads=Reading.SHEETS) for suffix in (".xls", ".xlsb", ".tsv", ".txt")),
    FileFormat(".xml", N_("MS Project"), Reading.PROJECT, _write_project),
    FileFormat(".xer", N_("Primavera"), Reading.PROJECT, _write_project),
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
        _write_json,
        action="json",
        menu=N_("Whole plan as JSON…"),
    ),
    FileFormat(
        ".ics",
        N_("Agenda"),
        None,
        _write_calendar,
        PER_ORGANISATION,
        action="agenda",
        menu=N_("Agenda (iCalendar)…"),
        icon="calendar",
    ),
    FileFormat(
        ".docx",
        N_("Progress report"),
        None,
        _write_report,
        PER_ORGANISATION,
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
        _write_office,
        ON_PAPER,
        views=True,
        action="slides",
        menu=N_("PowerPoint slides…"),
        icon="image",
        reports=True,
    ),
    FileFormat(
        ".html",
        N_("Web page"),
        None,
        _write_report,
        PER_ORGANISATION,
        action="page",
        menu=N_("Web page…"),
        icon="image",
        reports=True,
    ),
    FileFormat(".pdf", N_("PDF"), None, _write_paper, ON_PAPER, views=True),
    FileFormat(
        ".svg",
        N_("Picture without pixels"),
        None,
        _write_paper,
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
        _write_paper,
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
    view = _view(options) if kind.views else None
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
