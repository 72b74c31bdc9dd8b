"""Made plan_v9.keten: the plan of make_plan_v8.py as the ninth file format held it, with what a chance follows from.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v8 as eighth
from writing import write

WHOLE, MAYBE = "INTEGER NOT NULL", "INTEGER"
PROGRAMME: dict[str, tuple[str, Any]] = {
    "shortest_percent": (WHOLE, 90),
    "longest_percent": (WHOLE, 130),
    "unknown_shortest_days": (WHOLE, 20),
    "unknown_likely_days": (MAYBE, 60),
    "unknown_longest_days": (WHOLE, 130),
    "branch_percent": (WHOLE, 50),
    "alike_organisation": (WHOLE, 30),
    "alike_track": (WHOLE, 20),
    "alike_cause": (WHOLE, 60),
}
ACTIVITY: dict[str, tuple[str, Any]] = {
    "likely_minutes": (MAYBE, None),
    "branch_percent": (MAYBE, None),
    "cause": (first.TEXT, "docenten"),
}
SPANS = ("shortest_minutes", "likely_minutes", "longest_minutes")
RISK: dict[str, tuple[str, Any]] = {
    "chance_percent": (MAYBE, 40),
    **dict.fromkeys(SPANS, (MAYBE, None)),
    "after_chance_percent": (MAYBE, None),
    **{f"after_{name}": (MAYBE, None) for name in SPANS},
    "parallel": ("BOOLEAN NOT NULL", 0),
}
COLUMNS = {"programme": PROGRAMME, "activity": ACTIVITY, "risk": RISK}
"""What the ninth format added to tables: how each column was declared, and a value it held."""
NEW: dict[str, dict[str, str]] = {
    "duration_range": {
        "name": first.TEXT,
        "organisation_id": first.MAYBE,
        "track_id": first.MAYBE,
        "stage": first.TEXT,
        "shortest_percent": WHOLE,
        "likely_percent": WHOLE,
        "longest_percent": WHOLE,
        "note": first.TEXT,
        "position": "FLOAT NOT NULL",
    },
    "judgement": {
        "organisation_id": first.TEXT,
        "on": first.TEXT,
        "likelihood": first.TEXT,
        "explanation": first.TEXT,
        "by_role": first.TEXT,
    },
    "chance_result": {
        "made_at": first.TEXT,
        "status_date": first.TEXT,
        "round_id": first.MAYBE,
        "runs": WHOLE,
        "seed": WHOLE,
        "converged": "BOOLEAN NOT NULL",
        "without_risks": "BOOLEAN NOT NULL",
        "inputs": first.TEXT,
        "answer": first.TEXT,
        "note": first.TEXT,
    },
}
"""The tables that it added."""

TABLES: dict[str, dict[str, str]] = {
    **eighth.TABLES,
    **{
        kind: eighth.TABLES[kind] | {name: declared for name, (declared, _) in columns.items()}
        for kind, columns in COLUMNS.items()
    },
    **{kind: first.PLAIN | columns for kind, columns in NEW.items()},
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the eighth format with the ninth's columns, and a judgement."""
    rows = eighth.all_rows()
    for kind, columns in COLUMNS.items():
        values = {name: value for name, (_, value) in columns.items()}
        rows[kind] = [{**row, **values} for row in rows.get(kind, [])]
    judged = {"organisation_id": rows["organisation"][0]["id"], "on": "2022-07-06", "likelihood": "probably"}
    rows["judgement"] = [{"id": first.an_id("the judgement"), **judged, "explanation": "", "by_role": ""}]
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v9.keten"), 9, first.APPLICATION_ID, TABLES, all_rows())
