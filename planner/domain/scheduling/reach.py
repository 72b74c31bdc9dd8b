"""The passes again after an edit, over what the edit can reach only.

For plans in which no summary has links or dates of its own; others are passed over whole.
"""

from __future__ import annotations

from array import array
from copy import copy
from dataclasses import dataclass

from planner.domain.scheduling.network import Network
from planner.domain.scheduling.passes import Early, Late, SlowFinishes, slow_start

MUCH = 5000
"""Activities from which a whole pass costs less."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit by the numbers of the activities that it changed, and of those that it touched by a link.

    `parents` are summaries that hold other activities than before.
    """

    changed: frozenset[int]
    around: frozenset[int]
    parents: frozenset[int] = frozenset()


def forward_again(net: Network, old: Early, edited: Edited) -> tuple[Early, set[int]]:
    """The forward pass, and whose early dates it changed."""
    early = Early(copy(old.finish), copy(old.at), {}, copy(old.wanted))
    finish, start, duration, place, order = early.finish, net.start, net.duration, net.place, net.order
    quick, slow, leaving, around = net.quick_in, net.slow_start, net.links_out, edited.around
    for n in edited.changed:
        early.at[n] = net.at[n]
    waiting = bytearray(len(order))  # by place in the order: what is waiting is found as fast as memory is read
    for n in around:
        waiting[place[n]] = 1
    moved: set[int] = set()
    at = waiting.find(1)
    while at >= 0:
        n = order[at]
        begin = start[n]
        for predecessor, gap in quick[n]:
            asked = finish[predecessor] + gap
            if asked > begin:  # noqa: PLR1730 - as in the whole pass
                begin = asked
        length = duration[n]
        if n in around:
            duration[n] = net.bounds[n].duration  # of what waited for something, before
        if slow[n] or n in around:
            early.at[n] = net.at[n]
            early.wanted.pop(n, None)
            if slow[n]:
                begin = slow_start(net, early, {}, n, begin)
        finish[n] = begin + duration[n]
        same = finish[n] == old.finish[n] and early.at[n] == old.at[n] and duration[n] == length
        if not same or n in edited.changed or early.wanted.get(n) != old.wanted.get(n):
            moved.add(n)
            for link in leaving[n]:
                waiting[place[link.successor]] = 1
        at = waiting.find(1, at + 1)
    return early, moved


def backward_again(
    net: Network, early: Early, old: Late, ends: array[int], begun: set[int]
) -> tuple[Late, set[int]] | None:
    """The backward pass from where something else is asked or found, and whose late dates it changed.

    None where it begins at so many that the whole pass costs less.
    """
    if len(begun) > MUCH:
        return None
    late, place, order, quick = copy(old.finish), net.place, net.order, net.quick_out
    work = SlowFinishes(net, early, late, caps=True)
    waiting = bytearray(len(order))
    for n in begun:
        waiting[place[n]] = 1
    changed: set[int] = set()
    at = waiting.rfind(1)
    while at >= 0:
        n = order[at]
        latest = ends[n]
        for successor, gap in quick[n]:
            asked = late[successor] - gap
            if asked < latest:  # noqa: PLR1730 - as in the whole pass
                latest = asked
        late[n] = latest
        if net.slow_finish[n]:
            work.slow_finish(n)
        if net.bounds[n].finished:
            late[n] = early.finish[n]
        if late[n] != old.finish[n] or n in begun:
            changed.add(n)
            for link in net.links_in[n]:
                waiting[place[link.predecessor]] = 1
        at = waiting.rfind(1, 0, at)
    return Late(late, ends), changed
