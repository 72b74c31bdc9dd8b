"""The agenda: read back by the library, and byte for byte as RFC 5545 wants it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature
from planner.domain.model import (
    Activity,
    ActivityKind,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Organisation,
    Programme,
)
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import FileTrouble
from planner.formats.icalendar import calendar_bytes, write_calendar
from planner.language import translator

SUMMER = ImpreciseDate(date(2024, 6, 21), date(2024, 9, 21), "in de zomer; of, zo mogelijk, eerder", Firmness.TARGET)


def small() -> Plan:
    police = Organisation(code="POL", name="Politie, landelijk")
    ministry = Organisation(code="JENV", name="Ministerie", position=1)
    milestone = {"kind": ActivityKind.MILESTONE, "duration_minutes": 0}
    rows = [
        Activity(key="POL-1", name="Klaar", organisation_id=police.id, start_window=SUMMER, **milestone),
        Activity(key="POL-2", name="Ooit", organisation_id=police.id, **milestone),
        Activity(
            key="JENV-1",
            name="Inwerkingtreding",
            organisation_id=ministry.id,
            start_window=ImpreciseDate.exact(date(2024, 7, 1)),
            **milestone,
        ),
        Activity(
            key="JENV-2",
            name="Besluit",
            organisation_id=ministry.id,
            involved_ids=(police.id,),
            deadline=datetime(2024, 3, 29, 23, 59),
        ),
        Activity(
            key="JENV-3",
            name="Brief",
            organisation_id=ministry.id,
            start_window=SUMMER,
            actual_start=datetime(2023, 12, 4),
            **milestone,
        ),
    ]
    promises = [
        Commitment(
            key="T-1",
            kind=CommitmentKind.COMMITMENT,
            title="Kamer inlichten",
            term=SUMMER,
            organisation_id=ministry.id,
        ),
        Commitment(
            key="T-2",
            kind=CommitmentKind.MOTION,
            title="Motie van de leden A en B",
            term=ImpreciseDate(date(2023, 1, 1), date(2023, 12, 31), "2023"),
            status=CommitmentStatus.SETTLED,
        ),
        Commitment(
            key="T-3",
            kind=CommitmentKind.COMMITMENT,
            title="Zonder termijn",
            term=ImpreciseDate(words="te zijner tijd", nature=Nature.NO_TERM),
        ),
    ]
    programme = Programme(name="Wet é", status_date=date(2024, 1, 2), start_date=date(2023, 1, 2))
    return Plan.of([programme, police, ministry, *rows, *promises])


def events(plan: Plan, organisation: str | None = None, code: str = "nl") -> dict[str, dict]:
    """What the library reads back, by the beginning of the title."""
    read = Calendar.from_ical(calendar_bytes(plan, schedule(plan), translator(code), organisation))
    return {str(event["summary"]).split(" (")[0]: event for event in read.walk("VEVENT")}


def days(event) -> tuple[date, date]:
    return event.decoded("dtstart"), event.decoded("dtend")


def test_that_milestones_deadlines_and_terms_are_all_day_events():
    found = events(small())
    assert set(found) == {
        "POL-1 Klaar",
        "JENV-1 Inwerkingtreding",
        "JENV-3 Brief",
        "Deadline: JENV-2 Besluit",
        "Toezegging T-1: Kamer inlichten",
        "Motie T-2: Motie van de leden A en B",
    }
    entry = found["JENV-1 Inwerkingtreding"]
    assert days(entry) == (date(2024, 7, 1), date(2024, 7, 2))
    assert entry["status"] == "CONFIRMED"
    assert entry["transp"] == "TRANSPARENT"
    assert days(found["Deadline: JENV-2 Besluit"]) == (date(2024, 3, 29), date(2024, 3, 30))
    assert days(found["JENV-3 Brief"]) == (date(2023, 12, 4), date(2023, 12, 5))
    assert found["JENV-3 Brief"]["status"] == "CONFIRMED"


def test_that_words_are_a_tentative_span_with_the_words():
    found = events(small())
    for title in ("POL-1 Klaar", "Toezegging T-1: Kamer inlichten"):
        assert days(found[title]) == (date(2024, 6, 21), date(2024, 9, 22))
        assert found[title]["status"] == "TENTATIVE"
        assert SUMMER.words in str(found[title]["summary"])
    assert SUMMER.words in str(found["POL-1 Klaar"]["description"])
    assert found["Motie T-2: Motie van de leden A en B"]["status"] == "CONFIRMED"  # it is settled


def test_that_an_organisation_gets_its_own_and_what_it_is_involved_in():
    found = events(small(), "POL")
    assert set(found) == {"POL-1 Klaar", "Deadline: JENV-2 Besluit"}
    assert found["POL-1 Klaar"]["categories"].cats == ["Politie, landelijk"]
    with pytest.raises(FileTrouble):
        events(small(), "FIOD")


def test_that_names_are_stable_and_bytes_are_the_same_for_the_same_plan():
    plan = small()
    first, second = (calendar_bytes(plan, schedule(plan), translator("nl"), seq=7) for _ in range(2))
    assert first == second
    assert b"SEQUENCE:7" in first
    assert b"DTSTAMP:20240102T000000Z" in first
    uids = {str(event["uid"]) for event in events(plan).values()}
    entry = plan.activities_by_key["JENV-1"]
    assert f"{entry.id}@{plan.programme.id}" in uids
    assert len(uids) == 6
    assert uids == {str(event["uid"]) for event in events(plan, code="en").values()}


def test_that_lines_are_folded_and_ended_as_the_format_wants():
    plan = small()
    check_lines(calendar_bytes(plan, schedule(plan), translator("nl")))


def check_lines(content: bytes) -> None:
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no letter is cut in two


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120))
def test_that_any_name_comes_back_as_it_was(name: str):
    milestone = Activity(
        key="A-1",
        name=name,
        kind=ActivityKind.MILESTONE,
        duration_minutes=0,
        start_window=ImpreciseDate.exact(date(2024, 7, 1)),
    )
    plan = Plan.of([Programme(name="P", status_date=date(2024, 1, 2)), milestone])
    content = calendar_bytes(plan, schedule(plan), translator("en"))
    check_lines(content)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == f"A-1 {name}"


def test_that_the_letter_makes_an_agenda(letter_plan: Plan, tmp_path: Path):
    path = tmp_path / "w.ics"
    write_calendar(letter_plan, schedule(letter_plan), path, translator("nl"))
    check_lines(path.read_bytes())
    read = Calendar.from_ical(path.read_bytes())
    assert str(read["x-wr-calname"]) == letter_plan.programme.name
    assert {str(event["status"]) for event in read.walk("VEVENT")} == {"CONFIRMED", "TENTATIVE"}
    assert [path.name for path in tmp_path.iterdir()] == ["w.ics"]


def test_that_trouble_is_told(letter_plan: Plan, tmp_path: Path):
    empty = Plan.of([Programme(name="P", status_date=date(2024, 1, 2))])
    with pytest.raises(FileTrouble):
        calendar_bytes(empty, schedule(empty), translator("nl"))
    with pytest.raises(FileTrouble):
        write_calendar(letter_plan, schedule(letter_plan), tmp_path / "no" / "w.ics", translator("nl"))
