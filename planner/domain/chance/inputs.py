"""What is uncertain in a plan, in plain numbers: durations, date windows, conditional work and risks.

What nobody said comes from declared defaults, each of which is named with what it was used for. What
happened is certain, and so are dates that are kept as given.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from planner.domain.changes import RowChange, Step
from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature
from planner.domain.model import (
    MINUTES_IN_WORKING_DAY,
    Activity,
    Constraint,
    DurationRange,
    Gate,
    Pinning,
    Risk,
    RiskStatus,
    Stage,
)
from planner.domain.plan import Plan
from planner.domain.rows import change_row
from planner.domain.scheduling.bounds import planned_day
from planner.domain.scheduling.filling import build_network
from planner.domain.scheduling.network import MOMENT, SUMMARY, TASK, TERMLESS, Network

KEPT: dict[Firmness, float] = {
    Firmness.FIRM: 0.7,
    Firmness.UNSTATED: 0.55,
    Firmness.EXPECTED: 0.5,
    Firmness.TARGET: 0.45,
    Firmness.CONDITIONAL: 0.4,
}
"""Share of promises that is kept, by how firm they were; four of eleven terms of the letter and its like were."""
LIKELY: dict[Firmness, float] = {
    Firmness.FIRM: 1.0,
    Firmness.UNSTATED: 0.7,
    Firmness.EXPECTED: 0.5,
    Firmness.TARGET: 0.8,
    Firmness.CONDITIONAL: 0.8,
}
"""Where in its window a promise that is kept is likeliest met: 0 its first day, 1 its last."""
OVERRUN, MOST_OVERRUN = 120.0, 540.0
"""Mean and most days by which a promise that is not kept is late: 18 days to a year in what was said and happened."""
OPEN_DAYS = 30
"""Days before its last in which a window without a first day begins."""
RISK_CHANCE = {1: 5, 2: 20, 3: 40, 4: 60, 5: 85}
"""Chance in percent of a risk whose probability was given as 1 to 5."""
RISK_DAYS = {1: (1, 2, 5), 2: (2, 5, 10), 3: (5, 10, 25), 4: (10, 25, 60), 5: (25, 60, 130)}
"""Shortest, likely and longest working days of delay of a risk whose impact was given as 1 to 5."""


class DefaultKind(StrEnum):
    """What was assumed where nobody said it."""

    DURATION_RANGE = "duration-range"
    UNKNOWN_DURATION = "unknown-duration"
    BRANCH = "conditional-work"
    PROMISE = "promise-kept"
    RISK_CHANCE = "risk-chance"
    RISK_DELAY = "risk-delay"
    RISK_PLACE = "risk-place"


@dataclass(frozen=True, slots=True)
class DurationInput:
    """Working minutes of an activity; `remaining` where only what is left of it varies."""

    number: int
    shortest: int
    likely: int
    longest: int


class Side(StrEnum):
    """What a date window of an activity moves."""

    START = "start"
    FINISH = "finish"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class WindowInput:
    """A date that was said: the first day of its window (an ordinal), how long it is, and whether it is kept."""

    number: int
    side: Side
    first: int
    span: float
    likely: float
    kept: float


@dataclass(frozen=True, slots=True)
class BranchInput:
    """Conditional work and the chance that it is done."""

    number: int
    chance: float


@dataclass(frozen=True, slots=True)
class RiskInput:
    """An event that delays activities, in working minutes; `parallel` runs beside other risks."""

    row: Risk
    numbers: tuple[int, ...]
    chance: float
    shortest: int
    likely: int
    longest: int
    parallel: bool


@dataclass(frozen=True, slots=True)
class Default:
    """A declared default that was used, with its value in words of the model and what it was used for."""

    kind: DefaultKind
    value: str
    keys: tuple[str, ...]


@dataclass(slots=True)
class Inputs:
    """Everything that a chance follows from. Variables are in this order: durations, windows, branches, risks."""

    plan: Plan
    net: Network
    durations: list[DurationInput] = field(default_factory=list[DurationInput])
    windows: list[WindowInput] = field(default_factory=list[WindowInput])
    branches: list[BranchInput] = field(default_factory=list[BranchInput])
    risks: list[RiskInput] = field(default_factory=list[RiskInput])
    defaults: dict[DefaultKind, tuple[str, list[str]]] = field(
        default_factory=dict[DefaultKind, "tuple[str, list[str]]"]
    )
    unknown: list[Activity] = field(default_factory=list[Activity])  # work for which no default says how long

    def assumed(self, kind: DefaultKind, value: str, key: str) -> None:
        self.defaults.setdefault(kind, (value, []))[1].append(key)

    def declared(self) -> list[Default]:
        """The defaults that were used, in a fixed order."""
        found = [(kind, *self.defaults[kind]) for kind in DefaultKind if kind in self.defaults]
        return [Default(kind, value, tuple(keys)) for kind, value, keys in found]

    @property
    def keys(self) -> list[str]:
        """The key of what each variable is about; a risk has two variables, whether it comes and how long it delays."""
        about = [*self.durations, *self.windows, *self.branches]
        rows = [self.net.activities[each.number].key for each in about]
        return rows + [each.row.key for each in self.risks] * 2


def with_entry_let_go(plan: Plan) -> Plan:
    """The plan as runs need it: what is not done comes after the status date, and nothing holds entry into force."""
    changes: list[RowChange] = []
    if not plan.programme.remaining_from_status:
        row = plan.programme
        changes.append(RowChange.update(row, change_row(row, remaining_from_status=True)))
    entry = plan.entry
    if entry is not None and not entry.has_happened:
        free = {"constraint": Constraint.ASAP, "constraint_date": None, "pinning": Pinning.NONE}
        free |= {"pinned_start": None, "pinned_finish": None, "start_window": None, "finish_window": None}
        changes.append(RowChange.update(entry, change_row(entry, **free)))
    return plan.with_step(Step("chance.try", tuple(changes))) if changes else plan


def inputs_of(plan: Plan, *, risks: bool = True, measures: bool = True) -> Inputs:
    """What is uncertain in a plan; without `measures`, risks are as they were before anything was done about them."""
    net = build_network(with_entry_let_go(plan))
    found = Inputs(plan, net)
    ranges = _Ranges(plan)
    for n, activity in enumerate(net.activities):
        bounds = net.bounds[n]
        if net.shapes[n] == SUMMARY or net.idle[n] or bounds.finished or n == net.entry:
            continue
        if bounds.pinned and not bounds.started:
            continue
        _add_duration(found, ranges, n, activity)
        _add_windows(found, n, activity)
        if activity.conditional and not bounds.started:
            _add_branch(found, n, activity)
    if risks:
        for risk in plan.risks:
            _add_risk(found, risk, measures)
    return found


# --- durations --------------------------------------------------------------------------------------


class _Ranges:
    """The range in percent that holds for an activity: the one that says most of it, else the programme's."""

    def __init__(self, plan: Plan) -> None:
        self._rows = sorted(plan.rows(DurationRange), key=lambda r: (r.position, r.name))
        programme = plan.programme
        self.usual = programme.shortest_percent, 100, programme.longest_percent

    def of(self, activity: Activity) -> tuple[tuple[int, int, int], str]:
        best: DurationRange | None = None
        most = -1
        for row in self._rows:
            asked = [
                (row.organisation_id, activity.organisation_id),
                (row.track_id, activity.track_id),
                (row.stage if row.stage is not Stage.NONE else None, activity.stage),
            ]
            said = [(mine, its) for mine, its in asked if mine is not None]
            if all(mine == its for mine, its in said) and len(said) > most:
                best, most = row, len(said)
        if best is None:
            return self.usual, ""
        return (best.shortest_percent, best.likely_percent, best.longest_percent), best.name


