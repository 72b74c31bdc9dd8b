"""What another status date does, as JSON or as text."""

from __future__ import annotations

from planner.application.result_rows import Row, in_columns
from planner.domain.control.state import STATE_WORDS, State
from planner.domain.control.status_date import Overdue, StatusMove
from planner.domain.model import Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.language import Translator
from planner.message import N_


def status_row(plan: Plan, scheduled: Schedule, found: StatusMove, translator: Translator) -> Row:
    """The status date before and after, the sentence on entry into force, what is late and what moves."""
    counted = found.judged.counts()
    return {
        "status_date": found.day.isoformat(),
        "status_date_before": plan.programme.status_date.isoformat(),
        "plan_remaining": found.plan.programme.remaining_from_status,
        "changed": bool(found.step.changes),
        "headline": translator.sentence(found.after.message),
        "headline_before": translator.sentence(found.before.message),
        "late": [_overdue(found.plan, each) for each in found.overdue],
        "moved": [
            {
                "key": activity.key,
                "finish_before": scheduled[activity.id].finish.isoformat(),
                "finish": found.schedule[activity.id].finish.isoformat(),
            }
            for activity in found.moved
        ],
        "counts": {state.value: number for state, number in counted.items()},
    }


def _overdue(plan: Plan, each: Overdue) -> Row:
    owner = plan.get(Organisation, each.activity.organisation_id)
    return {
        "key": each.activity.key,
        "name": each.activity.name,
        "organisation": owner.code if owner is not None else None,
        "due": each.due.isoformat() if each.due is not None else None,
        "newly": each.newly,
    }


def status_text(row: Row, translator: Translator) -> str:
    """The sentence first, then the counts, and what is late, left as it is."""
    translate = translator.translate
    lines = [row["headline"]]
    if row["headline"] != row["headline_before"]:
        lines.append(translate(N_("Before: {sentence}"), sentence=row["headline_before"]))
    lines.append(
        translate(N_("Status date {day}, before {old}."), day=row["status_date"], old=row["status_date_before"])
        if row["changed"]
        else translate(N_("The status date was {day} already; nothing was changed."), day=row["status_date"])
    )
    remaining = N_("What is left is planned from the status date on; {number} activities move.")
    left = N_("What is left stays where it is planned; with the option {option} it is planned from the status date.")
    goes_on = remaining if row["plan_remaining"] else left
    lines.append(translate(goes_on, number=len(row["moved"]), option="--plan-remaining"))
    words = ", ".join(
        f"{number} {translate(STATE_WORDS[State(state)])}" for state, number in row["counts"].items() if number
    )
    lines.append(translate(N_("State: {counts}."), counts=words))
    if row["late"]:
        text = N_("Late, and left as they are: {number} ({newly} since this status date).")
        lines.append(translate(text, number=len(row["late"]), newly=sum(each["newly"] for each in row["late"])))
        lines.append(in_columns([[e["key"], e["due"] or "", e["organisation"] or "", e["name"]] for e in row["late"]]))
    return "\n".join(lines)
