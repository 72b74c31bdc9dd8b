"""What the overview says beside the bars: lights, points of attention, readiness per theme.

Layout takes it as plain values; `gather` gets it from the domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from planner.domain.model import Criterion, Light, Organisation, OrganisationKind
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.wording import Wording
from planner.message import N_


class AttentionRank(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class LaneFact:
    """An organisation's light, in a word or two."""

    light: Light
    words: str


@dataclass(frozen=True, slots=True)
class Attention:
    rank: AttentionRank
    text: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Readiness of one organisation, a light per theme; None where nothing is asked of it."""

    name: str
    cells: tuple[Light | None, ...]


@dataclass(frozen=True)
class OverviewFacts:
    lights: Mapping[UUID, LaneFact] = field(default_factory=dict[UUID, LaneFact])
    attention: tuple[Attention, ...] = ()
    themes: tuple[str, ...] = ()
    matrix: tuple[MatrixRow, ...] = ()


LIGHT_WORDS: Mapping[Light, str] = {
    Light.GREEN: N_("on schedule"),
    Light.ORANGE: N_("needs attention"),
    Light.RED: N_("behind schedule"),
    Light.GREY: N_("not judged"),
}
_WORST = (Light.RED, Light.ORANGE, Light.GREY, Light.GREEN)


def gather(plan: Plan, schedule: Schedule, wording: Wording) -> OverviewFacts:
    """The facts of a plan on its status date."""
    from planner.domain.checks import find_all
    from planner.domain.control.readiness import organisation_light

    lights: dict[UUID, LaneFact] = {}
    for organisation in chain_of(plan):
        light = organisation_light(plan, schedule, organisation.id)
        lights[organisation.id] = LaneFact(light.light, wording.say(LIGHT_WORDS[light.light]))
    attention = tuple(
        Attention(AttentionRank(finding.rank.value), wording.say(finding.message))
        for finding in find_all(plan, schedule)
    )
    themes, matrix = readiness_matrix(plan)
    return OverviewFacts(lights, attention, themes, matrix)


def chain_of(plan: Plan) -> tuple[Organisation, ...]:
    """The organisations that carry the law out."""
    return tuple(o for o in plan.organisations if o.kind is OrganisationKind.CHAIN)


def readiness_matrix(plan: Plan) -> tuple[tuple[str, ...], tuple[MatrixRow, ...]]:
    """Themes that criteria ask for, and per chain organisation its worst judgement on each.

    A criterion counts with its last assessment; one that was never assessed counts as grey.
    """
    asked = {c.track_id for c in plan.criteria}
    tracks = [t for t in plan.tracks if t.id in asked]
    found: dict[tuple[UUID, UUID | None], Light] = {}
    for criterion in plan.criteria:
        light, place = _judged(plan, criterion), (criterion.organisation_id, criterion.track_id)
        before = found.get(place)
        found[place] = light if before is None else min(before, light, key=_WORST.index)
    rows = tuple(
        MatrixRow(short_of(organisation), tuple(found.get((organisation.id, track.id)) for track in tracks))
        for organisation in chain_of(plan)
        if any((organisation.id, track.id) in found for track in tracks)
    )
    return tuple(track.name for track in tracks), rows


def _judged(plan: Plan, criterion: Criterion) -> Light:
    judged = [a for a in plan.assessments(criterion.id) if a.on <= plan.programme.status_date]
    return judged[-1].light if judged else Light.GREY


def short_of(organisation: Organisation) -> str:
    """A name that fits a narrow column."""
    return organisation.name if len(organisation.name) <= 12 else organisation.code
