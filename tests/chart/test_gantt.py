"""The Gantt as shapes: golden numbers for plans made by hand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from chart_plans import PlanMaker, at, chain_plan

from planner.chart.gantt import Gantt, lay_out
from planner.chart.links import End, crosses, route
from planner.chart.marks import Extent
from planner.chart.options import Labels, ViewOptions
from planner.chart.scene import Box, Bracket, Diamond, Fade, FadingBox, Form, MarkKind, Part, Polyline, Sign
from planner.chart.styles import plain_measure
from planner.domain.model import ActivityKind, Baseline, BaselineDate, LinkType
from planner.language.translator import translator

NL, EN = translator("nl"), translator("en")


def scene_of(made, **options):
    plan, schedule = made
    view = ViewOptions(translator=EN, date_from=date(2022, 1, 1), date_to=date(2024, 12, 31), day_width=1.0, **options)
    return lay_out(plan, schedule, view, plain_measure)


def of(scene, kind, about):
    return [shape for shape in scene.layer("marks") if isinstance(shape, kind) and shape.about == about.id]


def test_that_a_bar_runs_from_the_start_of_its_first_to_the_end_of_its_last_day():
    make = PlanMaker()
    task = make.activity("Werk", date(2022, 1, 11), date(2022, 1, 20), percent=50)
    bar, done = of(scene_of(make.done(), row_height=20), Box, task)
    assert (bar.x, bar.width, bar.look) == (10.0, 10.0, "bar")
    assert (done.x, done.width, done.look) == (10.0, 5.0, "bar.done")
    assert bar.y + bar.height / 2 == 10.0


def test_that_critical_work_has_an_outline_of_its_own_and_finished_work_has_not():
    make = PlanMaker()
    late = make.activity("Kritiek", date(2022, 2, 1), date(2022, 3, 1), critical=True)
    done = make.activity("Klaar", date(2022, 2, 1), date(2022, 3, 1), critical=True, done=True, percent=100)
    scene = scene_of(make.done())
    assert [b.look for b in of(scene, Box, late)] == ["bar", "outline.critical"]
    assert [b.look for b in of(scene, Box, done)] == ["bar", "bar.done"]


def test_that_a_milestone_in_a_window_stands_doubled_on_its_planned_day_in_a_fading_bar():
    make = PlanMaker()
    stone = make.activity(
        "Indiening", date(2022, 9, 5), date(2022, 9, 5), kind=ActivityKind.MILESTONE,
        window=(date(2022, 7, 6), date(2022, 9, 5), "in de loop van de zomer"),
    )  # fmt: skip
    scene = scene_of(make.done(), labels=Labels.WORDS)
    (fading,), (diamond,) = of(scene, FadingBox, stone), of(scene, Diamond, stone)
    assert fading.fade is Fade.BOTH and diamond.form is Form.DOUBLE
    assert diamond.x == pytest.approx(fading.x + fading.width, abs=1.01)  # planned on the last day of the window
    assert [label.text for label in scene.labels() if label.about == stone.id] == ["“in de loop van de zomer”"]
    assert scene.marks[0].text.startswith("Indiening, 5 Sep 2022, given as “in de loop van de zomer”")


def test_that_work_without_a_term_fades_out():
    make = PlanMaker()
    task = make.activity("Vast aanspreekpunt", date(2022, 7, 6), date(2022, 7, 6), termless=True)
    (fading,) = of(scene_of(make.done()), FadingBox, task)
    assert fading.fade is Fade.RIGHT and fading.width == 120.0


def test_that_a_reached_milestone_is_filled_and_a_summary_is_a_bracket():
    plan, schedule = chain_plan()
    scene = lay_out(plan, schedule, ViewOptions(translator=EN), plain_measure)
    forms = {plan.activity(s.about).name: s.form for s in scene.layer("marks") if isinstance(s, Diamond)}
    assert forms["Ministerraad akkoord"] is Form.FILLED
    assert forms["Politie gereed"] is Form.OPEN
    assert {plan.activity(s.about).name for s in scene.layer("marks") if isinstance(s, Bracket)} == {
        "Wetgevingstraject",
        "Politie",
    }


def test_that_a_mark_says_all_about_its_activity_in_words():
    make = PlanMaker()
    make.activity("Training politie", date(2027, 3, 3), date(2027, 3, 14), percent=40, critical=True)
    plan, schedule = make.done()
    scene = lay_out(plan, schedule, ViewOptions(translator=NL), plain_measure)
    assert scene.marks[0].text == "Training politie, 3 mrt t/m 14 mrt 2027, 40 %, kritiek"


def test_that_a_missed_deadline_is_marked_apart():
    make = PlanMaker()
    make.activity("Op tijd", date(2022, 2, 1), date(2022, 3, 1), deadline=date(2022, 4, 1))
    make.activity("Te laat", date(2022, 2, 1), date(2022, 3, 1), deadline=date(2022, 2, 15))
    signs = [s for s in scene_of(make.done()).layer("marks") if isinstance(s, Sign)]
    assert [s.look for s in signs] == ["deadline", "deadline.missed"]
    assert signs[0].x == 91.0


def test_that_slack_is_drawn_when_asked_for():
    make = PlanMaker()
    make.activity("Werk", date(2022, 2, 1), date(2022, 3, 1), slack_days=30)
    assert MarkKind.SLACK not in scene_of(make.done()).kinds
    assert MarkKind.SLACK in scene_of(make.done(), show_slack=True).kinds


def test_that_a_baseline_lies_under_the_bar_where_the_work_was_planned():
    make = PlanMaker()
    task = make.activity("Werk", date(2022, 2, 1), date(2022, 3, 1))
    base = Baseline(name="Nulmeting", taken_on=date(2022, 1, 1))
    was = BaselineDate(
        baseline_id=base.id, activity_id=task.id, start=at(date(2022, 1, 11)), finish=at(date(2022, 1, 20), 17)
    )
    make.rows += [base, was]
    scene = scene_of(make.done(), baseline_id=base.id)
    (bar,) = [s for s in scene.layer("marks") if isinstance(s, Box) and s.look == "baseline"]
    assert (bar.x, bar.width) == (10.0, 10.0)
    assert MarkKind.BASELINE in scene.kinds


def test_that_a_part_of_the_rows_keeps_its_place_in_the_whole():
    plan, schedule = chain_plan()
    whole = Gantt(plan, schedule, ViewOptions(translator=EN), plain_measure)
    part = whole.scene(ViewOptions(translator=EN, first_row=3, row_count=4))
    assert [row.index for row in part.rows] == [3, 4, 5, 6]
    everything = {mark.about: mark.rect for mark in whole.scene().marks}
    assert all(everything[mark.about] == mark.rect for mark in part.marks)
    assert len(part.marks) == 4


def test_that_folded_and_filtered_rows_are_not_there():
    plan, schedule = chain_plan()
    top = plan.outline[0][0]
    folded = lay_out(plan, schedule, ViewOptions(translator=EN, collapsed=frozenset({top.id})), plain_measure)
    assert [plan.activity(r.about).name for r in folded.rows][:2] == ["Wetgevingstraject", "Politie"]
    ready = next(a for a in plan.activities_by_key.values() if a.name == "Politie gereed")
    found = lay_out(plan, schedule, ViewOptions(translator=EN, only=frozenset({ready.id})), plain_measure)
    assert [plan.activity(r.about).name for r in found.rows] == ["Politie", "Politie gereed"]
    ordered = lay_out(plan, schedule, ViewOptions(translator=EN, order=(ready.id, top.id)), plain_measure)
    assert [r.about for r in ordered.rows] == [ready.id, top.id]


def test_that_pointing_at_a_bar_tells_which_part_it_is():
    make = PlanMaker()
    task = make.activity("Werk", date(2022, 2, 1), date(2022, 3, 31), percent=50)
    scene = scene_of(make.done(), row_height=20)
    (bar, _) = of(scene, Box, task)
    middle = bar.y + bar.height / 4
    assert scene.hit(bar.x, middle).part is Part.LEFT_EDGE
    assert scene.hit(bar.x + bar.width, middle).part is Part.RIGHT_EDGE
    assert scene.hit(bar.x + 10, middle).part is Part.BAR
    assert scene.hit(bar.x + bar.width / 2, bar.y + bar.height + 2).part is Part.PROGRESS
    assert scene.hit(bar.x - 50, middle) is None


def test_that_chain_links_are_drawn_apart():
    plan, schedule = chain_plan()
    scene = lay_out(plan, schedule, ViewOptions(translator=EN), plain_measure)
    looks = {plan.table("dependency")[s.about]: s.look for s in scene.layer("links") if isinstance(s, Polyline)}
    assert all((".chain" in look) == plan.is_chain(link) for link, look in looks.items())
    assert len(looks) == 8


@pytest.mark.parametrize("kind", list(LinkType))
@pytest.mark.parametrize(("left", "row"), [(200.0, 1), (10.0, 1), (200.0, -2), (60.0, 3)])
def test_that_a_link_runs_along_right_angles_into_its_successor(kind, left, row):
    first = End(Extent(20.0, 80.0), 4.0, 10.0, 16.0)
    second = End(Extent(left, left + 60), row * 20 + 4.0, row * 20 + 10.0, row * 20 + 16.0)
    for one, other in ((first, second), (End(first.extent, 4.0, 10.0, 16.0, 150.0), second)):
        points = route(one, other, kind)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
        x, y = points[-1]
        assert left <= x <= left + 60 and other.top <= y <= other.bottom


def test_that_a_line_through_a_box_is_noticed():
    assert crosses(((0, 5), (100, 5)), 40, 0, 60, 10)
    assert not crosses(((0, 15), (100, 15)), 40, 0, 60, 10)
