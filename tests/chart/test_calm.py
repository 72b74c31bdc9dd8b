"""What keeps a chart calm and readable: few links, faint recesses, names in their places."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from chart_plans import PlanMaker, chain_plan

from planner.chart.facts import gather
from planner.chart.gantt import Gantt, lay_out
from planner.chart.links import crosses
from planner.chart.options import ZOOM_WIDTHS, Labels, ViewOptions, Zoom
from planner.chart.overview import OverviewOptions, lay_out_overview
from planner.chart.pages import PageOptions, lay_out_pages
from planner.chart.scene import Band, Box, Label, MarkKind, Polyline
from planner.chart.styles import plain_measure
from planner.chart.timescale import TimeScale, TimeUnit, cells, zoom_at
from planner.domain.model import ActivityKind, Dependency, Gate, LinkType, OrganisationKind
from planner.language.translator import translator

NL, EN = translator("nl"), translator("en")


def test_that_recesses_stand_at_the_rows_of_the_law_alone():
    plan, schedule = chain_plan()
    gantt = Gantt(plan, schedule, ViewOptions(translator=NL), plain_measure)
    scene = gantt.scene()
    law = {row.about for row in scene.rows} & gantt._law
    bands = [shape for shape in scene.layer("bands") if isinstance(shape, Band)]
    assert bands and law
    covered = {
        row.about for row in scene.rows if any(b.y <= row.y and row.y + row.height <= b.y + b.height for b in bands)
    }
    assert covered == law


@pytest.mark.parametrize("zoom", list(Zoom))
def test_that_a_chosen_level_is_the_level_shown(zoom):
    assert zoom_at(ZOOM_WIDTHS[zoom]) is zoom


def test_that_months_of_one_tier_have_names_of_one_length():
    scale = TimeScale(date(2027, 1, 1), date(2027, 12, 31), 1.0)
    names = [c.text for c in cells(scale, TimeUnit.MONTH, NL, plain_measure, "paper.axis.small")]
    assert names[4] == "mei" and {len(name) for name in names} == {3}


def test_that_names_of_lines_stay_within_the_part_in_view():
    plan, schedule = chain_plan()
    gantt = Gantt(plan, schedule, ViewOptions(translator=NL, day_width=0.5), plain_measure)
    entry = gantt.scale.x_moment(schedule[plan.entry.id].start)
    head = gantt.head(entry - 200, entry + 10)
    pills = [shape for shape in head.layer("axis") if isinstance(shape, Box) and shape.look == "pill.entry"]
    assert len(pills) == 1 and pills[0].x + pills[0].width <= entry + 10


def ready_plan():
    """Two organisations with work without a term towards a gate each, and what waits for both gates."""
    make = PlanMaker()
    law = make.organisation("JenV", "Ministerie", OrganisationKind.MINISTRY)
    all_ready = make.activity("Alles gereed", date(2024, 4, 30), date(2024, 4, 30), organisation=law,
                              kind=ActivityKind.MILESTONE)  # fmt: skip
    gates = []
    for code in ("POL", "OM"):
        party = make.organisation(code, code)
        work = make.activity(f"Werk {code}", date(2022, 7, 6), date(2022, 7, 6), organisation=party, termless=True)
        gate = make.activity(f"{code} gereed", date(2024, 4, 1), date(2024, 4, 1), organisation=party,
                             kind=ActivityKind.MILESTONE, gate=Gate.READY)  # fmt: skip
        make.link(work, gate)
        make.link(gate, all_ready)
        gates.append(gate)
    return make.done(), gates, all_ready


def test_that_the_overview_links_gates_and_leaves_out_work_without_a_term():
    (plan, schedule), gates, all_ready = ready_plan()
    scene = lay_out_overview(plan, schedule, OverviewOptions(EN), plain_measure)
    drawn = {s.about for s in scene.layer("links") if isinstance(s, Polyline)}
    told = {(plan.table("dependency")[i].predecessor_id, plan.table("dependency")[i].successor_id) for i in drawn}
    assert told == {(gate.id, all_ready.id) for gate in gates}


def test_that_texts_right_of_bars_linked_at_their_ends_leave_room_for_the_link():
    make = PlanMaker()
    window = (date(2022, 7, 6), date(2022, 9, 5), "in de zomer")
    one = make.activity("Een", date(2022, 7, 6), date(2022, 9, 5), window=window)
    other = make.activity("Ander", date(2022, 7, 6), date(2022, 9, 5), window=window)
    make.rows.append(Dependency(predecessor_id=one.id, successor_id=other.id, type=LinkType.FF))
    plan, schedule = make.done()
    scene = lay_out(plan, schedule, ViewOptions(translator=NL, day_width=1.0, labels=Labels.ALL), plain_measure)
    (link,) = [s for s in scene.layer("links") if isinstance(s, Polyline)]
    for label in scene.layer("text"):
        assert isinstance(label, Label)
        assert not crosses(link.points, label.box.x, label.box.y, label.box.right, label.box.bottom)


def test_that_a_sheet_with_height_to_spare_gives_each_activity_a_row_and_shares_it_out():
    make = PlanMaker()
    party = make.organisation("POL", "Politie")
    tasks = [make.activity(f"T{n}", date(2022, n, 1), date(2022, n, 9), organisation=party) for n in range(4, 10)]
    scene = lay_out_overview(*make.done(), OverviewOptions(NL), plain_measure)
    tops = [min(s.y for s in scene.layer("marks") if isinstance(s, Box) and s.about == task.id) for task in tasks]
    steps = {round(low - high, 3) for high, low in pairwise(tops)}
    assert len(steps) == 1 and steps.pop() > 24


def test_that_a_sheet_of_one_organisation_says_so_and_tells_no_facts_of_others():
    plan, schedule = chain_plan()
    party = next(o for o in plan.organisations if o.kind is OrganisationKind.CHAIN)
    only = frozenset({party.id})
    facts = gather(plan, schedule, NL, only)
    assert len(facts.matrix) <= 1 and len(facts.attention) <= len(gather(plan, schedule, NL).attention)
    scene = lay_out_overview(plan, schedule, OverviewOptions(NL, facts, organisations=only), plain_measure)
    assert any(party.name in label.text and "·" in label.text for label in scene.labels())


@pytest.mark.parametrize("words", [NL, EN])
def test_that_no_date_in_the_table_of_a_sheet_is_cut(words):
    make = PlanMaker()
    group = make.activity("Groep", date(2022, 1, 1), date(2024, 1, 1), kind=ActivityKind.SUMMARY)
    for month in range(1, 13):
        make.activity(f"M{month}", date(2028, month, 28), date(2028, month, 28), parent=group)
    plan, schedule = make.done()
    options = PageOptions(ViewOptions(translator=words), "A4", printed_at=datetime(2022, 7, 6))
    texts = [label.text for page in lay_out_pages(plan, schedule, options, plain_measure) for label in page.labels()]
    for month in range(1, 13):
        assert words.date(date(2028, month, 28)) in texts


def test_that_the_legend_of_recesses_goes_with_the_bands():
    make = PlanMaker()
    make.recess("Zomerreces", date(2022, 7, 8), date(2022, 9, 5))
    make.activity("Geen wet", date(2022, 7, 1), date(2022, 9, 1))
    plan, schedule = make.done()
    scene = lay_out(plan, schedule, ViewOptions(translator=NL), plain_measure)
    assert MarkKind.RECESS not in scene.kinds and not any(isinstance(s, Band) for s in scene.layer("bands"))
