"""A workbook that came back: what was sent, what they made of it, what stands here now; taken over field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from planner.application.change_words import short, value_words
from planner.document import PlanDocument
from planner.domain.changes import Step
from planner.domain.fields import field_spec
from planner.domain.merging import Accept, Merge, Verdict
from planner.domain.model import Organisation
from planner.domain.scheduling import schedule
from planner.domain.scheduling.comparing import moved_between
from planner.errors import EditRefused
from planner.formats.incoming import FieldChange, Incoming, Rank, Trouble, cells_said, whose_said
from planner.language import Translator
from planner.message import N_, Message
from planner.ui.dialogs.common import Dialog, push
from planner.ui.dialogs.import_preview import LeavingOut, finding_table
from planner.ui.edit_runner import run_step
from planner.ui.panels.parts import Label
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import Index, RegisterCell, RegisterColumn, natural
from planner.ui.selection import Selection
from planner.ui.theming import resize_within_screen
from planner.ui.timers import single_shot

VERDICTS = {
    Verdict.CONFLICT: N_("Changed by both"),
    Verdict.CHANGED: N_("Changed by them"),
    Verdict.NEW: N_("New"),
    Verdict.REMOVED: N_("Removed"),
}
MOST_ORGANISATIONS = 6


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One proposal by its number, and whether it is taken over."""

    number: int
    change: FieldChange
    taken: bool


class MergeReview(Dialog):
    """Shows a merge; accepting takes over what is ticked as one step, and keeps the rest as remarks."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        incoming: Incoming,
        finish: Callable[[Merge, frozenset[int]], Step],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translator.translate("Look at {name}", name=incoming.source), translator, parent)
        assert incoming.merge is not None
        self.document, self.incoming, self.merge = document, incoming, incoming.merge
        self._finish = finish
        self.taken = set(self.merge.taken(Accept.PROPOSED))
        self.summary = Label("", bold=True)
        self.effect = Label("", "quiet")
        self.leaving = LeavingOut(incoming, translator)
        self.lines = _Lines(self)
        self.findings = finding_table(document, translator, (*incoming.findings, *_remarks_of(incoming)), self)
        self._later = single_shot(self, 120, self._tell_effect)
        self._arrange()
        self.retell()
        self._tell_effect()
        resize_within_screen(self, 1120, 680)

    def _arrange(self) -> None:
        translate = self.translator.translate
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.findings)
        split.addWidget(self.lines)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 4)
        self.findings.setVisible(bool(self.incoming.findings or self.incoming.remarks))
        does = QHBoxLayout()
        for text, run in (
            (translate("Take over"), lambda: self.mark(self._chosen(), taken=True)),
            (translate("Leave out"), lambda: self.mark(self._chosen(), taken=False)),
            (translate("Everything of theirs"), lambda: self.only(Accept.THEIRS)),
            (translate("All but what both changed"), lambda: self.only(Accept.PROPOSED)),
            (translate("Nothing"), lambda: self.only(Accept.NONE)),
        ):
            does.addWidget(push(text, run))
        does.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        column.addWidget(split, 1)
        column.addLayout(does)
        column.addWidget(self.effect)
        column.addWidget(self.leaving)
        note = translate(
            "What you leave out is kept as a remark with its row. Taking over is one step: Ctrl+Z undoes it."
        )
        column.addWidget(Label(note, "quiet"))
        column.addWidget(self.button_row(translate("Take over what is ticked"), translate("Cancel")))
        self._enable()
        self.leaving.toggled.connect(lambda _on: self._enable())

    def _enable(self, *, fits: bool = True) -> None:
        """Whether it can be taken over: the plan must be free, the values fit, and what is left out be known."""
        self.accepting.setEnabled(fits and not self.document.read_only and self.leaving.is_settled)

    # --- what is taken over -------------------------------------------------------------------

    def line(self, number: int) -> ReviewLine:
        return ReviewLine(number, self.incoming.changes[number], number in self.taken)

    def all_lines(self) -> list[ReviewLine]:
        """Every proposal: the sender's own rows before those of others, what both changed first."""
        numbers = range(len(self.incoming.changes))
        first = list(VERDICTS)
        changes = self.incoming.changes
        return [
            self.line(n)
            for n in sorted(numbers, key=lambda n: (bool(changes[n].whose), first.index(changes[n].verdict)))
        ]

    def _chosen(self) -> list[int]:
        return [row.number for row in self.lines.chosen_rows()]

    def mark(self, numbers: Iterable[int], *, taken: bool) -> None:
        """Take proposals over, or leave them out. The fields of a new or removed row go together."""
        rows = {self.merge.proposals[n].row_id for n in numbers if self._is_whole(n)}
        wanted = {n for n, each in enumerate(self.merge.proposals) if each.row_id in rows and self._is_whole(n)}
        wanted |= set(numbers)
        self.taken = self.taken | wanted if taken else self.taken - wanted
        self._renew()

    def _is_whole(self, number: int) -> bool:
        row_id = self.merge.proposals[number].row_id
        return row_id in self.merge.added or row_id in self.merge.removed

    def only(self, accept: Accept) -> None:
        """Take over what a way of accepting does, and nothing else."""
        self.taken = set(self.merge.taken(accept))
        self._renew()

    def toggle(self, number: int) -> None:
        self.mark([number], taken=number not in self.taken)

    def _renew(self) -> None:
        self.lines.refresh()
        self.retell()
        self._later.start()

    # --- what is told -------------------------------------------------------------------------

    def retell(self) -> None:
        """Say how much is proposed, and how much of it is ticked."""
        translate, plural = self.translator.translate, self.translator.plural
        conflicts = len(self.merge.conflicts)
        if not self.incoming.changes:
            self.summary.setText(translate("Nothing differs from the plan."))
            return
        proposed = plural("{number} field proposed", "{number} fields proposed", len(self.incoming.changes))
        both = plural("{number} changed by both", "{number} changed by both", conflicts)
        ticked = plural("{number} ticked", "{number} ticked", len(self.taken))
        said = f"{proposed}, {both}; {ticked}."
        if self.incoming.cells is not None:
            said = f"{cells_said(self.incoming.cells, self.translator)} {said}"
        self.summary.setText(said)

    def _tell_effect(self) -> None:
        """What the ticked proposals do to dates and to slack to entry into force."""
        translate = self.translator.translate
        before = self.document.schedule
        try:
            step = self.merge.step(self.taken)
            after_plan = self.document.plan.with_step(step) if step else self.document.plan
        except EditRefused as refused:
            self.effect.set_tone("error")
            self.effect.setText(f"! {translate(refused.message)}")
            self._enable(fits=False)
            return
        self._enable()
        self.effect.set_tone("quiet")
        after = schedule(after_plan, before)
        moved = sum(1 for _ in moved_between(before, after))
        parts = [self.translator.plural("{number} date moves", "{number} dates move", moved)]
        for organisation in after_plan.rows(Organisation):
            old, new = before.entry_slack.get(organisation.id), after.entry_slack.get(organisation.id)
            if old != new and len(parts) <= MOST_ORGANISATIONS:
                shown = [self.translator.duration(each) if each is not None else "–" for each in (old, new)]
                parts.append(
                    translate(
                        "slack of {code} {before} → {after}", code=organisation.code, before=shown[0], after=shown[1]
                    )
                )
        if len(parts) == 1:
            parts.append(translate("slack to entry into force stays as it is"))
        self.effect.setText(translate("What is ticked: {effects}.", effects="; ".join(parts)))

    # --- taking over --------------------------------------------------------------------------

    def accept(self) -> None:
        """Take over as one step; if the plan refuses it, that is told and the dialog stays."""
        if not self.accepting.isEnabled():
            return
        if run_step(self, self.document, self._finish(self.merge, frozenset(self.taken))):
            super().accept()


