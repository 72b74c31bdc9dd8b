"""Working time for many runs at once: the index of `scheduling.calendars` on arrays of minutes.

Days are added as they are asked for, within the same limits; what falls outside is held at the edge.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.domain.model import Spans
from planner.domain.scheduling.calendars import DAY, FIRST_DAY, LAST_DAY, WorkingTime

Minutes = NDArray[np.int64]
YEARS = 366 * 12
"""Days around the first minute asked for that are indexed at first."""
WIDEST = 15
"""Working minutes in a bucket of the index where days are shorter than that."""


class Clock:
    """The working minutes of one calendar on arrays; the names are those of `WorkingTime`."""

    def __init__(self, time: WorkingTime, around: int) -> None:
        """`around` is a day that runs are about."""
        self._time = time
        self._index(max(around - YEARS // 4, FIRST_DAY), min(around + YEARS, LAST_DAY))

    def count(self, instants: Minutes) -> Minutes:
        """The working minutes before each instant."""
        days = instants // DAY
        if int(days.min()) < self._first or int(days.max()) >= self._last:
            self._widen(int(days.min()), int(days.max()))
            clipped = np.clip(instants, self._first * DAY, self._last * DAY - 1)
            worked = self._count(clipped, clipped // DAY)
            return np.where(days >= self._last, self._before[-1], np.where(days < self._first, self._before[0], worked))
        return self._count(instants, days)

    def _count(self, instants: Minutes, days: Minutes) -> Minutes:
        places = days - self._first
        minutes = instants - days * DAY
        return self._before[places] + self._worked[self._pattern[places] * (DAY + 1) + minutes]

    def beginning(self, worked: Minutes) -> Minutes:
        """The last instants before which exactly so many minutes are worked."""
        lowest, highest = int(worked.min()), int(worked.max())
        while highest >= self._before[-1] and self._last < LAST_DAY:
            self._widen(self._first, self._last + (self._last - self._first))
        while lowest < self._before[0] and self._first > FIRST_DAY:
            self._widen(self._first - (self._last - self._first), self._last - 1)
        if lowest < self._before[0] or highest >= self._before[-1]:
            inside = np.clip(worked, self._before[0], self._before[-1] - 1)
            found = self._beginning(inside)
            found = np.where(worked < self._before[0], FIRST_DAY * DAY, found)
            return np.where(worked >= self._before[-1], LAST_DAY * DAY, found)
        return self._beginning(worked)

    def _beginning(self, worked: Minutes) -> Minutes:
        places = self._guess[(worked - self._before[0]) // self._bucket]
        for _ in range(self._steps):
            places = places + (self._open_before[places + 1] <= worked)
        left = worked - self._open_before[places]
        return self._open_start[places] + self._minute[self._open_pattern[places] * DAY + left]

    def ending(self, worked: Minutes) -> Minutes:
        """The first instants before which exactly so many minutes are worked."""
        return self.beginning(worked - 1) + 1

    def settled(self, instants: Minutes) -> Minutes:
        """The instants themselves where work is done or just ended, else the next beginning of work."""
        worked = self.count(instants)
        return np.where(instants == self.ending(worked), instants, self.beginning(worked))

    def end_of(self, days: Minutes) -> Minutes:
        """The end of each day's work; on a day without work, the day's last minute."""
        ended = self.ending(self.count((days + 1) * DAY))
        return np.where(ended // DAY == days, ended, (days + 1) * DAY - 1)

    # --- the index --------------------------------------------------------------------------------

    def _widen(self, first: int, last: int) -> None:
        first, last = max(min(first, self._first), FIRST_DAY), min(max(last + 1, self._last), LAST_DAY)
        if (first, last) != (self._first, self._last):
            self._index(first, last)

    def _index(self, first: int, last: int) -> None:
        """Index the days from one up to another."""
        self._first, self._last = first, last
        spans = self._time.spans_on(first, last)
        known: dict[Spans, int] = {}
        self._pattern = np.array([known.setdefault(each, len(known)) for each in spans], np.int64)
        worked = np.zeros((len(known), DAY + 1), np.int64)
        minute = np.zeros((len(known), DAY), np.int64)
        for each, n in known.items():
            there = [np.arange(begin, end) for begin, end in each]
            minutes = np.concatenate(there) if there else np.zeros(0, np.int64)
            minute[n, : len(minutes)] = minutes
            marks = np.zeros(DAY + 1, np.int64)
            marks[minutes + 1] = 1
            worked[n] = np.cumsum(marks)
        self._worked, self._minute = worked.ravel(), minute.ravel()
        lengths = worked[:, DAY][self._pattern]
        before = np.concatenate([[0], np.cumsum(lengths)]) + self._time.count(first * DAY)
        self._before: Minutes = before.astype(np.int64)
        self._index_open_days(lengths)

    def _index_open_days(self, lengths: Minutes) -> None:
        """What finds the day of a working minute: a guess for each bucket of minutes, at most some steps early."""
        opened = np.nonzero(lengths)[0]
        if not len(opened):
            raise ValueError("a calendar without working time carries no work")
        shortest = int(lengths[opened].min())
        self._bucket = max(shortest, WIDEST)
        self._steps = -(-self._bucket // shortest)
        self._open_before = np.concatenate([self._before[opened], self._before[-1:]])
        self._open_start: Minutes = (opened + self._first) * DAY
        self._open_pattern = self._pattern[opened]
        edges = np.arange(int(self._before[0]), int(self._before[-1]) + self._bucket, self._bucket)
        places = np.searchsorted(self._open_before, edges, side="right") - 1
        self._guess: Minutes = np.clip(places, 0, len(opened) - 1).astype(np.int64)
