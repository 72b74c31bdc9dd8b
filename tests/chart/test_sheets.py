"""What stands on paper: nothing overlaps or falls off, no row is cut, the legend is exact, text stays readable."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from chart_plans import PlanMaker, chain_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.application.templates import template_plan
from planner.chart.facts import Attention, AttentionRank, LaneFact, MatrixRow, OverviewFacts, gather
from planner.chart.gantt import lay_out
from planner.chart.lanes import share_rows
from planner.chart.legend import NAMES, name_in
from planner.chart.options import Labels, ViewOptions, Zoom
from planner.chart.overview import OverviewOptions, lay_out_overview, lay_out_overviews
from planner.chart.overview_scale import overview_scale
from planner.chart.pages import PageOptions, lay_out_pages
from planner.chart.scene import Band, Box, Diamond, FadingBox, Label, Line, MarkKind, Polyline, Rect, Scene, Sign
from planner.chart.sheet import PAPER_MM, Paper
from planner.chart.styles import SMALLEST_ON_PAPER, STYLES, fitted, plain_measure
from planner.domain.model import ActivityKind, Gate, Light, OrganisationKind
from planner.domain.scheduling import schedule as compute
from planner.errors import EditRefused
from planner.formats.json_plan import read_json
from planner.language.translator import translator

NL = translator("nl")
NOW = datetime(2022, 7, 6, 9, 14)
NAMES_OF = [
    "IV",
    "Opleiding",
    "Werkinstructies herzien",
    "Landelijke aanpassing van formulieren en ketenberichten",
    "Implementatie binnen eigen organisatie (projectteam, projectbijeenkomsten en een afsluitende evaluatie)",
]


@st.composite
def plans(draw, most=18):
    """A programme of a few organisations with work of every kind, anywhere around the status date."""
    make = PlanMaker()
    law = make.organisation("JenV", "Ministerie van Justitie en Veiligheid", OrganisationKind.MINISTRY)
    parties = [make.organisation(f"P{n}", name) for n, name in enumerate(draw(st.lists(
        st.sampled_from(["Politie", "Openbaar Ministerie", "Nederlands Forensisch Instituut", "NFI"]),
        min_size=1, max_size=5)))]  # fmt: skip
    make.recess("Zomerreces 2022", date(2022, 7, 8), date(2022, 9, 5))
    if draw(st.booleans()):
        make.activity("Inwerkingtreding", date(2024, 7, 1), date(2024, 7, 1), organisation=law, gate=Gate.ENTRY,
                      kind=ActivityKind.MILESTONE)  # fmt: skip
    made = []
    for _ in range(draw(st.integers(0, most))):
        first = date(2021, 6, 1) + timedelta(days=draw(st.integers(-900, 1200)))
        last = first + timedelta(days=draw(st.sampled_from([0, 1, 20, 90, 400])))
        window = (first - timedelta(days=40), last + timedelta(days=40), "in de zomer")
        flags = {name: draw(st.booleans()) for name in ("critical", "near", "termless", "conditional", "done")}
        made.append(
            make.activity(
                draw(st.sampled_from(NAMES_OF)),
                first,
                last,
                organisation=draw(st.sampled_from([law, *parties])),
                kind=draw(st.sampled_from([ActivityKind.TASK, ActivityKind.TASK, ActivityKind.MILESTONE])),
                window=window if draw(st.booleans()) else None,
                percent=draw(st.sampled_from([0, 30, 100])),
                deadline=draw(st.sampled_from([None, last])),
                **flags,
            )
        )
    for one, other in zip(made, made[2:], strict=False):
        make.link(one, other)
    return make.done()


def bounds(shape) -> Rect:
    match shape:
        case Label():
            return shape.box
        case Line():
            x, y = min(shape.x1, shape.x2), min(shape.y1, shape.y2)
            return Rect(x, y, abs(shape.x2 - shape.x1), abs(shape.y2 - shape.y1))
        case Polyline():
            xs, ys = [p[0] for p in shape.points], [p[1] for p in shape.points]
            return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        case Diamond():
            return Rect(shape.x - shape.size, shape.y - shape.size, 2 * shape.size, 2 * shape.size)
        case Sign():
            return Rect(shape.x - shape.size / 2, shape.y - shape.size / 2, shape.size, shape.size)
        case _:
            return Rect(shape.x, shape.y, shape.width, shape.height)


def check_sheet(scene: Scene) -> None:
    """What holds for every sheet of paper."""
    for layer in scene.layers:
        for shape in layer.shapes:
            rect = bounds(shape)
            if layer.clip is None:
                assert rect.x >= -0.01 and rect.y >= -0.01, (layer.name, shape)
                assert rect.right <= scene.width + 0.01 and rect.bottom <= scene.height + 0.01, (layer.name, shape)
            else:
                assert layer.clip.x >= 0 and layer.clip.right <= scene.width and layer.clip.bottom <= scene.height
    labels = list(scene.labels())
    for label in labels:
        assert label.size * scene.unit >= SMALLEST_ON_PAPER
    ordered = sorted(labels, key=lambda label: label.box.y)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.box.y >= one.box.bottom:
                break
            assert not one.box.overlaps(other.box), (one, other)


def check_legend(scene: Scene, language: str = "nl") -> None:
    """The legend names each kind of mark that is on the sheet, and no other."""
    names = {kind: name_in(kind, scene.kinds) for kind in NAMES}
    texts = {translator(language).translate(name): kind for kind, name in names.items()}
    samples = [s for s in scene.layer("legend") if isinstance(s, Box | FadingBox | Diamond | Line | Polyline | Band)]
    assert samples or not scene.kinds
    written = [label.text for label in scene.labels() if label.style == "paper.small" and label.text in texts]
    assert sorted(written) == sorted(translator(language).translate(names[kind]) for kind in scene.kinds)


FACTS_MANY = OverviewFacts(
    attention=tuple(Attention(rank, f"Punt {n}: " + "er is iets aan de hand met de planning " * (n % 4 + 1))
                    for n, rank in enumerate([*AttentionRank] * 6)),
    themes=("Project", "Werkproces", "Opleiding", "IV", "Capaciteit", "Communicatie"),
    matrix=tuple(MatrixRow(f"Organisatie {n}", (Light.GREEN, Light.ORANGE, Light.RED, Light.GREY, None, Light.RED))
                 for n in range(9)),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(plans(), st.sampled_from(sorted(PAPER_MM)), st.booleans(), st.sampled_from(["nl", "en"]), st.booleans())
def test_that_every_overview_is_a_whole_sheet(made, paper, landscape, language, full):
    plan, schedule = made
    lights = {o.id: LaneFact(Light.ORANGE, "let op") for o in plan.organisations}
    facts = (
        OverviewFacts(lights, FACTS_MANY.attention, FACTS_MANY.themes, FACTS_MANY.matrix) if full else OverviewFacts()
    )
    options = OverviewOptions(translator(language), facts, paper, landscape, file_name="wsm.keten", printed_at=NOW)
    scene = lay_out_overview(plan, schedule, options, plain_measure)
    check_sheet(scene)
    check_legend(scene, language)


@settings(max_examples=25, deadline=None)
@given(plans(), st.sampled_from(["A4", "A3", "A1"]), st.booleans(), st.integers(1, 3), st.sampled_from(["nl", "en"]))
def test_that_every_gantt_page_is_a_whole_sheet(made, paper, landscape, wide, language):
    plan, schedule = made
    view = ViewOptions(translator=translator(language), show_slack=True)
    options = PageOptions(view, paper, landscape, wide, file_name="wsm.keten", printed_at=NOW)
    sheets = lay_out_pages(plan, schedule, options, plain_measure)
    assert len(sheets) % wide == 0
    seen = []
    for number, sheet in enumerate(sheets):
        check_sheet(sheet)
        check_legend(sheet, language)
        foot = [label.text for label in sheet.labels() if "wsm.keten" in label.text]
        assert f"{number + 1} {'van' if language == 'nl' else 'of'} {len(sheets)}" in foot[0]
        clip = next((layer.clip for layer in sheet.layers if layer.clip), None)
        for row in sheet.rows:
            assert clip.y - 0.01 <= row.y and row.y + row.height <= clip.bottom + 0.01
        if number % wide == 0:
            seen += [row.about for row in sheet.rows]
    assert seen == [activity.id for activity, _ in plan.outline]


@settings(max_examples=30, deadline=None)
@given(plans(), st.sampled_from(list(Zoom)), st.sampled_from(list(Labels)), st.integers(0, 8), st.integers(0, 12))
def test_that_labels_on_the_screen_never_overlap(made, zoom, labels, first, count):
    plan, schedule = made
    view = ViewOptions(translator=NL, zoom=zoom, labels=labels, first_row=first, row_count=count, left=100, right=1300)
    scene = lay_out(plan, schedule, view, plain_measure)
    texts = [shape for shape in scene.layer("text") if isinstance(shape, Label)]
    for number, one in enumerate(texts):
        assert not any(one.box.overlaps(other.box) for other in texts[number + 1 :])
    assert len(scene.rows) == max(min(count, len(plan.outline) - first), 0)


def test_that_the_overview_of_the_example_has_all_its_marks_and_lanes():
    plan, _ = chain_plan()
    schedule = compute(plan)
    scene = lay_out_overview(plan, schedule, OverviewOptions(NL, gather(plan, schedule, NL)), plain_measure)
    check_sheet(scene)
    check_legend(scene)
    texts = {label.text for label in scene.labels()}
    assert {
        "Wetgevingstraject",
        "Politie",
        "Openbaar Ministerie",
        "Gemeenten",
        "peildatum",
        "inwerkingtreding",
    } <= texts
    assert {"Aandachtspunten", "Legenda", "zomerreces", "Peildatum 6 juli 2022"} <= texts
    assert {MarkKind.ENTRY, MarkKind.RECESS, MarkKind.CHAIN_LINK, MarkKind.CRITICAL, MarkKind.WINDOW} <= scene.kinds
    assert scene.notes == ()


def test_that_a_crowded_overview_keeps_what_matters_and_says_what_it_left_out():
    make = PlanMaker()
    for number in range(25):
        party = make.organisation(f"P{number}", f"Ketenorganisatie {number}")
        make.activity("Gereed", date(2024, 5, 1), date(2024, 5, 1), organisation=party, gate=Gate.READY,
                      kind=ActivityKind.MILESTONE)  # fmt: skip
        for n in range(400):
            first = date(2022, 1, 1) + timedelta(days=n)
            make.activity(f"Werkpakket {n}", first, first + timedelta(days=60), organisation=party)
    plan, schedule = make.done()
    scene = lay_out_overview(plan, schedule, OverviewOptions(NL, OverviewFacts()), plain_measure)
    check_sheet(scene)
    shown = {mark.about for mark in scene.marks}
    assert {a.id for a, _ in plan.outline if a.gate is Gate.READY} <= shown
    assert len(scene.notes) == 25
    left_out = 25 * 401 - len(shown)
    assert sum(int(note.split(": ")[1].split()[0]) for note in scene.notes) == left_out
    assert sum("+" in label.text for label in scene.labels()) == 25


def counted(texts: list[str]) -> int:
    """What the lanes of a sheet say lies before or after its dates, or is left out without a sheet for it."""
    outside = sum(int(n) for text in texts for n in re.findall(r"\+(\d+) (?:eerder|later)", text))
    return outside + sum(int(n) for text in texts for n in re.findall(r"\+ ?(\d+)(?: meer)?$", text))


def check_nothing_is_lost(plan, schedule, options: OverviewOptions) -> None:
    """What is drawn on all sheets, and what the first says it does not show, are all activities, each once."""
    sheets = lay_out_overviews(plan, schedule, options, plain_measure)
    drawn = [mark.about for sheet in sheets for mark in sheet.marks]
    assert len(drawn) == len(set(drawn))
    leaves = {a.id for a, _ in plan.outline if not a.is_summary}
    assert set(drawn) <= leaves
    texts = [label.text for label in sheets[0].labels()]
    assert len(drawn) + counted(texts) == len(leaves)
    for sheet in sheets:
        names = " ".join(label.text for label in sheet.labels())
        for mark in sheet.marks:
            name = plan.activity(mark.about).name
            assert name[:10] in names or name.split()[0] in names
    total, shown = len(leaves), len(sheets[0].marks)
    assert any(f"{shown} van {total} activiteiten getekend" in text for text in texts)


@settings(max_examples=40, deadline=None)
@given(plans(), st.sampled_from(["A4", "A3"]), st.booleans(), st.booleans())
def test_that_nothing_of_a_plan_is_lost_on_the_overview(made, paper, landscape, all_sheets):
    plan, schedule = made
    check_nothing_is_lost(plan, schedule, OverviewOptions(NL, OverviewFacts(), paper, landscape, all_sheets=all_sheets))


@settings(max_examples=20, deadline=None)
@given(plans(), st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(20, 900))
def test_that_what_lies_outside_the_dates_asked_for_is_counted(made, first, days):
    plan, schedule = made
    last = first + timedelta(days=days)
    check_nothing_is_lost(plan, schedule, OverviewOptions(NL, OverviewFacts(), date_from=first, date_to=last))


@pytest.mark.parametrize("name", ["big25x16", "sixtymilestones", "threeweeks", "longtitle", "nodates", "empty"])
def test_that_nothing_of_a_hard_case_is_lost(shared_data, name):
    plan = read_json(shared_data / "cases" / "paper" / f"{name}.json")
    schedule = compute(plan)
    check_nothing_is_lost(plan, schedule, OverviewOptions(NL, gather(plan, schedule, NL), all_sheets=True))


@pytest.mark.parametrize("name", ["wsm-2022", "wsm-verloop", "wetstraject"])
def test_that_nothing_of_a_template_is_lost(name):
    plan = template_plan(name, None)
    schedule = compute(plan)
    check_nothing_is_lost(plan, schedule, OverviewOptions(NL, gather(plan, schedule, NL), all_sheets=True))


def test_that_a_short_plan_has_a_short_axis(shared_data):
    plan = read_json(shared_data / "cases" / "paper" / "threeweeks.json")
    first, last = overview_scale(plan, compute(plan))
    assert (last - first).days <= 31


def test_that_keys_are_never_cut(shared_data):
    plan = read_json(shared_data / "cases" / "paper" / "big25x16.json")
    options = PageOptions(ViewOptions(translator=NL), "A4", False)
    texts = {
        label.text for sheet in lay_out_pages(plan, compute(plan), options, plain_measure) for label in sheet.labels()
    }
    assert {activity.key for activity, _ in plan.outline} <= texts


def test_that_a_sheet_breaks_where_an_organisation_begins():
    make = PlanMaker()
    for number in range(6):
        party = make.organisation(f"P{number}", f"Organisatie {number}")
        group = make.activity(party.name, date(2022, 1, 3), date(2022, 12, 1), organisation=party,
                              kind=ActivityKind.SUMMARY)  # fmt: skip
        for n in range(11):
            make.activity(f"Werk {n}", date(2022, 1, 3), date(2022, 12, 1), organisation=party, parent=group)
    plan, schedule = make.done()
    options = PageOptions(ViewOptions(translator=NL), "A4")
    for sheet in lay_out_pages(plan, schedule, options, plain_measure):
        assert plan.activity(sheet.rows[0].about).is_summary


def test_that_rows_are_shared_out_and_the_largest_gives_in_first():
    assert share_rows([3, 2, 4], [1, 1, 1], 20) == [3, 2, 4]
    assert share_rows([9, 2, 4], [1, 1, 1], 10) == [4, 2, 4]
    assert share_rows([9, 9], [3, 3], 2) == [3, 3]
    assert share_rows([9, 9], [1, 1], 10, [0.4, 1.0]) == [7, 3]


def test_that_no_style_for_paper_is_too_small_to_read():
    assert all(style.size >= SMALLEST_ON_PAPER for name, style in STYLES.items() if name.startswith("paper."))


def test_that_unknown_paper_is_refused():
    with pytest.raises(EditRefused):
        Paper.named("B5")


@given(st.text(max_size=40), st.floats(0, 200))
@settings(max_examples=60, deadline=None)
def test_that_a_fitted_text_fits(text, room):
    short = fitted(text, "paper.label", room, plain_measure)
    assert not short or plain_measure(short, "paper.label") <= room
    assert short in {text, ""} or short.endswith("…")
