"""Links of a file as dependencies, without those that a plan cannot hold: each left-out one is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from planner.domain.integrity import name_of
from planner.domain.model import Activity, Dependency, LagUnit, LinkType
from planner.domain.plan import Plan
from planner.domain.rings import find_ring
from planner.domain.rows import make
from planner.formats.incoming import Rank
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.sources import stable_id
from planner.message import N_, Message

Report = Callable[[Rank, Message, str], None]
UNITS = {
    "work": LagUnit.WORK,
    "elapsed": LagUnit.ELAPSED,
    "percent": LagUnit.PERCENT,
    "elapsed-percent": LagUnit.PERCENT,
}
LARGEST_LAG = 20_000_000
MOST_RINGS = 200
"""Rings that are mended one by one; a file with more of them is no plan."""


class FileLinks:
    """The links of one file between activities of the plan."""

    def __init__(self, plan: Plan, source: str, ids: Mapping[int, UUID]) -> None:
        self._source, self._ids = source, ids
        self._programme = str(plan.programme.id)
        self._drawn = {(x.predecessor_id, x.successor_id, x.type): x for x in plan.rows(Dependency)}

    def id_of(self, predecessor: int, successor: int, kind: LinkType) -> UUID:
        return stable_id(self._programme, self._source, "link", predecessor, successor, kind.value)

    def rows(self, neutral: Neutral, report: Report) -> list[Dependency]:
        """Every link once; those within one line of the outline are left out."""
        parents = {task["uid"]: task["parent"] for task in neutral["tasks"]}
        names = {task["uid"]: task["name"] for task in neutral["tasks"]}
        found: dict[UUID, Dependency] = {}
        dropped: Counter[str] = Counter()
        for given in neutral["links"]:
            first, second, kind = given["predecessor"], given["successor"], LinkType(given["type"])
            if first == second or first in _line_up(parents, second) or second in _line_up(parents, first):
                report(
                    Rank.WARNING,
                    Message(N_("A summary activity cannot be linked to what is in it: the link is left out.")),
                    f"{names[first]} → {names[second]}",
                )
                continue
            row_id = self.id_of(first, second, kind)
            if row_id in found:
                dropped["double"] += 1
                continue
            dropped["elapsed-percent"] += given["lag_unit"] == "elapsed-percent"
            drawn = self._drawn.get((self._ids[first], self._ids[second], kind))  # by a person, before the file had it
            found[row_id] = make(
                Dependency,
                id=row_id if drawn is None else drawn.id,
                note="" if drawn is None else drawn.note,
                predecessor_id=self._ids[first],
                successor_id=self._ids[second],
                type=kind,
                lag=min(max(given["lag"], -LARGEST_LAG), LARGEST_LAG),
                lag_unit=UNITS[given["lag_unit"]],
            )
        for what, rank, text in (
            ("double", Rank.NOTICE, N_("Links that stand twice count once: {count}.")),
            ("elapsed-percent", Rank.WARNING, N_("Lags in percent of elapsed time count as working time: {count}.")),
        ):
            if dropped[what]:
                report(rank, Message(text, {"count": dropped[what]}), "")
        return list(found.values())

    def imported_before(self, plan: Plan, known: Mapping[int, Activity]) -> dict[UUID, Dependency]:
        """Links of the plan that an earlier import made (a link that a person drew has another id)."""
        uids = {activity.id: uid for uid, activity in known.items()}
        return {link.id: link for link in plan.rows(Dependency) if self._is_ours(link, uids)}

    def _is_ours(self, link: Dependency, uids: Mapping[UUID, int]) -> bool:
        first, second = uids.get(link.predecessor_id), uids.get(link.successor_id)
        if first is None or second is None:
            return False
        return any(link.id == self.id_of(first, second, kind) for kind in LinkType)


def without_rings(
    plan: Callable[[list[Dependency]], Plan], links: list[Dependency], report: Report
) -> list[Dependency]:
    """The links without those that close a ring; `plan` gives the plan that has the links given."""
    left = list(links)
    for _ in range(MOST_RINGS):
        after = plan(left)
        ring = find_ring(after)
        if ring is None:
            return left
        doomed = _closing(after, ring, left)
        if doomed is None:
            return left
        report(
            Rank.WARNING,
            Message(
                N_("A ring of activities that wait for each other: the link from {first} to {second} is left out."),
                {
                    "first": name_of(after.activity(doomed.predecessor_id)),
                    "second": name_of(after.activity(doomed.successor_id)),
                },
            ),
            " → ".join(after.activity(each).key for each in ring[:12]),
        )
        left.remove(doomed)
    report(Rank.ERROR, Message(N_("The links of this file run in too many rings to be a plan.")), "")
    return []


def _closing(plan: Plan, ring: tuple[UUID, ...], links: list[Dependency]) -> Dependency | None:
    """The last of the file's links that lies on a ring, summaries counted with what is in them."""
    on_ring = set(ring)
    around = on_ring | {each.id for one in on_ring for each in plan.ancestors(one)}
    for link in reversed(links):
        if link.predecessor_id in on_ring and link.successor_id in on_ring:
            return link
    for link in reversed(links):
        if link.predecessor_id in around and link.successor_id in around:
            return link
    return None


def _line_up(parents: Mapping[int, int | None], uid: int) -> set[Any]:
    found: set[Any] = set()
    at = parents.get(uid)
    while at is not None and at not in found:
        found.add(at)
        at = parents.get(at)
    return found
