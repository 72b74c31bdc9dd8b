"""What a text of a plan may hold: signs that every format and every view can show, and nothing else.

XML 1.0 (section 2.2, Char) has no control characters, lone surrogates or non-characters; PowerPoint and Word put
a vertical tab where a line ends within a paragraph; and the marks of Unicode that turn the direction of text
(UAX 9, section 2) let a name read as another. All of these are taken out here, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from planner.message import N_, Message

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_NONE_AT_ALL = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff\ufff9-\ufffb"
REMOVED = re.compile(f"[{_CONTROLS}{_TURNING}{_NONE_AT_ALL}\U000e0000-\U000e007f]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
NOT_ON_A_LINE = re.compile("[\n\t]")


@dataclass(slots=True)
class Cleaned:
    """How many signs were taken out of texts, or made a space, while a block ran."""

    count: int = 0

    def message(self) -> Message | None:
        """A sentence about it; None where nothing was taken out."""
        if not self.count:
            return None
        text = N_("{count} signs that a text of a plan cannot hold (control characters and the like) were taken out.")
        return Message(text, {"count": self.count})


_COUNTING: ContextVar[Cleaned | None] = ContextVar("cleaned", default=None)


@contextmanager
def counting_cleaned() -> Generator[Cleaned]:
    """Count what `clean_text` takes out while a block runs, also what it takes out in blocks of that kind inside."""
    outer, mine = _COUNTING.get(), Cleaned()
    token = _COUNTING.set(mine)
    try:
        yield mine
    finally:
        _COUNTING.reset(token)
        if outer is not None:
            outer.count += mine.count


def clean_text(text: str, *, lines: bool) -> str:
    """A text without what it may not hold; with `lines` it may have several, else each end of one is a space."""
    if text.isprintable():
        if text.isascii() or not REMOVED.search(text):
            return text
    elif lines and not REMOVED.search(text) and not LINE_ENDS.search(text):
        return text
    text, count = REMOVED.subn("", LINE_ENDS.sub("\n", text))
    if not lines:
        text, spaces = NOT_ON_A_LINE.subn(" ", text)
        count += spaces
    cleaned = _COUNTING.get()
    if cleaned is not None:
        cleaned.count += count
    return text


def one_line(text: object, most: int = 250) -> str:
    """What somebody else's file calls something, as a short text on one line that can be shown."""
    return clean_text(str(text)[: most * 4], lines=False)[:most].strip()
