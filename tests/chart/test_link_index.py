"""The links of a part of the rows, after links came and went, are those of an index made anew."""

from __future__ import annotations

import random
from uuid import UUID

from planner.chart.link_index import BLOCK, LinkIndex
from planner.domain.model import Dependency

ROWS = 5 * BLOCK


def some_link(draw: random.Random, ids: list[UUID], reach: int) -> Dependency:
    first = draw.randrange(ROWS)
    second = min(max(first + draw.choice((-1, 1)) * draw.randrange(1, reach), 0), ROWS - 1)
    second = second if second != first else (first + 1) % ROWS
    own = UUID(int=draw.getrandbits(128), version=4)
    return Dependency(id=own, predecessor_id=ids[first], successor_id=ids[second])


def test_that_an_index_after_changes_is_as_one_made_anew():
    draw = random.Random(4)
    ids = [UUID(int=draw.getrandbits(128), version=4) for _ in range(ROWS)]
    row_of = {row_id: number for number, row_id in enumerate(ids)}
    links = [some_link(draw, ids, draw.choice((5, 40, ROWS))) for _ in range(400)]
    index, mended = LinkIndex(links, row_of), 0
    for _ in range(150):
        gone = draw.choice(links) if draw.random() < 0.5 else None
        come = some_link(draw, ids, draw.choice((5, 40, ROWS))) if gone is None or draw.random() < 0.5 else None
        links = [link for link in links if link is not gone] + ([come] if come is not None else [])
        after, fresh = index.after([(gone, come)], row_of), LinkIndex(links, row_of)
        mended += after is not None
        index = after or fresh
        first = draw.randrange(ROWS)
        past = first + draw.randrange(1, 60)
        assert list(index.within(first, past)) == list(fresh.within(first, past))
    assert mended > 75


def test_that_a_link_to_a_row_that_is_not_shown_is_left_out():
    draw = random.Random(1)
    ids = [UUID(int=draw.getrandbits(128), version=4) for _ in range(3)]
    shown = {ids[0]: 0, ids[1]: 1}
    hidden = Dependency(predecessor_id=ids[0], successor_id=ids[2])
    seen = Dependency(predecessor_id=ids[0], successor_id=ids[1])
    index = LinkIndex([hidden], shown).after([(None, seen), (hidden, None)], shown)
    assert index is not None
    assert list(index.within(0, 2)) == [seen]
