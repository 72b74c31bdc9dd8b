"""How ready each organisation is, and why: from dates first, then from what was judged.

Red: the work ends too late for entry into force, or a mandatory criterion was judged red. Orange:
something is overdue or misses its deadline, slack to the day that was given for entry is nearly
gone, or a mandatory criterion was judged orange. Grey: nothing leads to entry into force, or nothing
is reported as started. Else green. Orange and red never stand without their reason. The chain is as
ready as its least ready link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.domain.control.amounts import working_days
from planner.domain.control.statements import statements
from planner.domain.imprecise_date import Nature
from planner.domain.model import (
    MINUTES_IN_WORKING_DAY,
    Activity,
    Assessment,
    Criterion,
    Dependency,
    Gate,
    Light,
    Organisation,
    OrganisationKind,
    Track,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.calendars import is_past
from planner.message import N_, Message

WEAKEST_FIRST = (Light.RED, Light.ORANGE, Light.GREY, Light.GREEN)
JUDGED = (OrganisationKind.CHAIN, OrganisationKind.MINISTRY)
"""Kinds of organisation that have a light; other parties only take part."""


@dataclass(frozen=True, slots=True)
class OrganisationReadiness:
    """One organisation's light, the reason for it, and progress.

    `percent` is the progress of its work that leads to entry into force (of all its work where none
    does), weighted by duration. `entry_slack` is in working minutes, None where nothing leads there, and
    `rests_on` are the activities whose assumed values it follows from.
    """

    organisation_id: UUID
    light: Light
    why: Message
    percent: int
    entry_slack: int | None
    rests_on: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadinessCell:
    """Organisation by theme: the weakest latest judgement of its criteria, and the reason given."""

    light: Light
    criteria: tuple[UUID, ...]
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Criteria as a table. A cell that is not there has no criterion."""

    organisations: tuple[Organisation, ...]
    tracks: tuple[Track, ...]
    cells: dict[tuple[UUID, UUID], ReadinessCell]


def weakest(lights: Iterable[Light]) -> Light:
    """The least ready of some lights; grey for none."""
    return min(lights, key=WEAKEST_FIRST.index, default=Light.GREY)


def is_done(activity: Activity) -> bool:
    """Whether an activity is reported as finished."""
    return activity.has_happened


def judged_organisations(plan: Plan) -> tuple[Organisation, ...]:
    """The chain organisations and the ministry, in the plan's order."""
    return tuple(o for o in plan.organisations if o.kind in JUDGED)


def organisation_light(plan: Plan, schedule: Schedule, organisation_id: UUID) -> Light:
    """An organisation's light; see `organisation_readiness` for the reason."""
    return organisation_readiness(plan, schedule, organisation_id).light


def organisation_readiness(plan: Plan, schedule: Schedule, organisation_id: UUID) -> OrganisationReadiness:
    """An organisation's light with its reason and progress."""
    own = [a for a in plan.rows(Activity) if a.organisation_id == organisation_id and not a.is_summary]
    return _readiness(plan, schedule, organisation_id, own, leading_to_entry(plan))


def readiness(plan: Plan, schedule: Schedule) -> tuple[OrganisationReadiness, ...]:
    """All judged organisations, in the plan's order."""
    own: dict[UUID | None, list[Activity]] = {}
    for activity in plan.rows(Activity):
        if not activity.is_summary:
            own.setdefault(activity.organisation_id, []).append(activity)
    leading = leading_to_entry(plan)
    return tuple(_readiness(plan, schedule, o.id, own.get(o.id, []), leading) for o in judged_organisations(plan))


def chain_readiness(plan: Plan, schedule: Schedule) -> tuple[Light, Message]:
    """The weakest link's light, and which organisations have it."""
    found = readiness(plan, schedule)
    light = weakest(r.light for r in found)
    names = ", ".join(plan.row(Organisation, r.organisation_id).name for r in found if r.light is light)
    if not found:
        return light, Message(N_("There are no chain organisations in the plan."))
    if light is Light.GREEN:
        return light, Message(N_("Every organisation is on track."))
    return light, Message(N_("The chain is as ready as its weakest link: {names}."), {"names": names})


