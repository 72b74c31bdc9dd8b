"""What each letter to Parliament settles and promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.model import Commitment, Source
from planner.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Letter:
    """A source with the commitments and motions that it settles, and those that were made in it."""

    source: Source
    settles: tuple[Commitment, ...]
    makes: tuple[Commitment, ...]


def letters(plan: Plan) -> tuple[Letter, ...]:
    """The sources that settle or make something, the newest first."""
    found: list[Letter] = []
    for source in plan.sources:
        settles = tuple(c for c in plan.commitments if c.settled_in_id == source.id)
        makes = tuple(c for c in plan.commitments if c.made_in_id == source.id)
        if settles or makes:
            found.append(Letter(source, settles, makes))
    dated = [letter for letter in found if letter.source.on is not None]
    dated.sort(key=lambda letter: (letter.source.on or date.min, letter.source.key), reverse=True)
    return (*dated, *(letter for letter in found if letter.source.on is None))
