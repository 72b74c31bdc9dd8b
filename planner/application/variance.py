"""The plan against a baseline or an earlier moment, for the command line: as rows and as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from planner.application.result_rows import Row, in_columns
from planner.domain.control.baselines import Dates, dates_of, shifts
from planner.domain.control.trend import baseline_dates
from planner.domain.model import Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule, schedule
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.storage.journal import JournalLine


def variance_rows(
    plan: Plan,
    planned: Schedule,
    *,
    baseline: str | None,
    since: date | None,
    lines: Sequence[JournalLine],
    plan_as_of: Callable[[int], Plan],
) -> list[Row]:
    """Every activity then and now, ISO times, shifts in working days (None where it was not there then).

    EditRefused where there is no such baseline, or none at all.
    """
    before = _at_day(since, lines, plan_as_of) if since is not None else _in_baseline(plan, baseline)
    rows: list[Row] = []
    for shift in shifts(plan, planned, before):
        activity = plan.activity(shift.activity_id)
        organisation = plan.get(Organisation, activity.organisation_id)
        rows.append(
            {
                "key": activity.key,
                "name": activity.name,
                "organisation": organisation.code if organisation else None,
                "fate": shift.fate.value,
                "start_before": _iso(shift.baseline_start),
                "start": _iso(shift.start),
                "finish_before": _iso(shift.baseline_finish),
                "finish": _iso(shift.finish),
                "start_shift_days": shift.start_shift,
                "finish_shift_days": shift.finish_shift,
            }
        )
    return rows


def _in_baseline(plan: Plan, name: str | None) -> Dates:
    if not plan.baselines:
        raise EditRefused(N_("This plan has no baseline yet."))
    found = [b for b in plan.baselines if name in (None, b.name)]
    if not found:
        names = ", ".join(b.name for b in plan.baselines)
        raise EditRefused(N_("There is no baseline “{name}”; choose from: {names}."), name=name, names=names)
    return baseline_dates(plan, found[-1].id)


def _at_day(day: date, lines: Sequence[JournalLine], plan_as_of: Callable[[int], Plan]) -> Dates:
    last = max((line.seq for line in lines if line.at.astimezone().date() <= day), default=0)
    return dates_of(schedule(plan_as_of(last)))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def variance_text(rows: Sequence[Row], said: Translator) -> str:
    """Key, finish then and now, shift and name, in columns."""
    heads = [N_("No."), N_("Finish then"), N_("Finish now"), N_("Shift (working days)"), N_("Name")]
    cells = [[r["key"], (r["finish_before"] or "–")[:10], r["finish"][:10], _shift(r, said), r["name"]] for r in rows]
    return in_columns([[said.translate(head) for head in heads], *cells])


def _shift(row: dict[str, Any], said: Translator) -> str:
    days = row["finish_shift_days"]
    if days is None:
        return said.translate(N_("Added since"))
    return f"+{said.number(days)}" if days > 0 else said.number(days)
