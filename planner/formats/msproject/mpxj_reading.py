"""From MPXJ's project to the neutral form. Runs in the worker, beside Java."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from planner.formats.msproject.mpxj_calendars import neutral_calendars, signatures
from planner.formats.msproject.neutral import MOST_TASKS, VERSION, Neutral
from planner.formats.msproject.own_fields import LAST_FIELD, MOST_PIECES, NAME, pieces

CONSTRAINTS = {
    "AS_SOON_AS_POSSIBLE": "ASAP",
    "AS_LATE_AS_POSSIBLE": "ALAP",
    "MUST_START_ON": "MSO",
    "MUST_FINISH_ON": "MFO",
    "START_NO_EARLIER_THAN": "SNET",
    "START_NO_LATER_THAN": "SNLT",
    "FINISH_NO_EARLIER_THAN": "FNET",
    "FINISH_NO_LATER_THAN": "FNLT",
    "START_ON": "MSO",
    "FINISH_ON": "MFO",
}
LINKS = {"FINISH_START": "FS", "START_START": "SS", "FINISH_FINISH": "FF", "START_FINISH": "SF"}
OUT_OF_SEQUENCE = {
    "RETAINED_LOGIC": "retained-logic",
    "PROGRESS_OVERRIDE": "progress-override",
    "ACTUAL_DATES": "actual-dates",
}
BASELINES = 11
COLUMNS = 3
"""Text columns that we write for people to read."""
NOTES = 20_000
EVERY = 500
"""Tasks between two words of progress."""


class TooMany(Exception):
    """The file claims more tasks than any plan has."""


class NeutralReading:
    """One project of MPXJ, read once."""

    def __init__(self, project: Any, jpype: Any, notify: Callable[[int, int], None], *, slack: bool = False) -> None:
        self._project, self._tell, self._with_slack = project, notify, slack
        self._properties = project.getProjectProperties()
        self._minutes = jpype.JClass("org.mpxj.TimeUnit").MINUTES
        self._calendars, dropped = neutral_calendars(project, jpype)
        self._signatures = signatures(self._calendars)
        self._lost: Counter[str] = Counter()
        if dropped:
            self._lost["calendar_exceptions"] = dropped
        named = {str(each.getName()): each for each in project.getUserDefinedFields() if each.getName() is not None}
        wanted = [NAME, *(f"{NAME} {number}" for number in range(2, MOST_PIECES + 1))]
        self._own_fields = [named[name] for name in wanted if name in named]
        default = project.getDefaultCalendar()
        self._default = _whole(default.getUniqueID()) if default is not None else None

    def read(self, projects: int) -> Neutral:
        """Everything; `projects` is how many the file holds."""
        if int(self._project.getTasks().size()) > MOST_TASKS:
            raise TooMany
        tasks = list(self._tasks())
        if _is_in_days(tasks) and not self._works_at_night(tasks):
            for task in tasks:
                _end_with_the_day(task)
        kept = {task["uid"] for task in tasks}
        links = [link for link in self._links() if self._is_whole(link, kept)]
        self._ours = max((len(pieces(task["own"])) for task in tasks), default=0)
        self._count_lost()
        return {
            "version": VERSION,
            "project": self._project_row(projects),
            "calendars": self._calendars,
            "tasks": tasks,
            "links": links,
            "lost": {name: number for name, number in sorted(self._lost.items()) if number},
        }

    def _works_at_night(self, tasks: list[dict[str, Any]]) -> bool:
        """Whether midnight is a moment like any other here: on calendars that work then, or on the clock."""
        at_night = {c["uid"] for c in self._calendars if any(span == [0, 1440] for day in c["week"] for span in day)}
        return any(task["elapsed"] or task["effective_calendar"] in at_night for task in tasks)

    def _project_row(self, projects: int) -> dict[str, Any]:
        properties = self._properties
        return {
            "name": str(properties.getProjectTitle() or properties.getName() or ""),
            "start": _moment(properties.getPlannedStart() or properties.getStartDate()),
            "finish": _moment(properties.getFinishDate()),
            "out_of_sequence": OUT_OF_SEQUENCE.get(_name(properties.getSchedulingProgressedActivities())),
            "status_date": _moment(properties.getStatusDate()),
            "schedule_from": "finish" if _name(properties.getScheduleFrom()) == "FINISH" else "start",
            "calendar": self._default,
            "minutes_per_day": _whole(properties.getMinutesPerDay()),
            "critical_slack_minutes": self._duration(properties.getCriticalSlackLimit()),
            "honour_constraints": self._honours(),
            "application": str(properties.getFileApplication() or ""),
            "type": str(properties.getFileType() or ""),
            "guid": str(properties.getGUID() or ""),
            "projects": projects,
        }

    def _honours(self) -> bool:
        """Whether dates that must be go before links: said by MS Project only; it does by default."""
        kind = str(self._properties.getFileType() or "")
        if kind in ("MPP", "MPD", "MSPDI"):
            return bool(self._properties.getHonorConstraints())
        return kind not in ("XER", "PMXML")

    # --- tasks ----------------------------------------------------------------------------------

    def _tasks(self) -> Iterator[dict[str, Any]]:
        total, done = int(self._project.getTasks().size()), 0
        top = list(self._project.getChildTasks())
        if len(top) == 1 and _whole(top[0].getOutlineLevel()) == 0:  # the row that stands for the project
            top = list(top[0].getChildTasks())
        stack: list[tuple[Any, int | None, int]] = [(task, None, 1) for task in reversed(top)]
        seen: set[int] = set()
        while stack:
            task, parent, level = stack.pop()
            done += 1
            if done % EVERY == 0:
                self._tell(done, total)
            uid = _whole(task.getUniqueID())
            if uid is None or uid in seen or task.getNull():
                self._lost["empty_rows"] += 1
                continue
            seen.add(uid)
            children = list(task.getChildTasks())
            yield self._task(task, uid, parent, level, bool(children))
            stack.extend((child, uid, level + 1) for child in reversed(children))

    def _task(self, task: Any, uid: int, parent: int | None, level: int, group: bool) -> dict[str, Any]:
        kind = "summary" if group or task.getSummary() else "milestone" if task.getMilestone() else "task"
        duration = task.getDuration()
        unit = str(duration.getUnits()) if duration is not None else ""
        constraint = CONSTRAINTS.get(_name(task.getConstraintType()), "ASAP")
        splits = task.getWorkSplits()
        row = {
            "uid": uid,
            "parent": parent,
            "level": level,
            "wbs": str(task.getWBS() or ""),
            "activity_id": str(task.getActivityID() or ""),
            "name": str(task.getName() or ""),
            "kind": kind,
            "duration_minutes": self._duration(duration),
            "duration_unit": unit,
            "elapsed": _is_elapsed(unit),
            "constraint": constraint,
            "constraint_date": _moment(task.getConstraintDate()),
            "deadline": _moment(task.getDeadline()),
            "percent_complete": _percent(task.getPercentageComplete()),
            "manual": _name(task.getTaskMode()) == "MANUALLY_SCHEDULED",
            "active": bool(task.getActive()),
            "external": bool(task.getExternalTask()) or bool(task.getExternalProject()),
            "splits": max(0, len(splits) - 1) if splits is not None else 0,
            "parts": _parts(splits) if kind == "task" else [],
            "own": self._own(task),
            "guid": str(task.getGUID() or ""),
            "notes": str(task.getNotes() or "").strip()[:NOTES],
            "baselines": _baselines(task),
            **self._calendar_of(task),
            **self._dates(task),
            **(self._slack(task) if self._with_slack else {}),
        }
        if str(self._properties.getFileType() or "") in ("XER", "PMXML"):
            self._as_sent(task, row)
        if task.getSecondaryConstraintType() is not None:
            self._lost["second_constraints"] += 1
        if task.getRecurring():
            self._lost["recurring_tasks"] += 1
        self._lost["levelling_delays"] += bool(self._duration(task.getLevelingDelay()))
        self._lost["hyperlinks"] += bool(task.getHyperlink())
        return row

    def _as_sent(self, task: Any, row: dict[str, Any]) -> None:
        """Of a file of Primavera: no milestone there takes time; of one of ours, the duration as it was sent."""
        if row["own"]:
            row["notes"] = row["notes"].removeprefix("Notes\n").strip()
        if row["kind"] == "milestone":
            row["duration_minutes"] = 0
        elif row["own"]:
            planned = self._duration(task.getPlannedDuration())
            row["duration_minutes"] = row["duration_minutes"] if planned is None else planned

    def _dates(self, task: Any) -> dict[str, Any]:
        """What the file itself says of when: kept, or compared with what we compute."""
        return {
            "actual_start": _moment(task.getActualStart()),
            "actual_finish": _moment(task.getActualFinish()),
            "start": _moment(task.getStart()),
            "finish": _moment(task.getFinish()),
            "early_start": _moment(task.getEarlyStart()),
            "early_finish": _moment(task.getEarlyFinish()),
            "late_start": _moment(task.getLateStart()),
            "late_finish": _moment(task.getLateFinish()),
            "remaining_minutes": self._duration(task.getRemainingDuration()),
            "stop": _moment(task.getStop()),
            "resume": _moment(task.getResume()),
        }

    def _own(self, task: Any) -> str:
        """What travelled in text fields of ours; empty for a file of others."""
        first = task.getText(LAST_FIELD)
        if first is not None:
            if not str(first).startswith("{"):
                return ""
            texts = (task.getText(LAST_FIELD - number) for number in range(MOST_PIECES))
            return "".join(str(text) for text in texts if text is not None)
        texts = (task.get(field) for field in self._own_fields)
        return "".join(str(text) for text in texts if text is not None)

    def _slack(self, task: Any) -> dict[str, Any]:
        return {
            "total_slack_minutes": self._duration(task.getTotalSlack()),
            "start_slack_minutes": self._duration(task.getStartSlack()),
            "finish_slack_minutes": self._duration(task.getFinishSlack()),
            "free_slack_minutes": self._duration(task.getFreeSlack()),
            "critical": bool(task.getCritical()),
        }

    def _calendar_of(self, task: Any) -> dict[str, Any]:
        """Its own calendar, and the one that its work follows."""
        own, ignored = _whole(task.getCalendarUniqueID()), bool(task.getIgnoreResourceCalendar())
        if own is not None and own not in self._signatures:
            own = None
        by_work: dict[str, int] = {}
        for assignment in task.getResourceAssignments():
            resource = assignment.getResource()
            if resource is None or _name(resource.getType()) != "WORK":
                continue
            calendar = resource.getCalendar()
            uid = _whole(calendar.getUniqueID()) if calendar is not None else None
            if uid is not None and uid in self._signatures:
                by_work.setdefault(self._signatures[uid], uid)
        default = self._default
        if default is not None and default in self._signatures and self._signatures[default] in by_work:
            by_work[self._signatures[default]] = default
        effective = own if own is not None else next(iter(by_work.values()), default)
        others = [uid for says, uid in by_work.items() if own is not None and says != self._signatures[own]]
        joint = None if own is None or ignored or len(by_work) != 1 or not others else [own, others[0]]
        mixed = not ignored and joint is None and (len(by_work) > 1 or bool(others))
        return {
            "calendar": own,
            "effective_calendar": effective,
            "joint_calendars": joint,
            "mixed_calendars": mixed,
            "ignore_resource_calendar": ignored,
        }

    def _duration(self, duration: Any) -> int | None:
        """Whole minutes; of working time, or on the clock for an elapsed duration."""
        if duration is None:
            return None
        if str(duration.getUnits()) in ("%", "e%"):
            return None
        return round(float(duration.convertUnits(self._minutes, self._properties).getDuration()))

    # --- links ----------------------------------------------------------------------------------

    def _links(self) -> Iterator[dict[str, Any]]:
        for relation in self._project.getRelations():
            first, second = relation.getPredecessorTask(), relation.getSuccessorTask()
            lag = relation.getLag()
            unit = str(lag.getUnits()) if lag is not None else "m"
            share = unit in ("%", "e%")
            yield {
                "predecessor": _whole(first.getUniqueID()) if first is not None else None,
                "successor": _whole(second.getUniqueID()) if second is not None else None,
                "type": LINKS.get(_name(relation.getType()), "FS"),
                "lag": round(float(lag.getDuration())) if lag is not None and share else self._duration(lag) or 0,
                "lag_unit": {"%": "percent", "e%": "elapsed-percent"}.get(
                    unit, "elapsed" if _is_elapsed(unit) else "work"
                ),
                "lag_text": str(lag) if lag is not None else "",
            }

    def _is_whole(self, link: dict[str, Any], kept: set[int]) -> bool:
        whole = link["predecessor"] in kept and link["successor"] in kept
        self._lost["links_outside"] += not whole
        return whole

    # --- what is not kept -----------------------------------------------------------------------

    def _count_lost(self) -> None:
        project, lost = self._project, self._lost
        lost["resources"] = sum(1 for each in project.getResources() if each.getName() is not None)
        lost["assignments"] = sum(1 for each in project.getResourceAssignments() if each.getResource() is not None)
        names = {str(field.name()) for field in project.getPopulatedFields() if _is_task_field(field)}
        lost["costs"] = sum(1 for name in names if name in ("COST", "FIXED_COST", "ACTUAL_COST", "BASELINE_COST"))
        custom = ("TEXT", "NUMBER", "DATE", "FLAG", "DURATION", "COST", "OUTLINE_CODE", "ENTERPRISE_")
        lost["custom_fields"] = sum(1 for name in names if name.startswith(custom) and name[-1].isdigit())
        lost["user_fields"] = int(project.getUserDefinedFields().size())
        if self._ours:  # which come back, or are written for people to read
            for what in ("custom_fields", "user_fields"):
                lost[what] = max(0, lost[what] - self._ours - COLUMNS)
        lost["activity_codes"] = int(project.getActivityCodes().size())


FINISHES = ("finish", "early_finish", "late_finish", "actual_finish", "deadline")


def _is_in_days(tasks: list[dict[str, Any]]) -> bool:
    """Whether a file gives days without times, as MPX may: work that begins and ends on the stroke of midnight."""
    dated = [t for t in tasks if t["start"] and t["finish"] and t["kind"] == "task"]
    return bool(dated) and all(t["start"].endswith("T00:00") and t["finish"].endswith("T00:00") for t in dated)


def _end_with_the_day(task: dict[str, Any]) -> None:
    """A finish, or a moment, that is given as a day is the end of that day."""
    moment = ("start", "early_start", "late_start", "actual_start") if task["kind"] == "milestone" else ()
    for name in (*FINISHES, *moment):
        task[name] = _day_end(task[name])
    if task["constraint"] in ("FNET", "FNLT", "MFO"):
        task["constraint_date"] = _day_end(task["constraint_date"])
    task["baselines"] = {n: [start, _day_end(finish)] for n, (start, finish) in task["baselines"].items()}


def _day_end(moment: str | None) -> str | None:
    return moment[:11] + "23:59" if moment and moment.endswith("T00:00") else moment


def _is_task_field(field: Any) -> bool:
    return _name(field.getFieldTypeClass()) == "TASK"


def _is_elapsed(unit: str) -> bool:
    return unit.startswith("e") and unit != "e%"


def _parts(splits: Any) -> list[list[str]]:
    """The stretches of interrupted work; none where it is not, or one of them has no place on our calendars."""
    if splits is None or len(splits) < 2:
        return []
    found = [[_moment(each.getStart()), _moment(each.getEnd())] for each in splits]
    return [[first, last] for first, last in found if first and last] if all(map(all, found)) else []


def _baselines(task: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number in range(BASELINES):
        start = task.getBaselineStart(number) if number else task.getBaselineStart()
        finish = task.getBaselineFinish(number) if number else task.getBaselineFinish()
        first, last = _moment(start), _moment(finish)
        if first and last:
            found[str(number)] = [first, last]
    return found


def _name(value: Any) -> str:
    return str(value.name()) if value is not None else ""


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)


def _percent(number: Any) -> int:
    return 0 if number is None else min(100, max(0, round(float(number.doubleValue()))))


def _moment(value: Any) -> str | None:
    """To the minute; None for a year that has no place on our calendars."""
    if value is None:
        return None
    text = str(value)[:16]
    return text if len(text) == 16 and text[4] == "-" and "1800" <= text[:4] <= "2399" else None
