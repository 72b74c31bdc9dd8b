"""What a file would change: field by field, with what is wrong with it, before anything is taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from planner.application.change_words import short, value_words
from planner.document import PlanDocument
from planner.domain.fields import field_spec
from planner.domain.model import Light
from planner.formats.incoming import FieldChange, Incoming, Rank, Trouble, Verdict, is_told
from planner.language import Translator
from planner.message import N_
from planner.ui.dialogs.common import Dialog
from planner.ui.edit_runner import run_step
from planner.ui.icons import light_icon
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import RegisterCell, RegisterColumn, natural
from planner.ui.selection import Selection
from planner.ui.theming import resize_within_screen

VERDICTS = {
    Verdict.NEW: N_("New"),
    Verdict.CHANGED: N_("Changed"),
    Verdict.REMOVED: N_("Removed"),
    Verdict.CONFLICT: N_("Changed by both"),
}
RANKS = {Rank.ERROR: N_("Error"), Rank.WARNING: N_("Warning"), Rank.NOTICE: N_("Notice")}
LIGHTS = {Rank.ERROR: Light.RED, Rank.WARNING: Light.ORANGE, Rank.NOTICE: Light.GREY}


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A change or a finding with its place in the list, which tells it apart."""

    number: int
    change: FieldChange | None = None
    trouble: Trouble | None = None


