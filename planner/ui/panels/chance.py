"""The chance in the window: worked out in the background, kept in the plan, shown as a curve and as tables."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from planner.chart.reports.chance import chance_report
from planner.chart.reports.quality import quality_report
from planner.chart.reports.report import Report
from planner.document import PlanDocument
from planner.domain.chance.answer import Answer
from planner.domain.chance.kept import answer_in, holds, keep, latest
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_, Message
from planner.settings import load_settings
from planner.ui.edit_runner import notify, run_step
from planner.ui.message_strip import Tone
from planner.ui.panels.parts import TARGET, Label, tone_colour
from planner.ui.panels.report_panel import ReportPanel
from planner.ui.selection import Selection
from planner.ui.theming import scaled

USUAL_RUNS, LEFT, BOTTOM, TOP, RIGHT = 10_000, 52, 26, 10, 16


class _Work(QObject):
    """An answer that is being worked out beside the window; stops when it is asked to."""

    told = Signal(int, float)
    done = Signal(object)
    refused = Signal(object)

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        super().__init__()
        self.plan, self._schedule = plan, schedule
        self.stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chance", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        from planner.domain.chance.asking import ask  # brings numpy, which takes its time

        def progress(runs: int, chance: float) -> bool:
            self.told.emit(runs, chance)
            return not self.stopped.is_set()

        try:
            self.done.emit(ask(self.plan, self._schedule, progress=progress))
        except EditRefused as refusal:
            self.refused.emit(refusal.message)
        except RuntimeError:  # the window closed, and with it the object that would be told
            return


class SCurve(QWidget):
    """The chance that all is ready, day by day, and the steps in which the law enters into force."""

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self.translator = translator
        self._answer: Answer | None = None
        self.setMinimumHeight(190)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translator.translate("When is the whole chain ready?"))

    def show_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        self.setVisible(answer is not None)
        if answer is not None:
            text = N_("The whole chain is ready by {p50} with 50 %, and by {p80} with 80 %.")
            words = {"p50": answer.ready_p50, "p80": answer.ready_p80}
            self.setAccessibleDescription(self.translator.translate(text, **words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 220)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        answer = self._answer
        if answer is None or len(answer.curve) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        first, last = answer.curve[0].day.toordinal(), answer.curve[-1].day.toordinal()

        def at(day: int, share: float) -> QPointF:
            across = (day - first) / max(last - first, 1)
            return QPointF(area.left() + across * area.width(), area.bottom() - share * area.height())

        self._paint_scale(painter, area)
        self._paint_moments(painter, area, answer, at)
        ready = QPolygonF([at(p.day.toordinal(), p.ready) for p in answer.curve])
        steps = QPolygonF()
        before = answer.curve[0].in_force
        for point in answer.curve:
            steps.append(at(point.day.toordinal(), before))
            steps.append(at(point.day.toordinal(), point.in_force))
            before = point.in_force
        painter.setPen(QPen(QColor(tone_colour("plain")), 2, Qt.PenStyle.DashLine))
        painter.drawPolyline(steps)
        painter.setPen(QPen(self.palette().link().color(), 2.5))
        painter.drawPolyline(ready)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().link().color(), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        line = QColor(tone_colour("quiet"))
        line.setAlpha(90)
        for percent in (0, 25, 50, 75, 100):
            y = area.bottom() - percent / 100 * area.height()
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(tone_colour("plain")))
            box = QRectF(0, y - 10, LEFT - 8, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{percent} %")

    def _paint_moments(
        self, painter: QPainter, area: QRectF, answer: Answer, at: Callable[[int, float], QPointF]
    ) -> None:
        last = answer.curve[-1].day
        free = -1e9
        for moment in answer.moments:
            if moment.day is None or moment.day > last:
                continue
            x = max(at(moment.day.toordinal(), 0).x(), area.left())
            painter.setPen(QPen(QColor(tone_colour("quiet")), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            text = self.translator.date(moment.day, "medium")
            width = painter.fontMetrics().horizontalAdvance(text) + 8
            left = min(max(x - width / 2, area.left()), area.right() - width)
            if left > free:
                painter.setPen(QColor(tone_colour("plain")))
                box = QRectF(left, area.bottom() + 4, width, BOTTOM - 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                free = left + width


class _LedPanel(ReportPanel):
    """A report whose sentence leads: large, above its tables."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        make: Callable[[], Report],
        name: str,
    ) -> None:
        super().__init__(document, translator, selection, make, name)
        self.subtitle.hide()
        self.lead = Label(bold=True)
        self.lead.setFont(scaled(self.lead.font(), 1.35))
        self._body.insertWidget(0, self.lead)

    def refresh(self) -> None:
        super().refresh()
        self.lead.setText(self.subtitle.text())


