"""Themes, painting and files: readable colours, real pages, the same bytes for the same plan."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from planner.chart.facts import OverviewFacts, gather
from planner.chart.gantt import lay_out
from planner.chart.options import Labels, ViewOptions
from planner.chart.overview import OverviewOptions, lay_out_overview
from planner.chart.pages import PageOptions, lay_out_pages
from planner.chart.scene import Label, Polyline, Scene
from planner.chart.styles import STYLES
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, Organisation, Programme
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.errors import EditRefused, FileTrouble
from planner.language.translator import translator
from planner.painting import application, export_paper
from planner.painting.files import picture
from planner.painting.fonts import measure
from planner.painting.painter import ScenePainter, hatch_lines
from planner.painting.theme import DARK, GREY, LIGHT, PAPER, THEMES, Theme

NOW = datetime(2022, 7, 6, 9, 14)
NL = translator("nl")
A3 = (1190.55, 841.89)


@pytest.fixture(scope="module")
def qt():
    return application()


@pytest.fixture(scope="module")
def made(letter_plan):
    return letter_plan, schedule(letter_plan)


def scenes_of(plan, planned) -> list[Scene]:
    return [
        lay_out(plan, planned, ViewOptions(translator=NL, labels=Labels.ALL, show_slack=True), measure),
        lay_out_overview(plan, planned, OverviewOptions(NL, gather(plan, planned, NL)), measure),
        *lay_out_pages(plan, planned, PageOptions(ViewOptions(translator=NL)), measure),
    ]


# --- colours ------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[-6:][n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_that_texts_are_readable_on_every_ground_they_stand_on(theme: Theme):
    grounds = {
        "text": ["paper", "lane.stripe", "row.selected", "table.head", "table.group", "recess"],
        "text.quiet": ["paper", "lane.stripe", "table.group", "row.selected"],
        "words": ["paper", "lane.stripe", "row.selected"],
        "axis.minor.text": ["axis.minor"] if theme in (PAPER, GREY) else ["paper"],
        "axis.major.text": ["axis.major"] if theme in (PAPER, GREY) else ["paper"],
        "pill.status.text": ["pill.status"],
        "pill.entry.text": ["pill.entry"],
        "recess.text": ["recess"],
        "light.green": ["paper", "lane.stripe"],
        "light.orange": ["paper", "lane.stripe"],
        "light.red": ["paper", "lane.stripe"],
        "light.grey": ["paper", "lane.stripe"],
    }
    if theme in (PAPER, GREY):  # names stand in the bars on paper only
        grounds["text"] += ["bar", "bar.law", "bar.law.done"] + (["bar.done"] if theme is PAPER else [])
    for text, places in grounds.items():
        for place in places:
            ratio = contrast(theme.look(text).fill, theme.look(place).fill)
            assert ratio >= 4.5, (theme.name, text, place, round(ratio, 2))


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_that_marks_stand_out_from_the_ground(theme: Theme):
    for look in ("bar", "bar.law", "outline.critical", "outline.near", "milestone", "link", "status", "entry"):
        assert contrast(theme.look(look).line, theme.background) >= 3.0, (theme.name, look)


def test_that_states_differ_by_more_than_hue():
    for theme in (LIGHT, DARK, PAPER, GREY):
        critical, near, conditional = (theme.look(f"outline.{kind}") for kind in ("critical", "near", "conditional"))
        assert critical.width >= 1.5 and not critical.dash
        assert near.dash and conditional.dash and near.dash != conditional.dash
        assert theme.look("link.chain").dash and not theme.look("link").dash
        assert contrast(theme.look("bar").fill, theme.look("bar.done").fill) >= 1.4


def test_that_the_grey_theme_has_no_hue():
    for look in GREY.looks.values():
        for colour in (look.fill, look.line):
            text = colour[-6:]
            assert not colour or text[:2] == text[2:4] == text[4:]


def test_that_every_theme_knows_every_look(qt, made):
    for scene in scenes_of(*made):
        for theme in THEMES.values():
            for shape in scene.shapes():
                theme.look(shape.look)


# --- painting -----------------------------------------------------------------------------------


def test_that_an_unknown_look_is_not_passed_over():
    with pytest.raises(KeyError):
        LIGHT.look("nothing.of.the.kind")
    assert LIGHT.look("link.chain.other") == LIGHT.look("link.chain")


def test_that_a_page_is_painted_in_every_theme(qt, made):
    plan, planned = made
    scene = lay_out_overview(plan, planned, OverviewOptions(NL, OverviewFacts()), measure)
    for theme in THEMES.values():
        image = picture(scene, theme, dpi=40)
        assert image.width() == round(scene.width * 40 / 72)
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert len(colours) > 20


def test_that_hatching_stays_within_its_band():
    for line in hatch_lines(10.0, 20.0, 15.0, 100.0):
        for x, y in ((line.x1(), line.y1()), (line.x2(), line.y2())):
            assert 10 - 1e-9 <= x <= 25 + 1e-9 and 20 - 1e-9 <= y <= 120 + 1e-9


def test_that_measured_widths_grow_with_the_text(qt):
    for style in STYLES:
        assert 0 < measure("K1", style) < measure("K1 2022", style)


def test_that_loose_shapes_can_be_painted_for_a_preview(qt, made):
    from PySide6.QtGui import QImage, QPainter

    image = QImage(50, 50, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    painter = QPainter(image)
    label = Label(2, 20, "7 wd", "chart.label", 30, "text")
    ScenePainter(LIGHT).paint_shapes(painter, [Polyline(((5, 5), (45, 5)), "link"), label])
    painter.end()
    assert any(image.pixelColor(x, 5).lightness() < 200 for x in range(5, 45))


# --- files --------------------------------------------------------------------------------------


def pdf_boxes(content: bytes) -> list[tuple[float, float]]:
    found = re.findall(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", content)
    return [(float(w), float(h)) for w, h in found]


def without_time(content: bytes) -> bytes:
    """A PDF without what depends on when it was made: its dates and the id made from them."""
    return re.sub(
        rb"\(D:\d{14}[^)]*\)|\d{4}-\d\d-\d\dT[\d:]+(Z|[+-][\d:]+)?|uuid:[0-9a-f-]{36}|<[0-9A-Fa-f]{32}>", b"", content
    )


def test_that_the_overview_is_one_vector_page_with_its_fonts(qt, made, tmp_path):
    target = tmp_path / "keten.pdf"
    written = export_paper(*made, target, translator=NL, now=NOW, view="chain-overview", file_name="wsm.keten")
    content = target.read_bytes()
    assert written == [target] and not list(tmp_path.glob("*.part"))
    sheets = pdf_boxes(content)
    assert len(sheets) == 2  # the chain, and behind it what had no room on the first sheet
    for box in sheets:
        assert box == pytest.approx(A3, abs=1.0)
    assert b"/FontFile" in content and b"/Subtype /Image" not in content
    title = "Implementatie Wet seksuele misdrijven".encode("utf-16-be")
    assert title in content.replace(b"\\", b"") or b"Implementatie Wet seksuele misdrijven" in content
    assert b"Ketenplanner" in content and b"pdfaid:part>2<" in content and b"/Outlines" in content


def test_that_the_gantt_has_as_many_pages_as_sheets(qt, made, tmp_path):
    plan, planned = made
    target = tmp_path / "gantt.pdf"
    export_paper(plan, planned, target, translator=NL, now=NOW, paper="A4", sheets_wide=2)
    sheets = lay_out_pages(plan, planned, PageOptions(ViewOptions(translator=NL), "A4", sheets_wide=2), measure)
    boxes = pdf_boxes(target.read_bytes())
    assert len(boxes) == len(sheets) > 2
    assert all(box == pytest.approx((841.89, 595.28), abs=1.0) for box in boxes)


def test_that_the_same_plan_gives_the_same_bytes(qt, made, tmp_path):
    for view in ("gantt", "chain-overview"):
        contents = []
        for number in range(2):
            target = tmp_path / f"{view}{number}.pdf"
            export_paper(*made, target, translator=NL, now=NOW, view=view, file_name="wsm.keten")
            contents.append(without_time(target.read_bytes()))
        assert contents[0] == contents[1]
        for kind in ("svg", "png"):
            paths = [tmp_path / f"{view}-{n}-a.{kind}" for n in range(2)]
            texts = []
            for path in paths:
                written = export_paper(*made, path, translator=NL, now=NOW, view=view, dpi=50)
                texts.append([each.read_bytes() for each in written])
            assert texts[0] == texts[1]


def test_that_several_sheets_become_numbered_pictures(qt, made, tmp_path):
    written = export_paper(*made, tmp_path / "plan.svg", translator=NL, now=NOW)
    assert [path.name for path in written] == [f"plan-{n}.svg" for n in range(1, len(written) + 1)]
    assert len(written) > 1
    text = written[0].read_text(encoding="utf-8")
    assert "<svg" in text and "Wetgevingstraject" in text and "<image" not in text


def test_that_a_part_of_the_plan_can_be_printed(qt, made, tmp_path):
    plan, planned = made
    target = tmp_path / "om.svg"
    (written,) = export_paper(plan, planned, target, translator=translator("en"), now=NOW, organisation="om")
    text = written.read_text(encoding="utf-8")
    assert "OM-2" in text and "POL-2" not in text
    (lanes,) = export_paper(
        plan, planned, tmp_path / "lanes.svg", translator=NL, now=NOW, view="chain-overview", organisation="OM"
    )
    assert "Openbaar Ministerie" in lanes.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        {"view": "taart"},
        {"paper": "B5"},
        {"organisation": "XYZ"},
        {"sheets_wide": 0},
        {"paper": "B5", "view": "chain-overview"},
    ],
)
def test_that_what_is_not_known_is_refused(qt, made, tmp_path, wrong):
    target = tmp_path / "x.pdf"
    with pytest.raises(EditRefused):
        export_paper(*made, target, translator=NL, now=NOW, **wrong)
    with pytest.raises(EditRefused):
        export_paper(*made, tmp_path / "x.docx", translator=NL, now=NOW)
    assert not target.exists()


def test_that_a_folder_that_is_not_there_is_said_and_nothing_is_left(qt, made, tmp_path):
    with pytest.raises(FileTrouble):
        export_paper(*made, tmp_path / "weg" / "x.pdf", translator=NL, now=NOW, view="chain-overview")
    assert list(tmp_path.iterdir()) == []


def test_that_a_plan_without_anything_in_it_prints(qt, tmp_path):
    plan = Plan.of([Programme(name="Leeg", status_date=NOW.date())])
    planned = schedule(plan)
    for view in ("gantt", "chain-overview"):
        (written,) = export_paper(plan, planned, tmp_path / f"{view}.pdf", translator=NL, now=NOW, view=view)
        assert len(pdf_boxes(written.read_bytes())) == 1


def test_that_names_with_any_letter_print(qt, tmp_path):
    party = Organisation(code="A", name="Überaus ñandú 中文 <b>&amp;</b> ﷽")
    odd = Activity(
        id=UUID(int=1), key="A-1", name="«ﬀ» 👩‍⚖️ \u202egnal\u202c " + "x" * 200, organisation_id=party.id,
        start_window=ImpreciseDate(NOW.date(), NOW.date()),
    )  # fmt: skip
    plan = Plan.of([Programme(name="A <i>&", status_date=NOW.date()), party, odd])
    for name in ("a.pdf", "a.svg", "a.png"):
        (written,) = export_paper(
            plan, schedule(plan), tmp_path / name, translator=NL, now=NOW, view="chain-overview", dpi=40
        )
        assert written.stat().st_size > 1000


def test_that_the_command_line_needs_no_screen(tmp_path):
    """A process of its own: no Qt application, no display, no platform chosen."""
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from planner.application.templates import template_plan\n"
        "from planner.domain.scheduling import schedule\n"
        "from planner.language.translator import translator\n"
        "from planner.painting import export_paper\n"
        "p = template_plan('wsm-2022', None)\n"
        "export_paper(p, schedule(p), Path(sys.argv[1]), translator=translator('nl'), now=datetime(2022, 7, 6))\n"
        "assert 'PySide6.QtWidgets' not in sys.modules\n"
    )
    root = Path(__file__).resolve().parents[2]
    target = tmp_path / "out.pdf"
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(b"%PDF")


def test_that_text_on_paper_is_text(qt, made, tmp_path):
    """Letters can be searched and copied: every font has a map to Unicode."""
    target = tmp_path / "keten.pdf"
    export_paper(*made, target, translator=NL, now=NOW, view="chain-overview")
    content = target.read_bytes()
    assert content.count(b"/ToUnicode") >= 1
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    opened = [zlib.decompress(stream) for stream in streams if stream[:1] == b"\x78"]
    assert any(b" Tj" in stream or b" TJ" in stream for stream in opened)
