"""A sentence for a person, kept as text to translate plus the words that go into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:
    """Mark a literal for the catalogue; it is translated later, where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """English text with named placeholders, and the values for them.

    The values may be strings, numbers, dates, enums, ImpreciseDate or other messages;
    `planner.language` turns the whole into Dutch or English.
    """

    text: str
    words: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.words)
