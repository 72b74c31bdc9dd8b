"""What the overview says beside the bars: lights, points of attention, readiness per theme.

Layout takes it as plain values; `gather` gets it from the domain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from planner.chart.brief import Brief, brief
from planner.domain.checks import find_all
from planner.domain.control.attention import on_paper
from planner.domain.control.readiness import Matrix, criteria_matrix, readiness
from planner.domain.control.state import STATE_WORDS, State, states
from planner.domain.model import ENTITIES, Light, Organisation, Track
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
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
    state: State | None = None


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
    brief: Brief = field(default_factory=Brief)


KEY = re.compile(r"\b[A-Z][A-Z0-9]*-\d+\b")
MOST_NAMES = 2
LIGHT_WORDS: Mapping[Light, str] = {
    Light.GREEN: N_("on schedule"),
    Light.ORANGE: N_("needs attention"),
    Light.RED: N_("behind schedule"),
    Light.GREY: N_("not judged"),
}


def light_words(light: Light, translator: Translator) -> str:
    """What a light means: colours are no names of a state."""
    return translator.translate(LIGHT_WORDS[light])


def gather(
    plan: Plan,
    schedule: Schedule,
    translator: Translator,
    organisations: frozenset[UUID] | None = None,
    *,
    public: bool = False,
) -> OverviewFacts:
    """The facts of a plan on its status date; of some organisations only, with what concerns nobody in particular.

    Points of attention are for those who steer, and no part of what is `public`.
    """
    judged_states = states(plan, schedule)
    lights = {
        found.organisation_id: LaneFact(found.light, translator.translate(STATE_WORDS[state]), state)
        for found in readiness(plan, schedule)
        for state in (judged_states.of(plan.row(Organisation, found.organisation_id)),)
    }
    attention = tuple(
        Attention(
            AttentionRank(point.finding.rank.value),
            point.words or _by_name(plan, translator.translate(point.finding.message)),
        )
        for point in (() if public else on_paper(plan, find_all(plan, schedule)))
        if organisations is None or _concerns(plan, point.finding.about, organisations)
    )
    judged = criteria_matrix(plan)
    rows = tuple(
        MatrixRow(short_of(organisation), tuple(_light(judged, organisation, track) for track in judged.tracks))
        for organisation in judged.organisations
        if organisations is None or organisation.id in organisations
    )
    themes = tuple(track.name for track in judged.tracks)
    return OverviewFacts(
        lights, attention, themes, rows, brief(plan, schedule, translator, organisations, public=public)
    )


def _by_name(plan: Plan, text: str) -> str:
    """A sentence with the name of an activity for its key, which is on no chart; keys in a row stay."""
    keys = list(dict.fromkeys(key for key in KEY.findall(text) if key in plan.activities_by_key))
    if not 0 < len(keys) <= MOST_NAMES:
        return text
    for key in keys:
        name = plan.activities_by_key[key].name
        text = text.replace(f"{key} {name}", name) if f"{key} {name}" in text else text.replace(key, f"“{name}”")
    return text


def _concerns(plan: Plan, about: tuple[UUID, ...], organisations: frozenset[UUID]) -> bool:
    """Whether any of these rows is an organisation of these, or belongs to one."""
    owners: set[UUID] = set()
    for row_id in about:
        row = next((found for kind in ENTITIES if (found := plan.table(kind).get(row_id)) is not None), None)
        owner = getattr(row, "organisation_id", None) or row_id
        owners.add(owner)
    return not owners or not owners.isdisjoint(organisations)


def _light(judged: Matrix, organisation: Organisation, track: Track) -> Light | None:
    cell = judged.cells.get((organisation.id, track.id))
    return cell.light if cell else None


def short_of(organisation: Organisation) -> str:
    """A name that fits a narrow column."""
    return organisation.name if len(organisation.name) <= 12 else organisation.code
