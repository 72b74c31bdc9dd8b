"""From the neutral form to a file, through MPXJ. Runs in the worker, beside Java."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from planner.formats.msproject import own_fields
from planner.formats.msproject.mpxj_reading import CONSTRAINTS, LINKS
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.own_fields import LAST_FIELD, pieces

FORMATS = {".xml": "MSPDI", ".xer": "XER"}
CONSTRAINT_NAMES = {short: name for name, short in reversed(CONSTRAINTS.items())}
LINK_NAMES = {short: name for name, short in LINKS.items()}
WHOLE_DAY = 480
ELAPSED_DAY = 1440
EXACT = 32
"""A duration is written in days where that is a whole number of this part of one: exact in binary."""


def write(plan: Neutral, path: Path, kind: str, jpype: Any) -> None:
    """Write a plan in the format of an extension; Java's own errors where that fails."""
    project = NeutralWriting(plan, jpype, for_primavera=kind == ".xer").project()
    formats = jpype.JClass("org.mpxj.writer.FileFormat")
    writer = jpype.JClass("org.mpxj.writer.UniversalProjectWriter")(getattr(formats, FORMATS[kind]))
    writer.write(project, jpype.JClass("java.io.File")(str(path)))


class NeutralWriting:
    """One neutral form, made into a project of MPXJ."""

    def __init__(self, plan: Neutral, jpype: Any, *, for_primavera: bool = False) -> None:
        self._plan, self._for_primavera = plan, for_primavera
        self._java = cache(jpype.JClass)  # it looks each class up by its name every time
        self._moment, self._duration = cache(self._moment_of), cache(self._duration_of)  # many are the same
        self._file = self._class("ProjectFile")()
        self._units = self._class("TimeUnit")
        self._durations = self._class("Duration")
        self._integer = self._java("java.lang.Integer")
        self._calendars: dict[int, Any] = {}
        self._tasks: dict[int, Any] = {}

    def _class(self, name: str) -> Any:
        return self._java(f"org.mpxj.{name}")

    def project(self) -> Any:
        for calendar in self._plan["calendars"]:
            self._add_calendar(calendar)
        self._set_properties()
        for task in self._plan["tasks"]:
            self._add_task(task)
        for link in self._plan["links"]:
            self._add_link(link)
        return self._file

    def _set_properties(self) -> None:
        given, properties = self._plan["project"], self._file.getProjectProperties()
        properties.setProjectTitle(given["name"])
        properties.setName(given["name"])
        properties.setGUID(self._uuid(given["guid"]))
        properties.setStartDate(self._moment(given["start"]))
        if self._for_primavera:
            properties.setPlannedStart(self._moment(given["start"]))
            properties.setRelationshipLagCalendar(self._class("RelationshipLagCalendar").SUCCESSOR)
            ways_on = self._class("SchedulingProgressedActivities")
            name = given.get("out_of_sequence", "retained-logic").replace("-", "_").upper()
            properties.setSchedulingProgressedActivities(getattr(ways_on, name))
        properties.setFinishDate(self._moment(given["finish"]))
        properties.setStatusDate(self._moment(given["status_date"]))
        ways = self._class("ScheduleFrom")
        properties.setScheduleFrom(ways.FINISH if given["schedule_from"] == "finish" else ways.START)
        properties.setMinutesPerDay(self._integer(WHOLE_DAY))
        properties.setMinutesPerWeek(self._integer(5 * WHOLE_DAY))
        properties.setDaysPerMonth(self._integer(20))
        properties.setHonorConstraints(given["honour_constraints"])
        properties.setNewTasksAreManual(False)
        properties.setCriticalSlackLimit(self._duration(given["critical_slack_minutes"] or 0, elapsed=False))
        if given["calendar"] in self._calendars:
            self._file.setDefaultCalendar(self._calendars[given["calendar"]])
        fields, custom = self._class("TaskField"), self._file.getCustomFields()
        for number, alias in enumerate(self._plan["columns"], 1):
            custom.getOrCreate(getattr(fields, f"TEXT{number}")).setAlias(alias)
        most = max((len(pieces(task.get("own", ""))) for task in self._plan["tasks"]), default=0)
        for number in range(most):
            alias = own_fields.NAME if not number else f"{own_fields.NAME} {number + 1}"
            custom.getOrCreate(getattr(fields, f"TEXT{LAST_FIELD - number}")).setAlias(alias)

    def _uuid(self, text: str) -> Any:
        return self._java("java.util.UUID").fromString(text)

    def _moment_of(self, text: str | None) -> Any:
        return self._java("java.time.LocalDateTime").parse(text) if text else None

    def _duration_of(self, minutes: int | None, *, elapsed: bool) -> Any:
        """Minutes as a duration, in days where that is exact."""
        if minutes is None:
            return None
        day = ELAPSED_DAY if elapsed else WHOLE_DAY
        units = self._units
        if minutes * EXACT % day == 0:
            return self._durations.getInstance(minutes / day, units.ELAPSED_DAYS if elapsed else units.DAYS)
        return self._durations.getInstance(float(minutes), units.ELAPSED_MINUTES if elapsed else units.MINUTES)

    # --- calendars ------------------------------------------------------------------------------

    def _add_calendar(self, given: dict[str, Any]) -> None:
        calendar = self._file.addCalendar()
        calendar.setUniqueID(self._integer(given["uid"]))
        calendar.setName(given["name"])
        for day, spans in zip(self._java("java.time.DayOfWeek").values(), given["week"], strict=True):
            calendar.setWorkingDay(day, bool(spans))
            self._add_spans(calendar.addCalendarHours(day), spans)
        dates = self._java("java.time.LocalDate")
        for each in given["exceptions"]:
            exception = calendar.addCalendarException(dates.parse(each["first"]), dates.parse(each["last"]))
            if each["name"]:
                exception.setName(each["name"])
            self._add_spans(exception, each["spans"])
        self._calendars[given["uid"]] = calendar

    def _add_spans(self, hours: Any, spans: list[list[int]]) -> None:
        times, ranges = self._java("java.time.LocalTime"), self._class("LocalTimeRange")
        for first, last in spans:
            hours.add(ranges(times.of(first // 60, first % 60), times.of(last // 60 % 24, last % 60)))

    # --- tasks and links ----------------------------------------------------------------------------

    def _add_task(self, given: dict[str, Any]) -> None:
        parent = self._tasks.get(given["parent"])
        task = parent.addTask() if parent is not None else self._file.addTask()
        self._tasks[given["uid"]] = task
        modes, elapsed = self._class("TaskMode"), given["elapsed"]
        task.setUniqueID(self._integer(given["uid"]))
        task.setID(self._integer(len(self._tasks)))
        task.setGUID(self._uuid(given["guid"]))
        task.setName(given["name"])
        task.setWBS(given["wbs"])
        task.setActivityID(given["activity_id"])
        task.setMilestone(given["kind"] == "milestone")
        task.setSummary(given["kind"] == "summary")
        task.setTaskMode(modes.MANUALLY_SCHEDULED if given["manual"] else modes.AUTO_SCHEDULED)
        task.setActive(given["active"])
        task.setDuration(self._duration(given["duration_minutes"], elapsed=elapsed))
        task.setRemainingDuration(self._duration(given["remaining_minutes"], elapsed=elapsed))
        task.setPercentageComplete(self._java("java.lang.Double")(given["percent_complete"]))
        task.setConstraintType(self._constraint(given["constraint"]))
        task.setConstraintDate(self._moment(given["constraint_date"]))
        task.setDeadline(self._moment(given["deadline"]))
        if given["calendar"] in self._calendars:
            task.setCalendar(self._calendars[given["calendar"]])
        if given["notes"]:
            task.setNotes(given["notes"])
        for number, text in enumerate(given["columns"], 1):
            if text:
                task.setText(number, text)
        for number, text in enumerate(pieces(given.get("own", ""))):
            task.setText(LAST_FIELD - number, text)
        self._set_dates(task, given)
        if self._for_primavera and given["kind"] != "summary":
            self._complete(task, given)

    def _complete(self, task: Any, given: dict[str, Any]) -> None:
        """What Primavera wants said outright, where MS Project has it follow from the rest."""
        kinds, share = self._class("ActivityType"), self._class("PercentCompleteType")
        moment = given["kind"] == "milestone" and not given["duration_minutes"]  # none there takes time
        task.setActivityType(kinds.FINISH_MILESTONE if moment else kinds.TASK_DEPENDENT)
        task.setPercentCompleteType(share.DURATION)
        task.setActivityID(_padded(given["activity_id"]))
        minutes, done = given["duration_minutes"] or 0, given["percent_complete"]
        left = 0 if given["actual_finish"] else round(minutes * (100 - done) / 100)
        task.setPlannedDuration(self._duration(minutes, elapsed=False))
        task.setRemainingDuration(self._duration(left, elapsed=False))
        task.setActualDuration(self._duration(minutes - left, elapsed=False))
        task.setPlannedStart(self._moment(given["start"]))
        task.setPlannedFinish(self._moment(given["finish"]))
        if not given["actual_finish"]:
            task.setRemainingEarlyStart(self._moment(given["start"]))
            task.setRemainingEarlyFinish(self._moment(given["finish"]))
        if task.getCalendar() is None:
            task.setCalendar(self._file.getDefaultCalendar())

    def _set_dates(self, task: Any, given: dict[str, Any]) -> None:
        task.setStart(self._moment(given["start"]))
        task.setFinish(self._moment(given["finish"]))
        task.setActualStart(self._moment(given["actual_start"]))
        task.setActualFinish(self._moment(given["actual_finish"]))
        task.setEarlyStart(self._moment(given["start"]))
        task.setEarlyFinish(self._moment(given["finish"]))
        task.setLateStart(self._moment(given["late_start"]))
        task.setLateFinish(self._moment(given["late_finish"]))
        self._set_slack(task, given)
        for number, (start, finish) in given["baselines"].items():
            if number == "0":
                task.setBaselineStart(self._moment(start))
                task.setBaselineFinish(self._moment(finish))
            else:
                task.setBaselineStart(int(number), self._moment(start))
                task.setBaselineFinish(int(number), self._moment(finish))

    def _set_slack(self, task: Any, given: dict[str, Any]) -> None:
        """What is not set MPXJ works out from the dates, day by day: minutes for a long plan, and not by our links."""
        total = self._duration(given["total_slack_minutes"], elapsed=given["elapsed"])
        task.setTotalSlack(total)
        task.setStartSlack(self._duration(0, elapsed=False) if given["actual_start"] else total)
        task.setFinishSlack(total)
        task.setFreeSlack(self._duration(given["free_slack_minutes"], elapsed=given["elapsed"]))
        task.setCritical(given["critical"])

    def _constraint(self, short: str) -> Any:
        return getattr(self._class("ConstraintType"), CONSTRAINT_NAMES[short])

    def _add_link(self, given: dict[str, Any]) -> None:
        lag, unit = given["lag"], given["lag_unit"]
        if unit == "percent":
            duration = self._durations.getInstance(float(lag), self._units.PERCENT)
        else:
            duration = self._duration(lag, elapsed=unit == "elapsed")
        relation = self._java("org.mpxj.Relation$Builder")()
        relation = relation.predecessorTask(self._tasks[given["predecessor"]])
        relation = relation.type(getattr(self._class("RelationType"), LINK_NAMES[given["type"]])).lag(duration)
        self._tasks[given["successor"]].addPredecessor(relation)


def _padded(key: str) -> str:
    """A key that sorts as its number does: Primavera orders activities by their text."""
    prefix, _, number = key.rpartition("-")
    return f"{prefix}-{number:0>5}" if prefix else key
