"""The dashboard: the figures are those of the plan, a click goes to the place, and it follows every edit."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt

from planner.chart.printed import print_view
from planner.chart.reports.dashboard import AHEAD, coming_table, dashboard, dashboard_report
from planner.domain import edits
from planner.domain.control.commitments import DueState, states
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, Light
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.language import translator


def figures(plan: Plan) -> dict[str, tuple[str, Light | None]]:
    return {h.label: (h.figure, h.light) for h in dashboard(plan, schedule(plan), translator("en")).headlines}


def test_the_letter_has_its_weeks_slack_and_promises(letter_plan: Plan):
    found = figures(letter_plan)
    planned = schedule(letter_plan)
    left = planned[letter_plan.entry.id].finish.date() - date(2022, 7, 6)
    assert found["Weeks to entry into force"] == (str(left.days // 7), None)
    open_ones = [s for s in states(letter_plan) if s.standing not in (DueState.SETTLED, DueState.UNKNOWN)]
    assert found["Open motions and commitments"] == (str(len(open_ones)), None)
    assert found["Organisations that are orange or red"] == ("0", None)


def test_time_that_has_passed_and_slack_that_is_gone_are_red(letter_plan: Plan):
    entry = letter_plan.entry
    early = edits.set_field(letter_plan, entry, "start_window", ImpreciseDate.exact(date(2022, 7, 11)))
    late = letter_plan.with_step(early)
    assert figures(late)["Least slack to entry into force"][1] is Light.RED
    after = edits.set_field(late, late.programme, "status_date", date(2026, 1, 1))
    assert figures(late.with_step(after))["Weeks to entry into force"][1] is Light.RED


def test_what_is_coming_lies_within_four_weeks_and_every_such_milestone_is_there(letter_plan: Plan):
    planned, today = schedule(letter_plan), letter_plan.programme.status_date
    table = coming_table(letter_plan, planned, translator("nl"))
    assert len(table.rows) == len(table.about) > 0
    for about in table.about:
        activity = planned[about]
        days = {activity.start.date(), activity.finish.date()}
        assert any(today <= day <= today + AHEAD for day in days)
    milestones = {
        a.id
        for a in letter_plan.rows(Activity)
        if a.is_milestone and not a.actual_finish and today <= planned[a.id].finish.date() <= today + timedelta(weeks=4)
        if planned[a.id].percent < 100
    }
    assert milestones <= set(table.about)


def test_the_sheet_has_the_figures_and_the_tables(letter_plan: Plan):
    report = dashboard_report(letter_plan, schedule(letter_plan), translator("nl"))
    assert [table.caption for table in report.tables] == [
        "In één oogopslag",
        "Stand per organisatie",
        "Komende vier weken",
        "Aandachtspunten",
        "Openstaande moties en toezeggingen",
    ]
    assert print_view("dashboard").text == "Dashboard"


def test_the_panel_follows_edits_and_keeps_its_row(window, qtbot, key_of):
    window.show_view("dashboard")
    panel = window._views["dashboard"]
    coming = next(part for part in panel.parts if part.caption.text() == "Coming four weeks")
    draft = window.document.plan.activity(key_of("MIN-2"))
    later = ImpreciseDate.exact(date(2024, 1, 22))
    window.document.do(edits.set_field(window.document.plan, draft, "start_window", later))
    texts = [coming.table.item(row, 2).text() for row in range(coming.table.rowCount())]
    assert texts[0] == "MIN-2 Draft" and coming.table.item(0, 0).text() == "22 Jan 2024"
    coming.table.setCurrentCell(0, 0)
    before = coming.table
    window.document.do(edits.set_field(window.document.plan, window.document.plan.programme, "name", "Other name"))
    assert coming.table is before and coming.table.currentRow() == 0


def test_a_row_and_a_figure_lead_to_what_they_are_about(window, qtbot, key_of):
    window.show_view("dashboard")
    panel = window._views["dashboard"]
    weeks = panel._tiles[0]
    assert "Weeks to entry into force" in weeks._figure.accessibleName()
    qtbot.mouseClick(weeks._figure, Qt.MouseButton.LeftButton)
    assert window.view == "planning" and window.selection.current == key_of("MIN-5")
    window.show_view("dashboard")
    standing = panel.parts[0].table
    standing.setCurrentCell(1, 0)
    standing.setFocus()
    qtbot.keyClick(standing, Qt.Key.Key_Return)
    assert window.view == "organisations"


def test_in_a_narrow_window_the_tables_stand_under_each_other(window, qtbot):
    window.show_view("dashboard")
    panel = window._views["dashboard"]
    qtbot.wait(50)
    wide = [part.mapTo(panel, part.rect().topLeft()).x() for part in panel.parts]
    window.resize(900, 800)
    qtbot.waitUntil(lambda: panel.width() < 760)
    qtbot.wait(50)
    narrow = [part.mapTo(panel, part.rect().topLeft()).x() for part in panel.parts]
    assert len(set(wide)) == 2 and len(set(narrow)) == 1
