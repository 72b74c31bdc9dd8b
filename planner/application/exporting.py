"""How a plan is written in each format. Each writer loads what it needs when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import EditRefused
from planner.message import N_

if TYPE_CHECKING:
    from planner.chart.poster import Tiles
    from planner.chart.printed import Past, PrintView
    from planner.document import PlanDocument
    from planner.domain.plan import Plan
    from planner.formats.msproject.contract import Kept
    from planner.language import Translator
    from planner.painting.pdf_parts import Attachment


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written, and how: `options` are those that were given, by their names on the command line."""

    document: PlanDocument
    translator: Translator
    target: Path
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    over: bool = False
    """Whether files beside the target may be written over: the numbered ones that several sheets become."""
    answers: list[Kept] = field(default_factory=list["Kept"])
    """What the files of other programs hold of the plan, and what not; put in by the writer."""

    @property
    def organisation(self) -> str | None:
        """The code of the organisation that the file is about; None for the whole chain."""
        return self.options.get("organisation")


def write_paper(request: ExportRequest) -> list[Path]:
    from planner.painting.files import export_paper
    from planner.painting.pdf_parts import Conformance
    from planner.painting.theme import GREY, PAPER

    document, options = request.document, request.options
    conformance = Conformance.named(options.get("pdfa") or "2a")
    return export_paper(
        document.plan,
        document.schedule,
        request.target,
        view=chosen_view(options).name,
        theme=GREY if options.get("grey") else PAPER,
        conformance=conformance,
        attachment=plan_itself(document.plan, request.translator) if conformance is Conformance.A3A else None,
        over=request.over,
        **_printed(request),
    )


def plan_itself(plan: Plan, translator: Translator) -> Attachment:
    """The plan as a file in a PDF/A-3, to be read back by this program or by another."""
    from planner.formats.json_plan import dumps
    from planner.painting.pdf_parts import Attachment

    described = translator.translate(N_("The plan that these sheets were made from"))
    content = dumps(plan).encode("utf-8")
    return Attachment("plan.json", "application/json", content, described)


def write_office(request: ExportRequest) -> list[Path]:
    from planner.painting.office import export_office
    from planner.painting.theme import GREY, PAPER

    document, options = request.document, request.options
    written = export_office(
        document.plan,
        document.schedule,
        request.target,
        view=chosen_view(options).name,
        theme=GREY if options.get("grey") else PAPER,
        **_printed(request),
    )
    return [written]


def write_slides(request: ExportRequest) -> list[Path]:
    """The deck for a steering group, or the sheets of a view as slides where a view is asked for."""
    if request.options.get("view"):
        return write_office(request)
    from planner.painting.steering_deck import deck_bytes
    from planner.writing import write_file

    document = request.document
    content = deck_bytes(
        document.plan,
        document.schedule,
        request.translator,
        now=datetime.now().astimezone(),
        base=request.options.get("base"),
    )
    return [write_file(request.target, content)]


def chosen_view(options: Mapping[str, Any]) -> PrintView:
    from planner.chart.printed import print_view

    return print_view(options.get("view") or "gantt")


def _printed(request: ExportRequest) -> dict[str, Any]:
    """The fields of PrintOptions and the arguments beside them, for a view that is written as sheets."""
    from planner.chart.page_columns import USUAL_COLUMNS
    from planner.domain.control.trend import journal_reports

    document, options = request.document, request.options
    view = chosen_view(options)
    return {
        "translator": request.translator,
        "organisation": request.organisation,
        "paper": options.get("paper") or view.paper,
        "landscape": not options.get("portrait"),
        "date_from": options.get("from"),
        "date_to": options.get("to"),
        "sheets_wide": options.get("wide") or 1,
        "sheets_high": options.get("high"),
        "all_sheets": bool(options.get("all")),
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


def write_report(request: ExportRequest) -> list[Path]:
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
        base=request.options.get("base"),
    )
    return [written]


def write_workbook(request: ExportRequest) -> list[Path]:
    from planner.formats.excel import write_workbook

    _write_plan(write_workbook, request)
    return [request.target]


def write_ods(request: ExportRequest) -> list[Path]:
    from planner.formats.sheets_out import write_ods

    _write_plan(write_ods, request)
    return [request.target]


def write_csv(request: ExportRequest) -> list[Path]:
    from planner.formats.sheets_out import write_csv

    _write_plan(write_csv, request)
    return [request.target]


def write_calendar(request: ExportRequest) -> list[Path]:
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


def write_json(request: ExportRequest) -> list[Path]:
    from planner.formats.json_plan import write_json

    write_json(request.document.plan, request.target)
    return [request.target]


def write_project(request: ExportRequest) -> list[Path]:
    from planner.formats.msproject import write_project
    from planner.writing import write_file

    document = request.document
    kept = write_project(document.plan, document.schedule, request.target, request.translator)
    request.answers.append(kept)
    report = request.options.get("report")
    if report is None:
        return [request.target]
    lines = [str(request.target.name), *kept.as_lines(request.translator, all_of=True)]
    write_file(report, "\n".join(lines) + "\n")
    return [request.target, report]
