"""Which activities are looked at, and in what order: filter, sorting and grouping, as data. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from planner.chart.marks import is_done
from planner.domain.control.state import ORDER, STATE_WORDS, States, states
from planner.domain.date_reader import read_date
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, ActivityKind, Organisation, State, Track
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity
from planner.language import Translator
from planner.message import N_
from planner.ui.finding import folded


class Standing(StrEnum):
    """How an activity stands, as far as one looks for it: one of its states, or what cuts across them."""

    ANY = ""
    OPEN = "open"
    CRITICAL = "critical"
    IMPRECISE = "imprecise"
    DONE = State.DONE.value
    LATE = State.LATE.value
    WILL_BE_LATE = State.WILL_BE_LATE.value
    SILENT = State.SILENT.value
    RUNNING = State.RUNNING.value
    UNCERTAIN = State.UNCERTAIN.value
    NO_TERM = State.NO_TERM.value
    PLANNED = State.PLANNED.value


STANDING_NAMES: dict[Standing, str] = {
    **{Standing(state.value): STATE_WORDS[state] for state in State},
    Standing.OPEN: N_("Not done"),
    Standing.CRITICAL: N_("Critical"),
    Standing.IMPRECISE: N_("Date not certain"),
}


GROUPED = (*(state for state in ORDER if state is not State.DONE), State.DONE)
"""States in the order in which they are listed: what asks for attention first, what is done last."""


class Group(StrEnum):
    """What rows can be put together by."""

    NONE = ""
    ORGANISATION = "organisation"
    TRACK = "track"
    STATE = "state"
    QUARTER = "quarter"


GROUP_NAMES: dict[Group, str] = {
    Group.ORGANISATION: N_("By organisation"),
    Group.TRACK: N_("By track"),
    Group.STATE: N_("By state"),
    Group.QUARTER: N_("By quarter of the finish"),
}


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What is looked for; whatever is empty looks for nothing. `period` is a date in words, such as Q3 2027."""

    text: str = ""
    organisation: str = ""  # its code
    track: str = ""  # its code
    kind: str = ""  # value of ActivityKind
    state: Standing = Standing.ANY
    period: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, spec.name) for spec in fields(self))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A filter, with how the rows that pass are put in order; in the outline's where nothing is said."""

    filter: RowFilter = field(default_factory=RowFilter)
    sort: str = ""  # name of a column
    descending: bool = False
    group: Group = Group.NONE

    @property
    def is_flat(self) -> bool:
        """Whether the outline is left for a list."""
        return bool(self.sort or self.group)

    def __bool__(self) -> bool:
        return bool(self.filter) or self.is_flat

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Arrangement:
        """What was kept, as far as it can be understood; the rest counts as not said."""
        kept = values.get("filter")
        found = RowFilter(**_known(RowFilter, kept if isinstance(kept, dict) else {}))
        rest = _known(cls, {name: value for name, value in values.items() if name != "filter"})
        return cls(filter=found, **rest)


def _known(kind: type, values: dict[str, Any]) -> dict[str, Any]:
    defaults = {spec.name: getattr(kind(), spec.name) for spec in fields(kind)}
    found: dict[str, Any] = {}
    for name, value in values.items():
        default = defaults.get(name)
        if isinstance(default, StrEnum):
            if value in list(type(default)):
                found[name] = type(default)(value)
        elif default is not None and type(value) is type(default):
            found[name] = value
    return found


# --- filtering ----------------------------------------------------------------------------------


def hits(plan: Plan, schedule: Schedule, wanted: RowFilter) -> set[UUID]:
    """The activities that pass a filter; EditRefused where its period cannot be read."""
    test = _test(plan, schedule, wanted)
    return {activity.id for activity, _ in plan.outline if test(activity)}


def _test(plan: Plan, schedule: Schedule, wanted: RowFilter) -> Callable[[Activity], bool]:
    words = folded(wanted.text).split()
    owner = next((o.id for o in plan.rows(Organisation) if o.code == wanted.organisation), None)
    track = next((t.id for t in plan.rows(Track) if t.code == wanted.track), None)
    today = plan.programme.status_date
    period = read_date(wanted.period, today=today) if wanted.period else None
    judged = states(plan, schedule)

    def test(activity: Activity) -> bool:
        if words:
            text = folded(f"{activity.key} {activity.name} {activity.responsible} {activity.note}")
            if not all(word in text for word in words):
                return False
        if wanted.organisation and activity.organisation_id != owner:
            return False
        if wanted.track and activity.track_id != track:
            return False
        if wanted.kind and activity.kind != wanted.kind:
            return False
        if not wanted.state and period is None:
            return True
        planned = schedule.activities.get(activity.id)
        if planned is None or activity.is_summary:
            return False
        return is_in(wanted.state, activity, judged) and (period is None or _overlaps(planned, period))

    return test


