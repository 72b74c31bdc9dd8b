"""Made plan_v5.keten: the plan of make_plan_v4.py as the fifth file format held it, with durations in two sides.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v4 as fourth
from writing import write

NEW: dict[str, tuple[str, Any]] = {"shortest_minutes": ("INTEGER", 960), "longest_minutes": ("INTEGER", 4800)}
"""What the fifth format added to activities: how each column was declared, and a value it held."""

TABLES: dict[str, dict[str, str]] = fourth.TABLES | {
    "activity": fourth.TABLES["activity"] | {name: declared for name, (declared, _) in NEW.items()}
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the fourth format with the fifth's columns."""
    rows = fourth.all_rows()
    rows["activity"] = [{**row, **{name: value for name, (_, value) in NEW.items()}} for row in rows["activity"]]
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v5.keten"), 5, first.APPLICATION_ID, TABLES, all_rows())
