"""Dates as people say them: a window, the words, and how firm they were meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A date window. `earliest` and `latest` are inclusive days; None means open on that side.

    `lenient` is the latest day under the widest ordinary reading, where that differs.
    `vague` marks windows that rest on a convention of ours rather than on the words.
    `months` is the length of a duration.
    """

    earliest: date | None = None
    latest: date | None = None
    words: str = ""
    firmness: Firmness = Firmness.UNSTATED
    nature: Nature = Nature.WINDOW
    lenient: date | None = None
    vague: bool = False
    months: int | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError("a date window ends before it begins")

    @classmethod
    def exact(cls, day: date, words: str = "") -> ImpreciseDate:
        return cls(day, day, words)

    @property
    def is_exact(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest

    @property
    def middle(self) -> date | None:
        if self.earliest is None or self.latest is None:
            return None
        return self.earliest + timedelta(days=(self.latest - self.earliest).days // 2)
