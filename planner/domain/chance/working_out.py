"""Work the chance out: runs in batches until the answer stands, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from uuid import UUID

import numpy as np

from planner.domain.chance.answer import (
    DIGITS,
    Answer,
    CurvePoint,
    DriverShare,
    MilestoneChance,
    MomentChance,
)
from planner.domain.chance.clocks import Minutes
from planner.domain.chance.inputs import Inputs
from planner.domain.chance.moments import Moments, moments_of
from planner.domain.chance.sampling import Floats
from planner.domain.chance.simulation import Runs, Simulation
from planner.domain.control.readiness import judged_organisations, leading_to_entry
from planner.domain.model import Activity, ActivityKind, Gate
from planner.domain.plan import Plan
from planner.domain.quality.own import is_assumed
from planner.domain.scheduling import Schedule
from planner.domain.scheduling.calendars import DAY, day_end
from planner.domain.scheduling.network import SUMMARY, TERMLESS
from planner.errors import EditRefused
from planner.message import N_

USUAL_RUNS, FEWEST_RUNS = 10_000, 2_000
MARGIN = 0.01
"""Half the width of the 95 % interval of the first moment's chance at which runs stop."""
MOST_MOMENTS = 4
SMALL_REST = 0.005
"""Chance left at which no further moment is named."""
FIFTH = 0.2
MOST_DRIVERS, LEAST_CONTRIBUTION = 20, 0.01
CURVE_POINTS = 40
DRIVING_RUNS = 4_000
"""Runs from which it is told what drives the outcome: more would not change the order."""

Progress = Callable[[int, float], bool]
"""Told after each batch how many runs there are and the chance so far; stops the work with False."""


def work_out(
    inputs: Inputs,
    planned: Schedule,
    *,
    runs: int | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
    without_risks: bool = False,
) -> Answer:
    """The answer for a plan: exactly `runs` runs, else as many as it takes; EditRefused where it cannot be asked."""
    plan = inputs.plan
    refuse_unanswerable(inputs)
    gathered = Gathered(inputs, planned, seed_of(plan, seed))
    most = runs or USUAL_RUNS
    while gathered.runs < most:
        gathered.add(min(gathered.simulation.at_once, most - gathered.runs))
        if progress is not None and not progress(gathered.runs, gathered.chance):
            break
        if runs is None and gathered.runs >= FEWEST_RUNS and gathered.margin <= MARGIN:
            break
    return gathered.answer(without_risks=without_risks)


def seed_of(plan: Plan, seed: int | None) -> int:
    """The seed that was asked for, else the status date: 20230201."""
    return int(plan.programme.status_date.strftime("%Y%m%d")) if seed is None else seed


def refuse_unanswerable(inputs: Inputs) -> None:
    """Raise EditRefused for a plan that has nothing to ask about."""
    plan, net = inputs.plan, inputs.net
    if plan.entry is None or net.entry < 0:
        raise EditRefused(N_("No milestone is marked as the entry into force, so there is no chance to work out."))
    if not net.links_in[net.entry] and not net.ready and not net.bounds[net.entry].finished:
        raise EditRefused(
            N_("Entry into force waits for nothing in the plan, so there is no chance to work out: link it first.")
        )
    way = leading_to_entry(plan)
    unknown = sorted(a.key for a in inputs.unknown if a.id in way)
    if unknown:
        names = ", ".join(unknown[:5])
        raise EditRefused(
            N_(
                "{number} activities on the way to entry into force have no duration ({names}), and the programme "
                "says not to assume one: an unknown duration never counts as zero."
            ),
            number=len(unknown),
            names=names,
        )


