"""Update rounds: who was asked, who has answered, what came of it; and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from planner.application.update_rounds import ANSWERS
from planner.document import Announcement, PlanDocument
from planner.domain.control.rounds import Answer, Party, open_round, parties
from planner.domain.model import Light, UpdateRound
from planner.language import Translator
from planner.ui.commands import rounds as commands
from planner.ui.dialogs.common import push
from planner.ui.icons import light_icon
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import LAST, RegisterCell, RegisterColumn, natural
from planner.ui.panels.wrapping import WrapLayout
from planner.ui.plain_text import plain
from planner.ui.selection import Selection

KINDS = frozenset({"update_round", "reply", "organisation", "activity", "programme"})
LIGHTS = {
    Answer.LATE: Light.RED,
    Answer.WAITING: Light.GREY,
    Answer.ANSWERED: Light.GREEN,
    Answer.NOT_ASKED: Light.GREEN,
}


class RoundPanel(commands.RoundOwner):
    """One round at a time, the newest first: its days, what can be done now, and a row for each organisation."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        translate = translator.translate
        self.choice = Choices()
        self.choice.setAccessibleName(translate("Update round"))
        self.choice.setMinimumHeight(TARGET)
        self.choice.setMinimumContentsLength(24)
        self.days = Label(tone="quiet")
        self.advice = Label()
        self.start = push(translate("Start a round…"), lambda: commands.start(self))
        self.write = push(translate("Write the workbooks again…"), lambda: commands.write_again(self))
        self.words = push(translate("Covering texts…"), lambda: commands.show_texts(self))
        self.take = push(translate("Take in replies…"), lambda: commands.take_in(self))
        self.report = push(translate("Report…"), lambda: commands.write_report(self))
        self.close_it = push(translate("Close the round…"), lambda: commands.close_round(self))
        self.table = PartyTable(document, translator, selection, self.shown)
        self._arrange()
        self.choice.currentIndexChanged.connect(lambda *_: self._show())
        unsubscribe = document.subscribe(self._announced)
        self.destroyed.connect(lambda *_args: unsubscribe())
        self._fill()

    def _arrange(self) -> None:
        top = WrapLayout()
        top.setContentsMargins(12, 8, 12, 0)
        top.add(Label(self.translator.translate("Update rounds"), bold=True, wrap=False), self.choice)
        top.add_gap()
        top.add(self.start)
        does = WrapLayout()
        does.setContentsMargins(12, 4, 12, 4)
        does.add(self.take, self.words, self.write, self.report)
        does.add_gap()
        does.add(self.close_it)
        told = QVBoxLayout()
        told.setContentsMargins(12, 4, 12, 0)
        told.addWidget(self.days)
        told.addWidget(self.advice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(told)
        column.addLayout(does)
        column.addWidget(self.table, 1)

    # --- what is shown ------------------------------------------------------------------------

    def shown(self) -> UpdateRound | None:
        """The round that is looked at: the chosen one, else the newest."""
        rounds = list(reversed(self.document.plan.update_rounds))
        at = self.choice.currentIndex()
        return rounds[at] if 0 <= at < len(rounds) else rounds[0] if rounds else None

    def _announced(self, announcement: Announcement) -> None:
        if announcement.step.kinds & {"update_round", "reply", "programme"}:
            self._fill()

    def _fill(self) -> None:
        chosen = self.shown()
        rounds = list(reversed(self.document.plan.update_rounds))
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([each.name for each in rounds])
        kept = next((at for at, each in enumerate(rounds) if chosen is not None and each.id == chosen.id), 0)
        self.choice.setCurrentIndex(kept if rounds else -1)
        self.choice.blockSignals(False)
        self._show()

    def _show(self) -> None:
        each, can_change = self.shown(), not self.document.read_only
        under_way = open_round(self.document.plan)
        self.choice.setEnabled(each is not None)
        self.start.setEnabled(can_change and under_way is None)
        self.start.setToolTip(
            plain(
                self.translator.translate("Round {name} is still open: close it first.", name=under_way.name)
                if under_way
                else ""
            )
        )
        still_open = each is not None and each.closed_on is None
        self.take.setEnabled(can_change)
        self.words.setEnabled(still_open)
        self.write.setEnabled(still_open)
        self.report.setEnabled(each is not None)
        self.close_it.setEnabled(can_change and still_open)
        self.days.setText(self._days(each))
        self.advice.setText(self._advice(each))
        self.table.refresh()

    def _days(self, each: UpdateRound | None) -> str:
        if each is None:
            return ""
        opened, due = self.translator.date(each.opened_on), self.translator.date(each.due_on)
        if each.closed_on is not None:
            closed = self.translator.date(each.closed_on)
            return self.translator.translate(
                "Asked on {opened}, due on {due}, closed on {closed}.", opened=opened, due=due, closed=closed
            )
        return self.translator.translate("Asked on {opened}, due on {due}.", opened=opened, due=due)

    def _advice(self, each: UpdateRound | None) -> str:
        translate = self.translator.translate
        if each is None:
            return translate(
                "Ask every organisation for its state: start a round, send each its workbook, "
                "and drop what comes back on this window."
            )
        if each.closed_on is not None:
            return ""
        waited = [p.organisation.name for p in self.parties(each) if p.answer in (Answer.LATE, Answer.WAITING)]
        if not waited:
            return translate("Everybody has answered. Close the round to end with a report and a baseline.")
        return translate("Still to answer: {names}. Drop their workbooks on this window.", names=", ".join(waited))

    def parties(self, each: UpdateRound) -> tuple[Party, ...]:
        """Everybody in a round, as it stands today (or stood when it was closed)."""
        return parties(self.document.plan, self.document.schedule, each, each.closed_on or date.today())


class PartyTable(Register):
    """The organisations in the round that is shown."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection, shown) -> None:
        self._shown = shown
        translate = translator.translate
        super().__init__(
            document,
            translator,
            selection,
            title=translate("Organisations in this round"),
            columns=[
                RegisterColumn("name", translate("Organisation"), 26, lambda p: _text(p.organisation.name)),
                RegisterColumn("answer", translate("Answer"), 34, lambda p: _answer(p, translator)),
                RegisterColumn("received", translate("Received on"), 13, lambda p: _received(p, translator)),
                RegisterColumn("file", translate("File"), 34, lambda p: _text(p.last.file_name if p.last else "–")),
                RegisterColumn(
                    "taken", translate("Taken over"), 12, lambda p: _number(sum(r.taken for r in p.replies)), right=True
                ),
                RegisterColumn(
                    "kept_out",
                    translate("Not taken over"),
                    15,
                    lambda p: _number(p.last.kept_out if p.last else 0),
                    right=True,
                ),
                RegisterColumn("overdue", translate("Overdue"), 20, _overdue),
            ],
            rows_of=self._parties,
            identity=lambda party: party.organisation.id,
            kinds=KINDS,
        )

    def _parties(self) -> Sequence[Party]:
        each: UpdateRound | None = self._shown()
        if each is None:
            return ()
        return parties(self.document.plan, self.document.schedule, each, each.closed_on or date.today())

    def ids_of(self, row: Party) -> tuple[UUID, ...]:
        return (row.organisation.id,)


def _text(text: str) -> RegisterCell:
    return RegisterCell(text, natural(text), tip=text)


def _kept_out(party: Party) -> RegisterCell:
    return _number(party.last.kept_out if party.last else 0)


def _number(value: int) -> RegisterCell:
    return RegisterCell(str(value), float(value))


def _answer(party: Party, translator: Translator) -> RegisterCell:
    text = translator.translate(ANSWERS[party.answer])
    tone = "error" if party.answer is Answer.LATE else "plain"
    return RegisterCell(text, float(list(Answer).index(party.answer)), light_icon(LIGHTS[party.answer]), tone, text)


def _received(party: Party, translator: Translator) -> RegisterCell:
    if party.last is None:
        return RegisterCell("–", LAST, tone="quiet")
    return RegisterCell(translator.date(party.last.received_at.date()), party.last.received_at.isoformat())


def _overdue(party: Party) -> RegisterCell:
    text = ", ".join(activity.key for activity in party.overdue)
    tip = "\n".join(f"{activity.key} {activity.name}" for activity in party.overdue)
    return RegisterCell(text or "–", float(len(party.overdue)), tone="warning" if text else "quiet", tip=tip)