def progress(activities: Sequence[Activity]) -> int:
    """Percent complete of some leaf activities, weighted by duration; by number where none has one."""
    weight = sum(a.duration_minutes or 0 for a in activities)
    if weight:
        return round(sum((a.duration_minutes or 0) * _percent(a) for a in activities) / weight)
    return round(sum(map(_percent, activities)) / len(activities)) if activities else 0


def _percent(activity: Activity) -> int:
    return 100 if is_done(activity) else activity.percent_complete


def leading_to_entry(plan: Plan) -> frozenset[UUID]:
    """Everything that entry into force waits for, by links and by summaries that are linked."""
    if plan.entry is None:
        return frozenset()
    found: set[UUID] = set()
    queue = [plan.entry.id]
    while queue:
        activity_id = queue.pop()
        if activity_id in found:
            continue
        found.add(activity_id)
        links: list[Dependency] = list(plan.predecessors(activity_id))
        for ancestor in plan.ancestors(activity_id):  # what a summary waits for, its parts wait for
            links += plan.predecessors(ancestor.id)
        for link in links:
            queue.append(link.predecessor_id)
            queue.extend(a.id for a in plan.children(link.predecessor_id))
        if activity_id != plan.entry.id:
            queue.extend(a.id for a in plan.children(activity_id))
    return frozenset(found)


def _readiness(
    plan: Plan, schedule: Schedule, organisation_id: UUID, own: list[Activity], leading: frozenset[UUID]
) -> OrganisationReadiness:
    entry_id = plan.entry.id if plan.entry else None
    towards = [a for a in own if a.id in leading and a.id != entry_id]
    slack = schedule.entry_slack.get(organisation_id)
    light, why = _by_dates(plan, schedule, own, towards, slack)
    rests_on = statements(plan, schedule).grounds.of_entry_slack(schedule, organisation_id)
    if rests_on and "time" in why.words:
        why = Message(N_("{sentence} This rests on assumptions."), {"sentence": why})
        if light is Light.GREEN:
            light = Light.GREY  # nobody said it: what only we assume makes no organisation green
    judged = _by_judgement(plan, organisation_id)
    if judged is not None and WEAKEST_FIRST.index(judged[0]) < WEAKEST_FIRST.index(light):
        light, why = judged
    return OrganisationReadiness(organisation_id, light, why, progress(towards or own), slack, rests_on)


def _by_dates(
    plan: Plan, schedule: Schedule, own: list[Activity], towards: list[Activity], slack: int | None
) -> tuple[Light, Message]:
    if slack is not None and slack < 0:
        text = N_("The work ends {time} too late for entry into force.")
        return Light.RED, Message(text, {"time": working_days(-_days(slack))})
    late = overdue(schedule, own, plan.programme.status_date)
    if late:
        words = {"name": f"{late[0].key} {late[0].name}", "more": len(late) - 1}
        if len(late) == 1:
            return Light.ORANGE, Message(N_("{name} is overdue."), words)
        return Light.ORANGE, Message(N_("{name} is overdue, and {more} more."), words)
    given = entry_is_given(plan)
    if slack is not None and given and slack <= plan.programme.near_critical_days * MINUTES_IN_WORKING_DAY:
        return Light.ORANGE, Message(N_("{time} of slack to entry into force."), {"time": working_days(_days(slack))})
    if not own:
        return Light.GREY, Message(N_("Nothing is planned."))
    if plan.entry is not None and not towards:
        return Light.GREY, Message(N_("Nothing that is planned leads to entry into force."))
    if not any(a.has_begun for a in towards or own):
        if slack is None or not given:
            return Light.GREY, Message(N_("Nothing is reported as started."))
        text = N_("Nothing is reported as started; {time} of slack to entry into force.")
        return Light.GREY, Message(text, {"time": working_days(_days(slack))})
    if slack is None:
        return Light.GREEN, Message(N_("Nothing is overdue."))
    if not given:
        return Light.GREEN, Message(N_("Nothing is overdue; no day has been given for entry into force yet."))
    text = N_("Nothing is overdue; {time} of slack to entry into force.")
    return Light.GREEN, Message(text, {"time": working_days(_days(slack))})


