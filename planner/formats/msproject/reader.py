"""A plan file against a plan: one step that adds its rows or updates those of its earlier import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from planner.domain.changes import RowChange, Step
from planner.domain.integrity import name_of
from planner.domain.keys import activity_prefix, next_key
from planner.domain.model import (
    NAME,
    Activity,
    ActivityKind,
    Baseline,
    BaselineDate,
    Constraint,
    Dependency,
    Entity,
    KeySeries,
    Organisation,
    Programme,
    ScheduleFrom,
    split_key,
)
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.domain.scheduling import schedule
from planner.errors import EditRefused, FileTrouble
from planner.formats.incoming import Incoming, Rank, Trouble, field_changes
from planner.formats.msproject import kept_dates, sources
from planner.formats.msproject.activities_in import clean, moment, values_of
from planner.formats.msproject.calendars_in import FileCalendars
from planner.formats.msproject.links_in import FileLinks, without_rings
from planner.formats.msproject.losses import losses
from planner.formats.msproject.merging import change_to, with_rows
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.own import is_own, own_incoming
from planner.formats.msproject.own_fields import programme_values
from planner.formats.msproject.own_rows import OwnRows
from planner.formats.msproject.places import positions
from planner.message import N_, Message

LABEL = "project.import"
MOST_NAMED = 10
"""Rows that are named one by one in findings; more are counted."""


def incoming_of(
    neutral: Neutral,
    file_name: str,
    plan: Plan | None,
    *,
    organisation: str | None = None,
    recalculate: bool = False,
    today: date | None = None,
) -> Incoming:
    """See `planner.formats.msproject.read_project`; the file has been read already."""
    if plan is not None and is_own(neutral, plan):
        return own_incoming(neutral, file_name, plan)
    if not neutral["tasks"]:
        raise FileTrouble(N_("{name} holds no activities: nothing was taken over."), name=file_name)
    on = today or date.today()
    base = Plan({}) if plan is None else plan
    begun = _begun(neutral, file_name, organisation, on) if plan is None else plan
    owner = begun.organisations_by_code.get(organisation) if organisation else None
    if organisation and owner is None:
        raise FileTrouble(N_("There is no organisation {code} in this plan."), code=organisation)
    reading = ProjectReading(neutral, file_name, begun, owner, on)
    nothing = step = Step(LABEL, (), {"name": file_name})
    try:
        after = reading.read(recalculate=recalculate)
        step = Step(LABEL, _changes(base, begun, after, reading.gone), {"name": file_name})
        if not reading.has_errors:
            base.with_step(step)
    except EditRefused as refused:
        reading.report(Rank.ERROR, refused.message, "")
    if reading.has_errors:
        return Incoming(file_name, nothing, (), reading.findings)
    return Incoming(file_name, step, field_changes(step), reading.findings)


def _begun(neutral: Neutral, file_name: str, organisation: str | None, on: date) -> Plan:
    """The plan that a file begins: its programme, and the organisation that it is of."""
    name = clean(neutral["project"]["name"]) or file_name.rpartition(".")[0] or file_name
    status = moment(neutral["project"]["status_date"])
    rows: list[Entity] = [make(Programme, name=name[:NAME], status_date=status.date() if status else on)]
    if organisation:
        rows.append(make(Organisation, code=organisation, name=organisation))
    return Plan.of(rows)


def _changes(base: Plan, begun: Plan, after: Plan, gone: list[Dependency]) -> tuple[RowChange, ...]:
    """What leads from the plan to what it is with the file, in the order of the model."""
    changes = [RowChange.remove(row) for row in gone]
    kinds = ("programme", "calendar", "organisation", "track", "activity", "dependency", "baseline", "baseline_date")
    for kind in kinds:
        for row in after.table(kind).values():
            change = change_to(base, row)
            if change is not None:
                changes.append(change)
    changes += _series(begun, after)
    return tuple(changes)


def _series(begun: Plan, after: Plan) -> list[RowChange]:
    """The numbers that were given out, counted as used."""
    last: dict[str, int] = {}
    for activity in after.rows(Activity):
        if begun.get(Activity, activity.id) is None:
            prefix, _, number = activity.key.rpartition("-")
            last[prefix] = max(last.get(prefix, 0), int(number))
    known = {series.prefix: series for series in begun.rows(KeySeries)}
    found: list[RowChange] = []
    for prefix, number in sorted(last.items()):
        series = known.get(prefix)
        if series is None:
            found.append(RowChange.add(KeySeries(prefix=prefix, last=number)))
        elif series.last < number:
            found.append(RowChange.update(series, change_row(series, last=number)))
    return found


class ProjectReading:
    """One file against one plan."""

    def __init__(self, neutral: Neutral, file_name: str, plan: Plan, owner: Organisation | None, on: date) -> None:
        self._neutral, self._file, self._plan, self._owner, self._on = neutral, file_name, plan, owner, on
        self._findings: list[Trouble] = list(losses(neutral))
        self.gone: list[Dependency] = []
        self._source = self._known_source()
        self._known = sources.by_uid(plan, self._source)
        self._calendars = FileCalendars(neutral, self._source, plan, owner.code if owner else self._stem)
        self._owns_plan = self._is_own()
        self._own = OwnRows(neutral, plan)
        self._ids = {
            task["uid"]: self._known[task["uid"]].id
            if task["uid"] in self._known
            else self._own.id_of(task["uid"]) or uuid4()
            for task in neutral["tasks"]
        }

    @property
    def _stem(self) -> str:
        return self._file.rpartition(".")[0] or self._file

    @property
    def findings(self) -> tuple[Trouble, ...]:
        ranks = list(Rank)
        return tuple(sorted(self._findings, key=lambda found: ranks.index(found.rank)))

    @property
    def has_errors(self) -> bool:
        return any(found.rank is Rank.ERROR for found in self._findings)

    def report(self, rank: Rank, message: Message, place: str) -> None:
        self._findings.append(Trouble(rank, message, place))

    def read(self, *, recalculate: bool) -> Plan:
        """The plan with the file in it. Sets `gone`: the links that the file no longer has."""
        self._report_missing()
        heads = [*self._heads(), *self._own.rows()]
        activities = self._activities(heads)
        rows: list[Entity] = [*self._calendars.rows(), *heads, *activities]
        links = FileLinks(self._plan, self._source, self._ids)
        wanted = links.rows(self._neutral, self.report)
        before = links.imported_before(self._plan, self._known)
        here = {link.id for link in wanted}
        stale = [link for link in before.values() if link.id not in here]
        bare = with_rows(self._plan, rows, before.values())
        sound = without_rings(lambda given: with_rows(bare, given), wanted, self.report)
        kept = {link.id for link in sound}
        self.gone = stale + [link for link in before.values() if link.id in here and link.id not in kept]
        whole = with_rows(bare, [*sound, *self._baselines()])
        tasks = {self._ids[task["uid"]]: task for task in self._neutral["tasks"]}
        whole = with_rows(whole, kept_dates.with_interruptions(whole, tasks))
        return self._dated(whole, recalculate=recalculate)

    # --- where it comes from --------------------------------------------------------------------

    def _known_source(self) -> str:
        source = sources.source_of(self._neutral, self._file)
        if sources.by_uid(self._plan, source):
            return source
        earlier = sources.earlier_version(self._plan, self._neutral, self._owner.id if self._owner else None)
        if earlier is None:
            return source
        self.report(
            Rank.NOTICE,
            Message(N_("Taken as the next version of a file that was imported before: most rows are the same.")),
            "",
        )
        return earlier

    def _is_own(self) -> bool:
        """Whether the plan is this file's own: empty, or made by an earlier import of it."""
        default = self._calendars.use(self._calendars.default)
        calendar = self._plan.programme.calendar_id
        return not any(True for _ in self._plan.rows(Activity)) or (calendar is not None and calendar == default)

    def _report_missing(self) -> None:
        here = {task["uid"] for task in self._neutral["tasks"]}
        missing = [activity for uid, activity in self._known.items() if uid not in here]
        if len(missing) > MOST_NAMED:
            words = {"count": str(len(missing))}
            self.report(
                Rank.WARNING, Message(N_("{count} rows of the plan are missing here; they are kept."), words), ""
            )
            return
        for row in missing:
            words = {"name": name_of(row)}
            self.report(Rank.WARNING, Message(N_("{name} is missing here; it is kept in the plan."), words), "")

    # --- programme and organisation ---------------------------------------------------------------

    def _heads(self) -> list[Entity]:
        """The programme where the plan is the file's own, else the organisation's calendar where it has none."""
        project, programme = self._neutral["project"], self._plan.programme
        default = self._calendars.use(self._calendars.default)
        if self._owns_plan:
            start, finish = moment(project["start"]), moment(project["finish"])
            backwards = project["schedule_from"] == "finish" and finish is not None
            status = moment(project["status_date"])
            values: dict[str, Any] = {
                "calendar_id": default,
                "start_date": start.date() if start else programme.start_date,
                "start_minute": start.hour * 60 + start.minute if start else programme.start_minute,
                "schedule_from": ScheduleFrom.FINISH if backwards else ScheduleFrom.START,
                "finish_at": finish if backwards else programme.finish_at,
                "critical_days": min(1000, max(0, round((project["critical_slack_minutes"] or 0) / 480))),
                "honour_constraints": bool(project["honour_constraints"]),
                "status_date": status.date() if status else programme.status_date,
                "out_of_sequence": project.get("out_of_sequence") or programme.out_of_sequence,
            }
            values |= programme_values(task.get("own", "") for task in self._neutral["tasks"])
            return [change_row(programme, **values)]
        owner = self._owner
        if owner is not None and owner.calendar_id is None and default is not None and not self._has_others(owner):
            return [change_row(owner, calendar_id=default)]
        return []

    def _has_others(self, owner: Organisation) -> bool:
        """Whether an organisation has activities that are not of this file."""
        own = {activity.id for activity in self._known.values()}
        return any(a.organisation_id == owner.id and a.id not in own for a in self._plan.rows(Activity))

    # --- activities -------------------------------------------------------------------------------

    def _activities(self, heads: list[Entity]) -> list[Activity]:
        plan = with_rows(self._plan, heads)
        waiting = self._waiting()
        places = positions(self._neutral, plan, self._ids, self._parent)
        taken: dict[str, int] = {}
        bound = 0
        found: list[Activity] = []
        for task in self._neutral["tasks"]:
            old = self._known.get(task["uid"])
            values = values_of(task, old)
            bound += self._bind(task, values, waiting)
            parent = self._parent(task, plan)
            owner_id = old.organisation_id if old is not None else self._owner.id if self._owner else None
            owner_id = owner_id or (self._owner.id if self._owner else None)
            if old is None:
                values |= self._own.values(task["uid"])
                for end in ("actual_start", "actual_finish"):
                    if values.get(f"{end}_window") is not None:  # the day is not known: the file's is the planned one
                        values[end] = None
                owner_id = owner_id or values.get("organisation_id")
            values |= {
                "parent_id": parent,
                "position": places[task["uid"]],
                "organisation_id": owner_id,
                "calendar_id": None if values["elapsed"] and task.get("own") else self._calendar(task, plan, owner_id),
                "source_uid": sources.joined(self._source, task["uid"]),
            }
            if old is not None:
                if old.is_summary and values["kind"] is not ActivityKind.SUMMARY and self._holds_others(old):
                    values["kind"] = ActivityKind.SUMMARY
                found.append(change_row(old, **values))
                continue
            _drop_unknown(values, plan, self._ids)
            key = self._own.key_of(task["uid"])
            if key is not None:
                found.append(make(Activity, id=self._ids[task["uid"]], key=key, **values))
                continue
            prefix = activity_prefix(plan, owner_id)
            if prefix not in taken:
                taken[prefix] = split_key(next_key(plan, prefix))[1]
            found.append(make(Activity, id=self._ids[task["uid"]], key=f"{prefix}-{taken[prefix]}", **values))
            taken[prefix] += 1
        if bound:
            start = moment(self._neutral["project"]["start"])
            assert start is not None
            words = {"count": bound, "day": start.date()}
            text = N_("Activities that wait for nothing start no earlier than the file itself, on {day}: {count}.")
            self.report(Rank.NOTICE, Message(text, words), "")
        return found

    def _waiting(self) -> set[int]:
        """Tasks that a link leads to, or to a summary that they are in."""
        led_to = {link["successor"] for link in self._neutral["links"]}
        waiting: set[int] = set()
        for task in self._neutral["tasks"]:
            if task["uid"] in led_to or task["parent"] in waiting:
                waiting.add(task["uid"])
        return waiting

    def _bind(self, task: dict[str, Any], values: dict[str, Any], waiting: set[int]) -> bool:
        """In a programme that starts elsewhere, what waits for nothing keeps the start of its own project."""
        start = moment(self._neutral["project"]["start"])
        loose = values["constraint"] is Constraint.ASAP and values["kind"] is not ActivityKind.SUMMARY
        if self._owns_plan or start is None or not loose or task["uid"] in waiting or task["manual"]:
            return False
        if values["actual_start"] is not None or self._neutral["project"]["schedule_from"] != "start":
            return False
        values |= {"constraint": Constraint.SNET, "constraint_date": start}
        return True

    def _parent(self, task: dict[str, Any], plan: Plan) -> UUID | None:
        """The file's summary; a top row stays where the plan put it, if that is outside the file."""
        if task["parent"] is not None:
            return self._ids[task["parent"]]
        old = self._known.get(task["uid"])
        if old is None or old.parent_id is None:
            return None
        own = {activity.id for activity in self._known.values()}
        return None if old.parent_id in own else old.parent_id

    def _calendar(self, task: dict[str, Any], plan: Plan, owner_id: UUID | None) -> UUID | None:
        """Its calendar, where it would not have that one anyhow."""
        wanted = self._calendars.of(task)
        owner = plan.get(Organisation, owner_id)
        inherited = (owner.calendar_id if owner is not None else None) or plan.programme.calendar_id
        wanted_id = self._calendars.use(wanted)
        return None if wanted_id == inherited else wanted_id

    def _holds_others(self, activity: Activity) -> bool:
        own = {each.id for each in self._known.values()}
        return any(child.id not in own for child in self._plan.children(activity.id))

    # --- baselines and dates ------------------------------------------------------------------------

    def _baselines(self) -> list[Entity]:
        programme = str(self._plan.programme.id)
        numbers = sorted({int(n) for task in self._neutral["tasks"] for n in task["baselines"]})
        rows: list[Entity] = []
        for number in numbers:
            baseline_id = sources.stable_id(programme, self._source, "baseline", number)
            if self._plan.get(Baseline, baseline_id) is None:
                name = f"{self._stem[: NAME - 10]} ({number})" if number else self._stem[:NAME]
                rows.append(make(Baseline, id=baseline_id, name=name, taken_on=self._on))
            for task in self._neutral["tasks"]:
                dates = task["baselines"].get(str(number))
                if dates is not None:
                    rows.append(
                        make(
                            BaselineDate,
                            id=sources.stable_id(baseline_id, task["uid"]),
                            baseline_id=baseline_id,
                            activity_id=self._ids[task["uid"]],
                            start=moment(dates[0]),
                            finish=moment(dates[1]),
                        )
                    )
        return rows

    def _dated(self, plan: Plan, *, recalculate: bool) -> Plan:
        """Set the file's dates beside ours: told, and kept unless we are asked to compute."""
        tasks: Mapping[UUID, dict[str, Any]] = {self._ids[task["uid"]]: task for task in self._neutral["tasks"]}
        differing = kept_dates.moved(plan, schedule(plan), tasks)
        spans = kept_dates.with_spans(plan, tasks, differing)
        if spans:
            plan = with_rows(plan, spans)
            differing = kept_dates.moved(plan, schedule(plan), tasks)
        if not differing:
            return plan
        examples = ", ".join(name_of(plan.activity(each)) for each in differing[:3])
        words: dict[str, Any] = {"count": len(differing), "examples": examples}
        if recalculate:
            text = N_("Activities that get other dates than the file has: {count}, such as {examples}.")
            self.report(Rank.WARNING, Message(text, words), "")
            return plan
        fixed = kept_dates.keep(plan, tasks, differing)
        plan = with_rows(plan, fixed.values())
        left = kept_dates.moved(plan, schedule(plan), tasks)
        text = N_(
            "Activities that our schedule would move: {count}, such as {examples}. "
            "The dates of the file are kept; fixed on them: {fixed}."
        )
        if left:
            text = N_(
                "Activities that our schedule would move: {count}, such as {examples}. Fixed on the dates of the file: "
                "{fixed}; with other dates than the file has all the same: {left}, such as {others}."
            )
        others = ", ".join(name_of(plan.activity(each)) for each in left[:3])
        words |= {"fixed": len(fixed), "left": len(left), "others": others}
        self.report(Rank.WARNING, Message(text, words), "")
        return plan


def _drop_unknown(values: dict[str, Any], plan: Plan, ids: Mapping[int, UUID]) -> None:
    """Take out what a hammock ran with, where that is not here."""
    known = {str(each) for each in ids.values()}
    for name in ("hammock_start_id", "hammock_finish_id"):
        given = values.get(name)
        if given is not None and str(given) not in known and plan.get(Activity, UUID(str(given))) is None:
            values[name] = None
