"""What can be printed, by name: each view makes its sheets from a plan. Adding a sheet is adding one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from planner.chart.facts import gather
from planner.chart.options import ViewOptions
from planner.chart.overview import OverviewOptions, lay_out_overviews
from planner.chart.page_columns import USUAL_COLUMNS
from planner.chart.pages import PageOptions, Pages
from planner.chart.poster import Tiles, cut, poster_paper
from planner.chart.reports.chance import chance_report
from planner.chart.reports.dashboard import dashboard_report
from planner.chart.reports.deciding import go_no_go_report, letter_report
from planner.chart.reports.figures import lay_out_figures
from planner.chart.reports.milestones import milestone_report
from planner.chart.reports.organisation import organisation_report
from planner.chart.reports.quality import quality_report
from planner.chart.reports.ranges import range_report
from planner.chart.reports.report import Report
from planner.chart.reports.scenarios import scenario_report
from planner.chart.reports.sheets import SheetOptions, lay_out_report
from planner.chart.reports.steering import change_report, commitment_report, readiness_report
from planner.chart.scene import Scene
from planner.chart.styles import Measure
from planner.chart.trend import TrendOptions, lay_out_trend_sheet
from planner.domain.changes import Step
from planner.domain.control.trend import TrendReport, baseline_reports, steering_lines, trend
from planner.domain.model import Activity, Organisation, OrganisationKind
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.errors import EditRefused
from planner.language.translator import Translator
from planner.message import N_


@dataclass(frozen=True)
class Past:
    """A plan as it was, and what was changed since; for sheets that tell of change."""

    plan: Plan
    changes: Step
    since: date


@dataclass(frozen=True)
class PrintOptions:
    """How a view is printed. What a view cannot use, it leaves aside."""

    translator: Translator
    paper: str = "A3"
    landscape: bool = True
    organisation: UUID | None = None
    date_from: date | None = None
    date_to: date | None = None
    sheets_wide: int = 1
    sheets_high: int | None = None
    columns: tuple[str, ...] = USUAL_COLUMNS
    poster: Tiles | None = None
    all_sheets: bool = False  # what has no room on the overview on sheets behind it, however little it is
    rows: frozenset[UUID] | None = None  # the activities to show, where a view is filtered
    scope: str = ""  # what `rows` are, in words
    chart: ViewOptions | None = None  # which marks the Gantt shows
    file_name: str = ""
    printed_at: datetime | None = None
    past: Past | None = None
    reports: tuple[TrendReport, ...] = ()  # beside the baselines, for the trend
    public: bool = False  # without what is for those who steer: points of attention, what is to be decided

    def sheet(self) -> SheetOptions:
        return SheetOptions(self.translator, self.paper, self.landscape, self.file_name, self.printed_at)


Make = Callable[[Plan, Schedule, PrintOptions, Measure], Sequence[Scene]]


@dataclass(frozen=True, slots=True)
class PrintView:
    """A view as it is printed: its name on the command line, what it is called, and the paper it is made for.

    `honours` are the options, by their names on the command line, that it can follow beside size of paper,
    direction and grey: organisation, from, to, wide, high, columns, poster.
    """

    name: str
    text: str
    make: Make
    paper: str = "A4"
    honours: frozenset[str] = frozenset({"poster"})

    @property
    def by_organisation(self) -> bool:
        return "organisation" in self.honours


def _gantt(plan: Plan, schedule: Schedule, options: PrintOptions, measure: Measure) -> Sequence[Scene]:
    only = options.rows
    if options.organisation is not None:
        own = frozenset(a.id for a in plan.rows(Activity) if a.organisation_id == options.organisation)
        only = own if only is None else only & own
    base = options.chart or ViewOptions(translator=options.translator)
    chart = replace(
        base, translator=options.translator, only=only, date_from=options.date_from, date_to=options.date_to
    )
    scope = _scope(plan, options)
    pages = PageOptions(chart, options.paper, options.landscape, options.sheets_wide, options.sheets_high)
    if options.poster is not None:
        paper = poster_paper(options.paper, landscape=options.landscape, tiles=options.poster)
        pages = PageOptions(chart, paper, sheets_high=1)
    pages = replace(
        pages, columns=options.columns, file_name=options.file_name, printed_at=options.printed_at, subtitle=scope
    )
    return Pages(plan, schedule, pages, measure)


def _scope(plan: Plan, options: PrintOptions) -> str:
    """What is on the sheets, in words; empty for all of a plan."""
    found = [plan.row(Organisation, options.organisation).name] if options.organisation is not None else []
    found += [options.scope] if options.scope else []
    if not found:
        return ""
    return " · ".join((options.translator.translate(N_("Schedule · activities and milestones")), *found))


def _overview(plan: Plan, schedule: Schedule, options: PrintOptions, measure: Measure) -> Sequence[Scene]:
    lanes = None if options.organisation is None else frozenset({options.organisation})
    facts = gather(plan, schedule, options.translator, lanes, public=options.public)
    overview = OverviewOptions(
        options.translator, facts, options.paper, options.landscape, options.date_from, options.date_to
    )
    overview = replace(overview, organisations=lanes, file_name=options.file_name, printed_at=options.printed_at)
    overview = replace(overview, all_sheets=options.all_sheets)
    return lay_out_overviews(plan, schedule, overview, measure)


def milestones_of(plan: Plan, schedule: Schedule, options: PrintOptions) -> Report:
    return milestone_report(
        plan, schedule, options.translator, options.organisation, options.date_from, options.date_to
    )


def changes_of(plan: Plan, options: PrintOptions) -> Report:
    """What changed since the past that is given; EditRefused without one."""
    if options.past is None:
        raise EditRefused(N_("Say since when: give a first date."))
    return change_report(options.past.plan, plan, options.past.changes, options.translator, options.past.since)


def organisations_of(plan: Plan, schedule: Schedule, options: PrintOptions) -> list[Report]:
    """A report for the organisation that was asked for, or for each one of the chain."""
    wanted = [
        o
        for o in plan.organisations
        if (o.id == options.organisation if options.organisation else o.kind is OrganisationKind.CHAIN)
    ]
    return [organisation_report(plan, schedule, options.translator, each) for each in wanted]


def _of_report(report: Callable[[Plan, Schedule, PrintOptions], Report]) -> Make:
    def make(plan: Plan, schedule: Schedule, options: PrintOptions, measure: Measure) -> Sequence[Scene]:
        return lay_out_report(plan, report(plan, schedule, options), options.sheet(), measure)

    return make


def _organisations(plan: Plan, schedule: Schedule, options: PrintOptions, measure: Measure) -> Sequence[Scene]:
    sheets: list[Scene] = []
    for report in organisations_of(plan, schedule, options):
        sheets += lay_out_report(plan, report, options.sheet(), measure)
    return sheets or lay_out_report(plan, Report(plan.programme.name, "", ()), options.sheet(), measure)


def _figures(plan: Plan, _schedule: Schedule, options: PrintOptions, measure: Measure) -> Sequence[Scene]:
    return lay_out_figures(plan, options.sheet(), measure)


def sheets_of(
    view: PrintView, plan: Plan, schedule: Schedule, options: PrintOptions, measure: Measure
) -> Sequence[Scene]:
    """The sheets of a view as they come out of the printer: as a poster, the tiles of each sheet in turn."""
    scenes = view.make(plan, schedule, options, measure)
    if options.poster is None:
        return scenes
    return [
        tile
        for scene in scenes
        for tile in cut(scene, options.paper, measure, landscape=options.landscape, tiles=options.poster)
    ]


def _trend(plan: Plan, schedule: Schedule, options: PrintOptions, measure: Measure) -> Sequence[Scene]:
    found = trend(plan, schedule, (*options.reports, *baseline_reports(plan)), options.organisation)
    sheet = TrendOptions(
        options.translator, options.paper, options.landscape, "", options.file_name, options.printed_at
    )
    return [lay_out_trend_sheet(plan, steering_lines(plan, found), sheet, measure)]


OF_ONE = frozenset({"organisation", "poster"})
BETWEEN_DAYS = OF_ONE | {"from", "to"}
PRINT_VIEWS: tuple[PrintView, ...] = (
    PrintView(
        "chain-overview",
        N_("Chain overview"),
        _overview,
        "A3",
        frozenset({"organisation", "from", "to", "poster", "all"}),
    ),
    PrintView(
        "gantt",
        N_("Planning (Gantt)"),
        _gantt,
        "A3",
        frozenset({"organisation", "from", "to", "wide", "high", "columns", "poster"}),
    ),
    PrintView(
        "dashboard",
        N_("Dashboard"),
        _of_report(lambda plan, schedule, o: dashboard_report(plan, schedule, o.translator)),
    ),
    PrintView("milestones", N_("Milestones per organisation"), _of_report(milestones_of), honours=BETWEEN_DAYS),
    PrintView(
        "commitments",
        N_("Motions and commitments"),
        _of_report(lambda plan, _schedule, o: commitment_report(plan, o.translator, o.organisation)),
        honours=OF_ONE,
    ),
    PrintView(
        "readiness",
        N_("Readiness, with explanation"),
        _of_report(lambda plan, _schedule, o: readiness_report(plan, o.translator, o.organisation)),
        honours=OF_ONE,
    ),
    PrintView(
        "go-no-go",
        N_("Go or no-go"),
        _of_report(lambda plan, schedule, o: go_no_go_report(plan, schedule, o.translator, o.date_to, o.organisation)),
        honours=OF_ONE | {"to"},
    ),
    PrintView(
        "letters",
        N_("Letters to Parliament"),
        _of_report(lambda plan, _schedule, o: letter_report(plan, o.translator)),
    ),
    PrintView("trend", N_("Milestone trend"), _trend, honours=OF_ONE | {"poster"}),
    PrintView(
        "course",
        N_("Shortest and longest course"),
        _of_report(lambda plan, schedule, o: range_report(plan, schedule, o.translator)),
    ),
    PrintView(
        "scenarios",
        N_("Scenarios beside the plan"),
        _of_report(lambda plan, schedule, o: scenario_report(plan, schedule, o.translator)),
    ),
    PrintView("chance", N_("Chance"), _of_report(lambda plan, _schedule, o: chance_report(plan, o.translator))),
    PrintView(
        "quality",
        N_("Quality of the plan"),
        _of_report(lambda plan, schedule, o: quality_report(plan, schedule, o.translator)),
    ),
    PrintView("organisation", N_("One sheet per organisation"), _organisations, honours=OF_ONE),
    PrintView("figures", N_("Key figures"), _figures),
    PrintView(
        "changes",
        N_("What changed since a day"),
        _of_report(lambda plan, _schedule, o: changes_of(plan, o)),
        honours=frozenset({"from", "poster"}),
    ),
)


def print_view(name: str) -> PrintView:
    """A view by its name; EditRefused for one that is not known."""
    found = next((view for view in PRINT_VIEWS if view.name == name), None)
    if found is None:
        views = ", ".join(view.name for view in PRINT_VIEWS)
        raise EditRefused(N_("There is no view {name}. Choose one of {views}."), name=name, views=views)
    return found
