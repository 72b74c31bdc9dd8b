"""One sentence for the user, at the edge of the window: it takes no focus and asks for no click."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from planner.language import Translator, translator
from planner.message import Message
from planner.ui.announcing import announce
from planner.ui.plain_text import PlainLabel, plain


class Tone(Enum):
    """What the sentence is about; the sign before it says the same as the colour."""

    DONE = "✓"
    NOTE = "i"
    REFUSED = "!"
    TROUBLE = "✕"


class MessageStrip(QFrame):
    """Shows one sentence at a time, until it is closed or another comes; then one that stands comes back.

    Nothing goes by itself: who reads slowly, or hears it read, has all the time there is (WCAG 2.2.1).
    """

    placed = Signal()  # another sentence stands, or none: it may need another place

    def __init__(self, words: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.translator = words
        self._standing: tuple[str, Tone] | None = None
        self.setObjectName("messageStrip")
        self.setAccessibleName(words.translate("Message"))
        self._sign = PlainLabel("", self)
        self._sign.setObjectName("messageSign")
        self._label = PlainLabel("", self)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(self)
        self._button.clicked.connect(self.act)
        self._run: Callable[[], object] | None = None
        self._close = QToolButton(self)
        self._close.setText("×")
        self._close.setMinimumSize(24, 24)
        self._close.setAccessibleName(words.translate("Close message"))
        self._close.setToolTip(plain(words.translate("Close message")))
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self._sign)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that stands now; empty where none does."""
        return "" if self.isHidden() else self._label.text()

    @property
    def stands(self) -> bool:
        """Whether what is shown is the sentence that stays."""
        return not self.isHidden() and self._standing == (self._label.text(), Tone(self._sign.text()))

    def notify(
        self,
        message: str | Message,
        tone: Tone = Tone.REFUSED,
        *,
        act: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence until it is closed or another comes; `act` names a button that does `run`."""
        self._run = run
        self._put(self.translator.translate(message) if isinstance(message, Message) else message, tone, act)
        self._close.show()

    def act(self) -> None:
        """Do what the button offers, once."""
        run, self._run = self._run, None
        if run is not None:
            self.clear()
            run()

    def stand(self, message: str | Message | None, tone: Tone = Tone.NOTE) -> None:
        """Keep a sentence there until it is taken away with None."""
        text = self.translator.translate(message) if isinstance(message, Message) else message
        self._standing = (text, tone) if text else None
        self.clear()

    def mended(self) -> None:
        """The plan was changed since: a refusal that stands there is of before."""
        if self._sign.text() == Tone.REFUSED.value and not self.isHidden() and not self.stands:
            self.clear()

    def clear(self) -> None:
        """Take the passing sentence away."""
        if self._standing is None:
            self.hide()
            self.placed.emit()
            return
        self._put(*self._standing, "")
        self._close.hide()

    def _put(self, text: str, tone: Tone, act: str) -> None:
        announce(self, text, urgent=tone in (Tone.REFUSED, Tone.TROUBLE))
        self._label.setText(text)
        self._sign.setText(tone.value)
        self._button.setText(act)
        self._button.setVisible(bool(act))
        self.setProperty("tone", tone.name.lower())
        self.setAccessibleDescription(text)
        for part in (self, self._sign):
            part.style().unpolish(part)
            part.style().polish(part)
        self.show()
        self.raise_()
        self.placed.emit()


class AtTheEdge(QObject):
    """Keeps a strip at an edge, so that nothing moves under the pointer when it comes and goes.

    A standing sentence is at the top, where the layout leaves room for it; a passing one lies over what is there,
    or stands `below`, where room is left too, so that it hides no row that one is at.
    """

    def __init__(self, strip: MessageStrip, host: QWidget, *, below: bool = False) -> None:
        super().__init__(strip)
        self._strip, self._host, self._below = strip, host, below
        layout = host.layout()
        self._margin = layout.contentsMargins().top() if layout is not None else 0
        strip.setParent(host)
        strip.setAutoFillBackground(True)
        strip.placed.connect(self.place)
        host.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Put the strip where it belongs now."""
        width = self._host.width()
        height = max(32, self._strip.heightForWidth(width))
        stands, layout = self._strip.stands, self._host.layout()
        self._strip.setGeometry(0, self._host.height() - height if self._below and not stands else 0, width, height)
        if layout is not None:
            room = layout.contentsMargins()
            room.setTop(self._margin + (height if stands else 0))
            if self._below:
                room.setBottom(0 if stands or self._strip.isHidden() else height)
            layout.setContentsMargins(room)


def strip_of(widget: QWidget) -> MessageStrip:
    """The message strip of the window a widget is in; one is laid over a window that has none."""
    window = widget.window()
    strip = window.findChild(MessageStrip)
    if strip is None:
        strip = MessageStrip(_wording_of(widget), window)
        AtTheEdge(strip, window)
    return strip


def _wording_of(widget: QWidget | None) -> Translator:
    while widget is not None:
        words = getattr(widget, "translator", None)
        if isinstance(words, Translator):
            return words
        widget = widget.parentWidget()
    return translator("nl")
