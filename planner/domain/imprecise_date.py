"""Dates as people say them: a window, the words, and how firm they were meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from planner.domain.clean_text import clean_text
from planner.errors import EditRefused
from planner.message import N_


class Firmness(StrEnum):
    """How firmly a date was promised; the modality of the sentence, apart from the window."""

    UNSTATED = ""
    FIRM = "firm"  # zal, uiterlijk
    TARGET = "target"  # streven, inzet
    EXPECTED = "expected"  # naar verwachting, voorzien
    CONDITIONAL = "conditional"  # kan, indien


class Nature(StrEnum):
    """What kind of thing the words are."""

    WINDOW = "window"  # earliest and/or latest are known
    NO_TERM = "no-term"  # te zijner tijd, zo snel mogelijk: words, but no window
    RELATIVE = "relative"  # after or before another event: wants a link
    DURATION = "duration"  # gedurende twee jaar
    RECURRING = "recurring"  # jaarlijks vóór het zomerreces


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a date can be in; any other is a mistake in typing."""


class Bound(StrEnum):
    """On which side of a counted day something happens."""

    ON = ""  # six weeks after publication
    WITHIN = "within"  # between the event and that day
    LATEST = "latest"  # that day at the latest
    EARLIEST = "earliest"  # that day at the earliest


@dataclass(frozen=True, slots=True)
class Relation:
    """An amount of time before or after an event; a day once the event has one.

    `event` holds the words for the event, or the key of the activity that is meant. `way` is before,
    at or after. `unit` is d (days), k (working days), w, m, q, h or y; or cm and cq for the first day
    of the n-th calendar month or quarter after the event. `most` is the
    larger of two amounts: nine to thirteen months after publication.
    """

    event: str = ""
    way: str = "after"
    count: int = 0
    unit: str = "d"
    bound: Bound = Bound.ON
    most: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "event", clean_text(self.event, lines=False))


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A date window. `earliest` and `latest` are inclusive days; None means open on that side.

    `lenient` is the latest day under the widest ordinary reading, where that differs.
    `vague` marks windows that rest on a convention of ours rather than on the words.
    `months` is the length of a duration. `relation` says how far from which event.
    `moments` are first and last days that stay apart inside the window: all of them where `phased`
    ("in stages in 2024 and 2025"), otherwise one of them that is still to be chosen.
    """

    earliest: date | None = None
    latest: date | None = None
    words: str = ""
    firmness: Firmness = Firmness.UNSTATED
    nature: Nature = Nature.WINDOW
    lenient: date | None = None
    vague: bool = False
    months: int | None = None
    relation: Relation | None = None
    moments: tuple[tuple[date, date], ...] = ()
    phased: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", clean_text(self.words, lines=False))
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(N_("A date window ends before it begins."))

    @classmethod
    def exact(cls, day: date, words: str = "") -> ImpreciseDate:
        return cls(day, day, words)

    def __str__(self) -> str:
        return self.words or f"{self.earliest or ''}/{self.latest or ''}"

    def day(self, plan_on: Literal["latest", "middle", "earliest"] | str) -> date | None:
        """The day to plan on; None where there is none to plan on.

        `latest` gives None for a window that is open at the end. A whole ISO week is planned to its
        Friday. On `middle` and `earliest` the one day that is known stands in for an open side.
        """
        if plan_on == "latest":
            whole_week = self.earliest and self.latest == self.earliest + timedelta(days=6)
            if self.earliest and whole_week and self.earliest.weekday() == 0:
                return self.earliest + timedelta(days=4)
            return self.latest
        if plan_on == "middle" and self.middle:
            return self.middle
        return self.earliest or self.latest

    @property
    def is_exact(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest

    @property
    def middle(self) -> date | None:
        if self.earliest is None or self.latest is None:
            return None
        return self.earliest + timedelta(days=(self.latest - self.earliest).days // 2)


class AmbiguousDate(EditRefused):
    """The words have more than one ordinary meaning: the user chooses one of `options`.

    The options keep the words as they were said; show them by `format`.
    """

    def __init__(self, words: str, options: tuple[ImpreciseDate, ...]) -> None:
        self.options = tuple(replace(option, words=option.words or words) for option in options)
        shown = [replace(option, words="") for option in options[:3]]
        if len(options) == 2:
            text = N_("“{text}” can be read in two ways: {first} or {second}.")
        elif len(options) == 3:
            text = N_("“{text}” can be read in three ways: {first}, {second} or {third}.")
        else:
            text = N_("“{text}” can be read in several ways: {first}, {second}, {third} …")
        super().__init__(text, text=words, **dict(zip(("first", "second", "third"), shown, strict=False)))
