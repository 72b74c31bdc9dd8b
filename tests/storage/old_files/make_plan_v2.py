"""Made plan_v2.keten: the plan of make_plan_v1.py as the second file format held it, with keys counted.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
from writing import write

TABLES: dict[str, dict[str, str]] = first.TABLES | {
    "key_series": first.PLAIN | {"prefix": first.TEXT, "last": "INTEGER NOT NULL"},
    "journal": first.TABLES["journal"] | {"format": "INTEGER NOT NULL"},
}


def window(value: Any) -> Any:
    """A date window of the second format: it can have a lenient end."""
    return {**value, "lenient": None} if isinstance(value, dict) and "firmness" in value else value


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the first format; the last two lines of the journal were written in the second."""
    rows = {kind: [{n: window(v) for n, v in row.items()} for row in found] for kind, found in first.all_rows().items()}
    rows["key_series"] = [
        {"id": first.an_id(f"series {prefix}"), "prefix": prefix, "last": last}
        for prefix, last in (("BR", 1), ("KG", 1), ("POL", 7), ("TZ", 4))
    ]
    rows["journal"] = [{**line, "format": 1 if line["seq"] <= 3 else 2} for line in rows["journal"]]
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v2.keten"), 2, first.APPLICATION_ID, TABLES, all_rows())
