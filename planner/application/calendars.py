"""Calendars that come with the program, each a data file with a source for every row."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from planner.domain.date_readings import Recess
from planner.domain.model import CalendarException, CalendarPurpose, WorkCalendar
from planner.errors import FileTrouble
from planner.message import N_
from planner.settings import resource_folder

RECESS_FILE = "recess-tweede-kamer.json"


def recess_calendar() -> WorkCalendar:
    """The recesses of the Tweede Kamer as a calendar for a plan: a new row, each recess an exception with its source.

    It holds only recesses that a source gives, so it ends where the sources do. Raises FileTrouble.
    """
    content = _content()
    return WorkCalendar(
        name=content["name"],
        purpose=CalendarPurpose.RECESS,
        exceptions=tuple(
            CalendarException(
                first=date.fromisoformat(row["first"]),
                last=date.fromisoformat(row["last"]),
                name=row["name"],
                source=row["source"],
            )
            for row in content["recesses"]
        ),
        note=content["note"],
    )


def recesses() -> tuple[Recess, ...]:
    """The same recesses, for `planner.domain.date_readings.Readings`. Raises FileTrouble."""
    return tuple(
        Recess(row["kind"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), row["source"])
        for row in _content()["recesses"]
    )


@cache
def _content() -> dict[str, Any]:
    path = resource_folder() / "calendars" / RECESS_FILE
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileTrouble(
            N_("The calendar {name} of the program cannot be read; install the program again."), name=RECESS_FILE
        ) from error