class LeavingOut(QCheckBox):
    """Has to be ticked before a file is taken over in which some cells cannot be read; hidden where all can."""

    def __init__(self, incoming: Incoming, translator: Translator) -> None:
        count = len(incoming.left_out)
        super().__init__(
            translator.plural(
                "Leave out {number} cell that cannot be read (see the findings)",
                "Leave out {number} cells that cannot be read (see the findings)",
                count,
            )
        )
        self.setMinimumHeight(TARGET)
        self.setVisible(count > 0)
        self._none = count == 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing stands in the way of taking the file over."""
        return self._none or self.isChecked()


class ImportPreview(Dialog):
    """Shows what a file brings; accepting takes it over as one step that can be undone."""

    def __init__(
        self, document: PlanDocument, translator: Translator, incoming: Incoming, parent: QWidget | None = None
    ) -> None:
        super().__init__(translator.translate("Import {name}", name=incoming.source), translator, parent)
        self.document, self.incoming = document, incoming
        self._before = document.plan
        can_be = bool(incoming.step) and not incoming.refused
        self._after = self._before.with_step(incoming.step) if can_be else self._before
        self.summary = Label(self._summary(), "error" if incoming.refused else "plain", bold=True)
        self.changes = self._change_table()
        self.findings = finding_table(document, translator, incoming.findings, self)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.findings)
        split.addWidget(self.changes)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        self.findings.setVisible(bool(incoming.findings))
        self.changes.setVisible(bool(incoming.changes) or not incoming.findings)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        self.leaving = LeavingOut(incoming, translator)
        column.addWidget(split, 1)
        column.addWidget(self.leaving)
        column.addWidget(Label(translator.translate("Taking over is one step: Ctrl+Z undoes all of it."), "quiet"))
        column.addWidget(self.button_row(translator.translate("Take over"), translator.translate("Cancel")))
        self._can_be = can_be and not document.read_only
        self._enable()
        self.leaving.toggled.connect(lambda _on: self._enable())
        resize_within_screen(self, 980, 620)

    def _enable(self) -> None:
        self.accepting.setEnabled(self._can_be and self.leaving.is_settled)

    def _summary(self) -> str:
        translator, incoming = self.translator, self.incoming
        if incoming.refused:
            return translator.translate("This file cannot be taken over as it is. Nothing was changed.")
        if not incoming.changes:
            return translator.translate("Nothing differs from the plan.")
        rows = Counter(verdict for _, _, verdict in {(c.kind, c.key, c.verdict) for c in incoming.changes})
        parts = [
            translator.plural("{number} new row", "{number} new rows", rows[Verdict.NEW]),
            translator.plural("{number} changed row", "{number} changed rows", rows[Verdict.CHANGED]),
            translator.plural("{number} removed row", "{number} removed rows", rows[Verdict.REMOVED]),
        ]
        counts = (rows[Verdict.NEW], rows[Verdict.CHANGED], rows[Verdict.REMOVED])
        told = ", ".join(part for part, count in zip(parts, counts, strict=True) if count)
        fields = translator.plural("{number} field", "{number} fields", sum(map(is_told, incoming.changes)))
        return translator.translate("{rows} ({fields}).", rows=told, fields=fields)

    # --- the two tables -----------------------------------------------------------------------

    def _change_table(self) -> Register:
        translate = self.translator.translate
        columns = [
            RegisterColumn("verdict", translate("Verdict"), 11, self._verdict),
            RegisterColumn("row", translate("Row"), 36, lambda each: _text(each.change.about)),
            RegisterColumn("field", translate("Field"), 20, self._field),
            RegisterColumn("before", translate("In the plan"), 26, lambda each: self._value(each.change, after=False)),
            RegisterColumn("after", translate("In the file"), 26, lambda each: self._value(each.change, after=True)),
        ]
        rows = [_Numbered(at, change=change) for at, change in enumerate(filter(is_told, self.incoming.changes))]
        made = numbered_table(self.document, self.translator, translate("Changes"), columns, rows, "after", self)
        if len({change.verdict for change in self.incoming.changes}) > 1:
            options = [(translate("All"), None)]
            options += [
                (translate(text), lambda each, v=verdict: each.change.verdict is v)
                for verdict, text in VERDICTS.items()
            ]
            made.add_choice(translate("Which ones"), options)
        return made

    def _verdict(self, each: _Numbered) -> RegisterCell:
        assert each.change is not None
        text = self.translator.translate(VERDICTS[each.change.verdict])
        tone = "error" if each.change.verdict is Verdict.REMOVED else "plain"
        return RegisterCell(text, float(list(Verdict).index(each.change.verdict)), tone=tone)

    def _field(self, each: _Numbered) -> RegisterCell:
        assert each.change is not None
        spec = field_spec(each.change.kind, each.change.field)
        heading = self.translator.heading(spec) if spec is not None and spec.heading else ""
        return _text(heading or self.translator.translate("place in the list"))

    def _value(self, change: FieldChange | None, *, after: bool) -> RegisterCell:
        assert change is not None
        value, plan = (change.after, self._after) if after else (change.before, self._before)
        if value is None:
            return RegisterCell("–", "", tone="quiet")
        text = value_words(change.kind, change.field, value, plan, self.translator)
        return RegisterCell(short(text) or "–", natural(text), tip=text)

    # --- taking over --------------------------------------------------------------------------

    def accept(self) -> None:
        """Take everything over as one step; if the plan refuses it, that is told and the dialog stays."""
        if not self.accepting.isEnabled():
            return
        if run_step(self, self.document, self.incoming.step):
            super().accept()


def _text(text: str) -> RegisterCell:
    return RegisterCell(text, natural(text), tip=text)


def numbered_table(
    document: PlanDocument,
    translator: Translator,
    title: str,
    columns: Sequence[RegisterColumn],
    rows: Sequence[_Numbered],
    stretch: str,
    parent: QWidget,
) -> Register:
    """A table of rows that do not change while it is shown."""
    return Register(
        document,
        translator,
        Selection(parent),
        title=title,
        columns=columns,
        rows_of=lambda: rows,
        identity=lambda each: each.number,
        kinds=frozenset({"nothing"}),
        stretch=stretch,
    )


def finding_table(
    document: PlanDocument, translator: Translator, findings: Sequence[Trouble], parent: QWidget
) -> Register:
    """What is wrong with a file, with the place of each."""
    translate = translator.translate

    def rank(each: _Numbered) -> RegisterCell:
        assert each.trouble is not None
        text = translate(RANKS[each.trouble.rank])
        return RegisterCell(text, float(list(Rank).index(each.trouble.rank)), light_icon(LIGHTS[each.trouble.rank]))

    columns = [
        RegisterColumn("rank", translate("Weight"), 18, rank),
        RegisterColumn("place", translate("Place in the file"), 22, lambda each: _text(each.trouble.place)),
        RegisterColumn("message", translate("Finding"), 80, lambda each: _text(translate(each.trouble.message))),
    ]
    rows = [_Numbered(at, trouble=trouble) for at, trouble in enumerate(findings)]
    return numbered_table(document, translator, translate("Findings"), columns, rows, "message", parent)
