"""Calendars of a file as calendars of the plan: those that its activities follow, and what those rest on."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from planner.domain.model import NAME, CalendarException, WorkCalendar
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.formats.msproject.joint_calendars import Days, in_both
from planner.formats.msproject.mpxj_calendars import signatures
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.sources import stable_id

FAR = 1_000_000_000


class FileCalendars:
    """The calendars of one file, known by the id that each has in the plan at every import."""

    def __init__(self, neutral: Neutral, source: str, plan: Plan, suffix: str) -> None:
        self._neutral, self._source, self._plan, self._suffix = neutral, source, plan, suffix
        self._by_uid: dict[int, dict[str, Any]] = {each["uid"]: each for each in neutral["calendars"]}
        self._signatures = signatures(neutral["calendars"])
        self.default: int | None = self._known(neutral["project"]["calendar"])
        self._used: dict[int, None] = {}
        self._names = {c.name.casefold() for c in plan.rows(WorkCalendar)}

    def of(self, task: dict[str, Any]) -> int | None:
        """The calendar that a task follows; the first of those that say the same."""
        joint = task.get("joint_calendars")
        if joint and all(self._known(uid) is not None for uid in joint):
            return self._joint(*joint)
        uid = self._known(task["effective_calendar"])
        if uid is None or (self.default is not None and self._signatures[uid] == self._signatures[self.default]):
            return self.default
        return uid

    def _joint(self, own: int, other: int) -> int:
        """The calendar of the hours in which both of two have work, made when it is first asked for."""
        uid = -(own * FAR + other)  # the same at the next import, and no number that a file gives
        if uid not in self._by_uid:
            first, second = Days(self._by_uid, own), Days(self._by_uid, other)
            name = " + ".join(self._by_uid[each]["name"] or str(each) for each in (own, other))
            self._by_uid[uid] = {"uid": uid, "name": name, "parent": None, **in_both(first, second)}
            self._signatures |= signatures([self._by_uid[uid]])
        return uid

    def use(self, uid: int | None) -> UUID | None:
        """The id of a calendar in the plan, which makes that it is taken over."""
        if uid is None:
            return None
        at: int | None = uid
        while at is not None and at not in self._used:
            self._used[at] = None
            at = self._base(at)
        return self._id(uid)

    def rows(self) -> list[WorkCalendar]:
        """The calendars that are used, what each rests on first."""
        return [self._row(uid) for uid in sorted(self._used, key=self._depth)]

    def _known(self, uid: int | None) -> int | None:
        return uid if uid in self._by_uid else None

    def _id(self, uid: int) -> UUID:
        return stable_id(self._plan_id, self._source, "calendar", uid)

    @property
    def _plan_id(self) -> str:
        return str(self._plan.programme.id)

    def _base(self, uid: int) -> int | None:
        """What it rests on; a calendar of a ring rests on nothing."""
        seen, at = {uid}, self._known(self._by_uid[uid]["parent"])
        first = at
        while at is not None:
            if at in seen:
                return None
            seen.add(at)
            at = self._known(self._by_uid[at]["parent"])
        return first

    def _depth(self, uid: int) -> tuple[int, int]:
        depth, at = 0, self._base(uid)
        while at is not None:
            depth, at = depth + 1, self._base(at)
        return depth, uid

    def _row(self, uid: int) -> WorkCalendar:
        given, row_id = self._by_uid[uid], self._id(uid)
        old = self._plan.get(WorkCalendar, row_id)
        base = self._base(uid)
        return make(
            WorkCalendar,
            id=row_id,
            name=old.name if old is not None else self._name(given["name"] or f"{uid}"),
            base_id=self._id(base) if base is not None else None,
            week=tuple(_spans(day) for day in given["week"]),
            exceptions=tuple(_exception(each) for each in given["exceptions"]),
            holidays=old.holidays if old is not None else "",
            note=old.note if old is not None else "",
        )

    def _name(self, name: str) -> str:
        """Its own name, told apart where the plan has a calendar of that name."""
        name = " ".join(name.split())[: NAME - 60]
        free = name if name.casefold() not in self._names else f"{name} ({self._suffix[:40]})"
        number = 2
        while free.casefold() in self._names:
            free, number = f"{name} ({self._suffix[:40]} {number})", number + 1
        self._names.add(free.casefold())
        return free


def _spans(day: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((first, last) for first, last in day)


def _exception(each: dict[str, Any]) -> CalendarException:
    return CalendarException(
        first=date.fromisoformat(each["first"]),
        last=date.fromisoformat(each["last"]),
        name=" ".join(each["name"].split())[:NAME],
        spans=_spans(each["spans"]),
    )