class ChancePanel(_LedPanel):
    """The chance that was worked out last, whether it still holds, and the button that works it out again."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        translate = translator.translate
        super().__init__(document, translator, selection, self._report, translate("Chance"))
        self.nothing_words = translate("Not worked out yet: how sure is it that all are ready? Press “Work out”.")
        self._work: _Work | None = None
        self.state = Label(tone="quiet", wrap=False)
        self.progress = QProgressBar()
        self.progress.setRange(0, USUAL_RUNS)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.progress.setAccessibleName(translate("Runs"))
        self.compute = self._button(translate("Work out"), self.start)
        self.stop = self._button(translate("Stop"), self.cancel)
        row = self.top.add_row()
        for part in (self.compute, self.progress, self.stop, self.state):
            row.addWidget(part)
        self.curve = SCurve(translator)
        key = Label(
            translate("Solid line: all is ready. Dashed line: in force, in steps of the fixed change moments."),
            tone="quiet",
        )
        self.key = key
        self._body.insertWidget(2, self.curve)
        self._body.insertWidget(3, key)
        self._show_running(False)

    def _button(self, text: str, run: Callable[[], None]) -> QPushButton:
        made = QPushButton(text)
        made.setMinimumHeight(TARGET)
        made.clicked.connect(lambda *_checked: run())
        return made

    def _report(self) -> Report:
        return chance_report(self.document.plan, self.translator)

    def refresh(self) -> None:
        super().refresh()
        kept = latest(self.document.plan)
        answer = answer_in(kept) if kept is not None else None
        self.curve.show_answer(answer)
        self.key.setVisible(answer is not None)
        if self._work is None:
            self._tell_state()

    def _tell_state(self) -> None:
        kept = latest(self.document.plan)
        if kept is None:
            self.state.setText("")
        elif holds(self.document.plan, kept):
            text = N_("✓ agrees with the plan · worked out on {day}")
            self.state.setText(self.translator.translate(text, day=kept.made_at.date()))
        else:
            self.state.setText(self.translator.translate(N_("◔ out of date: the plan was changed")))

    # --- working out ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Work the chance out beside the window; the answer there is stays until the new one is there."""
        if self._work is not None:
            return
        work = self._work = _Work(self.document.plan, self.document.schedule)
        work.told.connect(self._told)
        work.done.connect(self._done)
        work.refused.connect(self._refused)
        self._show_running(True)
        work.start()

    def cancel(self) -> None:
        """Stop after the runs that are being made; what there is by then is shown with its own margin."""
        if self._work is not None:
            self._work.stopped.set()

    def _told(self, runs: int, chance: float) -> None:
        self.progress.setValue(runs)
        text = N_("{runs} runs · {chance} % so far")
        self.state.setText(self.translator.translate(text, runs=runs, chance=round(100 * chance)))

    def _done(self, answer: Answer) -> None:
        work, self._work = self._work, None
        self._show_running(False)
        if work is None:
            return
        if work.plan is not self.document.plan:
            notify(self, Message(N_("The plan was changed meanwhile: work the chance out again.")), Tone.NOTE)
            self._tell_state()
            return
        run_step(
            self, self.document, keep(self.document.plan, answer, datetime.now(UTC).astimezone().replace(tzinfo=None))
        )
        self.refresh()

    def _refused(self, message: Message) -> None:
        self._work = None
        self._show_running(False)
        notify(self, message, Tone.REFUSED)

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.compute.setEnabled(not running and not self.document.read_only)
        if running:
            self.progress.setValue(0)


class QualityPanel(_LedPanel):
    """Whether the plan can bear the question how sure it is: every measure, with a jump to what it is about."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__(document, translator, selection, self._report, translator.translate("Quality of the plan"))

    def _report(self) -> Report:
        plan, planned = self.document.plan, self.document.schedule
        return quality_report(plan, planned, self.translator, load_settings().quality_limits)
