"""Made plan_v1.keten: a plan as the first file format held it, before keys were counted.

Only of use as a record of that format; the file itself is what the test opens. It needs nothing of
the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from writing import write

APPLICATION_ID = 0x4B45544E
TEXT, MAYBE = "VARCHAR NOT NULL", "VARCHAR"
KEYED = {"id": f"{TEXT} PRIMARY KEY", "key": TEXT}
PLAIN = {"id": f"{TEXT} PRIMARY KEY"}
TABLES: dict[str, dict[str, str]] = {
    "programme": PLAIN
    | dict.fromkeys(["name", "law", "owner", "status_date"], TEXT)
    | {"start_date": MAYBE, "state": TEXT, "version": TEXT, "plan_on": TEXT, "calendar_id": MAYBE}
    | {"near_critical_days": "INTEGER NOT NULL", "note": TEXT},
    "calendar": PLAIN
    | {"name": TEXT, "purpose": TEXT, "base_id": MAYBE, "week": TEXT, "holidays": TEXT, "exceptions": TEXT}
    | {"note": TEXT},
    "organisation": PLAIN
    | dict.fromkeys(["code", "name", "subtitle", "kind", "colour"], TEXT)
    | {"calendar_id": MAYBE, "contact_role": TEXT, "note": TEXT, "position": "FLOAT NOT NULL"},
    "track": PLAIN | {"code": TEXT, "name": TEXT, "position": "FLOAT NOT NULL"},
    "activity": KEYED
    | {"name": TEXT, "kind": TEXT, "gate": TEXT, "parent_id": MAYBE, "position": "FLOAT NOT NULL"}
    | {"organisation_id": MAYBE, "involved_ids": TEXT, "track_id": MAYBE, "calendar_id": MAYBE}
    | {"duration_minutes": "INTEGER", "start_window": MAYBE, "finish_window": MAYBE, "constraint": TEXT}
    | dict.fromkeys(["constraint_date", "deadline", "actual_start", "actual_finish"], MAYBE)
    | {"percent_complete": "INTEGER NOT NULL", "conditional": "BOOLEAN NOT NULL"}
    | dict.fromkeys(["responsible", "note", "source_uid"], TEXT),
    "dependency": PLAIN
    | dict.fromkeys(["predecessor_id", "successor_id", "type"], TEXT)
    | {"lag": "INTEGER NOT NULL", "lag_unit": TEXT, "note": TEXT},
    "baseline": PLAIN | dict.fromkeys(["name", "taken_on", "note"], TEXT),
    "baseline_date": PLAIN | dict.fromkeys(["baseline_id", "activity_id", "start", "finish"], TEXT),
    "criterion": PLAIN
    | {"organisation_id": TEXT, "track_id": MAYBE, "name": TEXT, "evidence": TEXT, "mandatory": "BOOLEAN NOT NULL"}
    | {"needed_by": MAYBE, "activity_id": MAYBE, "position": "FLOAT NOT NULL"},
    "assessment": PLAIN | dict.fromkeys(["criterion_id", "on", "light", "explanation", "by_role"], TEXT),
    "commitment": KEYED
    | {"kind": TEXT, "title": TEXT, "status": TEXT, "made_on": MAYBE, "term": MAYBE, "organisation_id": MAYBE}
    | dict.fromkeys(["involved_ids", "activity_ids", "reference", "settled_by", "note"], TEXT)
    | {"position": "FLOAT NOT NULL"},
    "indicator": KEYED
    | {"name": TEXT, "unit": TEXT, "organisation_id": MAYBE, "note": TEXT, "position": "FLOAT NOT NULL"},
    "measurement": PLAIN | {"indicator_id": TEXT, "at": TEXT, "value": "FLOAT", "note": TEXT},
    "source": KEYED
    | {"title": TEXT, "on": MAYBE, "reference": TEXT, "address": TEXT, "note": TEXT, "position": "FLOAT NOT NULL"},
    "citation": PLAIN | dict.fromkeys(["source_id", "about_id", "place", "quote", "fact_id", "reference"], TEXT),
    "update_round": PLAIN | {"name": TEXT, "opened_on": TEXT, "due_on": TEXT, "closed_on": MAYBE, "note": TEXT},
    "reply": PLAIN | dict.fromkeys(["round_id", "organisation_id", "received_at", "file_name", "note"], TEXT),
    "journal": {"seq": "INTEGER NOT NULL PRIMARY KEY", "at": TEXT, "who": TEXT, "action": TEXT}
    | {"of_seq": "INTEGER", "label": TEXT, "words": TEXT, "changes": TEXT},
}


def an_id(name: str) -> str:
    return str(uuid5(NAMESPACE_OID, name))


def window(earliest: str | None, latest: str | None, words: str) -> dict[str, Any]:
    """A date window as it was stored: without a lenient end, which came later."""
    return {
        "earliest": earliest,
        "latest": latest,
        "words": words,
        "firmness": "expected",
        "nature": "window",
        "vague": True,
    }


OFFICE = [[540, 780], [810, 1050]]
RECESS = {"first": "2022-07-08", "last": "2022-09-05", "name": "zomerreces", "spans": [], "source": ""}


def an_activity(key: str, name: str, position: float, **values: Any) -> dict[str, Any]:
    fresh: dict[str, Any] = {name: None for name, stored in TABLES["activity"].items() if stored in (MAYBE, "INTEGER")}
    fresh |= {"kind": "task", "gate": "", "involved_ids": [], "duration_minutes": 4800, "constraint": "ASAP"}
    fresh |= {"percent_complete": 0, "conditional": False, "responsible": "", "note": "", "source_uid": ""}
    return {"id": an_id(key), "key": key, "name": name, "position": position, **fresh, **values}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    police, prepare, training, ready = an_id("POL"), an_id("POL-1"), an_id("POL-2"), an_id("POL-3")
    inside = {"parent_id": prepare, "organisation_id": police}
    return {
        "programme": [
            {"id": an_id("programme"), "name": "Wet seksuele misdrijven", "law": "Wet seksuele misdrijven"}
            | {"owner": "JenV", "status_date": "2022-07-06", "start_date": None, "state": "draft", "version": "0.1"}
            | {"plan_on": "latest", "calendar_id": an_id("rijk"), "near_critical_days": 10, "note": ""}
        ],
        "calendar": [
            {"id": an_id("rijk"), "name": "Werkdagen Rijk", "purpose": "work", "base_id": None}
            | {"week": [OFFICE] * 5 + [[], []], "holidays": "rijk", "exceptions": [RECESS], "note": ""}
        ],
        "organisation": [
            {"id": police, "code": "POL", "name": "Politie", "subtitle": "", "kind": "chain", "colour": "#154273"}
            | {"calendar_id": an_id("rijk"), "contact_role": "programmamanager", "note": "", "position": 1.0}
        ],
        "track": [{"id": an_id("OPL"), "code": "OPL", "name": "Opleiding", "position": 1.0}],
        "activity": [
            an_activity("POL-1", "Voorbereiden", 1.0, kind="summary", organisation_id=police, duration_minutes=None),
            an_activity("POL-2", "Opleiden", 1.0, **inside, track_id=an_id("OPL"), deadline="2024-01-01T23:59:00"),
            an_activity("POL-3", "Gereed", 2.0, **inside)
            | {"kind": "milestone", "gate": "ready", "duration_minutes": 0}
            | {"start_window": window("2023-09-01", "2023-11-30", "in het najaar van 2023")},
        ],
        "dependency": [
            {"id": an_id("2-3"), "predecessor_id": training, "successor_id": ready, "type": "FS", "lag": 0}
            | {"lag_unit": "work", "note": ""}
        ],
        "baseline": [{"id": an_id("baseline"), "name": "Brief", "taken_on": "2022-07-06", "note": ""}],
        "baseline_date": [
            {"id": an_id("baseline 2"), "baseline_id": an_id("baseline"), "activity_id": training}
            | {"start": "2022-09-01T09:00:00", "finish": "2022-09-14T17:30:00"}
        ],
        "criterion": [
            {"id": an_id("criterion"), "organisation_id": police, "track_id": an_id("OPL"), "name": "Opgeleid"}
            | {"evidence": "", "mandatory": True, "needed_by": window(None, "2023-12-31", "voor 2024")}
            | {"activity_id": training, "position": 1.0}
        ],
        "assessment": [
            {"id": an_id("assessment"), "criterion_id": an_id("criterion"), "on": "2022-07-06", "light": "orange"}
            | {"explanation": "Er zijn te weinig docenten.", "by_role": "projectleider"}
        ],
        "commitment": [
            {"id": an_id("TZ-4"), "key": "TZ-4", "kind": "commitment", "title": "Cijfers naar de Kamer"}
            | {"status": "open", "made_on": window("2022-07-06", "2022-07-06", "6 juli 2022"), "term": None}
            | {"organisation_id": police, "involved_ids": [], "activity_ids": [training], "reference": ""}
            | {"settled_by": "", "note": "", "position": 1.0}
        ],
        "indicator": [
            {"id": an_id("KG-1"), "key": "KG-1", "name": "Werkvoorraad", "unit": "zaken", "organisation_id": police}
            | {"note": "", "position": 1.0}
        ],
        "measurement": [
            {"id": an_id("measurement"), "indicator_id": an_id("KG-1"), "value": 1.5, "note": ""}
            | {"at": window("2022-06-01", "2022-06-30", "juni 2022")}
        ],
        "source": [
            {"id": an_id("BR-1"), "key": "BR-1", "title": "Brief", "on": "2022-07-06", "reference": "", "address": ""}
            | {"note": "", "position": 1.0}
        ],
        "citation": [
            {"id": an_id("citation"), "source_id": an_id("BR-1"), "about_id": training, "place": "¶ 3", "quote": "…"}
            | {"fact_id": "", "reference": ""}
        ],
        "update_round": [
            {"id": an_id("round"), "name": "september", "opened_on": "2022-09-01", "due_on": "2022-09-15"}
            | {"closed_on": None, "note": ""}
        ],
        "reply": [
            {"id": an_id("reply"), "round_id": an_id("round"), "organisation_id": police, "note": ""}
            | {"received_at": "2022-09-14T10:30:00", "file_name": "politie.xlsx"}
        ],
        "journal": journal(),
    }


def journal() -> list[dict[str, Any]]:
    """POL-7 was added and removed again, POL-2 got its name; one change was undone."""
    gone = an_activity("POL-7", "Vervallen", 3.0, organisation_id=an_id("POL"))
    place = {"kind": "activity", "id": gone["id"]}
    name = {"kind": "activity", "id": an_id("POL-2"), "before": {"name": "Trainen"}, "after": {"name": "Opleiden"}}
    note = {"kind": "activity", "id": an_id("POL-2"), "before": {"note": ""}, "after": {"note": "even"}}
    undone = {**note, "before": note["after"], "after": note["before"]}
    words = {"field": "Name", "name": "POL-2 Trainen"}
    lines: list[tuple[str, int | None, str, dict[str, str], dict[str, Any]]] = [
        ("do", None, "activity.add", {"name": "POL-7 Vervallen"}, {**place, "before": None, "after": gone}),
        ("do", None, "activity.remove", {"name": "POL-7 Vervallen"}, {**place, "before": gone, "after": None}),
        ("do", None, "row.set", words, name),
        ("do", None, "row.set", {"field": "Note", "name": "POL-2 Opleiden"}, note),
        ("undo", 4, "row.set", {"field": "Note", "name": "POL-2 Opleiden"}, undone),
    ]
    return [
        {"seq": seq, "at": f"2022-07-06T10:0{seq}:00+00:00", "who": "programmamanager", "action": action}
        | {"of_seq": of_seq, "label": label, "words": words, "changes": [change]}
        for seq, (action, of_seq, label, words, change) in enumerate(lines, start=1)
    ]


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v1.keten"), 1, APPLICATION_ID, TABLES, all_rows())
