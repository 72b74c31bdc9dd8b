"""Made plan_v8.keten: the plan of make_plan_v7.py as the eighth file format held it, with an assumption as a row.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v7 as seventh
from writing import write

WINDOWS = ("actual_start_window", "actual_finish_window")
ASSUMPTION: dict[str, tuple[str, Any]] = {
    "about_id": (first.TEXT, "ACTIVITY"),
    "field": (first.TEXT, "start_window"),
    "reason": (first.TEXT, "Gereed in april, want dan is er nog tijd."),
    "by_role": (first.TEXT, ""),
    "on": ("TEXT", None),
}
"""The table that the eighth format added, with a row; ACTIVITY stands for the last activity."""

TABLES: dict[str, dict[str, str]] = seventh.TABLES | {
    "activity": seventh.TABLES["activity"] | dict.fromkeys(WINDOWS, "TEXT"),
    "assumption": first.PLAIN | {name: declared for name, (declared, _) in ASSUMPTION.items()},
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the seventh format with the eighth's columns and table."""
    rows = seventh.all_rows()
    rows["activity"] = [{**row, **dict.fromkeys(WINDOWS)} for row in rows["activity"]]
    about = rows["activity"][-1]["id"]
    values = {name: about if value == "ACTIVITY" else value for name, (_, value) in ASSUMPTION.items()}
    rows["assumption"] = [{"id": first.an_id("the assumption"), **values}]
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v8.keten"), 8, first.APPLICATION_ID, TABLES, all_rows())
