"""The ten practices of a good schedule, as far as a plan shows them.

Source: US Government Accountability Office, Schedule Assessment Guide: Best Practices for Project
Schedules (GAO-16-89G, December 2015).
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from planner.domain.control.readiness import is_done
from planner.domain.model import Activity, Citation, CommitmentStatus, Reply
from planner.domain.quality.measure import Family, Figure, Find, Measure, QualityContext, Unit, number
from planner.message import N_, Message

OLDEST_REPORT = 60
"""Days after which a report of an organisation is old."""


def all_captured(case: QualityContext) -> Figure:
    """Practice 1, capturing all activities: mandatory criteria that the plan has work for."""
    asked = [c for c in case.plan.criteria if c.mandatory]
    missing = [c for c in asked if c.activity_id is None]
    if not asked:
        return Figure(None, why=Message(N_("No criteria of readiness have been set.")))
    part = len(asked) - len(missing)
    return Figure(round(100 * part / len(asked), 1), tuple(c.id for c in missing), part, len(asked))


def _of(case: QualityContext, *names: str) -> Figure:
    """How many percent of some measures, already worked out, were passed; their rows are its rows."""
    found = [case.known[name] for name in names if case.known[name].passed is not None]
    if not found:
        return Figure(None, why=Message(N_("The measures that this follows from do not apply.")))
    passed = sum(bool(each.passed) for each in found)
    about = dict.fromkeys(row_id for each in found if not each.passed for row_id in each.figure.about)
    return Figure(round(100 * passed / len(found), 1), tuple(about), passed, len(found))


def in_sequence(case: QualityContext) -> Figure:
    """Practice 2, sequencing all activities: follows from DCMA 1 to 4."""
    return _of(case, "missing-logic", "leads", "lags", "link-types")


def resources(case: QualityContext) -> Figure:
    """Practice 3, assigning resources. A plan of a chain has none."""
    return case.known["resources"].figure


def founded_durations(case: QualityContext) -> Figure:
    """Practice 4, establishing the duration of all activities: from a range, words or a source."""
    cited = {row.about_id for row in case.plan.rows(Citation)}

    def is_founded(a: Activity) -> bool:
        ranged = a.shortest_minutes is not None or a.longest_minutes is not None
        return ranged or a.finish_window is not None or (a.duration_minutes is not None and a.id in cited)

    missing = [a for a in case.tasks if not is_founded(a)]
    whole = len(case.tasks)
    if not whole:
        return Figure(None, why=Message(N_("No work is open.")))
    return Figure(
        round(100 * (whole - len(missing)) / whole, 1), tuple(a.id for a in missing), whole - len(missing), whole
    )


def traceable(case: QualityContext) -> Figure:
    """Practice 5, verifying that the schedule can be traced: open promises without any work in the plan."""
    open_ones = [c for c in case.plan.commitments if c.status in (CommitmentStatus.OPEN, CommitmentStatus.PARTLY)]
    return number((c for c in open_ones if not c.activity_ids), len(open_ones))


def _yes(value: bool, about: tuple[UUID, ...] = ()) -> Figure:
    return Figure(float(value), about)


def valid_path(case: QualityContext) -> Figure:
    """Practice 6, confirming that the critical path is valid: follows from DCMA 12."""
    test = case.known["critical-path-test"]
    return _yes(bool(test.passed), test.figure.about)


def reasonable_slack(case: QualityContext) -> Figure:
    """Practice 7, ensuring reasonable total float: follows from DCMA 6 and 7."""
    return _of(case, "high-slack", "negative-slack")


def risk_analysis(case: QualityContext) -> Figure:
    """Practice 8, conducting a schedule risk analysis: a chance that was worked out for this plan."""
    if case.chance_holds is None:
        return Figure(0.0, why=Message(N_("The chance has not been worked out yet.")))
    return _yes(case.chance_holds)


def updated(case: QualityContext) -> Figure:
    """Practice 9, updating the schedule: organisations whose last report is at most 60 days old."""
    since = case.today - timedelta(days=OLDEST_REPORT)
    heard = {r.organisation_id for r in case.plan.rows(Reply) if since <= r.received_at.date() <= case.today}
    for a in case.leaves:
        happened = [at.date() for at in (a.actual_start, a.actual_finish) if at is not None]
        if a.organisation_id and any(since <= day <= case.today for day in happened):
            heard.add(a.organisation_id)
    working = {a.organisation_id for a in case.leaves if not is_done(a)}
    asked = [o for o in case.chain if o.id in working]
    if not asked:
        return Figure(None, why=Message(N_("No chain organisation has open work.")))
    silent = [o for o in asked if o.id not in heard]
    part = len(asked) - len(silent)
    return Figure(round(100 * part / len(asked), 1), tuple(o.id for o in silent), part, len(asked))


def has_baseline(case: QualityContext) -> Figure:
    """Practice 10, maintaining a baseline schedule."""
    return _yes(bool(case.baseline))


def _gao(place: int, name: str, title: str, why: str, advice: str, limit: float, find: Find, unit: Unit) -> Measure:
    return Measure(name, f"G{place}", Family.GAO, title, why, advice, limit, find, unit, name != "gao-traceable")


PERCENT, YES = Unit.PERCENT, Unit.YES
GAO = (
    _gao(
        1,
        "gao-all-captured",
        N_("All work is in the plan"),
        N_("A theme that nobody asked about cannot become late."),
        N_("Add work for each mandatory criterion."),
        90,
        all_captured,
        PERCENT,
    ),
    _gao(
        2,
        "gao-sequenced",
        N_("Work in sequence"),
        N_("Follows from DCMA 1 to 4."),
        N_("See DCMA 1 to 4."),
        100,
        in_sequence,
        PERCENT,
    ),
    _gao(
        3,
        "gao-resources",
        N_("Resources assigned"),
        N_("The plan knows no hours or money for each activity."),
        N_("Nothing to do: this plan is about dates."),
        0,
        resources,
        PERCENT,
    ),
    _gao(
        4,
        "gao-durations",
        N_("Founded durations"),
        N_("Durations with a source or a range; the rest get our margin."),
        N_("Ask a range or a source for each duration."),
        75,
        founded_durations,
        PERCENT,
    ),
    _gao(
        5,
        "gao-traceable",
        N_("Traceable to source and goal"),
        N_("What was promised is in the plan."),
        N_("Say which activities carry out the promise."),
        0,
        traceable,
        Unit.NUMBER,
    ),
    _gao(
        6,
        "gao-critical-path",
        N_("The critical path is valid"),
        N_("Follows from DCMA 12."),
        N_("See DCMA 12."),
        1,
        valid_path,
        YES,
    ),
    _gao(
        7,
        "gao-slack",
        N_("Reasonable slack"),
        N_("Follows from DCMA 6 and 7."),
        N_("See DCMA 6 and 7."),
        100,
        reasonable_slack,
        PERCENT,
    ),
    _gao(
        8,
        "gao-risk-analysis",
        N_("Uncertainty was worked out"),
        N_("The chance belongs to this version of the plan."),
        N_("Work the chance out again."),
        1,
        risk_analysis,
        YES,
    ),
    _gao(
        9,
        "gao-updated",
        N_("Updated with progress"),
        N_("Reports of at most 60 days old, by organisation."),
        N_("Ask the organisations for their progress."),
        80,
        updated,
        PERCENT,
    ),
    _gao(
        10,
        "gao-baseline",
        N_("A baseline was taken"),
        N_("Without a baseline a deviation is an opinion."),
        N_("Take a baseline."),
        1,
        has_baseline,
        YES,
    ),
)
