"""Working hours that somebody typed. No Qt here."""

from __future__ import annotations

import re

from planner.domain.model import Spans
from planner.errors import EditRefused
from planner.message import N_

SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|tot|t/m|to)\s*(\d{1,2})(?:[:.](\d{2}))?", re.IGNORECASE)


def parse_hours(text: str) -> Spans:
    """The spans that somebody typed; EditRefused where they are none."""
    spans: list[tuple[int, int]] = []
    for part in re.split(r"[,;]", text):
        if not part.strip() or part.strip() == "-":
            continue
        found = SPAN.fullmatch(part.strip())
        if found is None:
            raise EditRefused(N_("Working hours look like 9:00-13:00, 13:30-17:30, not “{text}”."), text=part.strip())
        first = int(found[1]) * 60 + int(found[2] or 0)
        last = int(found[3]) * 60 + int(found[4] or 0)
        if last > 1440 or first >= last:
            raise EditRefused(N_("Working hours look like 9:00-13:00, 13:30-17:30, not “{text}”."), text=part.strip())
        spans.append((first, last))
    return tuple(sorted(spans))
