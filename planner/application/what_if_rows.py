"""A what-if for the command line: the wish as it is typed, and its difference as rows and as text."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from planner.application.result_rows import finding_rows, in_columns, natural
from planner.domain.control.what_if import DateChange, DelayChange, Difference, DurationChange, Unit, Wish, what_if
from planner.domain.model import MINUTES_IN_WORKING_DAY, Gate, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_

WISH = re.compile(
    r"(?P<key>[A-Z][A-Z0-9]*-\d+):(?:(?P<sign>[+=-])(?P<amount>\d{1,6})(?P<unit>[dw])|(?P<day>\d{4}-\d\d-\d\d))"
)


def wish_of(plan: Plan, text: str) -> Wish:
    """The wish that text means.

    `POL-3:+10d` ten working days later, `POL-3:-2w` two weeks earlier, `POL-3:=30d` thirty working
    days long, `JENV-9:2025-01-01` on that day. EditRefused where it means nothing.
    """
    found = WISH.fullmatch(text.strip())
    if found is None:
        raise EditRefused(
            N_("“{text}” is no what-if: write POL-3:+10d, POL-3:-2w, POL-3:=30d or POL-3:2025-01-01."), text=text
        )
    activity = plan.activities_by_key.get(found["key"])
    if activity is None:
        raise EditRefused(N_("There is no activity {key} in this plan."), key=found["key"])
    if found["day"]:
        try:
            return DateChange(activity.id, date.fromisoformat(found["day"]))
        except ValueError:
            raise EditRefused(N_("{text} is not a day."), text=found["day"]) from None
    amount = int(found["amount"])
    if found["sign"] == "=":
        return DurationChange(activity.id, amount * MINUTES_IN_WORKING_DAY * (5 if found["unit"] == "w" else 1))
    unit = Unit.WEEKS if found["unit"] == "w" else Unit.WORKING_DAYS
    return DelayChange(activity.id, -amount if found["sign"] == "-" else amount, unit)


def what_if_rows(plan: Plan, schedule: Schedule, text: str, said: Translator) -> dict[str, Any]:
    """What a typed wish would change, in English names, ISO times and working minutes."""
    found = what_if(plan, schedule, wish_of(plan, text))
    return {
        "what_if": text.strip(),
        "moved": [_moved(found, at) for at in range(len(found.moved))],
        "organisations": [
            {
                "code": plan.row(Organisation, slack.organisation_id).code,
                "slack_before_minutes": slack.before,
                "slack_minutes": slack.after,
            }
            for slack in found.slacks
        ],
        "gates": [
            {
                "key": plan.activity(gate.activity_id).key,
                "gate": plan.activity(gate.activity_id).gate.value,
                "before": gate.before.isoformat(),
                "after": gate.after.isoformat(),
                "in_time": gate.holds,
            }
            for gate in found.gates
        ],
        "conflicts": finding_rows(found.after, found.conflicts, said),
        "frees": finding_rows(found.plan, found.freed, said),
    }


def _moved(found: Difference, at: int) -> dict[str, Any]:
    moved = found.moved[at]
    activity = found.plan.activity(moved.activity_id)
    organisation = found.plan.get(Organisation, activity.organisation_id)
    return {
        "key": activity.key,
        "name": activity.name,
        "organisation": organisation.code if organisation else None,
        "start_before": moved.start_before.isoformat(),
        "start": moved.start.isoformat(),
        "finish_before": moved.finish_before.isoformat(),
        "finish": moved.finish.isoformat(),
        "shift_minutes": moved.shift,
    }


def what_if_text(rows: dict[str, Any], said: Translator) -> str:
    """The same, to read: what moves, each organisation's slack, entry into force and readiness, conflicts."""
    parts: list[str] = []
    moved = [
        [row["key"], _day(row["start"]), _day(row["finish"]), _signed(row["shift_minutes"], said), row["name"]]
        for row in sorted(rows["moved"], key=lambda row: natural(row["key"]))
    ]
    heads = [
        said.translate(N_("No.")),
        said.translate(N_("Start")),
        said.translate(N_("Finish")),
        said.translate(N_("Shift")),
    ]
    parts.append(
        in_columns([[*heads, said.translate(N_("Name"))], *moved]) if moved else said.translate(N_("Nothing moves."))
    )
    slacks = [
        [row["code"], said.duration(row["slack_before_minutes"]) or "–", said.duration(row["slack_minutes"]) or "–"]
        for row in rows["organisations"]
        if row["slack_before_minutes"] is not None or row["slack_minutes"] is not None
    ]
    if slacks:
        parts.append(
            in_columns(
                [
                    [said.translate(N_("Org")), said.translate(N_("Slack now")), said.translate(N_("Slack then"))],
                    *slacks,
                ]
            )
        )
    for row in rows["gates"]:
        text = N_("{key} on {day}: in time.") if row["in_time"] else N_("{key} on {day}: too late.")
        words = {"key": row["key"], "day": datetime.fromisoformat(row["after"])}
        if row["gate"] == Gate.ENTRY:
            text = (
                N_("Entry into force on {day}: in time.")
                if row["in_time"]
                else N_("Entry into force on {day}: too late.")
            )
        parts.append(said.translate(text, **words))
    parts += [row["text"] for row in rows["conflicts"]]
    parts += [said.translate(N_("No longer so: {what}"), what=row["text"]) for row in rows["frees"]]
    return "\n".join(parts)


def _day(moment: str) -> str:
    return moment[:10]


def _signed(minutes: int, said: Translator) -> str:
    return f"+{said.duration(minutes)}" if minutes > 0 else said.duration(minutes)
