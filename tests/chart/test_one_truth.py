"""Every surface tells the dates, states and slack of `schedule --json`, or what they deviate from and rest on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.application.result_rows import schedule_rows
from planner.application.templates import template_plan
from planner.chart.date_words import ASSUMED
from planner.chart.gantt import lay_out
from planner.chart.options import ViewOptions
from planner.chart.page_columns import COLUMNS as PAPER
from planner.chart.page_columns import column_value
from planner.chart.reports.programme import activity_table
from planner.chart.scene import Diamond
from planner.domain.control.statements import statements
from planner.domain.control.status_date import look_ahead
from planner.domain.model import Activity, State
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.formats.icalendar import entries
from planner.language import translator
from planner.ui.tables.activity_columns import COLUMNS, cell

LETTER = template_plan("wsm-2022")
MOST = 900


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """The letter's programme on another status date, with some work given as begun or done in part."""
    day = LETTER.programme.status_date + timedelta(days=draw(st.integers(-30, MOST)))
    plan = look_ahead(LETTER, schedule(LETTER), day, plan_remaining=draw(st.booleans())).plan
    open_ones = [a for a in plan.rows(Activity) if not a.is_summary and not a.has_happened and not a.is_milestone]
    for activity in draw(st.lists(st.sampled_from(open_ones), max_size=4, unique_by=lambda a: a.id)):
        row = activity.changed(percent_complete=draw(st.integers(1, 99)))
        plan = Plan.of([row if each.id == row.id else each for each in plan.all_rows()])
    return plan


def tells(text: str, day: str, code: str, style: str, activity: Activity) -> bool:
    """Whether a cell shows the day of the schedule, or words: those that were given, or that it began or is done."""
    words, shown = translator(code), text.removeprefix(f"{ASSUMED} ").split(" (")[0]
    given = {words.window(w).split(" (")[0] for w in (activity.start_window, activity.finish_window) if w is not None}
    said = {"", *given, *(words.translate(each) for each in ("begun", "done", "no term"))}
    return shown in said or shown == words.date(date.fromisoformat(day[:10]), style)


@settings(max_examples=15, deadline=None)
@given(plans(), st.sampled_from(["nl", "en"]))
def test_that_table_paper_and_html_tell_what_the_schedule_says(plan: Plan, code: str):
    planned, words = schedule(plan), translator(code)
    told, rows = statements(plan, planned), {row["key"]: row for row in schedule_rows(plan, planned)}
    by_name = {column.name: column for column in COLUMNS}
    html = {row[0].text: [each.text for each in row] for row in activity_table(plan, planned, words).rows}
    for activity, _ in plan.outline:
        row = rows[activity.key]
        table = {
            name: cell(by_name[name], activity, told, words) for name in ("start", "finish", "state", "total_slack")
        }
        paper = {name: column_value(told, words, PAPER[name], activity)[0] for name in ("start", "finish", "state")}
        for end, at in (("start", 4), ("finish", 5)):
            assert tells(table[end].text, row[end], code, "short", activity)
            assert tells(paper[end], row[end], code, "short", activity)
            assert tells(html[activity.key][at], row[end], code, "medium", activity)
            deviation = row["deviation_days"][end]
            if deviation and not (activity.is_plain_milestone and end == "finish") and not activity.has_begun:
                assert str(abs(deviation)) in table[end].more and str(abs(deviation)) in html[activity.key][at]
        state = words.choice(State(row["state"]))
        assert table["state"].text == state and state in paper["state"] and state in html[activity.key][3]
        slack = row["total_slack_minutes"]
        assert table["total_slack"].text == words.duration(slack)
        if slack is not None:
            assert bool(table["total_slack"].sign) == bool(told.grounds.of_slack(activity.id))


@settings(max_examples=6, deadline=None)
@given(plans())
def test_that_every_diamond_stands_on_its_planned_day(plan: Plan):
    planned = schedule(plan)
    options = ViewOptions(translator=translator("nl"), day_width=2.0)
    scene = lay_out(plan, planned, options, lambda text, _style: len(text) * 6.0)
    stones = {s.about: s.x for s in scene.layer("marks") if isinstance(s, Diamond) and s.about is not None}
    days = sorted((planned[row_id].start, x) for row_id, x in stones.items())
    assert len(days) > 10
    (first, left), *rest = days
    for at, x in rest:  # two pixels a day, from the first one on
        assert abs((x - left) - 2.0 * (at - first).total_seconds() / 86_400) <= 2.01


@settings(max_examples=10, deadline=None)
@given(plans())
def test_that_the_agenda_has_each_milestone_on_its_planned_day_or_around_it(plan: Plan):
    planned = schedule(plan)
    days = {a.key: planned[a.id].finish.date() for a in plan.rows(Activity) if a.is_milestone}
    for entry in entries(plan, planned, translator("nl")):
        key = entry.title.split(" ")[0]
        if key in days:
            assert entry.first <= days[key] <= entry.last


@pytest.mark.parametrize("remaining", [True, False])
def test_that_nothing_ends_before_it_begins(remaining: bool):
    plan = look_ahead(LETTER, schedule(LETTER), date(2023, 2, 1), plan_remaining=remaining).plan
    for row in schedule_rows(plan, schedule(plan)):
        assert row["start"] <= row["finish"]
