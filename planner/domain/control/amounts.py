"""Numbers of days as messages, so that one day reads as one."""

from __future__ import annotations

from planner.message import N_, Message


def working_days(number: int) -> Message:
    """A number of working days in words."""
    return Message(N_("1 working day")) if number == 1 else Message(N_("{days} working days"), {"days": number})


def days(number: int) -> Message:
    """A number of days in words."""
    return Message(N_("1 day")) if number == 1 else Message(N_("{days} days"), {"days": number})
