"""Made plan_v3.keten: the plan of make_plan_v2.py as the third file format held it, with dates kept as given.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v2 as second
from writing import write

NEW: dict[str, dict[str, tuple[str, Any]]] = {
    "programme": {
        "critical_days": ("INTEGER NOT NULL", 2),
        "schedule_from": (first.TEXT, "start"),
        "start_minute": ("INTEGER NOT NULL", 540),
        "finish_at": ("TEXT", "2024-07-01 23:59:00"),
        "honour_constraints": ("INTEGER NOT NULL", 0),
        "remaining_from_status": ("INTEGER NOT NULL", 1),
    },
    "activity": {
        "remaining_minutes": ("INTEGER", 960),
        "resume_at": ("TEXT", "2022-09-01 00:00:00"),
        "pinning": (first.TEXT, "hand"),
        "pinned_start": ("TEXT", "2022-08-01 00:00:00"),
        "pinned_finish": ("TEXT", "2022-08-05 23:59:00"),
        "active": ("INTEGER NOT NULL", 1),
        "elapsed": ("INTEGER NOT NULL", 0),
    },
}
"""What the third format added: how each column was declared, and a value it held."""

TABLES: dict[str, dict[str, str]] = {
    table: columns | {name: declared for name, (declared, _) in NEW.get(table, {}).items()}
    for table, columns in second.TABLES.items()
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the second format with the third's columns; without the last line of the journal."""
    rows = second.all_rows()
    for table, columns in NEW.items():
        rows[table] = [{**row, **{name: value for name, (_, value) in columns.items()}} for row in rows[table]]
    last = max(line["seq"] for line in rows["journal"])
    rows["journal"] = [line for line in rows["journal"] if line["seq"] < last]
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v3.keten"), 3, first.APPLICATION_ID, TABLES, all_rows())
