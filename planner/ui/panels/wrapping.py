"""Parts beside each other that go on below where the width ends, as the words of a sentence do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget


@dataclass
class _Part:
    """An item and how wide it is to be; a gap has no width of its own."""

    item: QLayoutItem
    grows: int  # by how large a share, beside others that grow
    gap: bool
    width: int


class WrapLayout(QLayout):
    """A head or a row of buttons that a narrow window breaks into lines instead of holding the window wide.

    What grows, and gaps, share what is left of their line.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._growing: dict[QWidget, int] = {}
        self.setSpacing(spacing)
        if parent is not None:
            parent.setLayout(self)

    def add(self, *widgets: QWidget, grow: int = 0) -> None:
        """Put parts at the end; those that grow, by such a share, begin with their least width."""
        for widget in widgets:
            if grow:
                self._growing[widget] = grow
            self.addWidget(widget)

    def add_gap(self) -> None:
        """Room that pushes what comes after it to the right."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def add_row(self) -> QHBoxLayout:
        """A row within, empty for now, that is not broken."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.addWidget(holder)
        return row

    # --- what Qt asks ---------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), put=False)

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        widest = max((part.width for part in self._parts()), default=0)
        return QSize(widest + margins.left() + margins.right(), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        margins, parts = self.contentsMargins(), self._parts()
        shown = [part for part in parts if not part.gap]
        width = sum(part.width for part in shown) + self.spacing() * max(len(shown) - 1, 0)
        height = max((part.item.sizeHint().height() for part in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, put=True)

    # --- lines ------------------------------------------------------------------------------------

    def _parts(self) -> list[_Part]:
        found: list[_Part] = []
        for item in self._items:
            if item.spacerItem() is not None:
                found.append(_Part(item, 0, True, 0))
                continue
            widget = item.widget()
            grows = self._growing.get(widget, 0) if widget is not None else 0
            width = (item.minimumSize() if grows else item.sizeHint()).width()
            if not item.isEmpty() and width:
                found.append(_Part(item, grows, False, width))
        return found

    def _lines(self, width: int) -> list[list[_Part]]:
        lines: list[list[_Part]] = [[]]
        taken = 0
        for part in self._parts():
            wide = 0 if part.gap else part.width + self.spacing()
            if lines[-1] and taken + wide - self.spacing() > width:
                lines.append([])
                taken = 0
            lines[-1].append(part)
            taken += wide
        return lines

    def _arrange(self, rect: QRect, *, put: bool) -> int:
        """The height that all lines take in such a width; puts every part in its place, or only looks."""
        margins = self.contentsMargins()
        left, width = rect.x() + margins.left(), rect.width() - margins.left() - margins.right()
        y = rect.y() + margins.top()
        for line in self._lines(width):
            _grow(line, width - self.spacing() * max(sum(not part.gap for part in line) - 1, 0))
            height = max((part.item.sizeHint().height() for part in line if not part.gap), default=0)
            x = left
            for part in line if put else ():
                if not part.gap:
                    tall = min(part.item.sizeHint().height(), height)
                    part.item.setGeometry(QRect(x, y + (height - tall) // 2, part.width, tall))
                x += part.width + (0 if part.gap else self.spacing())
            y += height + self.spacing()
        return y - self.spacing() + margins.bottom() - rect.y()


def _grow(line: list[_Part], width: int) -> None:
    """Share what is left of a line: among what grows, up to its greatest width, and then among the gaps."""
    left = max(width - sum(part.width for part in line), 0)
    growing, gaps = [part for part in line if part.grows], [part for part in line if part.gap]
    shares = sum(part.grows for part in growing)
    for part in growing:
        wider = min(left * part.grows // shares, part.item.maximumSize().width() - part.width)
        part.width += wider
        left -= wider
        shares -= part.grows
    for number, part in enumerate(gaps):
        part.width = left // (len(gaps) - number)
        left -= part.width
    if not gaps and not growing and line and width < line[0].width:
        line[0].width = max(width, 0)