@dataclass(slots=True)
class _Driving:
    """Sums from which the contribution of each variable follows."""

    by_ready: Floats
    worse: Floats
    better: Floats
    in_fifth: float = 0.0
    runs: int = 0

    def add(self, shares: Floats, ready: Minutes, in_time: Floats) -> None:
        if not shares.size or self.runs >= DRIVING_RUNS:
            return
        self.runs += len(ready)
        ceiling = np.percentile(ready, 99)
        days = np.minimum(ready, ceiling) / DAY
        spread = float(days.std()) or 1.0
        standing = ((days - days.mean()) / spread).astype(np.float32)  # its mean is 0, so that of the draws falls out
        hits = in_time.astype(np.float32)
        self.by_ready += shares @ standing
        self.worse += (shares >= 1 - FIFTH).astype(np.float32) @ hits
        self.better += (shares < FIFTH).astype(np.float32) @ hits
        self.in_fifth += FIFTH * len(ready)


@dataclass(slots=True)
class _Kept:
    """What is kept of each batch."""

    ready: list[Minutes] = field(default_factory=list[Minutes])
    finishes: list[np.typing.NDArray[np.int32]] = field(default_factory=list["np.typing.NDArray[np.int32]"])
    chances: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])


class Gathered:
    """Batches of runs, and what they add up to."""

    def __init__(self, inputs: Inputs, planned: Schedule, seed: int) -> None:
        self.inputs, self.planned, self.seed = inputs, planned, seed
        plan, net = inputs.plan, inputs.net
        self.moments: Moments = moments_of(plan, planned)
        self.way = leading_to_entry(plan)
        self.milestones = [
            net.number[a.id]
            for a, _ in plan.outline
            if a.kind is ActivityKind.MILESTONE and not a.has_happened and not net.idle[net.number[a.id]]
        ]
        self.by_organisation = _own_numbers(inputs, self.way)
        self.by_criterion = [
            (c.id, net.number[c.activity_id])
            for c in plan.criteria
            if c.mandatory and c.activity_id is not None and c.activity_id in net.number
        ]
        wanted = [*self.milestones, *(n for own in self.by_organisation.values() for n in own)]
        wanted += [n for _, n in self.by_criterion]
        self.wanted = list(dict.fromkeys(wanted))
        self._place = {n: i for i, n in enumerate(self.wanted)}
        self.simulation = Simulation(inputs, seed, self.moments, self.wanted)
        variables = self.simulation.variables
        self._driving = _Driving(np.zeros(variables), np.zeros(variables), np.zeros(variables))
        self._kept = _Kept()
        self.runs = 0

    def add(self, runs: int) -> Runs:
        """One more batch."""
        found = self.simulation.batch(len(self._kept.ready) + 1, runs)
        in_time = (found.ready <= self.moments.limits[0]).astype(np.float64)
        self._driving.add(found.shares, found.ready, in_time)
        self._kept.ready.append(found.ready)
        self._kept.finishes.append(found.finishes.astype(np.int32))
        self._kept.chances.append((runs, float(in_time.mean())))
        self.runs += runs
        return found

    @property
    def chance(self) -> float:
        """The chance of the first moment so far."""
        return sum(runs * chance for runs, chance in self._kept.chances) / self.runs

    @property
    def margin(self) -> float:
        """Half the 95 % interval: from the spread between batches, which knows how even the draws are."""
        chance, batches = self.chance, self._kept.chances
        if chance in (0.0, 1.0):
            return 3 / self.runs  # the rule of three
        if len(batches) < 2:
            return 1.96 * sqrt(chance * (1 - chance) / self.runs)
        spread = sum(runs * (each - chance) ** 2 for runs, each in batches) / self.runs
        return max(1.96 * sqrt(spread / (len(batches) - 1)), 1 / self.runs)

    def answer(self, *, without_risks: bool) -> Answer:
        """What all runs up to now say."""
        ready = np.concatenate(self._kept.ready)
        finishes = np.concatenate(self._kept.finishes, axis=1)
        plan = self.inputs.plan
        open_tasks = [a for a in plan.rows(Activity) if a.id in self.way and _is_open_task(self.inputs, a)]
        termless = [a for a in open_tasks if self.planned[a.id].termless]
        assumed = [a for a in plan.rows(Activity) if a.id in self.way and not a.has_happened and is_assumed(plan, a)]
        return Answer(
            runs=self.runs,
            seed=self.seed,
            converged=self.runs >= min(FEWEST_RUNS, self.runs) and self.margin <= MARGIN,
            margin=round(self.margin, DIGITS),
            moments=self._moments(ready),
            organisations=self._organisations(finishes),
            criteria=tuple((row_id, self._in_time(finishes, [n])) for row_id, n in self.by_criterion),
            milestones=self._milestones(finishes),
            drivers=self._drivers(),
            deciding=self._deciding(finishes),
            curve=self._curve(ready),
            ready_p50=_day_at(ready, 50),
            ready_p80=_day_at(ready, 80),
            defaults=tuple(self.inputs.declared()),
            without_term=round(len(termless) / len(open_tasks), DIGITS) if open_tasks else 0.0,
            assumptions=len(assumed),
            without_risks=without_risks,
        )

    def _moments(self, ready: Minutes) -> tuple[MomentChance, ...]:
        places = self.moments.places(ready)
        found: list[MomentChance] = []
        left = 1.0
        for place, day in enumerate(self.moments.days[:MOST_MOMENTS]):
            chance = min(round(float((places == place).mean()), DIGITS), left)
            found.append(MomentChance(day, chance))
            left = round(left - chance, DIGITS)
            if left < SMALL_REST and len(found) > 1:
                break
        return (*found, MomentChance(None, max(left, 0.0)))

    def _in_time(self, finishes: np.typing.NDArray[np.int32], numbers: Sequence[int]) -> float:
        """The chance that all of some activities are done by the first moment."""
        if not numbers:
            return 1.0
        last = finishes[[self._place[n] for n in numbers]].max(axis=0)
        return round(float((last <= self.moments.limits[0]).mean()), DIGITS)

    def _organisations(self, finishes: np.typing.NDArray[np.int32]) -> tuple[tuple[UUID, float], ...]:
        return tuple((row_id, self._in_time(finishes, own)) for row_id, own in self.by_organisation.items())

    def _deciding(self, finishes: np.typing.NDArray[np.int32]) -> tuple[tuple[UUID, float], ...]:
        """In how many runs each organisation is the last one ready."""
        own = {row_id: numbers for row_id, numbers in self.by_organisation.items() if numbers}
        if not own:
            return ()
        last = np.array([finishes[[self._place[n] for n in numbers]].max(axis=0) for numbers in own.values()])
        share = (last == last.max(axis=0)).astype(np.float64)
        found = (share / share.sum(axis=0)).mean(axis=1)
        rows = [(row_id, round(float(each), DIGITS)) for row_id, each in zip(own, found, strict=True)]
        return tuple(sorted(rows, key=lambda row: -row[1]))

    def _milestones(self, finishes: np.typing.NDArray[np.int32]) -> tuple[MilestoneChance, ...]:
        found: list[MilestoneChance] = []
        for n in self.milestones:
            row = finishes[self._place[n]]
            activity = self.inputs.net.activities[n]
            planned = self.planned[activity.id].finish.date()
            chance = round(float((row <= day_end(planned)).mean()), DIGITS)
            found.append(MilestoneChance(activity.id, _day_at(row, 50), _day_at(row, 80), planned, chance))
        return tuple(found)

    def _drivers(self) -> tuple[DriverShare, ...]:
        """What the spread of the outcome comes from: squared correlations, of which the noise was taken off."""
        if self._driving.runs < 2:
            return ()
        correlation = self._driving.by_ready / self._driving.runs * sqrt(12)
        squares = np.maximum(correlation**2 - 1 / self._driving.runs, 0)
        rows: dict[UUID, list[int]] = {}
        for i, row_id in enumerate(self._row_ids()):
            rows.setdefault(row_id, []).append(i)
        rows = {row_id: places for row_id, places in rows.items() if self._leads(row_id)}
        total = float(sum(squares[places].sum() for places in rows.values())) or 1.0
        found: list[DriverShare] = []
        for row_id, places in rows.items():
            contribution = round(float(squares[places].sum()) / total, DIGITS)
            if contribution >= LEAST_CONTRIBUTION:
                most = max(places, key=lambda i: squares[i])
                ends = sorted(float(each[most]) / self._driving.in_fifth for each in self._fifths())
                found.append(DriverShare(row_id, contribution, round(min(ends[0], 1), 4), round(min(ends[1], 1), 4)))
        return tuple(sorted(found, key=lambda each: -each.contribution)[:MOST_DRIVERS])

    def _leads(self, row_id: UUID) -> bool:
        """Whether entry into force waits for an activity, or for what a risk delays: else it only looks that way."""
        net = self.inputs.net
        ready = {net.activities[n].id for n in net.ready}
        risk = next((each for each in self.inputs.risks if each.row.id == row_id), None)
        about = {row_id} if risk is None else {net.activities[n].id for n in risk.numbers}
        return bool(about & (self.way | ready))

    def _fifths(self) -> tuple[Floats, Floats]:
        return self._driving.worse, self._driving.better

    def _row_ids(self) -> list[UUID]:
        inputs = self.inputs
        rows = [
            inputs.net.activities[each.number].id for each in (*inputs.durations, *inputs.windows, *inputs.branches)
        ]
        return rows + [each.row.id for each in inputs.risks] * 2

    def _curve(self, ready: Minutes) -> tuple[CurvePoint, ...]:
        """The chance day by day from the first run that is ready to nearly the last, and at every moment."""
        first, last = (int(each) // DAY for each in np.percentile(ready, [0.5, 99.5]))
        moments = [day.toordinal() for day, _ in zip(self.moments.days, range(MOST_MOMENTS), strict=False)]
        last = max(last, moments[0])
        step = max((last - first) // CURVE_POINTS, 1)
        days = sorted({*range(first, last + step, step), *(m for m in moments if m <= last + step)})
        enters = self.moments.entering(ready)
        ordered, entered = np.sort(ready), np.sort(enters)
        ends = np.array(days) * DAY + DAY
        by_day = np.searchsorted(ordered, ends, side="right") / len(ordered)
        in_force = np.searchsorted(entered, ends, side="right") / len(entered)
        return tuple(
            CurvePoint(date.fromordinal(day), round(float(a), DIGITS), round(float(b), DIGITS))
            for day, a, b in zip(days, by_day, in_force, strict=True)
        )


def _is_open_task(inputs: Inputs, activity: Activity) -> bool:
    n = inputs.net.number[activity.id]
    return activity.kind is ActivityKind.TASK and not activity.has_happened and not inputs.net.idle[n]


def _own_numbers(inputs: Inputs, way: frozenset[UUID]) -> dict[UUID, list[int]]:
    """What each organisation brings itself of what entry waits for: its open work and its readiness.

    Milestones that only gather what others do are left out.
    """
    net, plan = inputs.net, inputs.plan
    own: dict[UUID, list[int]] = {}
    dated = {each.number for each in inputs.windows}
    judged = {o.id for o in judged_organisations(plan)}
    for n, activity in enumerate(net.activities):
        owner = activity.organisation_id
        leads = activity.id in way or n in net.ready
        if owner not in judged or not leads or net.shapes[n] == SUMMARY or net.idle[n] or n == net.entry:
            continue
        assert owner is not None
        own.setdefault(owner, [])
        if net.bounds[n].finished:
            continue
        brings = activity.gate is Gate.READY or n in dated or net.bounds[n].duration or net.shapes[n] == TERMLESS
        if brings:
            own[owner].append(n)
    return {o.id: own[o.id] for o in judged_organisations(plan) if o.id in own}


def _day_at(instants: Minutes | np.typing.NDArray[np.int32], percent: float) -> date:
    """The day by which so many percent of runs are done."""
    return date.fromordinal(int(np.percentile(instants, percent, method="inverted_cdf")) // DAY)
