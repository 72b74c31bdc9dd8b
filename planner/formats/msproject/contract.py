"""What a file of another program holds of a plan: read back as soon as it is written, and told.

The file is read by MPXJ and scheduled by us from what the file says, without the fields of our own in it: what
another program would see. Every date that differs, what was turned into something else, and the registers that
the format has no place for make the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from planner.domain.model import ENTITIES, Activity
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.domain.scheduling.calendars import PlanCalendars, WorkingTime, instant
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.own_fields import guid_of
from planner.formats.msproject.reader import incoming_of
from planner.formats.msproject.sources import split
from planner.formats.msproject.writer import TURNED, neutral_of
from planner.language import Translator
from planner.message import N_, Message

if TYPE_CHECKING:
    from planner.formats.msproject.process import PlanFiles

TRAVELS = frozenset(
    {
        *("programme", "calendar", "organisation", "track", "activity", "dependency", "baseline", "baseline_date"),
        *("key_series",),
    }
)
"""Kinds of rows that go along, as themselves or in fields of ours."""
NAMED = 10
"""Differences that are named one by one in text; all stand in the report and in JSON."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A date that the file gives when it is scheduled again, beside ours; None: the activity is not in the file."""

    key: str
    name: str
    field: str
    ours: datetime
    theirs: datetime | None


@dataclass(frozen=True, slots=True)
class Turned:
    """A kind of value that the format does not hold, what it was turned into, and of which activities."""

    what: str  # stable name, in JSON
    message: Message
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer about one written file."""

    path: Path
    activities: int
    differences: tuple[Difference, ...]
    turned: tuple[Turned, ...]
    left_out: Mapping[str, int]

    def as_rows(self, translator: Translator) -> dict[str, Any]:
        """As JSON."""
        return {
            "path": str(self.path),
            "format": self.path.suffix.lower().lstrip("."),
            "activities": self.activities,
            "same_dates": self.activities - len({each.key for each in self.differences}),
            "differences": [
                {
                    "key": each.key,
                    "name": each.name,
                    "field": each.field,
                    "plan": each.ours.isoformat(timespec="minutes"),
                    "file": each.theirs.isoformat(timespec="minutes") if each.theirs else None,
                }
                for each in self.differences
            ],
            "turned": [
                {
                    "what": each.what,
                    "count": len(each.keys),
                    "keys": each.keys,
                    "text": translator.translate(each.message),
                }
                for each in self.turned
            ],
            "left_out": [
                {"register": kind, "name": translator.kind(kind), "rows": count}
                for kind, count in self.left_out.items()
            ],
        }

    def as_lines(self, translator: Translator, *, all_of: bool = False) -> Iterator[str]:
        """As sentences."""
        differing = len({each.key for each in self.differences})
        if differing:
            text = N_("Read back and scheduled again: {count} of {all} activities get other dates.")
        else:
            text = N_("Read back and scheduled again: all {all} activities have the same dates.")
        yield translator.translate(text, count=differing, all=self.activities)
        for each in self.differences if all_of else self.differences[:NAMED]:
            words: dict[str, Any] = {"key": each.key, "name": each.name, "ours": each.ours.date()}
            if each.theirs is None:
                yield "  " + translator.translate(N_("{key} {name}: not in the file."), **words)
                continue
            if each.theirs.date() == each.ours.date():
                at = {"theirs": f"{each.theirs:%H:%M}", "ours": f"{each.ours:%H:%M}", "date": each.ours.date()}
                text = N_("{key} {name}: {theirs} there, {ours} here, on {date}.")
                yield "  " + translator.translate(text, **words | at)
                continue
            text = N_("{key} {name}: starts on {theirs} there, {ours} here.")
            if each.field == "finish":
                text = N_("{key} {name}: finishes on {theirs} there, {ours} here.")
            yield "  " + translator.translate(text, **words, theirs=each.theirs.date())
        for each in self.turned:
            yield translator.translate(each.message) + " " + ", ".join(each.keys if all_of else _some(each.keys))
        if self.left_out:
            rows = ", ".join(f"{translator.kind(kind)} ({count})" for kind, count in self.left_out.items())
            yield translator.translate(N_("The format has no place for: {rows}."), rows=rows)


def _some(keys: tuple[str, ...]) -> tuple[str, ...]:
    return keys if len(keys) <= NAMED else (*keys[:NAMED], "…")


def kept_in(plan: Plan, planned: Schedule, path: Path, back: Neutral, turned: tuple[Turned, ...]) -> Kept:
    """What a file holds of a plan, from what was read of it."""
    bare = {**back, "tasks": [{**task, "own": ""} for task in back["tasks"]]}
    bare["project"] = {**back["project"], "guid": ""}
    theirs, again = Plan({}), None
    if back["tasks"]:
        incoming = incoming_of(bare, path.name, None, recalculate=True, today=plan.programme.status_date)
        theirs = theirs.with_step(incoming.step)
        again = schedule(theirs) if incoming.step else None
    by_uid = {split(row.source_uid)[1]: row.id for row in theirs.rows(Activity)} if again else {}
    places = {guid_of(task): by_uid.get(str(task["uid"])) for task in back["tasks"]}
    rows, calendars = [a for a, _ in plan.outline], PlanCalendars(plan)
    differences = [
        found
        for activity in rows
        if not plan.children(activity.id)
        for found in _compared(planned, again, activity, places.get(activity.id), calendars.of_activity(activity))
    ]
    left = {kind: len(plan.table(kind)) for kind in ENTITIES if kind not in TRAVELS and plan.table(kind)}
    return Kept(path, len(rows), tuple(differences), turned, left)


def _compared(
    planned: Schedule, again: Schedule | None, activity: Activity, there: UUID | None, time: WorkingTime
) -> Iterator[Difference]:
    ours = planned[activity.id]
    if again is None or there is None:
        yield Difference(activity.key, activity.name, "start", ours.start, None)
        return
    theirs = again[there]
    for field in ("start", "finish"):
        if field == "finish" and ours.termless:
            continue
        here, other = getattr(ours, field), getattr(theirs, field)
        if here != other and time.count(instant(here)) != time.count(instant(other)):
            yield Difference(activity.key, activity.name, field, here, other)


def write_project(
    plan: Plan,
    schedule: Schedule,
    path: Path,
    translator: Translator,
    *,
    worker: PlanFiles | None,
    cancelled: Callable[[], bool],
) -> Kept:
    """See `planner.formats.msproject.write_project`."""
    from planner.formats.msproject.process import PlanFiles

    kind = path.suffix.lower()
    neutral = neutral_of(plan, schedule, translator, kind)

    def written(files: PlanFiles) -> Kept:
        files.write(neutral, path, kind, cancelled=cancelled)
        back = files.read(path, cancelled=cancelled)
        turned = tuple(Turned(what, Message(TURNED[what]), tuple(keys)) for what, keys in neutral["turned"].items())
        return kept_in(plan, schedule, path, back, turned)

    if worker is not None:
        return written(worker)
    with PlanFiles() as own:
        return written(own)
