"""Measures of our own: what a chain and a law ask of a plan, whatever its kind of work."""

from __future__ import annotations

from planner.domain.control.readiness import is_done
from planner.domain.model import Activity, Entity, Gate, Organisation, Reply
from planner.domain.plan import Plan
from planner.domain.quality.measure import Family, Figure, Measure, QualityContext, Unit, number, share
from planner.message import N_, Message

NO_WAY = Message(N_("No open work leads to entry into force."))


def path_without_term(case: QualityContext) -> Figure:
    """Of the open tasks on the way to entry, those for which nobody gave a term."""
    return share((a for a in case.towards if case.schedule[a.id].without_term), len(case.towards), NO_WAY)


def organisations_without_path(case: QualityContext) -> Figure:
    """Chain organisations of which nothing leads to entry into force."""
    with_path = {a.organisation_id for a in case.leaves if a.id in case.way and case.is_active(a)}
    return number((o for o in case.chain if o.id not in with_path), len(case.chain))


def unused_readiness(case: QualityContext) -> Figure:
    """Milestones of readiness that entry into force does not wait for."""
    ready = [a for a in case.leaves if a.gate is Gate.READY and case.is_active(a)]
    loose = [a for a in ready if a.id not in case.way or case.plan.entry is None]
    return number(loose, len(ready))


def work_without_duration(case: QualityContext) -> Figure:
    """Open tasks on the way to entry that have no duration: they are never counted as no time."""
    return number((a for a in case.towards if case.schedule[a.id].without_term), len(case.towards))


def is_assumed(plan: Plan, activity: Activity) -> bool:
    """Whether a date of an activity rests on an assumption: a row says so, or a convention of ours made its window."""
    windows = (activity.start_window, activity.finish_window)
    return bool(plan.assumptions(activity.id)) or any(w is not None and w.vague for w in windows)


def deciding_assumptions(case: QualityContext) -> Figure:
    """Open activities on the way whose date is assumed and that have little or no slack."""
    dates = case.schedule
    assumed = [a for a in case.working if a.id in case.way and is_assumed(case.plan, a)]
    return number((a for a in assumed if dates[a.id].critical or dates[a.id].near_critical), len(assumed))


def silent_organisations(case: QualityContext) -> Figure:
    """Of the organisations asked in the last round, those that have not answered."""
    rounds = case.plan.update_rounds
    if not rounds:
        return Figure(None, why=Message(N_("No organisation has been asked yet.")))
    last = rounds[-1]
    heard = {reply.organisation_id for reply in case.plan.rows(Reply) if reply.round_id == last.id}
    asked: list[Entity] = [case.plan.row(Organisation, row_id) for row_id in last.organisation_ids]
    return share((o for o in asked if o.id not in heard), len(asked))


def entry_is_open(case: QualityContext) -> bool:
    """Whether entry into force is still to come."""
    return case.plan.entry is not None and not is_done(case.plan.entry)


OWN = (
    Measure(
        "path-without-term",
        "E1",
        Family.OWN,
        N_("Path without a term"),
        N_("Without a term the plan counts with a margin that we choose."),
        N_("Ask a term for each of these."),
        25,
        path_without_term,
        Unit.PERCENT,
    ),
    Measure(
        "organisations-without-path",
        "E2",
        Family.OWN,
        N_("Organisations without a path"),
        N_("Who is not linked to entry into force does not count."),
        N_("Give the organisation a milestone of readiness, and link entry into force to it."),
        0,
        organisations_without_path,
        bearing=True,
    ),
    Measure(
        "readiness-unused",
        "E3",
        Family.OWN,
        N_("Readiness that nothing waits for"),
        N_("Nobody notices that something is missing if nothing waits for it."),
        N_("Let entry into force wait for it."),
        0,
        unused_readiness,
        bearing=True,
    ),
    Measure(
        "work-without-duration",
        "E4",
        Family.OWN,
        N_("Work without a duration"),
        N_("An unknown duration never counts as zero."),
        N_("Give a duration, or the shortest and the longest."),
        0,
        work_without_duration,
        bearing=True,
    ),
    Measure(
        "deciding-assumptions",
        "E5",
        Family.OWN,
        N_("Assumptions that decide"),
        N_("What nobody has confirmed decides the date."),
        N_("Have the organisation confirm it."),
        1,
        deciding_assumptions,
    ),
    Measure(
        "silent-organisations",
        "E6",
        Family.OWN,
        N_("Organisations that have not answered"),
        N_("Who is silent gets the margin of the others."),
        N_("Remind those who have not answered."),
        10,
        silent_organisations,
        Unit.PERCENT,
    ),
)
