"""The help pages: one for every view in both languages, whose links and actions are all there."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl

from planner.language import translator
from planner.settings import Settings
from planner.ui.actions import ACTIONS
from planner.ui.help import ACTION, HelpWindow, page_file, page_names, page_text, page_title

CODES = ("nl", "en")
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.mark.parametrize("code", CODES)
def test_every_page_is_there_with_a_heading_and_no_other_pages(code: str):
    there = {path.stem for path in page_file("index", code).parent.iterdir()}
    assert there == set(page_names())
    for name in page_names():
        assert page_title(name, code)
        assert 20 < len(page_text(name, translator(code), Settings()).split()) < 260, f"{name} is to be short"


@pytest.mark.parametrize("code", CODES)
def test_every_link_and_action_of_a_page_is_there(code: str):
    names = {spec.name for spec in ACTIONS.values()}
    for name in page_names():
        raw = page_file(name, code).read_text(encoding="utf-8")
        assert set(ACTION.findall(raw)) <= names, name
        told = page_text(name, translator(code), Settings())
        assert "[[" not in told and "{views}" not in told
        for link in LINK.findall(told):
            assert link.removesuffix(".md") in page_names(), f"{name}: {link}"


def test_both_languages_tell_of_the_same_actions_and_pages():
    for name in page_names():
        nl, en = (page_file(name, code).read_text(encoding="utf-8") for code in CODES)
        assert sorted(ACTION.findall(nl)) == sorted(ACTION.findall(en)), name
        assert sorted(LINK.findall(nl)) == sorted(LINK.findall(en)), name


def test_a_page_names_the_keys_that_hold_now():
    settings = Settings()
    assert "(Ctrl+Z)" in page_text("start", translator("en"), settings)
    settings.keys["plan.undo"] = "Ctrl+U"
    assert "(Ctrl+U)" in page_text("start", translator("en"), settings)


def test_help_on_a_view_opens_beside_the_plan_and_links_lead_on_and_back(window, qtbot):
    window.show_view("readiness")
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    shown = window.findChild(HelpWindow)
    assert shown is not None and shown.isVisible() and not shown.isModal()
    assert shown.page == "readiness" and "weakest link" in shown.text.toPlainText()
    shown.text.anchorClicked.emit(QUrl("go-no-go.md"))
    assert shown.page == "go-no-go" and shown.pages.currentItem().text() == "Go or no-go"
    shown.text.anchorClicked.emit(QUrl("https://example.org"))
    assert shown.page == "go-no-go", "nothing is fetched"
    shown.go_back()
    assert shown.page == "readiness"
    window.board.actions["help.contents"].trigger()
    assert window.findChild(HelpWindow) is shown and shown.page == "index"
    shown.close()
