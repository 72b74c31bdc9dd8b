"""The predecessors that rows name, as dependencies between the activities that the rows became."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from planner.domain.model import Activity, Dependency, Entity, LinkType
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.formats.foreign.links import typed_links
from planner.formats.foreign.row_values import ReadRow, Report
from planner.formats.incoming import Rank
from planner.formats.msproject.links_in import without_rings
from planner.formats.msproject.merging import with_rows
from planner.formats.msproject.sources import stable_id
from planner.message import N_, Message


def links_of(
    plan: Plan,
    source: str,
    rows: Sequence[ReadRow],
    parents: Sequence[int | None],
    activities: Sequence[Activity | None],
    report: Report,
) -> list[Dependency]:
    """The links that the rows name, without those to a row's own group and those that close a ring."""
    by_number: dict[str, int] = {}
    for i, row in enumerate(rows):
        for number in (row.number, row.values.get("id"), row.values.get("wbs")):
            if number:
                by_number.setdefault(str(number).casefold(), i)
    keys = {key.casefold(): a for key, a in plan.activities_by_key.items()}
    drawn = {(d.predecessor_id, d.successor_id, d.type): d for d in plan.rows(Dependency)}
    found: dict[tuple[UUID, UUID, LinkType], Dependency] = {}
    for i, row in enumerate(rows):
        successor = activities[i]
        if not row.links or successor is None:
            continue
        for link in typed_links(row.links, lambda n: n.casefold() in by_number or n.casefold() in keys):
            if isinstance(link, str):
                text = N_("“{text}” names no activity of this file: no link was made.")
                report(Rank.WARNING, Message(text, {"text": link[:80]}), row.links_place)
                continue
            at = by_number.get(link.number.casefold())
            predecessor = activities[at] if at is not None else keys.get(link.number.casefold())
            if predecessor is None or (at is not None and _in_line(parents, at, i)) or predecessor.id == successor.id:
                text = N_("A summary activity cannot be linked to what is in it: the link is left out.")
                report(Rank.WARNING, Message(text), row.links_place)
                continue
            ends = (predecessor.id, successor.id, link.type)
            old = drawn.get(ends)
            row_id = old.id if old else stable_id(plan.programme.id, source, *ends)
            note = old.note if old else ""
            found[ends] = make(
                Dependency,
                **{"id": row_id, "predecessor_id": ends[0], "successor_id": ends[1], "type": link.type},
                **{"lag": link.lag, "lag_unit": link.unit, "note": note},
            )
    if not found:
        return []
    bare = with_rows(plan, [a for a in activities if a is not None])
    return without_rings(lambda given: with_rows(bare, _entities(given)), list(found.values()), report)


def _in_line(parents: Sequence[int | None], one: int, other: int) -> bool:
    """Whether one of two rows is in the other."""
    for inner, outer in ((one, other), (other, one)):
        at: int | None = inner
        while at is not None:
            if at == outer:
                return True
            at = parents[at]
    return False


def _entities(links: list[Dependency]) -> list[Entity]:
    return list(links)
