"""The registry of formats: what it declares is read and written, and no option is left aside."""

from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from planner.application.file_formats import (
    BY_SUFFIX,
    FORMATS,
    ExportRequest,
    FileFormat,
    Reading,
    export,
    readable,
    refuse_unhonoured,
)
from planner.application.templates import template_plan
from planner.chart.printed import PRINT_VIEWS
from planner.commandline.commands.export import OPTIONS
from planner.document import PlanDocument
from planner.domain.edits import take_baseline
from planner.domain.model import Activity
from planner.errors import EditRefused, PlannerError
from planner.language import translator
from planner.ui.actions import ACTIONS
from planner.ui.menus import MENUS

NL = translator("nl")
VALUES = {
    "view": "dashboard",
    "organisation": "POL",
    "paper": "A2",
    "portrait": True,
    "wide": 2,
    "high": 3,
    "poster": "2x2",
    "columns": "key,name",
    "pdfa": "3a",
    "base": Path("own.potx"),
    "all": True,
    "report": Path("report.txt"),
    "grey": True,
    "from": date(2022, 9, 1),
    "to": date(2023, 2, 1),
}
"""A value of each option that makes a difference in the letter's programme."""
WRITTEN = [each for each in FORMATS if each.write is not None]
SHOWN = [view.name for view in PRINT_VIEWS if view.name != "changes"]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "w.keten"
    with closing(PlanDocument.create(path, template_plan("wsm-2022"))) as made:
        dates = {a.id: (made.schedule[a.id].start, made.schedule[a.id].finish) for a in made.plan.rows(Activity)}
        made.do(take_baseline(made.plan, "A", date(2022, 6, 1), dates))  # or the trend has nothing to show
        yield made


def test_that_the_options_of_the_command_are_those_tried_here():
    assert {argument.name for argument in OPTIONS} == set(VALUES)


@pytest.mark.parametrize(("kind", "option"), list(product(WRITTEN, VALUES)), ids=lambda x: getattr(x, "suffix", x))
def test_that_what_a_format_does_not_declare_is_refused_and_nothing_written(kind, option, document, tmp_path):
    views = PRINT_VIEWS if kind.views else PRINT_VIEWS[:1]
    for view in views:
        allowed = kind.honours | (view.honours if kind.views else frozenset())
        if option in allowed:
            continue
        target = tmp_path / f"x{kind.suffix}"
        options = {option: VALUES[option]} | ({"view": view.name} if kind.views else {})
        with pytest.raises(EditRefused) as refused:
            export(ExportRequest(document, NL, target, options))
        assert f"--{option}" in NL.translate(refused.value.message)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("view", SHOWN)
def test_that_what_a_view_declares_makes_a_difference(view, document, tmp_path):
    usual = _drawn(document, tmp_path, {"view": view})
    (declared,) = (each for each in PRINT_VIEWS if each.name == view)
    for option in {*BY_SUFFIX[".svg"].honours, *declared.honours} - {
        "view",
        "high",
        "all",
    }:  # of the last two, the tests of sheets tell
        assert _drawn(document, tmp_path, {"view": view, option: VALUES[option]}) != usual, option


def test_that_a_number_of_sheets_above_each_other_is_kept_to(document, tmp_path):
    with pytest.raises(EditRefused):
        export(ExportRequest(document, NL, tmp_path / "x.pdf", {"view": "gantt", "high": 1}))


def _drawn(document, folder, options):
    """The sheets of a view, apart from the time at which they were drawn."""
    written = export(ExportRequest(document, NL, folder / "x.svg", options))
    found = [path.read_text(encoding="utf-8") for path in sorted(written)]
    for path in written:
        path.unlink()
    return found


@pytest.mark.parametrize(
    "options",
    [
        {"from": date(2024, 1, 1), "to": date(2023, 1, 1)},
        {"wide": 0},
        {"high": -1},
        {"wide": 2, "poster": "2x2"},
        {"portrait": True, "paper": "500x700"},
        {"columns": "key,hair"},
        {"paper": "A9"},
        {"poster": "wide"},
    ],
    ids=str,
)
def test_that_options_that_contradict_are_refused(options, document, tmp_path):
    with pytest.raises(PlannerError):
        export(ExportRequest(document, NL, tmp_path / "x.pdf", options))
    assert list(tmp_path.iterdir()) == []


def test_that_a_planted_option_is_caught():
    planted = FileFormat(".zzz", "Planted", write=lambda _request: [])
    with pytest.raises(EditRefused):
        refuse_unhonoured(planted, {"grey": True})


def test_that_menus_hold_every_format_that_declares_an_action():
    standing = {name for _title, names in MENUS for name in names}
    for kind in FORMATS:
        if kind.action:
            assert f"export.{kind.action}" in standing
            assert any(spec.name == f"export.{kind.action}" for spec in ACTIONS.values())


def test_that_a_suffix_is_declared_once_and_something_is_done_with_it():
    assert len(BY_SUFFIX) == len(FORMATS)
    assert all(each.reads or each.write for each in FORMATS)
    assert Path("x.xlsx").suffix in readable(Reading.OUR_WORKBOOK)
