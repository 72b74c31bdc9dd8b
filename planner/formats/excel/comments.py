"""Where facts come from, as comments on the cells that tell them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from planner.domain.model import Citation, Source
from planner.domain.plan import Plan
from planner.formats.excel.cells import clean
from planner.language import Translator
from planner.message import N_

MOST_QUOTED = 600
COMMENTED = ("name", "title")
"""Fields whose cell carries the comment of its row."""
WIDTH, LINE, PER_LINE = 320, 18, 48


def comments_of(plan: Plan, translator: Translator) -> dict[Any, str]:
    """What each row rests on, by its id as text: source, place, and the sentence."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for citation in sorted(plan.rows(Citation), key=lambda c: (c.fact_id, c.place, str(c.id))):
        source = plan.get(Source, citation.source_id)
        if source is None:
            continue
        quote = citation.quote if len(citation.quote) <= MOST_QUOTED else f"{citation.quote[:MOST_QUOTED]}…"
        where = ", ".join(part for part in (source.title, citation.place) if part)
        text = translator.translate(N_("Source: {where}"), where=where)
        found[str(citation.about_id)].append(clean(f"{text}\n“{quote}”" if quote else text))
    return {about: "\n".join(texts) for about, texts in found.items()}


def comment(text: str) -> Any:
    """A comment in a box that holds its text."""
    from openpyxl.comments import Comment

    made = Comment(text, "Ketenplanner")
    lines = sum(len(line) // PER_LINE + 1 for line in text.split("\n"))
    made.width, made.height = WIDTH, LINE * (lines + 1)
    return made