def _add_duration(found: Inputs, ranges: _Ranges, n: int, activity: Activity) -> None:
    net = found.net
    if net.shapes[n] == TERMLESS:
        if not activity.is_summary:  # with nothing in it yet, a summary is no work
            _add_unknown(found, n, activity)
        return
    if net.shapes[n] != TASK or activity.splits or activity.hammock_finish_id is not None:
        return
    planned = net.bounds[n].duration - net.bounds[n].pause
    if not planned or _from_windows(found, activity):
        return
    (low, middle, high), name = ranges.of(activity)
    likely = activity.likely_minutes
    if likely is None:
        likely = round(planned * middle / 100)
    shortest, longest = activity.shortest_minutes, activity.longest_minutes
    if shortest is None or longest is None:
        value = name or f"{low}-{high} %"
        found.assumed(DefaultKind.DURATION_RANGE, value, activity.key)
    shortest = min(likely, round(planned * low / 100)) if shortest is None else shortest
    longest = max(likely, round(planned * high / 100)) if longest is None else longest
    likely = min(max(likely, shortest), longest)
    if net.bounds[n].started:  # only what is left of it varies
        left = net.bounds[n].remaining / planned
        shortest, likely, longest = (round(each * left) for each in (shortest, likely, longest))
    if (shortest, longest) != (likely, likely) or likely != planned:
        found.durations.append(DurationInput(n, shortest, likely, longest))


