"""Giving out keys such as POL-12: each once, also after its row is gone."""

from __future__ import annotations

from planner.domain.changes import RowChange
from planner.domain.edits import change_row, make, next_key
from planner.domain.model import KeySeries, split_key
from planner.domain.plan import Plan


class KeyAllocator:
    """Gives out the keys of one step; `changes` are the rows that note how far each series has come."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._last: dict[str, int] = {}

    def take(self, prefix: str) -> str:
        """The next key of a series."""
        prefix = prefix.upper()
        if prefix not in self._last:
            _, first = split_key(next_key(self._plan, prefix))
            self._last[prefix] = first - 1
        self._last[prefix] += 1
        return f"{prefix}-{self._last[prefix]}"

    def changes(self) -> list[RowChange]:
        """What the series are after this step."""
        known = {series.prefix: series for series in self._plan.rows(KeySeries)}
        found: list[RowChange] = []
        for prefix, last in self._last.items():
            series = known.get(prefix)
            if series is None:
                found.append(RowChange.add(make(KeySeries, prefix=prefix, last=last)))
            elif series.last < last:
                found.append(RowChange.update(series, change_row(series, last=last)))
        return found
