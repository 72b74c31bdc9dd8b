"""Phrases of letters, plans and cells, each with what a civil servant means by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.date_reader import read_date
from planner.domain.imprecise_date import AmbiguousDate, Firmness, ImpreciseDate, Nature
from planner.errors import EditRefused
from planner.language import translator

MEANINGS = Path(__file__).parent / "phrases" / "meanings.tsv"
LINES = [line.split("\t") for line in MEANINGS.read_text(encoding="utf-8").splitlines()[1:]]


def meaning(window: ImpreciseDate) -> str:
    """First and last day with two dots for an open side; nature, relation and moments where there are any."""
    said = [ends(window)]
    if window.nature is not Nature.WINDOW:
        said.append(window.nature.value)
    if window.firmness is Firmness.CONDITIONAL:
        said.append("conditional")
    if window.relation:
        one = window.relation
        amount = f"{one.count}-{one.most}{one.unit}" if one.most else f"{one.count}{one.unit}"
        said += [amount, one.way, one.event, one.bound.value]
    if window.moments:
        said.append(f"{len(window.moments)} moments" + (" phased" if window.phased else ""))
    return " ".join(part for part in said if part)


def ends(window: ImpreciseDate) -> str:
    return f"{window.earliest or '..'}/{window.latest or '..'}"


@pytest.mark.parametrize(("status_date", "phrase", "expected"), LINES, ids=[line[1] for line in LINES])
def test_that_a_phrase_means_what_a_civil_servant_means(status_date: str, phrase: str, expected: str):
    try:
        found = read_date(phrase, today=date.fromisoformat(status_date))
    except AmbiguousDate as asked:
        assert "ask " + " | ".join(map(ends, asked.options)) == expected
        assert {option.words for option in asked.options} == {phrase}
    except EditRefused as refused:
        assert expected == "refused"
        assert translator("nl").translate(refused.message) != str(refused)
    else:
        assert meaning(found) == expected
        assert found.words == phrase or (found.is_exact and not found.words)


def test_that_words_beside_a_day_are_kept():
    for phrase in ("uitgesteld naar 1 januari 2025", "15 september, 12:00 uur", "dd. 6 juli", "livegang 1 april 2023"):
        assert read_date(phrase, today=date(2022, 7, 6)).words == phrase


@pytest.mark.parametrize("phrase", ["na de zommer", "voor de zommer 2023", "in setpember", "oplevering in ocktober"])
def test_that_a_misspelt_name_is_refused(phrase: str):
    with pytest.raises(EditRefused) as refused:
        read_date(phrase, today=date(2022, 7, 6))
    assert not isinstance(refused.value, AmbiguousDate)


@pytest.mark.parametrize(
    "name", ["oplevering Q2 2023", "Start pilot september 2022", "Kamerbrief 6 juli", "POL-5 2023"]
)
def test_that_a_name_with_a_date_in_it_is_no_date_where_every_word_counts(name: str):
    with pytest.raises(EditRefused):
        read_date(name, today=date(2022, 7, 6), sentence=False)