def _from_windows(found: Inputs, activity: Activity) -> bool:
    """Whether the days between its windows are its duration."""
    plan_on = found.net.plan_on
    last = planned_day(activity.finish_window, plan_on)
    if activity.has_begun:
        return last is not None
    return last is not None and planned_day(activity.start_window, plan_on) is not None


def _add_unknown(found: Inputs, n: int, activity: Activity) -> None:
    """Work without a duration: never counted as no time."""
    programme = found.plan.programme
    ends = (activity.shortest_minutes, activity.likely_minutes, activity.longest_minutes)
    if all(each is not None for each in ends):
        shortest, likely, longest = (each or 0 for each in ends)
    elif programme.unknown_likely_days is None:
        found.unknown.append(activity)
        return
    else:
        days = (programme.unknown_shortest_days, programme.unknown_likely_days, programme.unknown_longest_days)
        found.assumed(DefaultKind.UNKNOWN_DURATION, "-".join(map(str, days)) + " d", activity.key)
        shortest, likely, longest = (each * MINUTES_IN_WORKING_DAY for each in days)
    found.durations.append(DurationInput(n, shortest, likely, longest))


# --- windows ----------------------------------------------------------------------------------------


def _add_windows(found: Inputs, n: int, activity: Activity) -> None:
    moment = found.net.shapes[n] == MOMENT
    start, finish = activity.start_window, activity.finish_window
    if moment:
        _add_window(found, n, activity, Side.MOMENT, start if _says(found, start) else finish)
        return
    if not activity.has_begun and start is not None and not start.is_exact:
        _add_window(found, n, activity, Side.START, start)
    _add_window(found, n, activity, Side.FINISH, finish)


def _says(found: Inputs, window: ImpreciseDate | None) -> bool:
    return planned_day(window, found.net.plan_on) is not None


def _add_window(found: Inputs, n: int, activity: Activity, side: Side, window: ImpreciseDate | None) -> None:
    """A window with a last day: when it is kept, and that it may not be."""
    if window is None or window.nature is not Nature.WINDOW or window.latest is None:
        return
    last = window.latest.toordinal()
    first = window.earliest.toordinal() if window.earliest is not None else last - OPEN_DAYS
    today = found.plan.programme.status_date.toordinal()
    kept = KEPT[window.firmness]
    found.assumed(DefaultKind.PROMISE, "70-55-50-45-40 %", activity.key)
    if last < today:  # it has passed: only how late is left to ask
        first, last, kept = today, today, 0.0
    first = max(first, min(today, last))
    span = float(last - first)
    found.windows.append(WindowInput(n, side, first, span, span * LIKELY[window.firmness], kept))


