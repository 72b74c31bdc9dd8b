"""Templates: programmes as data in `resources/templates`, made into a fresh plan.

A template is a folder of TOML files, read in the order of their names as one document. Rows refer to
each other by key, code or name instead of by id:

- `[programme]`; then `[[calendar]]`, `[[organisation]]`, `[[track]]`, `[[source]]`, `[[activity]]`,
  `[[commitment]]`, `[[indicator]]` (with its `measurements`), `[[criterion]]` (for each of `organisations`).
- An activity's `in` is the key of the summary it is in, `days` its duration in working days (without
  it nobody has given a term), `days_between` the shortest and the longest it may take; `months` and
  `months_between` are the same in calendar months; `done_on` is the day on which it was finished.
- `after` names predecessors: a key, or `{key, type, days, elapsed_days, note}`.
- A date window is a day, or `{words, day | earliest, latest, lenient, firmness, nature, months, vague,
  moments, phased, relation}`.
- What happened on a day that is not known is a window too: `actual_start_window`, `actual_finish_window`.
- `assumed` names the values that nobody said, each with its reason: `{duration_minutes = "why"}`; in a link
  it is the reason of its lag, or of the link where it has none.
- `cite` says where a row comes from: `{source, place, quote, fact_id, reference}`.
- `[baseline]` freezes the dates of another template, for the activities that have the same key:
  `template`, `name`, `taken_on`.
- A calendar with `recess = true` is the list of recesses of the Tweede Kamer that the program brings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

from pydantic import ValidationError

from planner.application.calendars import recess_calendar
from planner.domain.changes import RowChange, Step
from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature, Relation
from planner.domain.integrity import refuse_broken
from planner.domain.model import (
    ENTITIES,
    KEYED,
    MINUTES_IN_WORKING_DAY,
    Assumption,
    Baseline,
    BaselineDate,
    Entity,
    KeySeries,
)
from planner.domain.official_references import official_reference
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused, PlannerBug
from planner.message import N_, Message
from planner.settings import resource_folder

TITLES: dict[str, str] = {
    "wsm-2022": N_("Wet seksuele misdrijven, as in the letter of 6 July 2022"),
    "wsm-verloop": N_("Wet seksuele misdrijven as it went, up to 1 July 2024"),
    "wetstraject": N_("The course of a law, from preparation to evaluation"),
    "leeg": N_("Empty programme"),
}
REFERENCE_NAMES = {
    "in": ("activity", "parent_id"),
    "organisation": ("organisation", "organisation_id"),
    "involved": ("organisation", "involved_ids"),
    "track": ("track", "track_id"),
    "calendar": ("calendar", "calendar_id"),
    "base": ("calendar", "base_id"),
    "activity": ("activity", "activity_id"),
    "activities": ("activity", "activity_ids"),
    "made_in": ("source", "made_in_id"),
    "settled_in": ("source", "settled_in_id"),
    "giver": ("organisation", "giver_id"),
    "taker": ("organisation", "taker_id"),
    "needed_for": ("activity", "needed_by_id"),
}
"""What a reference is called in a template: the kind it names, and the field of the model."""
WINDOWS = {
    *("start_window", "finish_window", "actual_start_window", "actual_finish_window"),
    *("made_on", "decided_on", "settled_on", "term", "at", "needed_by", "promised", "accepted"),
}
START_DAYS = {"constraint_date", "actual_start"}
FINISH_DAYS = {"deadline", "actual_finish"}
KINDS = (
    *("calendar", "organisation", "track", "source", "activity", "commitment", "indicator", "criterion"),
    *("agreement", "decision", "risk"),
)


def template_names() -> tuple[tuple[str, Message], ...]:
    """The templates there are: the name that commands use, and a title."""
    return tuple((name, Message(title)) for name, title in TITLES.items())


def template_plan(name: str, today: date | None = None) -> Plan:
    """A new plan made from a template; EditRefused for a name that is not a template's.

    `today` is the status date and the start where the template has none of its own.
    """
    if name not in TITLES:
        raise EditRefused(
            N_("There is no template “{name}”; choose from: {names}."), name=name, names=", ".join(TITLES)
        )
    document = _read(resource_folder() / "templates" / name)
    try:
        rows = _Rows(document, today or date.today()).all()
        plan = Plan.of(rows)
        refuse_broken(Plan({}), plan, Step("row.add", tuple(map(RowChange.add, rows))))
    except (ValidationError, EditRefused, KeyError, ValueError) as error:
        raise PlannerBug(N_("Template {name} is not sound: {reason}"), name=name, reason=repr(error)) from error
    return plan


def _read(folder: Path) -> dict[str, Any]:
    """The TOML files of a template as one document; lists of rows are put one after the other."""
    document: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, part in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(part, list):
                document.setdefault(name, []).extend(part)
            else:
                document[name] = part
    if "programme" not in document:
        raise PlannerBug(N_("Template {name} is not sound: {reason}"), name=folder.name, reason="no programme")
    return document


class _Rows:
    """The rows of a document. Ids come from the programme's fresh id and each row's own name."""

    def __init__(self, document: dict[str, Any], today: date) -> None:
        self._document = document
        self._today = today
        self._programme_id = uuid4()

    def all(self) -> list[Entity]:
        return [self._programme(), *self._of_kinds(), *self._key_series(), *self._baseline()]

    def _programme(self) -> Entity:
        values = {"status_date": self._today, "start_date": self._today, "remaining_from_status": True}
        values |= self._document["programme"]
        return self._make("programme", self._programme_id, values)

    def _of_kinds(self) -> Iterator[Entity]:
        for kind in KINDS:
            for position, values in enumerate(self._document.get(kind, ()), 1):
                if kind == "criterion":
                    yield from self._criteria(values, float(position))
                    continue
                row_id = self._id(kind, _name(values))
                if kind == "calendar" and values.get("recess"):
                    yield self._recess(row_id, values)
                    continue
                place = {"position": float(position)} if "position" in ENTITIES[kind].model_fields else {}
                yield self._make(kind, row_id, {**place, **self._address(kind, values), **values})
                yield from self._belonging(row_id, values)

    def _address(self, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Where an official publication is found, for a source that says no address."""
        official = official_reference(values.get("reference", "")) if kind == "source" else None
        return {"address": official.address} if official else {}

    def _baseline(self) -> Iterator[Entity]:
        values = dict(self._document.get("baseline", {}))
        if not values:
            return
        planned = template_plan(values.pop("template"), self._today)
        dates = schedule(planned)
        baseline_id = self._id("baseline", values["name"])
        yield Baseline(id=baseline_id, **values)
        own = {values["key"] for values in self._document.get("activity", ())}
        for key in sorted(own & set(planned.activities_by_key)):
            then = dates[planned.activities_by_key[key].id]
            if then.termless:
                continue  # it has no finish to compare with
            yield BaselineDate(
                id=self._id("baseline_date", key),
                baseline_id=baseline_id,
                activity_id=self._id("activity", key),
                start=then.start,
                finish=then.finish,
            )

    def _criteria(self, values: dict[str, Any], position: float) -> Iterator[Entity]:
        for step, code in enumerate(values["organisations"]):
            own = {key: value for key, value in values.items() if key not in ("organisations", "activities_of")}
            own |= {"organisation": code, "position": position + step / 100}
            if code in values.get("activities_of", {}):
                own["activity"] = values["activities_of"][code]
            row_id = self._id("criterion", f"{code}:{values['name']}")
            yield self._make("criterion", row_id, own)
            yield from self._citations(row_id, own)

    def _recess(self, row_id: UUID, values: dict[str, Any]) -> Entity:
        base_id = self._id("calendar", values["base"]) if "base" in values else None
        return recess_calendar().changed(id=row_id, name=values["name"], base_id=base_id)

    def _belonging(self, row_id: UUID, values: dict[str, Any]) -> Iterator[Entity]:
        """Links, citations and measurements that are written with a row."""
        for link in values.get("after", ()):
            yield from self._link(row_id, {"key": link} if isinstance(link, str) else link)
        for field, reason in values.get("assumed", {}).items():
            yield self._assumption(row_id, field, reason)
        yield from self._citations(row_id, values)
        for number, measurement in enumerate(values.get("measurements", ())):
            measurement_id = self._id("measurement", f"{row_id}:{number}")
            yield self._make("measurement", measurement_id, {"indicator_id": row_id, **measurement})
            yield from self._citations(measurement_id, measurement)

    def _citations(self, row_id: UUID, values: dict[str, Any]) -> Iterator[Entity]:
        for number, cite in enumerate(values.get("cite", ())):
            own = {key: value for key, value in cite.items() if key != "source"}
            own |= {"about_id": row_id, "source_id": self._id("source", cite["source"])}
            yield self._make("citation", self._id("citation", f"{row_id}:{number}"), own)

    def _assumption(self, about_id: UUID, field: str, reason: str) -> Entity:
        row_id = self._id("assumption", f"{about_id}:{field}")
        return Assumption(id=row_id, about_id=about_id, field=field, reason=reason)

    def _link(self, successor_id: UUID, link: Mapping[str, Any]) -> Iterator[Entity]:
        values: dict[str, Any] = {"predecessor_id": self._id("activity", link["key"]), "successor_id": successor_id}
        values |= {name: link[name] for name in ("type", "note") if name in link}
        if "days" in link:
            values["lag"] = link["days"] * MINUTES_IN_WORKING_DAY
        elif "elapsed_days" in link:
            values |= {"lag": link["elapsed_days"] * 1440, "lag_unit": "elapsed"}
        link_id = self._id("dependency", f"{link['key']}:{successor_id}:{link.get('type', 'FS')}")
        yield ENTITIES["dependency"].model_validate({"id": link_id, **values})
        if "assumed" in link:
            yield self._assumption(link_id, "lag" if "lag" in values else "", link["assumed"])

    def _make(self, kind: str, row_id: UUID, values: Mapping[str, Any]) -> Entity:
        fields: dict[str, Any] = {"id": row_id}
        if kind == "activity" and values.get("kind") == "milestone":
            fields["duration_minutes"] = 0
        elif kind == "activity":
            fields["duration_minutes"] = None
        for name, value in values.items():
            fields |= self._field(kind, name, value)
        return ENTITIES[kind].model_validate(fields)

    def _field(self, kind: str, name: str, value: Any) -> dict[str, Any]:
        if name in ("after", "assumed", "cite", "measurements"):
            return {}
        if name in REFERENCE_NAMES:
            target, field = REFERENCE_NAMES[name]
            if isinstance(value, list):
                return {field: tuple(self._id(target, item) for item in value)}
            return {field: self._id(target, value)}
        if name == "days":
            return {"duration_minutes": round(value * MINUTES_IN_WORKING_DAY)}
        if name == "months":
            return {"duration_minutes": _clock_minutes(value), "elapsed": True}
        if name == "months_between":
            return dict(zip(("shortest_minutes", "longest_minutes"), map(_clock_minutes, value), strict=True))
        if name == "days_between":
            shortest, longest = (round(days * MINUTES_IN_WORKING_DAY) for days in value)
            return {"shortest_minutes": shortest, "longest_minutes": longest}
        if name == "done_on":
            return {"actual_start": _start(value), "actual_finish": _finish(value), "percent_complete": 100}
        if name in WINDOWS:
            return {name: window(value)}
        if name in START_DAYS:
            return {name: _start(value)}
        if name in FINISH_DAYS:
            return {name: _finish(value)}
        return {name: value}

    def _id(self, kind: str, name: str) -> UUID:
        return uuid5(self._programme_id, f"{kind}:{name}")

    def _key_series(self) -> Iterator[Entity]:
        last: dict[str, int] = {}
        for kind in KEYED:
            for values in self._document.get(kind, ()):
                prefix, _, number = values["key"].rpartition("-")
                last[prefix] = max(last.get(prefix, 0), int(number))
        for prefix, number in sorted(last.items()):
            yield KeySeries(id=self._id("key_series", prefix), prefix=prefix, last=number)


def window(value: date | dict[str, Any]) -> ImpreciseDate:
    """A date window as a template writes it: a day, or its parts by name."""
    if isinstance(value, date):
        return ImpreciseDate.exact(value)
    parts = dict(value)
    day = parts.pop("day", None)
    if day is not None:
        parts |= {"earliest": day, "latest": day}
    parts["firmness"] = Firmness(parts.get("firmness", ""))
    parts["nature"] = Nature(parts.get("nature", "window"))
    if "moments" in parts:
        parts["moments"] = tuple((first, last) for first, last in parts["moments"])
    if "relation" in parts:
        parts["relation"] = Relation(**parts["relation"])
    return ImpreciseDate(**parts)


def _clock_minutes(months: int) -> int:
    """Calendar months as time on the clock: a twelfth of 365 days each."""
    return round(months * 365 / 12) * 24 * 60


def _name(values: dict[str, Any]) -> str:
    return str(values.get("key") or values.get("code") or values["name"])


def _start(day: date) -> datetime:
    return datetime.combine(day, time(0, 0))


def _finish(day: date) -> datetime:
    return datetime.combine(day, time(23, 59))
