"""Ask a plan for its chance: with and without risks and measures, and what would help most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from planner.domain.chance.answer import Answer
from planner.domain.chance.inputs import Inputs, inputs_of
from planner.domain.chance.working_out import Gathered, Progress, work_out
from planner.domain.model import Activity, Organisation, Risk
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule

TRIED_RUNS = 2_000
MOST_HELP = 3
TRIED = 6
"""Things that are tried, of which the best are told."""
LEAST_GAIN = 0.01


@dataclass(frozen=True, slots=True)
class Help:
    """What the chance becomes if everything of an organisation, an activity or a risk goes as its owner expects.

    Durations turn out no longer than likely, dates that were said are kept, and the risk does not come.
    """

    row_id: UUID
    before: float
    after: float

    @property
    def gain(self) -> float:
        return self.after - self.before


def ask(
    plan: Plan,
    planned: Schedule | None = None,
    *,
    runs: int | None = None,
    seed: int | None = None,
    without_risks: bool = False,
    without_measures: bool = False,
    progress: Progress | None = None,
) -> Answer:
    """The answer for a plan; EditRefused where the question cannot be asked. Stops early where `progress` says so."""
    planned = planned or schedule(plan)
    inputs = inputs_of(plan, risks=not without_risks, measures=not without_measures)
    return work_out(inputs, planned, runs=runs, seed=seed, progress=progress, without_risks=without_risks)


def what_helps(
    plan: Plan, planned: Schedule, answer: Answer, *, seed: int | None = None
) -> tuple[tuple[Help, ...], Help]:
    """What would raise the chance of the first moment most, each on the same draws, and all of these together."""
    inputs = inputs_of(plan, risks=not answer.without_risks)
    before = _tried(inputs, planned, answer.seed if seed is None else seed, {})
    easing = _easing(inputs)
    found: list[tuple[Help, dict[int, float]]] = []
    for row_id, places in _candidates(inputs, answer):
        eased = {i: easing[i] for i in places if i in easing}
        if eased:
            after = _tried(inputs, planned, answer.seed if seed is None else seed, eased)
            found.append((Help(row_id, before, after), eased))
    best = sorted((each for each in found if each[0].gain >= LEAST_GAIN), key=lambda each: -each[0].gain)[:MOST_HELP]
    together: dict[int, float] = {}
    for _, eased in best:
        together |= eased
    after = _tried(inputs, planned, answer.seed if seed is None else seed, together) if len(best) > 1 else before
    return tuple(help for help, _ in best), Help(plan.programme.id, before, after)


def _tried(inputs: Inputs, planned: Schedule, seed: int, eased: dict[int, float]) -> float:
    gathered = Gathered(inputs, planned, seed)
    gathered.simulation.eased = eased
    while gathered.runs < TRIED_RUNS:
        gathered.add(min(gathered.simulation.at_once, TRIED_RUNS - gathered.runs))
    return gathered.chance


def _easing(inputs: Inputs) -> dict[int, float]:
    """For each variable the largest draw that is still as its owner expects."""
    found: dict[int, float] = {}
    for i, each in enumerate(inputs.durations):
        width = each.longest - each.shortest
        found[i] = (each.likely - each.shortest) / width if width else 1.0
    place = len(inputs.durations)
    for i, each in enumerate(inputs.windows, place):
        found[i] = each.kept
    place += len(inputs.windows) + len(inputs.branches)
    for i, each in enumerate(inputs.risks, place):
        found[i] = max(1 - each.chance - 1e-9, 0.0)
    return found


def _candidates(inputs: Inputs, answer: Answer) -> Sequence[tuple[UUID, list[int]]]:
    """What is worth trying: the drivers that weigh most, and the organisations that they belong to."""
    plan, net = inputs.plan, inputs.net
    rows: dict[UUID, list[int]] = {}
    about = [*inputs.durations, *inputs.windows, *inputs.branches]
    owners: dict[UUID, list[int]] = {}
    for i, each in enumerate(about):
        activity = net.activities[each.number]
        rows.setdefault(activity.id, []).append(i)
        if activity.organisation_id is not None:
            owners.setdefault(activity.organisation_id, []).append(i)
    for i, each in enumerate(inputs.risks, len(about)):
        rows.setdefault(each.row.id, []).append(i)
    weights: dict[UUID, float] = {}
    for driver in answer.drivers:
        activity = plan.get(Activity, driver.row_id)
        if activity is not None and activity.organisation_id is not None:
            weights[activity.organisation_id] = weights.get(activity.organisation_id, 0.0) + driver.contribution
    risks = [d.row_id for d in answer.drivers if plan.get(Risk, d.row_id) is not None]
    activities = [d.row_id for d in answer.drivers if plan.get(Activity, d.row_id) is not None]
    organisations = sorted((o for o in weights if plan.get(Organisation, o) is not None), key=lambda o: -weights[o])
    chosen = [*organisations[: TRIED // 2], *risks[: TRIED // 2], *activities[: TRIED // 2]]
    return [(row_id, owners.get(row_id) or rows.get(row_id, [])) for row_id in chosen]
