"""Made plan_v10.keten: the plan of make_plan_v9.py as the tenth file format held it, with groups of organisations.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v9 as ninth
from writing import write

COLUMNS: dict[str, dict[str, tuple[str, Any]]] = {
    "organisation": {
        "part_of_id": (first.MAYBE, None),
        "register_code": (first.TEXT, "0363"),
        "sets": (first.TEXT, ""),
        "ready_all_of": (first.TEXT, ""),
        "ready_reason": (first.TEXT, ""),
        "size": ("FLOAT", 12.5),
        "mandatory": ("BOOLEAN NOT NULL", 1),
        "ready_percent": ("INTEGER NOT NULL", 100),
        "ready_by_size": ("BOOLEAN NOT NULL", 0),
    },
    "activity": {"model_id": (first.MAYBE, None)},
}
"""What the tenth format added: how each column was declared, and a value it held."""

TABLES: dict[str, dict[str, str]] = ninth.TABLES | {
    kind: ninth.TABLES[kind] | {name: declared for name, (declared, _) in columns.items()}
    for kind, columns in COLUMNS.items()
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the ninth format with the tenth's columns."""
    rows = ninth.all_rows()
    for kind, columns in COLUMNS.items():
        values = {name: value for name, (_, value) in columns.items()}
        rows[kind] = [{**row, **values} for row in rows.get(kind, [])]
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v10.keten"), 10, first.APPLICATION_ID, TABLES, all_rows())
