"""Other rows in the table and the chart of 10,000 activities: closed, filtered, sorted, grouped, pasted.

The design sets no bar for these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.opened import opened
from benchmarks.row import Row, percentile

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow
    from planner.ui.tables.activity_rows import ActivityRows

TIMES = 30
PASTED = 8


def run() -> list[Row]:
    """Milliseconds of this process until all is painted."""
    with opened() as (window, settle):
        return _rows(window, settle)


def _rows(window: MainWindow, settle: Callable[[], None]) -> list[Row]:
    from planner.ui.tables.row_filter import Arrangement, Group, RowFilter

    board, strip = window.board.actions, window.planning.strip

    def arranging(*wanted: Arrangement) -> list[float]:
        turns = cycle(wanted)
        found = _times(lambda: strip.wanted.emit(next(turns)), settle)
        strip.wanted.emit(Arrangement())
        settle()
        return found

    words = [Arrangement(RowFilter(text=text)) for text in ("1", "12", "123", "12", "1", "")]
    plain = Arrangement()
    tried = {
        "all summaries closed or opened": _in_turn(
            settle, board["view.collapse"].trigger, board["view.expand"].trigger
        ),
        "filtered on words, letter by letter": arranging(*words),
        "sorted by finish or not": arranging(replace(plain, sort="finish"), plain),
        "sorted by name or not": arranging(replace(plain, sort="name"), plain),
        "grouped by organisation or not": arranging(replace(plain, group=Group.ORGANISATION), plain),
        f"{PASTED} durations pasted": _pasted(window, settle),
    }
    return [
        Row(f"{name}, 95th percentile", percentile(times), unit="ms", note=f"half of them {percentile(times, 0.5):.1f}")
        for name, times in tried.items()
    ]


def _pasted(window: MainWindow, settle: Callable[[], None]) -> list[float]:
    from PySide6.QtGui import QGuiApplication

    from planner.ui.tables.activity_rows import column_number

    table, turn = window.planning.table, iter(range(1, TIMES + 1))
    tried: list[float] = []
    table.show_columns(["duration_minutes", "start", "finish"])
    for number in turn:
        lines = (f"{(number + line) % 9 + 1} wd" for line in range(PASTED))
        QGuiApplication.clipboard().setText("\n".join(lines))
        leaf = _tasks_from(table.rows, number * 200)
        table.setCurrentIndex(table.rows.index(leaf, column_number("duration_minutes")))
        settle()
        window.inspector.refresh()
        window.board.refresh()
        before = window.document.last_seq
        tried += _times(window.board.actions["cells.paste"].trigger, settle, times=1)
        assert window.document.last_seq == before + 1, window.strip.text
    return tried


def _tasks_from(rows: ActivityRows, least: int) -> int:
    """The first row from which on that many tasks stand below each other."""
    from planner.domain.model import ActivityKind

    def is_task(row: int) -> bool:
        return rows.activity(row).kind is ActivityKind.TASK

    return next(n for n in range(least, rows.rowCount()) if all(map(is_task, range(n, n + PASTED))))


def _in_turn(settle: Callable[[], None], *works: Callable[[], None]) -> list[float]:
    turns = cycle(works)

    def next_one() -> None:
        next(turns)()

    return _times(next_one, settle)


def _times(work: Callable[[], None], settle: Callable[[], None], times: int = TIMES) -> list[float]:
    found: list[float] = []
    for _ in range(times):
        begun = process_time()
        work()
        settle()
        found.append((process_time() - begun) * 1000)
    return found
