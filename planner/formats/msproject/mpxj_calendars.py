"""Calendars of a plan file in neutral form. Runs in the worker, beside Java."""

from __future__ import annotations

from typing import Any

from planner.formats.msproject.neutral import MOST_EXCEPTIONS

Span = list[int]


def neutral_calendars(project: Any, jpype: Any) -> tuple[list[dict[str, Any]], int]:
    """All calendars of a project, and how many exceptions were too many to take over."""
    days = list(jpype.JClass("java.time.DayOfWeek").values())
    calendars: list[dict[str, Any]] = []
    dropped = 0
    for calendar in project.getCalendars():
        exceptions = _exceptions(calendar)
        dropped += max(0, len(exceptions) - MOST_EXCEPTIONS)
        parent = calendar.getParent()
        calendars.append(
            {
                "uid": _whole(calendar.getUniqueID()),
                "name": str(calendar.getName() or ""),
                "parent": _whole(parent.getUniqueID()) if parent is not None else None,
                "week": [_spans(calendar.getHours(day)) for day in days],
                "exceptions": exceptions[:MOST_EXCEPTIONS],
                "resource": bool(calendar.getResourceCount()),
            }
        )
    return calendars, dropped


def signatures(calendars: list[dict[str, Any]]) -> dict[int, str]:
    """What each calendar says all in all, so that calendars that say the same are seen as one."""
    by_uid = {calendar["uid"]: calendar for calendar in calendars}
    found: dict[int, str] = {}
    for uid, calendar in by_uid.items():
        layers, seen, at = [], set(), calendar
        while at is not None and at["uid"] not in seen:
            seen.add(at["uid"])
            layers.append([(e["first"], e["last"], e["spans"]) for e in at["exceptions"]])
            at = by_uid.get(at["parent"])
        found[uid] = repr((calendar["week"], [layer for layer in layers if layer]))
    return found


def _exceptions(calendar: Any) -> list[dict[str, Any]]:
    """Exceptions day by day as they fall, those of other working weeks too; equal neighbours as one."""
    found: list[dict[str, Any]] = []
    for each in calendar.getExpandedCalendarExceptionsWithWorkWeeks():
        first, last = each.getFromDate(), each.getToDate()
        if first is None or last is None:
            continue
        row = {"first": str(first), "last": str(last), "name": str(each.getName() or ""), "spans": _spans(each)}
        if _is_day(row["first"]) and _is_day(row["last"]) and row["first"] <= row["last"]:
            found.append(row)
    return found


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[0] != "-"  # years of four digits: others have no place on a calendar


def _spans(hours: Any) -> list[Span]:
    """Hours as minutes after midnight, in order; what overlaps or runs backwards is joined or left out."""
    raw: list[Span] = []
    for each in hours or ():
        start, end = each.getStart(), each.getEnd()
        if start is None or end is None:
            continue
        first, last = _minute(start), _minute(end)
        if last == 0:
            last = 1440
        if first < last:
            raw.append([first, last])
    joined: list[Span] = []
    for first, last in sorted(raw):
        if joined and first < joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return joined


def _minute(time: Any) -> int:
    return int(time.getHour()) * 60 + int(time.getMinute())


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)
