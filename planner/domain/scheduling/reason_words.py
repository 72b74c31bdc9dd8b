"""Words that the reasons for dates share: days without work, links, names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from planner.domain.model import MINUTES_IN_WORKING_DAY, LagUnit, LinkType
from planner.domain.scheduling.calendars import DAY, WorkingTime, closed_between, moment
from planner.domain.scheduling.network import Link
from planner.domain.scheduling.schedule import Driver, DriverKind
from planner.message import N_, Message


def skipped_days(time: WorkingTime, before: int, start: int) -> Iterator[Driver]:
    """The days without work between an instant and the start that had to wait for them."""
    first, last = day_of(before) + timedelta(days=1), day_of(start) - timedelta(days=1)
    closed = closed_between(time, first, last)
    if not closed or len(closed) != (last - first).days + 1:
        return
    names = distinct(closed)
    words = {"first": first, "last": last, "names": listed(names), "date": day_of(start)}
    if len(closed) == 1 and names:
        text = N_("{first} is not a working day ({names}); {date} is the first after it.")
    elif len(closed) == 1:
        text = N_("{first} is not a working day; {date} is the first after it.")
    elif names:
        text = N_("{first} to {last} are not working days ({names}); {date} is the first after them.")
    else:
        text = N_("{first} to {last} are not working days; {date} is the first after them.")
    yield Driver(DriverKind.CALENDAR, Message(text, words))


def distinct(closed: Sequence[tuple[date, Message | None]]) -> list[Message]:
    """The names of days without work, each once, in order."""
    found: list[Message] = []
    for _, name in closed:
        if name is not None and name not in found:
            found.append(name)
    return found


def listed(names: Sequence[Message]) -> Message:
    """Names with commas between them."""
    if not names:
        return Message("")
    message = names[0]
    for name in names[1:]:
        message = Message("{first}, {second}", {"first": message, "second": name})
    return message


def link_words(link: Link) -> Message | LinkType:
    """A link's type and lag: “Finish-to-start, plus 10 wd”."""
    if not link.lag:
        return link.row.type
    size = abs(link.lag)
    if link.unit is LagUnit.PERCENT:
        amount = Message(N_("{number} % of its duration"), {"number": size})
    elif link.unit is LagUnit.ELAPSED:
        whole = size % DAY == 0
        amount = (
            Message(N_("{days} d elapsed"), {"days": size // DAY})
            if whole
            else Message(N_("{minutes} minutes elapsed"), {"minutes": size})
        )
    elif size % MINUTES_IN_WORKING_DAY == 0:
        amount = Message(N_("{days} wd"), {"days": size // MINUTES_IN_WORKING_DAY})
    else:
        amount = Message(N_("{minutes} working minutes"), {"minutes": size})
    text = N_("{type}, plus {amount}") if link.lag > 0 else N_("{type}, minus {amount}")
    return Message(text, {"type": link.row.type, "amount": amount})


def day_of(at: int) -> date:
    """The day of a minute on the clock."""
    return moment(at).date()


def dated(kind: DriverKind, text: str, day: date) -> Driver:
    return Driver(kind, Message(text, {"date": day}))
