"""Both ends said: a typed duration says which end moves, and the other can be chosen."""

from planner.domain import edits
from planner.domain.date_reader import read_date


def said(window, key, **words):
    document = window.document
    today = document.plan.programme.status_date
    values = {name: read_date(text, today=today) for name, text in words.items()}
    document.do(edits.edit_row(document.plan.activity(key), **values))


def test_that_a_finish_that_no_longer_holds_is_told_and_can_be_kept(window, key_of):
    document, key = window.document, key_of("POL-1")
    said(window, key, start_window="2 januari 2023", finish_window="31 maart 2023")
    document.do(edits.set_field(document.plan, document.plan.activity(key), "duration_minutes", 10 * 480))
    assert document.plan.activity(key).finish_window is None
    assert "2023" in window.strip._label.text()
    window.strip._button.click()
    kept = document.plan.activity(key)
    assert kept.start_window is None
    assert kept.finish_window is not None
    assert kept.duration_minutes == 10 * 480
