"""Made plan_v11.keten: the plan of make_plan_v10.py as the eleventh file format held it, with settled motions.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v10 as tenth
from writing import write

COLUMNS: dict[str, tuple[str, Any]] = {
    "decided_on": (first.MAYBE, None),
    "settled_on": (first.MAYBE, None),
}
"""What the eleventh format added to a commitment: how each column was declared, and a value it held."""

TABLES: dict[str, dict[str, str]] = tenth.TABLES | {
    "commitment": tenth.TABLES["commitment"] | {name: declared for name, (declared, _) in COLUMNS.items()}
}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the tenth format with the eleventh's columns."""
    rows = tenth.all_rows()
    values = {name: value for name, (_, value) in COLUMNS.items()}
    rows["commitment"] = [{**row, **values} for row in rows.get("commitment", [])]
    return rows


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v11.keten"), 11, first.APPLICATION_ID, TABLES, all_rows())
