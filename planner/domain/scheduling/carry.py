"""The arrays of the next plan from those of the one before it, where an edit left their shape as it was."""

from __future__ import annotations

from copy import copy
from itertools import compress, islice
from operator import is_not
from typing import cast

from planner.domain.model import Activity, ScheduleFrom
from planner.domain.plan import Plan
from planner.domain.scheduling.bounds import is_plain
from planner.domain.scheduling.calendars import WorkingTime
from planner.domain.scheduling.filling import (
    Sorted,
    build_network,
    fill_bounds_of,
    mark_slow,
    note_again,
    sorted_links,
)
from planner.domain.scheduling.network import SUMMARY, Network, programme_start, shape_of
from planner.domain.scheduling.reach import Edited
from planner.domain.scheduling.reshape import DoesNotFit, Renumbering, reshaped

FEW = 200
"""Changed activities up to which carrying over pays."""


def next_network(old: Network, plan: Plan) -> tuple[Network, Edited | None, Renumbering | None]:
    """The arrays of a plan, taking over what it has in common with the plan of `old`, and what differs.

    None of the latter where all was built anew; a renumbering where rows or links came, went or moved.
    """
    shared = all(plan.shares(old.plan, kind) for kind in ("programme", "calendar", "organisation"))
    if not shared or old.left_out or old.hammocks or plan.programme.schedule_from is ScheduleFrom.FINISH:
        return build_network(plan), None, None
    changed = _changed(old, plan)
    if changed is not None:
        return *_carried(old, plan, changed), None
    try:
        return reshaped(old, plan)
    except DoesNotFit:
        return build_network(plan), None, None


def _changed(old: Network, plan: Plan) -> list[tuple[int, Activity]] | None:
    """Activities that have other values; None where more than values of activities changed."""
    if not plan.shares(old.plan, "dependency") or len(plan.table("activity")) != len(old.activities):
        return None
    before, after = old.plan.table("activity").values(), plan.table("activity").values()
    differing = list(islice(compress(zip(before, after, strict=True), map(is_not, before, after)), FEW + 1))
    if len(differing) > FEW or any(was.id != now.id for was, now in differing):  # a step leaves rows in their order
        return None
    changed = [(old.number[now.id], cast(Activity, now)) for _, now in differing]
    dated = False
    for n, row in changed:
        before = old.activities[n]
        if row.id != before.id or row.parent_id != before.parent_id or row.active != before.active:
            return None
        if row.is_hammock:
            return None
        plain = is_plain(row) and is_plain(before)
        if old.shapes[n] == SUMMARY and not plain:
            return None
        dated = dated or not plain
    if dated and plan.programme.start_date is None and programme_start(plan) != old.programme_start:
        return None
    return changed


def _carried(old: Network, plan: Plan, changed: list[tuple[int, Activity]]) -> tuple[Network, Edited]:
    net = copy(old)
    net.plan = plan
    for name in ("activities", "shapes", "bounds", "duration", "start", "at", "cap", "slow_start", "slow_finish"):
        setattr(net, name, copy(getattr(old, name)))
    if any(_time(net, row) is not old.times[n] for n, row in changed):
        net.times = copy(old.times)
    around: set[int] = set()
    special = False
    for n, row in changed:
        before = old.activities[n]
        special = special or (row.gate, row.constraint, row.kind) != (before.gate, before.constraint, before.kind)
        net.activities[n] = row
        net.shapes[n] = shape_of(row, bool(net.children[n]))
        if net.times is not old.times:
            net.times[n] = _time(net, row)
        fill_bounds_of(net, n, {})
        special = special or old.bounds[n].finished != net.bounds[n].finished or old.shapes[n] != net.shapes[n]
        special = special or old.bounds[n].pinned != net.bounds[n].pinned or old.bounds[n].exact != net.bounds[n].exact
        special = special or old.times[n] is not net.times[n] or old.cap[n] != net.cap[n]
        around.add(n)
        around.update(link.predecessor for link in net.links_in[n])
        around.update(link.successor for link in net.links_out[n])
    _sort_again(net, old, around)
    if special:
        note_again(net, [n for n, _ in changed])
    return net, Edited(frozenset(n for n, _ in changed), frozenset(n for n in around if net.shapes[n] != SUMMARY))


def _time(net: Network, row: Activity) -> WorkingTime:
    return net.calendars.of_activity(row)


def _sort_again(net: Network, old: Network, around: set[int]) -> None:
    """Sort the links of some activities; a list in which nothing changes is shared with the old arrays."""
    found = {n: sorted_links(net, n) for n in around}
    for name in Sorted._fields:
        before = getattr(old, name)
        differing = {n: getattr(links, name) for n, links in found.items() if getattr(links, name) != before[n]}
        if differing:
            lists = copy(before)
            for n, links in differing.items():
                lists[n] = links
            setattr(net, name, lists)
    for n in around:
        mark_slow(net, n)
