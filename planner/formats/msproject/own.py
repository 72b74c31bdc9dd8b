"""A plan that was written for MS Project and comes back: compared with what would be written now.

Rows are known by the ids that we gave the tasks. Only what differs from what we would write is theirs,
so that what other programs cannot hold (words of dates, organisations, windows) stays as it is here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from planner.domain.changes import RowChange, Step
from planner.domain.integrity import name_of
from planner.domain.keys import activity_prefix, next_key
from planner.domain.model import Activity, Dependency, LagUnit, LinkType, split_key
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.domain.scheduling import schedule
from planner.errors import EditRefused
from planner.formats.incoming import Incoming, Rank, Trouble, field_changes
from planner.formats.msproject.activities_in import values_of
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.writer import neutral_of
from planner.language import translator
from planner.message import N_, Message
from planner.writing import scratch_folder

if TYPE_CHECKING:
    from planner.formats.msproject.process import PlanFiles
    from planner.formats.worker.process import Progress

LinkPlace = tuple[UUID, UUID, str]
COMPARED = (
    *("name", "kind", "duration_minutes", "elapsed", "constraint", "constraint_date", "deadline", "percent_complete"),
    *("actual_start", "actual_finish", "active", "note"),
)
"""What a returned task says of an activity."""
NEVER_SENT = {"external": False, "stop": None, "resume": None}
"""What a task that is read has beside what we write."""


def read_for(
    plan: Plan | None,
    path: Path,
    worker: PlanFiles,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Neutral:
    """Read a plan file that is to be set beside a plan; of one that we wrote for Primavera, what it takes to compare.

    Much of a plan has no place in such a file, or another form. So what comes back is compared with the plan as
    it would come back now, which is written and read for that.
    """
    neutral = worker.read(path, progress=progress, cancelled=cancelled)
    if plan is None or not is_own(neutral, plan) or neutral["project"]["type"] != "XER":
        return neutral
    with scratch_folder() as folder:
        now = folder / "now.xer"
        worker.write(neutral_of(plan, schedule(plan), translator("en"), ".xer"), now, ".xer", cancelled=cancelled)
        return {**_without_root(neutral), "sent": _without_root(worker.read(now, cancelled=cancelled))}


def _without_root(neutral: Neutral) -> Neutral:
    """Without the row that stands for the project itself."""
    roots = {t["uid"] for t in neutral["tasks"] if t["parent"] is None and t["kind"] == "summary" and not t["guid"]}
    tasks = [t | ({"parent": None} if t["parent"] in roots else {}) for t in neutral["tasks"] if t["uid"] not in roots]
    return {**neutral, "tasks": tasks}


def is_own(neutral: Neutral, plan: Plan | None) -> bool:
    """Whether a file was written by us from this plan."""
    return plan is not None and str(neutral["project"]["guid"] or "").lower() == str(plan.programme.id)


def own_incoming(neutral: Neutral, file_name: str, plan: Plan) -> Incoming:
    """What was changed in a file of ours since; one step, with what is missing told and kept."""
    return _Return(neutral, file_name, plan).read()


class _Return:
    def __init__(self, neutral: Neutral, file_name: str, plan: Plan) -> None:
        self._neutral, self._file, self._plan = neutral, file_name, plan
        self._sent = neutral.get("sent") or neutral_of(plan, schedule(plan), translator("en"))
        known = {task["uid"]: _guid(task) for task in self._sent["tasks"]}
        self._sent_tasks = {_guid(task): NEVER_SENT | task for task in self._sent["tasks"]}
        self._ids = {task["uid"]: _guid(task) if task["guid"] else uuid4() for task in neutral["tasks"]}
        self._sent_links = _links(self._sent, known)
        self._taken: dict[str, int] = {}

    def read(self) -> Incoming:
        changes: list[RowChange] = []
        for task in self._neutral["tasks"]:
            change = self._task(task)
            if change is not None:
                changes.append(change)
        changes += self._link_changes()
        step = Step("project.import", tuple(changes), {"name": self._file})
        findings = [*self._missing()]
        try:
            if step:
                self._plan.with_step(step)
        except EditRefused as refused:
            findings.insert(0, Trouble(Rank.ERROR, refused.message))
            step = Step(step.label, (), step.words)
        return Incoming(self._file, step, field_changes(step), tuple(findings))

    def _task(self, task: dict[str, Any]) -> RowChange | None:
        guid = self._ids[task["uid"]]
        sent = self._sent_tasks.get(guid)
        if sent is None:
            return self._new(task)
        old = self._plan.activity(guid)
        now, then = values_of(task, old), values_of(sent, old)
        values = {
            name: now[name]
            for name in COMPARED
            if name in now and now.get(name) != then.get(name) and now[name] != getattr(old, name)
        }
        if old.is_summary:
            values = {name: value for name, value in values.items() if name in ("name", "note", "deadline")}
        return RowChange.update(old, change_row(old, **values)) if values else None

    def _new(self, task: dict[str, Any]) -> RowChange:
        parent_id = self._ids.get(task["parent"]) if task["parent"] is not None else None
        parent = self._plan.get(Activity, parent_id)
        owner = parent.organisation_id if parent is not None else None
        prefix = activity_prefix(self._plan, owner)
        number = max(split_key(next_key(self._plan, prefix))[1], self._taken.get(prefix, 0) + 1)
        self._taken[prefix] = number
        last = max((a.position for a in self._plan.children(parent_id)), default=0.0)
        row = make(
            Activity,
            id=self._ids[task["uid"]],
            key=f"{prefix}-{number}",
            parent_id=parent_id,
            organisation_id=owner,
            position=last + number,
            **values_of(task, None),
        )
        return RowChange.add(row)

    def _link_changes(self) -> list[RowChange]:
        here = _links(self._neutral, self._ids)
        changes: list[RowChange] = []
        rows = {(d.predecessor_id, d.successor_id, d.type.value): d for d in self._plan.rows(Dependency)}
        for place, lag in here.items():
            sent, row = self._sent_links.get(place), rows.get(place)
            if sent is None and row is None:
                first, second, kind = place
                values = {"predecessor_id": first, "successor_id": second, "type": LinkType(kind)}
                changes.append(RowChange.add(make(Dependency, **values, lag=lag[0], lag_unit=LagUnit(lag[1]))))
            elif sent is not None and sent != lag and row is not None:
                changes.append(RowChange.update(row, change_row(row, lag=lag[0], lag_unit=LagUnit(lag[1]))))
        ids = set(self._ids.values())
        gone = [place for place in self._sent_links if place not in here and {place[0], place[1]} <= ids]
        changes += [RowChange.remove(rows[place]) for place in gone if place in rows]
        return changes

    def _missing(self) -> list[Trouble]:
        here = set(self._ids.values())
        missing = [self._plan.activity(guid) for guid in self._sent_tasks if guid not in here]
        text = N_("{name} is missing here; it is kept in the plan.")
        return [Trouble(Rank.WARNING, Message(text, {"name": name_of(row)})) for row in missing]


def _guid(task: dict[str, Any]) -> UUID:
    return UUID(task["guid"])


def _links(neutral: Neutral, ids: dict[int, UUID]) -> dict[LinkPlace, tuple[int, str]]:
    return {
        (ids[link["predecessor"]], ids[link["successor"]], link["type"]): (link["lag"], link["lag_unit"])
        for link in neutral["links"]
        if link["predecessor"] in ids and link["successor"] in ids
    }
