"""Made plan_v7.keten: the plan of make_plan_v6.py as the seventh file format held it, with assumptions told in words.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v5 as fifth
import make_plan_v6 as sixth
from writing import write

NEW: dict[str, dict[str, tuple[str, Any]]] = {
    "programme": {"out_of_sequence": ("TEXT NOT NULL", "retained-logic")},
    "activity": {
        "splits": ("TEXT NOT NULL", []),
        "hammock_start_id": ("TEXT", None),
        "hammock_finish_id": ("TEXT", None),
    },
}
"""What the seventh format added: how each column was declared, and a value it held."""

TABLES: dict[str, dict[str, str]] = fifth.TABLES | {
    kind: fifth.TABLES[kind] | {name: declared for name, (declared, _) in columns.items()}
    for kind, columns in NEW.items()
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the sixth format with the seventh's columns; one activity has a window and a day that are assumed."""
    rows = sixth.all_rows()
    for kind, columns in NEW.items():
        rows[kind] = [{**row, **{name: value for name, (_, value) in columns.items()}} for row in rows[kind]]
    assumed = {"words": "aanname: april 2024", "earliest": "2024-04-01", "latest": "2024-04-30"}
    parts = {"firmness": "target", "nature": "window", "lenient": None, "vague": True, "months": None}
    parts |= {"relation": None, "moments": [], "phased": False}
    rows["activity"][-1] |= {
        "start_window": {**assumed, **parts},
        "constraint": "SNET",
        "constraint_date": "2024-04-29T00:00:00",
        "note": "Aanname: gereed in april, want dan is er nog tijd.",
    }
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v7.keten"), 7, first.APPLICATION_ID, TABLES, all_rows())
