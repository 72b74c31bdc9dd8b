"""Made plan_v4.keten: the plan of make_plan_v3.py as the fourth file format held it, with what steers.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v3 as third
from writing import write

NEW: dict[str, dict[str, tuple[str, Any]]] = {
    "programme": {"local_governments": ("INTEGER NOT NULL", 1), "implementation_months": ("INTEGER", 9)},
    "activity": {"stage": (first.TEXT, "upper-debate"), "mandatory": ("INTEGER NOT NULL", 1)},
    "criterion": {
        "minimum": (first.TEXT, "orange"),
        "workaround": (first.TEXT, "Op papier"),
        "decider": (first.TEXT, "Stuurgroep"),
    },
    "assessment": {"evidence": (first.TEXT, "Verslag van de ketentest")},
    "commitment": {
        "words": (first.TEXT, "na de zomer"),
        "earlier_terms": (first.TEXT, []),
        "made_in_id": ("TEXT", None),
        "settled_in_id": ("TEXT", None),
    },
    "indicator": {"better": (first.TEXT, "down"), "momentary": ("INTEGER NOT NULL", 1)},
    "measurement": {"role": (first.TEXT, "actual")},
    "update_round": {
        "organisation_ids": (first.TEXT, []),
        "asked_seq": ("INTEGER", None),
        "baseline_id": ("TEXT", None),
    },
    "reply": {
        "digest": (first.TEXT, ""),
        "taken": ("INTEGER NOT NULL", 0),
        "kept_out": ("INTEGER NOT NULL", 0),
    },
}
"""What the fourth format added: how each column was declared, and a value it held."""
NUMBER, MAYBE, COUNT = "FLOAT NOT NULL", "TEXT", "INTEGER NOT NULL"
ADDED: dict[str, dict[str, tuple[str, Any]]] = {
    "agreement": {
        "key": (first.TEXT, "KA-1"),
        "title": (first.TEXT, "Feitcodes geleverd"),
        "giver_id": (first.TEXT, "ORG"),
        "taker_id": (first.TEXT, "ORG"),
        "activity_id": (MAYBE, None),
        "needed_by_id": (MAYBE, None),
        "promised": (MAYBE, None),
        "accepted": (MAYBE, None),
        "accepted_on": (MAYBE, None),
        "status": (first.TEXT, "proposed"),
        "note": (first.TEXT, ""),
        "position": (NUMBER, 1.0),
    },
    "decision": {
        "key": (first.TEXT, "BES-1"),
        "title": (first.TEXT, "Later gereed"),
        "on": (first.TEXT, "2023-07-04"),
        "reason": (first.TEXT, "Opleiding duurt langer"),
        "decider": (first.TEXT, "Stuurgroep"),
        "meeting": (first.TEXT, "4 juli 2023"),
        "activity_ids": (first.TEXT, []),
        "date_before": (MAYBE, None),
        "date_after": (MAYBE, None),
        "note": (first.TEXT, ""),
    },
    "risk": {
        "key": (first.TEXT, "RIS-1"),
        "title": (first.TEXT, "Te weinig opleiders"),
        "cause": (first.TEXT, ""),
        "effect": (first.TEXT, ""),
        "probability": (COUNT, 3),
        "impact": (COUNT, 4),
        "measure": (first.TEXT, ""),
        "owner": (first.TEXT, ""),
        "status": (first.TEXT, "open"),
        "organisation_id": (MAYBE, None),
        "activity_ids": (first.TEXT, []),
        "note": (first.TEXT, ""),
        "position": (NUMBER, 1.0),
    },
    "overruling": {
        "rule": (first.TEXT, "late"),
        "about_id": (MAYBE, None),
        "reason": (first.TEXT, "Al besproken"),
        "by_role": (first.TEXT, "Programmamanager"),
        "on": (first.TEXT, "2022-07-06"),
    },
    "attention_choice": {
        "rule": (first.TEXT, "late"),
        "about_id": (MAYBE, None),
        "on_paper": (COUNT, 0),
        "words": (first.TEXT, ""),
    },
    "remark": {
        "about_id": (first.TEXT, "ORG"),
        "at": (first.TEXT, "2022-07-06 12:00:00"),
        "text": (first.TEXT, "Nog na te gaan"),
        "field": (first.TEXT, ""),
        "organisation_id": (MAYBE, None),
        "origin": (first.TEXT, ""),
        "handled": (COUNT, 0),
    },
    "scenario": {
        "name": (first.TEXT, "Later"),
        "made_on": (first.TEXT, "2022-07-06"),
        "changes": (first.TEXT, "[]"),
        "format": (COUNT, 1),
        "note": (first.TEXT, ""),
    },
    "saved_view": {
        "name": (first.TEXT, "Politie"),
        "view": (first.TEXT, "planning"),
        "definition": (first.TEXT, "{}"),
        "position": (NUMBER, 1.0),
    },
}
"""The tables that the fourth format added, with a row for each; ORG stands for the organisation there is."""

TABLES: dict[str, dict[str, str]] = {
    table: columns | {name: declared for name, (declared, _) in NEW.get(table, {}).items()}
    for table, columns in third.TABLES.items()
} | {
    table: first.PLAIN | {name: declared for name, (declared, _) in columns.items()} for table, columns in ADDED.items()
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the third format with the fourth's columns and tables."""
    rows = third.all_rows()
    for table, columns in NEW.items():
        given = {name: value for name, (_, value) in columns.items()}
        rows[table] = [{**row, **given} for row in rows.get(table, [])]
    owner = rows["organisation"][0]["id"]
    for table, columns in ADDED.items():
        values = {name: owner if value == "ORG" else value for name, (_, value) in columns.items()}
        rows[table] = [{"id": first.an_id(f"the {table}"), **values}]
    rows["agreement"] = []  # takes two organisations
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v4.keten"), 4, first.APPLICATION_ID, TABLES, all_rows())
