"""Made plan_v6.keten: the plan of make_plan_v5.py as the sixth file format held it.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_plan_v1 as first
import make_plan_v5 as fifth
from writing import write


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the fifth format: the sixth only allowed more in a window."""
    return fifth.all_rows()


if __name__ == "__main__":
    write(Path(__file__).with_name("plan_v6.keten"), 6, first.APPLICATION_ID, fifth.TABLES, all_rows())
