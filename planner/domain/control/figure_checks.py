"""Figures that pull against what is said of them, or that cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from planner.domain.control.indicators import Point, Series, all_series
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.model import Better, FigureRole
from planner.message import N_, Message

ALIKE = 3
"""Words in a row that two names must share to be about the same."""


def contrary_figures(case: RuleContext) -> Iterator[Finding]:
    """Figures that move against the way they should go, rise above earlier years, or count otherwise than another."""
    found = all_series(case.plan)
    for each in found:
        yield from _moved(each)
    for one, other in combinations(found, 2):
        yield from _alike(one, other)


def _actual(series: Series) -> list[Point]:
    return [p for p in series.points if p.value is not None and p.measurement.role is FigureRole.ACTUAL]


def _moved(series: Series) -> Iterator[Finding]:
    """The last value against the one before it, where somebody said which way is better; and against all before."""
    points = _actual(series)
    if len(points) < 2:
        return
    last, before = points[-1], points[-2]
    assert last.value is not None and before.value is not None
    indicator = series.indicator
    words = {
        "name": indicator.name,
        "value": last.value,
        "when": last.measurement.at,
        "other": before.value,
        "before": before.measurement.at,
    }
    rose, fell = last.value > before.value, last.value < before.value
    about = (indicator.id, last.measurement.id, before.measurement.id)
    if (rose and indicator.better is Better.DOWN) or (fell and indicator.better is Better.UP):
        text = N_("{name} moves the wrong way: {value} ({when}), after {other} ({before}).")
        yield Finding("figure-wrong-way", Rank.WARNING, Message(text, words), about)
    elif indicator.better is Better.UNSTATED and rose:
        lower = [p for p in points[:-1] if p.value is not None and p.value < last.value]
        text = N_(
            "{name} is higher than before: {value} ({when}), after {other} ({before}); lower in {number} of {of}."
        )
        words |= {"number": len(lower), "of": len(points) - 1}
        yield Finding("figure-rose", Rank.NOTICE, Message(text, words), about)


def _alike(one: Series, other: Series) -> Iterator[Finding]:
    """Two figures that seem to tell of the same in different units: they cannot be set against each other."""
    first, second = one.indicator, other.indicator
    if not first.unit or not second.unit or first.unit.casefold() == second.unit.casefold():
        return
    if first.organisation_id != second.organisation_id or not _share_words(first.name, second.name):
        return
    a, b = one.latest, other.latest
    if a is None or b is None:
        return
    words = {
        "first": first.name,
        "second": second.name,
        "a": a.value,
        "b": b.value,
        "unit_a": first.unit,
        "unit_b": second.unit,
        "when_a": a.measurement.at,
        "when_b": b.measurement.at,
    }
    text = N_(
        "“{first}” ({a} {unit_a}, {when_a}) and “{second}” ({b} {unit_b}, {when_b}) count different things: "
        "they cannot be set against each other."
    )
    yield Finding("figures-not-comparable", Rank.NOTICE, Message(text, words), (first.id, second.id))


def _share_words(one: str, other: str) -> bool:
    """Whether two names have enough words in a row in common."""
    first, second = one.casefold().split(), other.casefold().split()
    runs = {tuple(first[n : n + ALIKE]) for n in range(len(first) - ALIKE + 1)}
    return any(tuple(second[n : n + ALIKE]) in runs for n in range(len(second) - ALIKE + 1))