# --- branches and risks --------------------------------------------------------------------------------


def _add_branch(found: Inputs, n: int, activity: Activity) -> None:
    percent = activity.branch_percent
    if percent is None:
        percent = found.plan.programme.branch_percent
        found.assumed(DefaultKind.BRANCH, f"{percent} %", activity.key)
    if percent < 100:
        found.branches.append(BranchInput(n, percent / 100))


def _add_risk(found: Inputs, risk: Risk, measures: bool) -> None:
    if risk.status is not RiskStatus.OPEN:
        return
    numbers = _places(found, risk)
    if not numbers:
        return
    before = risk.chance_percent, (risk.shortest_minutes, risk.likely_minutes, risk.longest_minutes)
    after = (
        risk.after_chance_percent,
        (
            risk.after_shortest_minutes,
            risk.after_likely_minutes,
            risk.after_longest_minutes,
        ),
    )
    percent, ends = before
    if measures:
        percent = after[0] if after[0] is not None else percent
        ends = after[1] if after[1][1] is not None else ends
    if percent is None:
        percent = RISK_CHANCE[risk.probability]
        found.assumed(DefaultKind.RISK_CHANCE, "5-20-40-60-85 %", risk.key)
    shortest, likely, longest = ends
    if likely is None:
        days = RISK_DAYS[risk.impact]
        found.assumed(DefaultKind.RISK_DELAY, "2-5-10-25-60 d", risk.key)
        usual = [each * MINUTES_IN_WORKING_DAY for each in days]
        likely = min(max(usual[1], shortest or 0), longest if longest is not None else usual[1])
        shortest = min(usual[0], likely) if shortest is None else shortest
        longest = max(usual[2], likely) if longest is None else longest
    shortest = likely if shortest is None else shortest
    longest = likely if longest is None else longest
    if percent:
        found.risks.append(RiskInput(risk, numbers, percent / 100, shortest, likely, longest, risk.parallel))


def _places(found: Inputs, risk: Risk) -> tuple[int, ...]:
    """The activities that a risk delays: those it concerns, else the readiness of its organisation."""
    net = found.net
    numbers = [net.number[row_id] for row_id in risk.activity_ids if row_id in net.number]
    if not numbers and risk.organisation_id is not None:
        numbers = [n for n in net.ready if net.activities[n].organisation_id == risk.organisation_id]
        if numbers:
            found.assumed(DefaultKind.RISK_PLACE, Gate.READY.value, risk.key)
    leaves = list(_leaves(net, numbers))
    return tuple(dict.fromkeys(n for n in leaves if not net.bounds[n].finished and not net.idle[n] and n != net.entry))


def _leaves(net: Network, numbers: Iterable[int]) -> Iterable[int]:
    """The last work of a summary stands for it: its delay is that of the whole."""
    for n in numbers:
        if net.shapes[n] != SUMMARY:
            yield n
            continue
        inside = [child for child in net.children[n] if net.shapes[child] != SUMMARY]
        yield from inside[-1:]


def groups_of(found: Inputs) -> list[list[Hashable | None]]:
    """What makes variables go together: for each kind of factor, the group of each variable, None for none.

    The organisation, the track, and a common cause; dates that were said in the same words are one
    statement, so they have their cause in common. Branches and risks stand by themselves.
    """
    rows = [found.net.activities[each.number] for each in [*found.durations, *found.windows]]
    causes: list[Hashable | None] = [found.net.activities[d.number].cause.strip().casefold() for d in found.durations]
    for each in found.windows:
        activity = found.net.activities[each.number]
        window = activity.finish_window if each.side is Side.FINISH else activity.start_window or activity.finish_window
        causes.append(activity.cause.strip().casefold() or (window.words.strip().casefold() if window else ""))
    alone: list[Hashable | None] = [None] * (len(found.branches) + 2 * len(found.risks))
    return [
        [a.organisation_id for a in rows] + alone,
        [a.track_id for a in rows] + alone,
        [cause or None for cause in causes] + alone,
    ]
