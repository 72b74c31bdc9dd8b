"""From mark to mark by arrow keys, where marks stand in lanes rather than in a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from planner.chart.scene import Mark

LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
HOME, END = Qt.Key.Key_Home, Qt.Key.Key_End
MARK_KEYS = (LEFT, RIGHT, UP, DOWN, HOME, END)
SAME_LINE = 2.0


def next_mark(marks: Sequence[Mark], current: Mark | None, key: Qt.Key) -> Mark | None:
    """The mark that a key leads to; the current one where there is none that way.

    Left and right stay on a line as far as there are marks on it; up and down take the nearest line,
    and of that the mark nearest to where one is. Home and End are the first and the last to be read.
    """
    lines = in_lines(marks)
    if not lines:
        return None
    if current is None or key is HOME:
        return lines[0][0]
    if key is END:
        return lines[-1][-1]
    line = next((n for n, some in enumerate(lines) if current in some), 0)
    if key in (LEFT, RIGHT):
        place = lines[line].index(current) + (1 if key is RIGHT else -1)
        return lines[line][place] if 0 <= place < len(lines[line]) else current
    other = line + (1 if key is DOWN else -1)
    if not 0 <= other < len(lines):
        return current
    return min(lines[other], key=lambda mark: abs(_x(mark) - _x(current)))


def in_lines(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks line by line from the top, each from the left."""
    lines: list[list[Mark]] = []
    for mark in sorted(marks, key=_y):
        if lines and _y(mark) - _y(lines[-1][0]) <= SAME_LINE:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return [sorted(line, key=_x) for line in lines]


def _x(mark: Mark) -> float:
    return mark.rect.x + mark.rect.width / 2


def _y(mark: Mark) -> float:
    return mark.rect.y + mark.rect.height / 2
