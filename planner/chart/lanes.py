"""The lanes of the chain overview: which activities are in which lane, and how they share its rows.

A lane packs its marks with their labels into as few rows as they need. Where a sheet has no room for
all of them, the least important ones are left out and counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from planner.chart.course import law_activities
from planner.chart.marks import Extent, Marks, extent_of, is_done, words_beside
from planner.chart.styles import Measure, fitted
from planner.chart.timescale import TimeScale
from planner.domain.control.statements import Statements
from planner.domain.model import Activity, Gate, Organisation, OrganisationKind
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import ScheduledActivity
from planner.language.translator import Translator

LABEL = "paper.label"
WORDS = "paper.words"
DATE = "paper.date"
PAD = 4.0
GAP = 4.0
BETWEEN = 7.0
WIDEST_LABEL = 330.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A band over the sheet: the legislative course, a chain organisation, or all others together."""

    organisation: Organisation | None
    name: str
    subtitle: str
    activities: tuple[Activity, ...]
    law: bool = False


@dataclass(frozen=True, slots=True)
class LaneItem:
    """One activity with its label: where its mark lies, where its texts begin, and all it takes."""

    activity: Activity
    planned: ScheduledActivity
    extent: Extent
    texts: tuple[tuple[str, str, float], ...]  # text, style, width
    text_x: float
    left: float
    right: float
    rank: float
    inside: bool


@dataclass(slots=True)
class PackedLane:
    """A lane with its items in view, those that are drawn in rows, those left out, and how many lie elsewhere.

    `earlier` and `later` lie before and after the axis, `unplanned` have no dates; `continued` is the sheet on which
    what was left out begins, 0 for none.
    """

    lane: Lane
    items: list[LaneItem] = field(default_factory=list[LaneItem])
    rows: list[list[LaneItem]] = field(default_factory=list[list[LaneItem]])
    left_out: list[LaneItem] = field(default_factory=list[LaneItem])
    earlier: int = 0
    later: int = 0
    unplanned: int = 0
    continued: int = 0


def lanes_of(plan: Plan, law_name: str, others_name: str, only: frozenset[UUID] | None = None) -> list[Lane]:
    """The legislative course first, then ministries and chain organisations in their order, then all others."""
    law = law_activities(plan)
    by_organisation: dict[UUID | None, list[Activity]] = {}
    for activity, _ in plan.outline:
        if not activity.is_summary and activity.id not in law:
            by_organisation.setdefault(activity.organisation_id, []).append(activity)
    lanes: list[Lane] = []
    if law:
        course = tuple(a for a, _ in plan.outline if a.id in law)
        lanes.append(_law_lane(plan, course, law_name))
    for organisation in plan.organisations:
        if organisation.kind is OrganisationKind.MINISTRY and by_organisation.get(organisation.id):
            own = tuple(by_organisation.pop(organisation.id))
            lanes.append(Lane(organisation, organisation.name, _subtitle(organisation), own))
        elif organisation.kind is OrganisationKind.CHAIN:
            own = tuple(by_organisation.pop(organisation.id, ()))
            lanes.append(Lane(organisation, organisation.name, _subtitle(organisation), own))
    rest = [a for a, _ in plan.outline if a.organisation_id in by_organisation and a.id not in law]
    rest = [a for a in rest if not a.is_summary]
    if rest:
        lanes.append(Lane(None, others_name, _names_of(plan, rest), tuple(rest)))
    if only is not None:
        lanes = [lane for lane in lanes if lane.law or (lane.organisation and lane.organisation.id in only)]
    return lanes


def _law_lane(plan: Plan, course: tuple[Activity, ...], law_name: str) -> Lane:
    entry = plan.entry
    assert entry is not None
    above = list(plan.ancestors(entry.id))
    owner = plan.get(Organisation, entry.organisation_id)
    return Lane(owner, above[-1].name if above else law_name, owner.name if owner else "", course, law=True)


def _subtitle(organisation: Organisation) -> str:
    return organisation.subtitle or (organisation.code if organisation.code != organisation.name else "")


def _names_of(plan: Plan, activities: list[Activity]) -> str:
    owners = dict.fromkeys(a.organisation_id for a in activities)
    found = (plan.get(Organisation, owner) for owner in owners)
    return ", ".join(o.code for o in found if o is not None)


# --- items --------------------------------------------------------------------------------------------


def rank_of(plan: Plan, activity: Activity, planned: ScheduledActivity) -> float:
    """How much an activity matters to who looks at one sheet; higher stays longer."""
    rank = min((planned.duration_minutes or 0) / 480 / 20, 15.0)
    if activity.gate is not Gate.NONE:
        rank += 100
    if planned.critical:
        rank += 50
    elif planned.near_critical:
        rank += 25
    if activity.is_milestone:
        rank += 20
    links = (*plan.predecessors(activity.id), *plan.successors(activity.id))
    rank += 15 * any(plan.is_chain(link) for link in links)
    rank += 10 * (activity.deadline is not None)
    rank += 8 * (0 < planned.percent < 100)
    rank -= 12 * is_done(activity, planned)
    rank -= 10 * planned.termless
    return rank


