"""Why this date: the reasons for an activity's dates, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.scheduling.schedule import Driver

if TYPE_CHECKING:
    from planner.domain.scheduling.view import Activities


def reasons(view: Activities, n: int) -> tuple[Driver, ...]:
    """The reasons for the dates of an activity, what counts most first."""
    return ()