def _remarks_of(incoming: Incoming) -> list[Trouble]:
    """What somebody wrote beside the cells, to be shown with its place."""
    text = N_("Kept as a remark: “{text}”")
    return [Trouble(Rank.NOTICE, Message(text, {"text": each.text}), each.place) for each in incoming.remarks]


class _Lines(Register):
    """The proposals, each with a tick."""

    def __init__(self, review: MergeReview) -> None:
        self._review = review
        translate = review.translator.translate
        super().__init__(
            review.document,
            review.translator,
            Selection(review),
            title=translate("Proposals"),
            columns=[
                RegisterColumn("taken", translate("Taken over"), 12, self._tick),
                RegisterColumn("verdict", translate("Verdict"), 18, self._verdict),
                RegisterColumn("whose", translate("Whose row"), 14, self._whose),
                RegisterColumn("row", translate("Row"), 34, lambda line: _text(line.change.about)),
                RegisterColumn("field", translate("Field"), 18, self._field),
                RegisterColumn(
                    "sent", translate("As sent"), 20, lambda line: self._value(line.change, line.change.base)
                ),
                RegisterColumn(
                    "ours", translate("In the plan now"), 22, lambda line: self._value(line.change, line.change.before)
                ),
                RegisterColumn(
                    "theirs", translate("In the workbook"), 22, lambda line: self._value(line.change, line.change.after)
                ),
            ],
            rows_of=review.all_lines,
            identity=lambda line: line.number,
            kinds=frozenset({"nothing"}),
            stretch="theirs",
        )
        options = [(translate("All"), None)]
        options += [(translate(text), lambda line, v=v: line.change.verdict is v) for v, text in VERDICTS.items()]
        self.add_choice(translate("Which ones"), options)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._toggle_chosen)

    def _toggle_chosen(self) -> None:
        rows = self.chosen_rows()
        if rows:
            self._review.mark([row.number for row in rows], taken=not rows[0].taken)

    def open_row(self, index: Index) -> None:
        self._review.toggle(self.model.row_at(index).number)

    def _tick(self, line: ReviewLine) -> RegisterCell:
        text = self.translator.translate("✓ yes") if line.taken else self.translator.translate("– no")
        return RegisterCell(text, float(not line.taken), tone="plain" if line.taken else "quiet")

    def _verdict(self, line: ReviewLine) -> RegisterCell:
        verdict = line.change.verdict
        tones = {Verdict.CONFLICT: "warning", Verdict.REMOVED: "error"}
        place = float(list(VERDICTS).index(verdict))
        return RegisterCell(self.translator.translate(VERDICTS[verdict]), place, tone=tones.get(verdict, "plain"))

    def _whose(self, line: ReviewLine) -> RegisterCell:
        """Own rows first; rows of others are off at first, and say whose they are."""
        whose = line.change.whose
        if not whose:
            return RegisterCell(self.translator.translate("own"), 0.0, tone="quiet")
        return RegisterCell(whose_said(whose, self.translator), 1.0, tone="warning")

    def _field(self, line: ReviewLine) -> RegisterCell:
        spec = field_spec(line.change.kind, line.change.field)
        return _text(self.translator.heading(spec) if spec is not None else line.change.field)

    def _value(self, change: FieldChange, value: object) -> RegisterCell:
        if value is None or (change.verdict is Verdict.NEW and value in ("", ())):
            return RegisterCell("–", "", tone="quiet")
        text = value_words(change.kind, change.field, value, self.document.plan, self.translator)
        return RegisterCell(short(text) or "–", natural(text), tip=text)


def _text(text: str) -> RegisterCell:
    return RegisterCell(text, natural(text), tip=text)
