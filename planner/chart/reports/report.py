"""What a report says, as tables in words: the same for sheets of paper, a web page and a letter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from planner.domain.model import Light


class Tone(StrEnum):
    PLAIN = "plain"
    QUIET = "quiet"
    BOLD = "bold"
    WORDS = "words"  # a date as it was said


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One cell: a text, and a light before it where it judges something."""

    text: str
    light: Light | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its heading, its share of the width, and whether it holds numbers."""

    heading: str
    share: float
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with a caption that says what it is about; `empty` stands there when it has no rows."""

    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    empty: str = ""
    note: str = ""
    about: tuple[UUID | None, ...] = ()  # what each row is about, where that is a row of the plan


@dataclass(frozen=True, slots=True)
class Report:
    """Tables under one title, in order."""

    title: str
    subtitle: str
    tables: tuple[ReportTable, ...]

    @property
    def lights(self) -> frozenset[Light]:
        """The lights that are shown, for the legend."""
        return frozenset(c.light for t in self.tables for row in t.rows for c in row if c.light is not None)


def plain(*texts: str) -> tuple[ReportCell, ...]:
    """Cells without anything special."""
    return tuple(ReportCell(text) for text in texts)
