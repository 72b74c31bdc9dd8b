"""The links of a part of the rows, after links came and went, are those of an index made anew."""

from __future__ import annotations

import random
from uuid import UUID

from planner.chart.link_index import BLOCK, MOST_PASSING, LinkIndex
from planner.chart.rows import RowOrder
from planner.domain.model import Dependency

ROWS = 5 * BLOCK


def some_link(draw: random.Random, ids: list[UUID], reach: int) -> Dependency:
    first = draw.randrange(len(ids))
    second = min(max(first + draw.choice((-1, 1)) * draw.randrange(1, reach), 0), len(ids) - 1)
    second = second if second != first else (first + 1) % len(ids)
    own = UUID(int=draw.getrandbits(128), version=4)
    return Dependency(id=own, predecessor_id=ids[first], successor_id=ids[second])


def test_that_an_index_after_links_and_rows_came_and_went_is_as_one_made_anew():
    draw = random.Random(4)
    ids = [UUID(int=draw.getrandbits(128), version=4) for _ in range(ROWS)]
    order = RowOrder(ids)
    links = [some_link(draw, ids, draw.choice((5, 40, ROWS))) for _ in range(400)]
    index = LinkIndex(links, order)
    for _ in range(150):
        gone = [draw.choice(links)] if draw.random() < 0.5 else []
        fresh = None
        if draw.random() < 0.4:  # a row comes, or one goes with its links
            at = draw.randrange(len(ids))
            went = ids[at : at + draw.randrange(2)]
            came = [UUID(int=draw.getrandbits(128), version=4)] if not went else []
            fresh = order.spliced(at, went, came)
            assert fresh is not None
            ids[at : at + len(went)] = came
            gone += [x for x in links if x not in gone and {x.predecessor_id, x.successor_id} & set(went)]
        links = [link for link in links if link not in gone]
        come = [some_link(draw, ids, draw.choice((5, 40, ROWS)))] if draw.random() < 0.5 else []
        links += come
        index, order = index.after(gone, come, fresh), fresh or order
        first = draw.randrange(ROWS)
        past = first + draw.randrange(1, 60)
        found = list(index.within(first, past))
        assert found == list(LinkIndex(links, RowOrder(ids)).within(first, past))
        for link, first_row, second_row, _ in found:
            assert (ids[first_row], ids[second_row]) == (link.predecessor_id, link.successor_id)


def test_that_of_the_links_that_only_pass_the_shortest_are_given():
    draw = random.Random(2)
    ids = [UUID(int=draw.getrandbits(128), version=4) for _ in range(ROWS)]
    links = [some_link(draw, ids, ROWS) for _ in range(500)]
    place = {row_id: number for number, row_id in enumerate(ids)}
    ends = {link.id: sorted((place[link.predecessor_id], place[link.successor_id])) for link in links}
    found = [each.link for each in LinkIndex(links, RowOrder(ids)).within(300, 320)]
    passing = [link for link in found if ends[link.id][0] < 300 and ends[link.id][1] >= 320]
    all_passing = sorted(b - a for a, b in ends.values() if a < 300 and b >= 320)
    assert [ends[link.id][1] - ends[link.id][0] for link in passing] == all_passing[:MOST_PASSING]
    ending = {i for i, (a, b) in ends.items() if 300 <= a < 320 or 300 <= b < 320}
    assert {link.id for link in found} - {link.id for link in passing} == ending


def test_that_a_link_to_a_row_that_is_not_shown_is_left_out():
    draw = random.Random(1)
    ids = [UUID(int=draw.getrandbits(128), version=4) for _ in range(3)]
    shown = RowOrder(ids[:2])
    hidden = Dependency(predecessor_id=ids[0], successor_id=ids[2])
    seen = Dependency(predecessor_id=ids[0], successor_id=ids[1])
    index = LinkIndex([hidden], shown).after([hidden], [seen])
    assert [each.link for each in index.within(0, 2)] == [seen]