def is_in(standing: Standing, activity: Activity, judged: States) -> bool:
    """Whether an activity stands so."""
    planned = judged.schedule[activity.id]
    match standing:
        case Standing.ANY:
            return True
        case Standing.OPEN:
            return not is_done(activity, planned)
        case Standing.CRITICAL:
            return planned.critical and not is_done(activity, planned)
        case Standing.IMPRECISE:
            vague = planned.termless or planned.shown_from is not None or planned.shown_to is not None
            return vague and not is_done(activity, planned)
        case _:
            return judged.of(activity).value == standing.value


def _overlaps(planned: ScheduledActivity, period: ImpreciseDate) -> bool:
    first, last = planned.start.date(), planned.finish.date()
    after = period.latest is not None and first > period.latest
    before = period.earliest is not None and last < period.earliest
    return not after and not before


def filter_words(wanted: RowFilter, plan: Plan, words: Translator) -> str:
    """What is looked for, in a sentence's worth of words; for the strip and for paper."""
    found = [f"“{wanted.text}”"] if wanted.text else []
    owner = next((o.name for o in plan.rows(Organisation) if o.code == wanted.organisation), wanted.organisation)
    track = next((t.name for t in plan.rows(Track) if t.code == wanted.track), wanted.track)
    found += [part for part in (owner, track) if part]
    if wanted.kind:
        found.append(words.choice(ActivityKind(wanted.kind)))
    if wanted.state:
        found.append(words.translate(STANDING_NAMES[wanted.state]))
    if wanted.period:
        found.append(wanted.period)
    return " · ".join(found)


# --- order --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group of rows; its id is the same for the same group, so that it can be folded."""

    id: UUID
    text: str


def in_order(
    plan: Plan, schedule: Schedule, shown: set[UUID] | None, wanted: Arrangement, words: Translator
) -> list[tuple[Heading | None, list[Activity]]]:
    """The tasks and milestones among `shown` (None: all) as a list, in groups where that is asked for."""
    leaves = [a for a, _ in plan.outline if not a.is_summary and a.id in schedule.activities]
    if shown is not None:
        leaves = [a for a in leaves if a.id in shown]
    judged = states(plan, schedule)
    if wanted.sort:
        leaves.sort(key=lambda a: _sort_key(wanted.sort, plan, a, judged), reverse=wanted.descending)
    if not wanted.group:
        return [(None, leaves)]
    groups: dict[tuple[Any, str], list[Activity]] = {}
    for activity in leaves:
        groups.setdefault(_group_of(wanted.group, plan, activity, judged, words), []).append(activity)
    ordered = sorted(groups.items(), key=lambda each: each[0])
    return [(Heading(uuid5(NAMESPACE_OID, f"{wanted.group}:{name}"), name), some) for (_, name), some in ordered]


def _sort_key(name: str, plan: Plan, activity: Activity, judged: States) -> Any:
    planned = judged.schedule[activity.id]
    match name:
        case "state":
            return GROUPED.index(judged.of(activity))
        case "start":
            return planned.start
        case "finish":
            return (planned.termless, planned.finish)
        case "late_start" | "late_finish" | "total_slack":
            return getattr(planned, name)
        case "duration_minutes":
            return planned.duration_minutes or 0
        case "percent_complete":
            return planned.percent
        case "organisation_id" | "track_id":
            row = plan.get(Organisation if name == "organisation_id" else Track, getattr(activity, name))
            return (row is None, row.position if row is not None else 0.0)
        case "deadline":
            return (activity.deadline is None, str(activity.deadline or ""))
        case "key":
            prefix, _, number = activity.key.rpartition("-")
            return (prefix, int(number) if number.isdigit() else 0, activity.key)
    return folded(str(getattr(activity, name, "")))


def _group_of(group: Group, plan: Plan, activity: Activity, judged: States, words: Translator) -> tuple[Any, str]:
    """Where a group comes, and what it is called."""
    planned = judged.schedule[activity.id]
    match group:
        case Group.ORGANISATION | Group.TRACK:
            by_owner = group is Group.ORGANISATION
            row = plan.get(Organisation, activity.organisation_id) if by_owner else plan.get(Track, activity.track_id)
            none = words.translate("No organisation") if by_owner else words.translate("No track")
            return ((row is None, row.position if row else 0.0), row.name if row else none)
        case Group.STATE:
            state = judged.of(activity)
            return ((False, float(GROUPED.index(state))), words.choice(state))
        case _ if planned.termless:
            return ((True, 0.0), words.translate("no term"))
    day = planned.finish.date()
    number = (day.month + 2) // 3
    return (
        (False, day.year * 4.0 + number),
        words.translate("Q{number} {year}", number=str(number), year=str(day.year)),
    )