def entry_is_given(plan: Plan) -> bool:
    """Whether a day was given for entry into force: without one, what drives it has no slack by nature."""
    entry = plan.entry
    if entry is None:
        return False
    window = entry.start_window
    pinned = entry.constraint_date is not None or entry.started_at is not None or entry.finished_at is not None
    return pinned or (window is not None and window.nature is Nature.WINDOW and window.latest is not None)


def _days(minutes: int) -> int:
    """Whole working days, rounded towards the worse side."""
    return minutes // MINUTES_IN_WORKING_DAY


def overdue(schedule: Schedule, activities: Iterable[Activity], status_date: date) -> list[Activity]:
    """Unfinished leaf activities whose planned finish or deadline has passed, or whose deadline will be missed."""
    found: list[Activity] = []
    for activity in activities:
        dates = schedule.activities.get(activity.id)
        if dates is None or is_done(activity) or activity.is_summary:
            continue
        ended = not dates.termless and dates.finish.date() < status_date
        missed = activity.deadline is not None and is_past(dates.finish, activity.deadline)
        if ended or missed or (activity.deadline is not None and activity.deadline.date() < status_date):
            found.append(activity)
    return sorted(found, key=lambda a: (schedule[a.id].finish, a.key))


# --- criteria --------------------------------------------------------------------------------------


def latest_assessment(plan: Plan, criterion_id: UUID) -> Assessment | None:
    """The judgement that counts on the status date: the last one made up to then."""
    made = [a for a in plan.assessments(criterion_id) if a.on <= plan.programme.status_date]
    return made[-1] if made else None


def criterion_light(plan: Plan, criterion: Criterion) -> Light:
    """The light of a criterion; grey while nobody has judged it."""
    assessment = latest_assessment(plan, criterion.id)
    return assessment.light if assessment else Light.GREY


def criteria_matrix(plan: Plan) -> Matrix:
    """The criteria of all organisations by track. Only mandatory ones count, where a cell has any."""
    grouped: dict[tuple[UUID, UUID], list[Criterion]] = {}
    for criterion in plan.criteria:
        if criterion.track_id is not None:
            grouped.setdefault((criterion.organisation_id, criterion.track_id), []).append(criterion)
    cells = {place: _cell(plan, criteria) for place, criteria in grouped.items()}
    return Matrix(
        organisations=tuple(o for o in plan.organisations if any(o.id == place[0] for place in cells)),
        tracks=tuple(t for t in plan.tracks if any(t.id == place[1] for place in cells)),
        cells=cells,
    )


def _cell(plan: Plan, criteria: list[Criterion]) -> ReadinessCell:
    counting = [c for c in criteria if c.mandatory] or criteria
    worst = min(counting, key=lambda c: WEAKEST_FIRST.index(criterion_light(plan, c)))
    assessment = latest_assessment(plan, worst.id)
    return ReadinessCell(
        criterion_light(plan, worst), tuple(c.id for c in criteria), assessment.explanation if assessment else ""
    )


def _by_judgement(plan: Plan, organisation_id: UUID) -> tuple[Light, Message] | None:
    """The worst red or orange judgement of an organisation's mandatory criteria."""
    found: list[tuple[Light, Message]] = []
    for criterion in plan.criteria:
        if criterion.organisation_id != organisation_id or not criterion.mandatory:
            continue
        assessment = latest_assessment(plan, criterion.id)
        if assessment is not None and assessment.light in (Light.RED, Light.ORANGE):
            words = {"name": criterion.name, "explanation": assessment.explanation}
            found.append((assessment.light, Message(N_("{name}: {explanation}"), words)))
    return min(found, key=lambda judged: WEAKEST_FIRST.index(judged[0]), default=None)


def ready_milestone(plan: Plan, organisation_id: UUID) -> Activity | None:
    """The milestone of an organisation's readiness."""
    return next((a for a in plan.rows(Activity) if a.gate is Gate.READY and a.organisation_id == organisation_id), None)
