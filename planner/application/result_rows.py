"""Rows for the command line: a schedule, findings and a history, as stable JSON or as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.domain.control.headline import headline
from planner.domain.control.state import STATE_SIGNS, STATE_WORDS, State, states
from planner.domain.control.statements import Statement, statements
from planner.domain.date_format import formatted
from planner.domain.findings import Finding, Rank
from planner.domain.integrity import name_of
from planner.domain.model import ENTITIES, ActivityKind, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import DriverKind, Schedule
from planner.formats.msproject.sources import split
from planner.language import Translator
from planner.message import N_
from planner.storage.journal import JournalLine

Row = dict[str, Any]


def as_json(rows: Any) -> str:
    """Rows as JSON text, the same for the same rows."""
    return json.dumps(rows, ensure_ascii=False, indent=1)


def natural(key: str) -> tuple[str, int]:
    """What to sort keys by: POL-2 before POL-10."""
    prefix, _, number = key.rpartition("-")
    return (prefix, int(number)) if number.isdigit() else (key, 0)


def schedule_rows(plan: Plan, schedule: Schedule, *, without_assumptions: bool = False) -> list[Row]:
    """The computed dates of every activity, by key, and where it stands.

    Slack is null where there is none: for work without a term, for what is done, and for unfinished work that is
    planned in the past. `deviation_days` are working days from what was said, null where nothing was. With
    `without_assumptions` there is no slack either where it rests on any.
    """
    rows: list[Row] = []
    told, judged = statements(plan, schedule), states(plan, schedule)
    for activity in sorted((a for a, _ in plan.outline), key=lambda a: natural(a.key)):
        dates = schedule[activity.id]
        organisation = plan.get(Organisation, activity.organisation_id)
        start, finish = told.start(activity), told.finish(activity)
        rows.append(
            {
                "key": activity.key,
                "source_uid": split(activity.source_uid)[1] or None,
                "name": activity.name,
                "organisation": organisation.code if organisation else None,
                "kind": activity.kind.value,
                "start": dates.start.isoformat(),
                "finish": dates.finish.isoformat(),
                "late_start": dates.late_start.isoformat(),
                "late_finish": dates.late_finish.isoformat(),
                "total_slack_minutes": told.firm_slack(activity) if without_assumptions else told.slack(activity),
                "critical": dates.critical,
                "state": judged.of(activity).value,
                "said": {"start": _said(start), "finish": _said(finish)},
                "deviation_days": {"start": start.deviation, "finish": finish.deviation},
                "assumptions": told.keys(activity),
                "drivers": [
                    {
                        "kind": driver.kind.value,
                        "activity": plan.activity(driver.other_id).key if driver.other_id else None,
                        "text": str(driver.message),
                    }
                    for driver in schedule.drivers(activity.id)
                ],
            }
        )
    return rows


def _said(statement: Statement) -> Row | None:
    """What somebody said of a date: the words, and the first and last day that they allow."""
    said = statement.said
    if said is None:
        return None
    days = {"earliest": said.earliest, "latest": said.latest}
    return {"words": said.words or formatted(said, "nl"), **{k: d.isoformat() if d else None for k, d in days.items()}}


def headline_row(plan: Plan, schedule: Schedule, said: Translator, *, without_assumptions: bool = False) -> Row:
    """The sentence on entry into force, as a finding."""
    found = headline(plan, schedule, without_assumptions=without_assumptions)
    about = [plan.entry.key] if plan.entry is not None else []
    text = said.sentence(found.message)
    return {"rank": Rank.NOTICE.value, "rule": "headline", "text": text, "source": "", "about": about}


def schedule_text(rows: Sequence[Row], said: Translator) -> str:
    """Key, state, start, finish, slack and name, in columns; nothing stands where nothing is known."""
    heads = [
        said.translate(N_("No.")),
        said.translate(N_("State")),
        said.translate(N_("Start")),
        said.translate(N_("Finish")),
        said.translate(N_("Total slack")),
        said.translate(N_("Name")),
    ]
    cells = [
        [r["key"], _state_text(r, said), *_day_texts(r), said.duration(r["total_slack_minutes"]), r["name"]]
        for r in rows
    ]
    return in_columns([heads, *cells])


def _state_text(row: Row, said: Translator) -> str:
    state = State(row["state"])
    return f"{STATE_SIGNS[state]} {said.translate(STATE_WORDS[state])}"


def _day_texts(row: Row) -> tuple[str, str]:
    """Start and finish of a row; nothing for an end that nobody knows."""
    start, finish = row["start"][:10], row["finish"][:10]
    if row["total_slack_minutes"] is not None or row["state"] == State.DONE:
        return start, finish
    begins = any(driver["kind"] not in NOBODY_SAYS for driver in row["drivers"])
    ends = row["kind"] == ActivityKind.MILESTONE or finish != start
    return start if begins else "", finish if begins and ends else ""


NOBODY_SAYS = {DriverKind.PROGRAMME_START.value, DriverKind.STATUS_DATE.value, DriverKind.CALENDAR.value}
"""Kinds of reasons by which a start is only where planning counts from."""


def finding_rows(plan: Plan, findings: Iterable[Finding], said: Translator) -> list[Row]:
    """Findings with their rank, rule, sentence, source, and what they are about."""
    return [
        {
            "rank": finding.rank.value,
            "rule": finding.rule,
            "text": said.translate(finding.message),
            "source": finding.source,
            "about": [name_in(plan, row_id) for row_id in finding.about],
        }
        for finding in findings
    ]


def name_in(plan: Plan, row_id: UUID) -> str:
    """The key or code of a row, else its name."""
    for kind in ENTITIES:
        row = plan.table(kind).get(row_id)
        if row is not None:
            return getattr(row, "key", None) or getattr(row, "code", None) or name_of(row)
    return str(row_id)


def finding_text(rows: Sequence[Row], said: Translator) -> str:
    """The sentence on entry into force, then one finding a line, worst first; a sentence when there are none."""
    first = [r["text"] for r in rows if r["rule"] == "headline"]
    found = [r for r in rows if r["rule"] != "headline"]
    if not found:
        return "\n".join([*first, said.translate(N_("The file is sound, and nothing in the plan stands out."))])
    ranks = {"error": N_("error"), "warning": N_("warning"), "notice": N_("notice")}
    words = {rank: said.translate(text) for rank, text in ranks.items()}
    return "\n".join([*first, in_columns([[words[r["rank"]], r["text"]] for r in found])])


def history_rows(lines: Iterable[JournalLine], said: Translator) -> list[Row]:
    """The journal, oldest first: when, who, what, and every field before and after."""
    from pydantic_core import to_jsonable_python

    return [
        {
            "seq": line.seq,
            "at": line.at.isoformat(),
            "who": line.who,
            "action": str(line.action),
            "of_seq": line.of_seq,
            "label": line.label,
            "text": said.step(line.label, line.words),
            "changes": [
                {
                    "kind": change.kind,
                    "id": str(change.id),
                    "before": to_jsonable_python(change.before),
                    "after": to_jsonable_python(change.after),
                }
                for change in line.changes
            ],
        }
        for line in lines
    ]


def history_text(rows: Sequence[Row], said: Translator) -> str:
    """Number, time, who and what, a line a step; undone and redone steps say so."""
    actions = {"do": "", "undo": said.translate(N_("undone: ")), "redo": said.translate(N_("done again: "))}
    return in_columns([[str(r["seq"]), _local(r["at"]), r["who"], actions[r["action"]] + r["text"]] for r in rows])


def _local(at: str) -> str:
    """A moment in UTC as it was on the clock here."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def in_columns(rows: Sequence[Sequence[str]]) -> str:
    """Cells lined up with two spaces between columns."""
    if not rows:
        return ""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
