"""Go or no-go for one date: which mandatory points of whom are open, what the plan says, and who decides.

A chain is as ready as its last link: one open mandatory point makes the whole a no-go, and nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.domain.control.readiness import criterion_light, is_done, latest_assessment
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.integrity import name_of
from planner.domain.model import Activity, Criterion, Light
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.message import N_, Message

STRENGTH = {Light.GREY: 0, Light.RED: 1, Light.ORANGE: 2, Light.GREEN: 3}


@dataclass(frozen=True, slots=True)
class Point:
    """One criterion on the day that is decided on.

    `by_facts` is the light that dates alone would give (None where no activity makes it true); `forecast` the day on
    which that activity is planned to end, `slack` its working minutes to what it may not delay.
    """

    criterion: Criterion
    light: Light
    by_facts: Light | None
    is_open: bool
    forecast: date | None
    slack: int | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain can go on a day, and the points of each organisation, open ones first."""

    on: date
    points: tuple[Point, ...]

    @property
    def open_points(self) -> tuple[Point, ...]:
        """The mandatory points that are open."""
        return tuple(point for point in self.points if point.is_open and point.criterion.mandatory)

    @property
    def go(self) -> bool:
        """Whether nothing mandatory is open, and there is something to judge by."""
        return bool(self.points) and not self.open_points


def decision_day(plan: Plan, schedule: Schedule) -> date:
    """The day that is decided on unless another is said: entry into force, else the status date."""
    entry = plan.entry
    if entry is not None and entry.id in schedule.activities:
        return schedule[entry.id].start.date()
    return plan.programme.status_date


def verdict(plan: Plan, schedule: Schedule, on: date | None = None, organisation: UUID | None = None) -> Verdict:
    """The points of all organisations, or of one, against a day."""
    day = on or decision_day(plan, schedule)
    order = {each.id: n for n, each in enumerate(plan.organisations)}
    points = [
        _point(plan, schedule, criterion, day)
        for criterion in plan.criteria
        if organisation in (None, criterion.organisation_id)
    ]

    def place(point: Point) -> tuple[int, bool, bool]:
        criterion = point.criterion
        return order.get(criterion.organisation_id, len(order)), not point.is_open, not criterion.mandatory

    points.sort(key=place)
    return Verdict(day, tuple(points))


def _point(plan: Plan, schedule: Schedule, criterion: Criterion, day: date) -> Point:
    light = criterion_light(plan, criterion)
    last = latest_assessment(plan, criterion.id)
    planned = schedule.activities.get(criterion.activity_id) if criterion.activity_id else None
    forecast = planned.finish.date() if planned is not None and not planned.termless else None
    slack = planned.total_slack if planned is not None and not planned.without_term else None
    is_open = STRENGTH[light] < STRENGTH[criterion.minimum]
    explanation = last.explanation if last else ""
    return Point(criterion, light, by_facts(plan, schedule, criterion, day), is_open, forecast, slack, explanation)


def by_facts(plan: Plan, schedule: Schedule, criterion: Criterion, day: date | None = None) -> Light | None:
    """The light that the plan gives by itself: done is green, too late is red, without a term is grey, else orange.

    None where no activity is said to make the criterion true. `day` is when it is needed, unless the criterion says.
    """
    activity = plan.get(Activity, criterion.activity_id)
    if activity is None or activity.id not in schedule.activities:
        return None
    planned = schedule[activity.id]
    if is_done(activity):
        return Light.GREEN
    if planned.termless:
        return Light.GREY
    needed = criterion.needed_by.latest if criterion.needed_by is not None else None
    needed = needed or day or decision_day(plan, schedule)
    late = planned.finish.date() > needed or planned.total_slack < 0
    return Light.RED if late or planned.finish.date() < plan.programme.status_date else Light.ORANGE


def unexplained_judgements(case: RuleContext) -> Iterator[Finding]:
    """Judgements that are better than the dates say, without a word why."""
    for criterion in case.plan.criteria:
        last = latest_assessment(case.plan, criterion.id)
        facts = by_facts(case.plan, case.schedule, criterion)
        if last is None or facts is None or last.explanation.strip():
            continue
        if STRENGTH[last.light] > STRENGTH[facts] and facts is not Light.GREY:
            text = N_("{name} is judged {light} while its dates say {facts}: that needs an explanation.")
            words = {"name": name_of(criterion), "light": last.light, "facts": facts}
            yield Finding("judgement-unexplained", Rank.WARNING, Message(text, words), (criterion.id,))
