"""Where the rows of a file come among their siblings, with as few moves as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any
from uuid import UUID

from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.formats.msproject.neutral import Neutral


def positions(
    neutral: Neutral,
    plan: Plan,
    ids: Mapping[int, UUID],
    parent_of: Callable[[dict[str, Any], Plan], UUID | None],
) -> dict[int, float]:
    """The position of every task. Rows that are in the plan in the file's order keep theirs."""
    groups: defaultdict[UUID | None, list[int]] = defaultdict(list)
    for task in neutral["tasks"]:
        groups[parent_of(task, plan)].append(task["uid"])
    found: dict[int, float] = {}
    for parent, uids in groups.items():
        found |= _of_group(plan, parent, uids, ids)
    return found


def _of_group(plan: Plan, parent: UUID | None, uids: list[int], ids: Mapping[int, UUID]) -> dict[int, float]:
    siblings = plan.children(parent)
    old: dict[int, float] = {}
    for uid in uids:
        row = plan.get(Activity, ids[uid])
        if row is not None and row.parent_id == parent:
            old[uid] = row.position
    if any(first >= second for first, second in pairwise(old.values())):
        old = {}  # in another order: all of them again, after what else is there
    mine = {ids[uid] for uid in uids}
    last = max((each.position for each in siblings if each.id not in mine or old), default=0.0)
    found: dict[int, float] = {}
    waiting: list[int] = []
    before: float | None = None
    for uid in uids:
        if uid not in old:
            waiting.append(uid)
            continue
        found |= _between(waiting, before, old[uid], siblings)
        found[uid] = before = old[uid]
        waiting = []
    after = _next(siblings, before) if before is not None else None
    if after is None:
        return found | {uid: last + 1.0 + n for n, uid in enumerate(waiting)}
    return found | _between(waiting, before, after, siblings)


def _between(uids: list[int], before: float | None, after: float, siblings: tuple[Activity, ...]) -> dict[int, float]:
    """New rows between two positions; before the first, between what stands there and it."""
    if before is None:
        before = max((each.position for each in siblings if each.position < after), default=after - 1.0 - len(uids))
    gap = (after - before) / (len(uids) + 1)
    return {uid: before + gap * (n + 1) for n, uid in enumerate(uids)}


def _next(siblings: tuple[Activity, ...], position: float) -> float | None:
    return min((each.position for each in siblings if each.position > position), default=None)
