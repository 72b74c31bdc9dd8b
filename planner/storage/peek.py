"""What a plan file is about, read in a moment and without opening it: nothing is locked, migrated or changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Peek:
    """The programme's name and status date, how many activities and organisations, and when it was changed last."""

    name: str
    status_date: date | None
    activities: int
    organisations: int
    changed: datetime


def peek(path: Path) -> Peek | None:
    """A look at a plan file; None where there is none that can be read."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)) as file:
            name, status = file.execute("SELECT name, status_date FROM programme").fetchone()
            (activities,) = file.execute("SELECT count(*) FROM activity").fetchone()
            (organisations,) = file.execute("SELECT count(*) FROM organisation").fetchone()
        day = date.fromisoformat(str(status)[:10]) if status else None
    except (OSError, sqlite3.Error, TypeError, ValueError):
        return None
    return Peek(str(name), day, activities, organisations, changed)
