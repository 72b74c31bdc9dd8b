"""Which code page the text of an old file is in, where the file itself says nothing or the wrong thing."""

from __future__ import annotations

import re
from typing import Any

RUNS = re.compile(rb"[\x80-\xff]+")
ENOUGH = 0.6
"""Share of the runs of signs beyond ASCII that must be words, not single accented letters."""


def guessed_code_page(data: bytes) -> str | None:
    """The code page of text that is not in windows-1252; None where it seems to be in that."""
    runs = RUNS.findall(data)
    if not runs:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    long = [run for run in runs if len(run) > 1]
    if len(long) < ENOUGH * len(runs):
        return None
    pairs = [run[i] for run in runs for i in range(0, len(run) - 1, 2)]
    syllables = sum(1 for lead in pairs if 0xB0 <= lead <= 0xC8)
    if all(len(run) % 2 == 0 for run in runs) and syllables >= 0.8 * len(pairs):
        return "euc_kr"
    signs = b"".join(long)
    letters = sum(1 for sign in signs if sign >= 0xC0 or sign in (0xA8, 0xB8))
    return "cp1251" if letters >= 0.8 * len(signs) and len(signs) > 2 * len(long) else None


def repaired(value: Any, code_page: str) -> Any:
    """A neutral form whose texts were read as windows-1252, read in their own code page."""
    if isinstance(value, dict):
        return {name: repaired(part, code_page) for name, part in value.items()}
    if isinstance(value, list):
        return [repaired(part, code_page) for part in value]
    if isinstance(value, str) and not value.isascii():
        try:
            return value.encode("cp1252").decode(code_page)
        except UnicodeError:
            return value
    return value