class ItemMaker:
    """Makes the items of lanes on one time scale."""

    def __init__(
        self,
        told: Statements,
        scale: TimeScale,
        measure: Measure,
        marks: Marks,
        translator: Translator,
        entry_x: float | None = None,
    ) -> None:
        self._told = told
        self._entry_x = entry_x
        self._plan = told.plan
        self._schedule = told.schedule
        self._scale = scale
        self._measure = measure
        self._marks = marks
        self._wording = translator

    def lane(self, lane: Lane) -> PackedLane:
        """The items of a lane that lie within the scale, and how many lie before it, after it, or nowhere."""
        found = PackedLane(lane)
        for activity in lane.activities:
            if activity.id not in self._schedule.activities:
                found.unplanned += 1
                continue
            extent = extent_of(activity, self._schedule[activity.id], self._scale, self._marks)
            if extent.right <= self._scale.left:
                found.earlier += 1
            elif extent.left >= self._scale.right:
                found.later += 1
            else:
                found.items.append(self.item(activity))
        return found

    def item(self, activity: Activity) -> LaneItem:
        """An activity with its label inside its bar, else beside it on the side that has room."""
        planned = self._schedule[activity.id]
        extent = extent_of(activity, planned, self._scale, self._marks)
        left, right = max(extent.left, self._scale.left), min(extent.right, self._scale.right)
        texts = self._texts(activity, planned)
        total = sum(width for _, _, width in texts) + GAP * (len(texts) - 1)
        rank = rank_of(self._plan, activity, planned)
        solid = not activity.is_milestone and not planned.termless
        bar_left = max(self._scale.x(planned.start.date()), left)
        bar_right = min(self._scale.x_end(planned.finish.date()), right)
        if solid and total + 2 * PAD <= bar_right - bar_left:
            return LaneItem(activity, planned, extent, texts, bar_left + PAD, left, right, rank, inside=True)
        at_left = right + GAP + total > self._scale.right - 1 or self._better_left(activity, right, right + GAP + total)
        if at_left and left - GAP - total >= self._scale.left:
            x = left - GAP - total
            return LaneItem(activity, planned, extent, texts, x, x, right, rank, inside=False)
        texts = self._shortened(texts, self._scale.right - 1 - right - GAP)
        total = sum(width for _, _, width in texts) + GAP * max(len(texts) - 1, 0)
        x = right + GAP
        return LaneItem(activity, planned, extent, texts, x, left, x + total if texts else right, rank, inside=False)

    def _better_left(self, activity: Activity, right: float, end: float) -> bool:
        """Whether a milestone's text stands left of it: at gates, and where it would run over entry into force."""
        crosses_entry = self._entry_x is not None and right - 1 <= self._entry_x <= end
        return activity.is_milestone and (activity.gate is not Gate.NONE or crosses_entry)

    def _texts(self, activity: Activity, planned: ScheduledActivity) -> tuple[tuple[str, str, float], ...]:
        widest = max(WIDEST_LABEL, self._scale.width * 0.6)
        name = fitted(activity.name, LABEL, widest, self._measure)
        texts = [(name, LABEL, self._measure(name, LABEL))]
        words = words_beside(activity, planned)
        if words:
            said = fitted(f"“{words}”", WORDS, WIDEST_LABEL * 0.5, self._measure)
            texts.append((said, WORDS, self._measure(said, WORDS)))
        elif (day := self._day(activity)) is not None:
            text = f"· {self._wording.date(day, 'medium')}"
            texts.append((text, DATE, self._measure(text, DATE)))
        return tuple(texts)

    def _day(self, activity: Activity) -> date | None:
        """The day that is written beside a mark: when it is done, or planned to be; None where nobody knows."""
        told = self._told.finish(activity)
        if isinstance(told.happened, date):
            return told.happened
        return told.planned.date() if told.planned is not None and told.happened is None else None

    def _shortened(self, texts: tuple[tuple[str, str, float], ...], room: float) -> tuple[tuple[str, str, float], ...]:
        total = sum(width for _, _, width in texts) + GAP * (len(texts) - 1)
        if total <= room:
            return texts
        name, style, width = texts[0]
        if width <= room:
            return texts[:1]
        short = fitted(name, style, room, self._measure)
        return ((short, style, self._measure(short, style)),) if len(short) > 4 else ()


# --- rows ---------------------------------------------------------------------------------------------


def packed(items: list[LaneItem]) -> list[list[LaneItem]]:
    """Items in as few rows as they need: each, from left to right, in the first row that is free."""
    rows: list[list[LaneItem]] = []
    for item in sorted(items, key=lambda i: (i.left, i.right, i.activity.key)):
        row = next((row for row in rows if row[-1].right + BETWEEN <= item.left), None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    return rows


def stairs(items: list[LaneItem]) -> list[list[LaneItem]]:
    """Each item in a row of its own, in the order in which they begin: where a sheet has the height for it."""
    return [[item] for item in sorted(items, key=lambda i: (i.extent.left, i.extent.right, i.activity.key))]


def chosen(items: list[LaneItem], rows: int) -> list[LaneItem]:
    """The most important items that go into a number of rows."""
    kept: list[LaneItem] = []
    taken: list[list[LaneItem]] = [[] for _ in range(rows)]
    for item in sorted(items, key=lambda i: (-i.rank, i.left, i.activity.key)):
        row = next((row for row in taken if not any(_touch(item, other) for other in row)), None)
        if row is not None:
            row.append(item)
            kept.append(item)
    return kept


def _touch(one: LaneItem, other: LaneItem) -> bool:
    return one.left < other.right + BETWEEN and other.left < one.right + BETWEEN


def share_rows(needed: list[int], least: list[int], room: int, weights: list[float] | None = None) -> list[int]:
    """Rows per lane out of what there is room for: nobody gets more than it needs, the largest give in first.

    `least` is what a lane gets in any case (its name needs the height). A lane with a small weight
    gives in later.
    """
    heavy = weights or [1.0] * len(needed)
    given = [max(need, low) for need, low in zip(needed, least, strict=True)]
    while sum(given) > room:
        most = max(range(len(given)), key=lambda n: ((given[n] - least[n]) * heavy[n], given[n], -n))
        if given[most] <= least[most]:
            break
        given[most] -= 1
    return given
