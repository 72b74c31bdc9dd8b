"""Rows of a file as one step: matched with what an earlier import brought, by number or name; the rest is new."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.integrity import name_of
from planner.domain.keys import activity_prefix, next_key
from planner.domain.model import (
    MINUTES_IN_WORKING_DAY,
    TEXT,
    Activity,
    ActivityKind,
    KeySeries,
    Organisation,
    Track,
    split_key,
)
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.errors import EditRefused
from planner.formats.foreign.linking import links_of
from planner.formats.foreign.mapping import Mapping
from planner.formats.foreign.reading import MOST_TOLD
from planner.formats.foreign.row_values import ReadRow, Report
from planner.formats.foreign.words import plain
from planner.formats.incoming import Rank
from planner.formats.msproject.sources import joined
from planner.message import N_, Message

LIKE = 0.5
"""How alike two names must be for the same number to mean the same activity."""


class SheetAssembly:
    """Makes activities and dependencies of rows."""

    def __init__(self, plan: Plan, mapping: Mapping, rows: Sequence[ReadRow], report: Report) -> None:
        self._plan, self._mapping, self._rows, self._report = plan, mapping, rows, report
        self._source = mapping.source
        self._owner = plan.organisations_by_code.get(mapping.organisation)
        self._organisations = {
            word.casefold(): one
            for one in plan.organisations
            for word in (one.name, f"{one.name} ({one.code})", one.code)
        }
        self._tracks = {word.casefold(): t for t in plan.rows(Track) for word in (t.name, t.code)}
        self._parents = _parents(rows)
        self._holding = set(self._parents) - {None}
        self._unknown: Counter[str] = Counter()
        self._owners = self._all_owners()
        self._uids = self._all_uids()
        self._old = self._matches()
        self._numbers: dict[str, int] = {}
        self._positions: dict[UUID | None, float] = {}

    def step(self, name: str) -> Step:
        """All as one step; empty where the plan cannot hold it, which is reported."""
        words = {"name": name}
        activities = self._activities()
        links = links_of(self._plan, self._source, self._rows, self._parents, activities, self._report)
        changes: list[RowChange] = []
        for row in (*activities, *links):
            if row is None:
                continue
            before = self._plan.table(row.kind_name).get(row.id)
            if before is None:
                changes.append(RowChange.add(row))
            elif before != row:
                changes.append(RowChange.update(before, row))
        step = Step("excel.import", (*changes, *self._series()), words) if changes else Step("excel.import", (), words)
        try:
            self._plan.with_step(step)
        except EditRefused as error:
            self._report(Rank.ERROR, error.message, "")
            return Step("excel.import", (), words)
        return step

    # --- whose, and which ------------------------------------------------------------------------

    def _all_owners(self) -> list[Organisation | None]:
        """The organisation of each row: its own column, what it is part of, or the one that was given for all."""
        found: list[Organisation | None] = []
        for i, row in enumerate(self._rows):
            own = self._organisations.get(row.organisation.strip().casefold()) if row.organisation else None
            if row.organisation and own is None:
                self._unknown[row.organisation] += 1
                if self._unknown[row.organisation] == 1:
                    text = N_("There is no organisation “{name}” in the plan: it is kept as who is responsible.")
                    self._report(Rank.WARNING, Message(text, {"name": row.organisation[:80]}), row.organisation_place)
                row.values.setdefault("responsible", row.organisation[:250])
            parent = self._parents[i]
            found.append(own or self._owner or (found[parent] if parent is not None else None))
        return found

    def _all_uids(self) -> list[str]:
        """What each row is known by at the next import: its number in the file, else its names from the top."""
        numbers = Counter(row.number for row in self._rows if row.number)
        doubles = {number for number, count in numbers.items() if count > 1}
        for number in sorted(doubles)[:MOST_TOLD]:
            place = next(row.place for row in self._rows if row.number == number)
            text = N_("The number {number} stands more than once: these rows are known by their names.")
            self._report(Rank.WARNING, Message(text, {"number": number[:40]}), place)
        found: list[str] = []
        taken: Counter[str] = Counter()
        for i, row in enumerate(self._rows):
            if row.number and row.number not in doubles:
                uid = f"nr {row.number}"[:60]
            else:
                parent = self._parents[i]
                path = f"{found[parent] if parent is not None else ''}/{plain(row.name)}"
                uid = hashlib.sha256(path.encode()).hexdigest()[:16]
            taken[uid] += 1
            found.append(uid if taken[uid] == 1 else f"{uid} {taken[uid]}")
        return found

    def _matches(self) -> list[Activity | None]:
        """The activity of the plan that each row is: by key, by what an earlier import noted, or by its name."""
        by_source = {a.source_uid: a for a in self._plan.rows(Activity) if a.source_uid}
        by_name: defaultdict[str, list[Activity]] = defaultdict(list)
        for activity in self._plan.rows(Activity):
            by_name[activity.name.casefold()].append(activity)
        same_name = Counter(row.name.casefold() for row in self._rows)
        used: set[UUID] = set()
        found: list[Activity | None] = []
        for i, row in enumerate(self._rows):
            old = self._plan.activities_by_key.get(row.number.upper()) or by_source.get(self._source_uid(i))
            if old is not None and not _alike(old.name, row.name) and old.key != row.number.upper():
                text = N_("Number {number} was “{old}” and is “{new}” here: taken as a new activity.")
                words = {"number": row.number, "old": old.name, "new": row.name}
                self._report(Rank.WARNING, Message(text, words), row.place)
                self._uids[i] = f"{self._uids[i]} {plain(row.name)[:30]}"
                old = by_source.get(self._source_uid(i))
            if old is None and same_name[row.name.casefold()] == 1:
                named = [a for a in by_name.get(row.name.casefold(), ()) if self._may_be(a, i)]
                old = named[0] if len(named) == 1 else None
            if old is not None and old.id in used:
                old = None
            if old is not None:
                used.add(old.id)
            found.append(old)
        return found

    def _may_be(self, activity: Activity, i: int) -> bool:
        owner = self._owners[i]
        return owner is None or activity.organisation_id == owner.id

    def _source_uid(self, i: int) -> str:
        return joined(self._source, 0)[:-1] + self._uids[i]

    # --- activities --------------------------------------------------------------------------------

    def _activities(self) -> list[Activity | None]:
        found: list[Activity | None] = []
        ids: list[UUID | None] = []
        alone = 0
        for i, row in enumerate(self._rows):
            if row.group and i not in self._holding:
                found.append(None)
                ids.append(None)
                continue
            values = self._values(i)
            alone += values.pop("alone", 0)
            parent = self._parents[i]
            parent_id = ids[parent] if parent is not None else None
            activity = self._activity(i, values, parent_id)
            found.append(activity)
            ids.append(activity.id if activity else None)
        if alone:
            text = N_("Activities with a finish date only count as one working day that ends then: {count}.")
            self._report(Rank.NOTICE, Message(text, {"count": alone}), "")
        self._report_missing({a.id for a in found if a is not None})
        return found

    def _activity(self, i: int, values: dict[str, Any], parent_id: UUID | None) -> Activity | None:
        row, old, owner = self._rows[i], self._old[i], self._owners[i]
        try:
            if old is not None:
                return change_row(old, **self._kept(old, values, parent_id, i))
            owner_id = owner.id if owner else None
            position = self._position(parent_id)
            more = {"parent_id": parent_id, "position": position, "source_uid": self._source_uid(i)}
            if values["kind"] is ActivityKind.TASK:
                values.setdefault("duration_minutes", None)
            return make(Activity, key=self._key(owner_id), organisation_id=owner_id, **{**values, **more})
        except EditRefused as refused:
            self._report(Rank.ERROR, refused.message, row.place)
            return None

    def _values(self, i: int) -> dict[str, Any]:
        """The fields of an activity that a row says something about."""
        row = self._rows[i]
        said = row.values
        values: dict[str, Any] = {"name": row.name, "kind": ActivityKind.TASK}
        for name in ("responsible", "active"):
            if name in said:
                values[name] = said[name]
        if row.notes:
            values["note"] = "\n".join(dict.fromkeys(row.notes))[:TEXT]
        track = self._tracks.get(row.track.casefold()) if row.track else None
        if track is not None:
            values["track_id"] = track.id
        elif row.track:
            values["note"] = f"{row.track}\n{values.get('note', '')}".strip()[:TEXT]
        if i in self._holding:
            return values | {"kind": ActivityKind.SUMMARY, "duration_minutes": None}
        if "percent_complete" in said:
            values["percent_complete"] = said["percent_complete"]
        self._times(row, values)
        return values

    def _times(self, row: ReadRow, values: dict[str, Any]) -> None:
        said = row.values
        start, finish, duration = said.get("start"), said.get("finish"), said.get("duration_minutes")
        for name, field in (("deadline", "latest"), ("actual_start", "earliest"), ("actual_finish", "latest")):
            window: ImpreciseDate | None = said.get(name)
            day = getattr(window, field) if window is not None else None
            if day is not None:
                from datetime import datetime, time

                values[name] = datetime.combine(day, time(0, 0) if name == "actual_start" else time(23, 59))
        if said.get("milestone") or duration == 0:
            values |= {"kind": ActivityKind.MILESTONE, "duration_minutes": 0}
            if start or finish:
                values["start_window"] = finish or start
            return
        if start and finish and start.is_exact and finish.is_exact and finish.latest < start.earliest:
            text = N_("The finish lies before the start.")
            self._report(Rank.WARNING, Message(text), row.places.get("finish", row.place))
        if start:
            values["start_window"] = start
        if finish:
            values["finish_window"] = finish
        if duration is not None:
            values |= {"duration_minutes": duration, "elapsed": said.get("elapsed", False)}
        elif finish and finish.latest and not start:
            values |= {"duration_minutes": MINUTES_IN_WORKING_DAY, "alone": 1}

    def _kept(self, old: Activity, values: dict[str, Any], parent_id: UUID | None, i: int) -> dict[str, Any]:
        """What changes of an activity that is there: the same words keep their window, a plan's own place stays."""
        found = dict(values)
        for name in ("start_window", "finish_window"):
            window, was = found.get(name), getattr(old, name)
            if window is not None and was is not None and window.words and window.words == was.words:
                found.pop(name)
        if old.is_summary and found["kind"] is not ActivityKind.SUMMARY:
            found = {name: found[name] for name in ("name", "note", "responsible") if name in found}
        elif old.is_milestone and found["kind"] is ActivityKind.TASK and "duration_minutes" not in found:
            found.pop("kind")
            finish = found.pop("finish_window", None)
            if finish is not None:
                found["start_window"] = finish
        if "duration_minutes" in found and old.duration_minutes is not None and self._has_no_duration(i):
            found.pop("duration_minutes")
        if old.kind is not found.get("kind", old.kind) and found.get("kind") is ActivityKind.SUMMARY:
            found |= {"start_window": None, "finish_window": None, "percent_complete": 0}
        own = old.source_uid.startswith(self._source)
        if own and parent_id is not None and parent_id != old.parent_id:
            found["parent_id"] = parent_id
        if not old.source_uid:
            found["source_uid"] = self._source_uid(i)
        owner = self._owners[i]
        if owner is not None and self._rows[i].organisation and owner.id != old.organisation_id:
            found["organisation_id"] = owner.id
        return found

    def _has_no_duration(self, i: int) -> bool:
        return "duration_minutes" not in self._rows[i].values and not self._rows[i].values.get("milestone")

    def _report_missing(self, here: set[UUID]) -> None:
        """What an earlier import of this layout brought and is not here any more: kept, and told."""
        mark = joined(self._source, 0)[:-1]
        missing = [a for a in self._plan.rows(Activity) if a.source_uid.startswith(mark) and a.id not in here]
        for row in missing[:MOST_TOLD]:
            text = N_("{name} is missing here; it is kept in the plan.")
            self._report(Rank.WARNING, Message(text, {"name": name_of(row)}), "")
        if len(missing) > MOST_TOLD:
            text = N_("{count} rows of the plan are missing here; they are kept.")
            self._report(Rank.WARNING, Message(text, {"count": str(len(missing))}), "")

    # --- keys and places -----------------------------------------------------------------------------

    def _key(self, owner_id: UUID | None) -> str:
        prefix = activity_prefix(self._plan, owner_id)
        if prefix not in self._numbers:
            self._numbers[prefix] = split_key(next_key(self._plan, prefix))[1] - 1
        self._numbers[prefix] += 1
        return f"{prefix}-{self._numbers[prefix]}"

    def _position(self, parent_id: UUID | None) -> float:
        if parent_id not in self._positions:
            self._positions[parent_id] = max((a.position for a in self._plan.children(parent_id)), default=0.0)
        self._positions[parent_id] += 1.0
        return self._positions[parent_id]

    def _series(self) -> list[RowChange]:
        known = {series.prefix: series for series in self._plan.rows(KeySeries)}
        found: list[RowChange] = []
        for prefix, last in sorted(self._numbers.items()):
            series = known.get(prefix)
            if series is None:
                found.append(RowChange.add(KeySeries(prefix=prefix, last=last)))
            elif series.last < last:
                found.append(RowChange.update(series, series.changed(last=last)))
        return found


def _parents(rows: Sequence[ReadRow]) -> list[int | None]:
    """For each row the one that it is part of: the nearest above it that stands less deep, in the same table."""
    found: list[int | None] = []
    line: list[int] = []
    for i, row in enumerate(rows):
        if line and rows[line[-1]].table != row.table:
            line = []
        while line and rows[line[-1]].depth >= row.depth:
            line.pop()
        found.append(line[-1] if line else None)
        line.append(i)
    return found


def _alike(one: str, other: str) -> bool:
    first, second = one.casefold(), other.casefold()
    if first in second or second in first:
        return True
    return SequenceMatcher(None, first, second).ratio() >= LIKE
