"""The words of the letter of 6 July 2022 give the windows that its facts have."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from planner.domain.date_reader import read_date
from planner.domain.imprecise_date import Nature
from planner.errors import EditRefused

LETTER = date(2022, 7, 6)

EXCEPTIONS = {
    "LF-014": "the table reads “de komende periode” as three months; the fact is bounded by the fact it leads to",
    "LF-024": "the table reads “de komende tijd” as three months; the fact is bounded by the fact it leads to",
    "LF-026": "“wanneer de wet in gaat” is relative: the fact takes the window of entry into force",
    "LF-031": "“tijdens de laatste overlegvergadering” is relative: the fact lies between the debate and the letter",
    "LF-044": "the exploration runs already: the words give when it is delivered",
    "LF-045": "“als onderdeel van deze verkenning” is relative: the fact takes the window of the exploration",
    "LF-048": "“na afronding van de verkenning” is relative: the fact begins when the exploration may end",
    "LF-049": "“tegelijkertijd” is relative: the fact takes the window of the pilot",
    "LF-050": "“op dit moment” is a state that goes on; the fact is a conclusion drawn on the day of the letter",
    "LF-066": "a whole sentence without a word for a date",
}


def records(shared_data: Path) -> dict[str, dict]:
    """Facts whose date words are the letter's own, not ours in round brackets."""
    content = json.loads((shared_data / "letter" / "letter-facts.json").read_text(encoding="utf-8"))
    return {r["id"]: r for r in content["records"] if not r["date_wording_nl"].startswith("(")}


def as_given(record: dict) -> tuple[str | None, str | None, str | None]:
    return record["earliest"], record["latest"], record.get("latest_lenient")


def as_read(record: dict) -> tuple[str | None, ...] | None:
    try:
        found = read_date(record["date_wording_nl"], today=LETTER)
    except EditRefused:
        return None
    return tuple(day and day.isoformat() for day in (found.earliest, found.latest, found.lenient))


def test_that_the_letters_words_give_the_windows_of_its_facts(shared_data: Path):
    different = {key for key, record in records(shared_data).items() if as_read(record) != as_given(record)}
    assert different == set(EXCEPTIONS)


def test_that_the_exceptions_are_relative_or_kept_as_words(shared_data: Path):
    facts = records(shared_data)
    for key in ("LF-026", "LF-031", "LF-045", "LF-048", "LF-049"):
        found = read_date(facts[key]["date_wording_nl"], today=LETTER)
        assert found.nature is Nature.RELATIVE
    with pytest.raises(EditRefused):
        read_date(facts["LF-066"]["date_wording_nl"], today=LETTER)
