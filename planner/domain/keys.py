"""Giving out keys such as POL-12: each once, also after its row is gone."""

from __future__ import annotations

from uuid import UUID

from planner.domain.changes import RowChange
from planner.domain.model import KEYED, Activity, KeySeries, Organisation, split_key
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make

NO_ORGANISATION_PREFIX = "ACT"
KEY_PREFIXES = {
    "motion": "MO",
    "commitment": "TZ",
    "indicator": "KG",
    "source": "BR",
    "agreement": "AFS",
    "decision": "BES",
    "risk": "RIS",
}


def next_key(plan: Plan, prefix: str, taken: int = 0) -> str:
    """The next key of a series; `taken` counts keys given out in the same step."""
    prefix = prefix.upper()
    return f"{prefix}-{_last_number(plan, prefix) + taken + 1}"


def _last_number(plan: Plan, prefix: str) -> int:
    series = next((s.last for s in plan.rows(KeySeries) if s.prefix == prefix), 0)
    others = (row for kind in KEYED if kind != Activity.kind_name for row in plan.table(kind).values())
    parts = [split_key(str(getattr(row, "key"))) for row in others]  # noqa: B009 - not all kinds have one
    last = plan.activity_numbers.get(prefix, 0)
    return max([series, last, *(number for before, number in parts if before == prefix)])


def count_key(plan: Plan, key: str) -> list[RowChange]:
    """What notes that a key was given out."""
    prefix, number = split_key(key)
    if not prefix:
        return []
    series = next((s for s in plan.rows(KeySeries) if s.prefix == prefix), None)
    if series is None:
        return [RowChange.add(make(KeySeries, prefix=prefix, last=max(number, _last_number(plan, prefix))))]
    if number <= series.last:
        return []
    return [RowChange.update(series, change_row(series, last=number))]


def activity_prefix(plan: Plan, organisation_id: UUID | None) -> str:
    """The series of the activities of an organisation."""
    organisation = plan.get(Organisation, organisation_id)
    return organisation.code.upper() if organisation else NO_ORGANISATION_PREFIX


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
