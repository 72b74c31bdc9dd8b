"""Who an activity waits for, and who waits for it: type, lag, and adding and removing by key."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.edits import edit_row, link, unlink
from planner.domain.fields import spec_of
from planner.domain.model import Dependency, LinkType
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble
from planner.language import Translator
from planner.ui.announcing import announce
from planner.ui.edit_runner import notify
from planner.ui.icons import icon
from planner.ui.message_strip import Tone
from planner.ui.panels.controls import Choices, LineField, add_completer, text_meant
from planner.ui.panels.lags import lag_text, parse_lag, type_options
from planner.ui.panels.parts import TARGET, Label, Section, Way, button, clear
from planner.ui.plain_text import plain
from planner.ui.selection import Selection


class LinkSection(Section):
    """The links on one side of an activity."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection, *, incoming: bool) -> None:
        super().__init__(
            translator.translate("Predecessors") if incoming else translator.translate("Waiting for this activity")
        )
        self.document, self.translator, self.selection = document, translator, selection
        self.incoming = incoming
        self._about: UUID | None = None
        self._typed: dict[UUID, tuple[str, str]] = {}  # what stands typed at other rows, and why it was refused
        self.link_rows: list[LinkRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.key = LineField()
        self.key.setPlaceholderText(translator.translate("Add by key or name, such as POL-3"))
        self.key.setAccessibleName(
            translator.translate("Add a predecessor")
            if incoming
            else translator.translate("Add an activity that waits")
        )
        self.key.setMinimumHeight(TARGET)
        add_completer(self.key, "activity", lambda: document.plan)
        self.key.returnPressed.connect(self.add)
        self.key.dropped.connect(self._drop)
        self.key.textEdited.connect(lambda text: None if text.strip() else self._say(""))
        self.plus = button("plus", translator.translate("Link"), self.add)
        self._adding = QWidget()
        adding = QHBoxLayout(self._adding)
        adding.setContentsMargins(0, 0, 0, 0)
        adding.setSpacing(4)
        adding.addWidget(self.key, 1)
        adding.addWidget(self.plus)
        self.body.addWidget(self._adding)
        self.trouble = Label(tone="error")
        self.trouble.hide()
        self.body.addWidget(self.trouble)

    def links(self) -> tuple[Dependency, ...]:
        """The links shown, in order of the other activity's key."""
        if self._about is None:
            return ()
        plan = self.document.plan
        found = plan.predecessors(self._about) if self.incoming else plan.successors(self._about)
        return tuple(sorted(found, key=lambda each: plan.activity(self._other(each)).key))

    def _other(self, each: Dependency) -> UUID:
        return each.predecessor_id if self.incoming else each.successor_id

    def show_activity(self, about: UUID) -> None:
        """Show the links of an activity."""
        if about != self._about:
            if self._about is not None:
                self._typed[self._about] = self.key.text(), self.trouble.text().removeprefix("! ")
            text, sentence = self._typed.pop(about, ("", ""))
            self.key.setText(text)
            self._say(sentence)
        self._about = about
        clear(self._rows)
        links = self.links()
        self.set_count(len(links))
        self.link_rows = [LinkRow(self, each) for each in links]
        for row in self.link_rows:
            self._rows.addWidget(row)
        self._adding.setVisible(not self.document.read_only)

    def _drop(self) -> None:
        self.key.clear()
        self._say("")

    def _say(self, sentence: str) -> None:
        if sentence:
            announce(self, sentence, urgent=True)
        self.trouble.setText(f"! {sentence}" if sentence else "")
        self.trouble.setVisible(bool(sentence))
        self.key.setAccessibleDescription(sentence)

    def add(self) -> None:
        """Link the activity that was typed."""
        text = text_meant(self.key)
        if not text or self._about is None:
            return
        about = self._about

        def wanted(plan: Plan) -> Step:
            other = self.translator.parse(spec_of("dependency", "predecessor_id"), text, plan)
            return link(plan, other, about) if self.incoming else link(plan, about, other)

        if self.run_edit(wanted):
            self.key.clear()
            self.key.setFocus()

    def run_edit(self, edit: Callable[[Plan], Step]) -> bool:
        """Do an edit; a refusal is shown under the links and changes nothing."""
        try:
            self._say("")
            self.document.do(edit(self.document.plan))
        except EditRefused as refused:
            self._say(self.translator.translate(refused.message))
            return False
        except FileTrouble as trouble:
            notify(self, trouble.message, Tone.TROUBLE)
            return False
        return True


class LinkRow(QWidget):
    """One link: the other activity (a click goes there), its type, its lag, and a way to take it out."""

    def __init__(self, section: LinkSection, each: Dependency) -> None:
        super().__init__()
        self._section, self._link = section, each
        translator, plan = section.translator, section.document.plan
        other = plan.activity(each.predecessor_id if section.incoming else each.successor_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        sign = icon(other.kind.value if other.kind.value != "task" else "activity")
        self.way = Way(other, translator, section.selection.show, sign)
        column.addWidget(self.way)
        line = QHBoxLayout()
        line.setSpacing(4)
        self.type = Choices()
        for text, kind in type_options(translator):
            self.type.addItem(text, kind.value)
        self.type.setCurrentIndex(list(LinkType).index(each.type))
        self.type.setAccessibleName(translator.translate("Type of the link with {key}", key=other.key))
        self.type.setMinimumHeight(TARGET)
        self.type.activated.connect(self._retype)
        self.lag = LineField(lag_text(each, translator))
        self.lag.setAccessibleName(translator.translate("Lag of the link with {key}", key=other.key))
        self.lag.setToolTip(plain(translator.translate("Lag: 10, −2, 2 weeks, 50 %, 3 d elapsed")))
        self.lag.setMinimumHeight(TARGET)
        self.lag.setMaximumWidth(76)
        self.lag.setCursorPosition(0)
        self.lag.editingFinished.connect(self._relag)
        self.lag.dropped.connect(self._restore)
        line.addWidget(self.type, 1)
        line.addWidget(self.lag)
        self.remove = button("delete", translator.translate("Remove the link with {key}", key=other.key), self._unlink)
        line.addWidget(self.remove)
        column.addLayout(line)
        if plan.is_chain(each):
            column.addWidget(Label(translator.translate("Chain dependency: crosses organisations"), "quiet"))
        if each.note:
            column.addWidget(Label(each.note, "quiet"))
        for control in (self.type, self.lag, self.remove):
            control.setEnabled(not section.document.read_only)

    def _restore(self) -> None:
        self.lag.setText(lag_text(self._link, self._section.translator))
        self.lag.setCursorPosition(0)
        self.lag.setModified(False)

    def _retype(self, index: int) -> None:
        kind = LinkType(self.type.itemData(index))
        if kind is not self._link.type and not self._change(type=kind):
            self.type.setCurrentIndex(list(LinkType).index(self._link.type))

    def _relag(self) -> None:
        if self.lag.isModified():
            self.lag.setModified(False)
            self._section.run_edit(self._lagged)

    def _lagged(self, plan: Plan) -> Step:
        amount, unit = parse_lag(self.lag.text())
        return edit_row(plan.row(Dependency, self._link.id), lag=amount, lag_unit=unit)

    def _change(self, **values: object) -> bool:
        return self._section.run_edit(lambda plan: edit_row(plan.row(Dependency, self._link.id), **values))

    def _unlink(self) -> None:
        self._section.run_edit(lambda plan: unlink(plan, [plan.row(Dependency, self._link.id)]))
