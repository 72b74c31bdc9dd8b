"""Baselines and trend: how milestones were expected over time, and every activity against an earlier moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.application.change_words import when
from planner.chart.scene import Scene
from planner.chart.trend import TrendOptions, lay_out_trend
from planner.document import Announcement, JournalLine, PlanDocument
from planner.domain.control.baselines import Dates, Fate, Shift, dates_of, shifts
from planner.domain.control.trend import (
    TrendLine,
    TrendReport,
    baseline_dates,
    baseline_reports,
    journal_reports,
    steering_lines,
    trend,
)
from planner.domain.model import Activity, Baseline, Organisation
from planner.domain.scheduling import schedule
from planner.language import Translator
from planner.message import N_
from planner.painting.fonts import measure
from planner.painting.painter import ScenePainter
from planner.painting.theme import DARK, LIGHT
from planner.ui.panels.controls import Choices
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import RegisterCell, RegisterColumn, natural
from planner.ui.panels.wrapping import WrapLayout
from planner.ui.plain_text import show_tip
from planner.ui.selection import Selection
from planner.ui.theming import is_dark

FATES = {Fate.SAME: N_("Unmoved"), Fate.MOVED: N_("Moved"), Fate.ADDED: N_("Added since")}
BOX_LETTERS, MOST_LINES = 14, 200
"""Width of a list in letters; moments of the journal that it offers (more stand in the change log)."""


class TrendChart(QWidget):
    """The trend of the milestones; a click chooses a milestone."""

    def __init__(self, panel: TrendPanel) -> None:
        super().__init__()
        self._panel = panel
        self._scene: Scene | None = None
        self._size = QSize()
        self.setAccessibleName(panel.translator.translate("Milestone trend"))
        self.setMinimumHeight(180)

    def renew(self) -> None:
        self._scene = None
        self.update()

    @property
    def scene(self) -> Scene:
        if self._scene is None or self._size != self.size():
            self._size = self.size()
            options = TrendOptions(self._panel.translator)
            plan, lines = self._panel.document.plan, self._panel.lines()
            self._scene = lay_out_trend(plan, lines, options, measure, self.width() - 24, self.height() - 12)
            self.setAccessibleDescription("; ".join(mark.text for mark in self._scene.marks))
        return self._scene

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = DARK if is_dark(self) else LIGHT
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.background))
        painter.translate(12, 6)
        ScenePainter(theme).paint(painter, self.scene)
        painter.end()

    def _about(self, at: QPointF) -> tuple[UUID, str] | None:
        x, y = at.x() - 12, at.y() - 6
        return next(((m.about, m.text) for m in self.scene.marks if m.rect.contains(x, y)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._about(event.position())
        if found is not None:
            self._panel.selection.choose(found[0])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._about(QPointF(event.pos()))
            show_tip(event.globalPos(), found[1] if found else "", self)
            return True
        return super().event(event)


class TrendPanel(QWidget):
    """The chart above; below it every activity against a baseline or an earlier moment of the plan."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        self._reports: tuple[TrendReport, ...] | None = None
        self._moments: dict[int, Dates] = {}
        self.organisation, self.against = Choices(), Choices()
        self.organisation.setAccessibleName(translator.translate("Organisation"))
        self.against.setAccessibleName(translator.translate("Compare with"))
        self.chart = TrendChart(self)
        self.table = self._make_table()
        self._arrange()
        self.organisation.currentIndexChanged.connect(lambda _at: self.chart.renew())
        self.against.currentIndexChanged.connect(lambda _at: self.table.refresh())
        unsubscribe = document.subscribe(self._follow)
        self.destroyed.connect(lambda *_args: unsubscribe())
        self._offer()

    def _make_table(self) -> Register:
        translate, words, plan = self.translator.translate, self.translator, lambda: self.document.plan

        def day(moment: datetime | None) -> RegisterCell:
            return RegisterCell(words.date(moment), moment.isoformat()) if moment is not None else RegisterCell("–", "")

        def shift(row: Shift) -> RegisterCell:
            if row.finish_shift is None:
                return RegisterCell(translate(FATES[row.fate]), float("-inf"), tone="quiet")
            text = words.number(row.finish_shift)
            tone = "error" if row.finish_shift > 0 else "good" if row.finish_shift < 0 else "quiet"
            return RegisterCell(f"+{text}" if row.finish_shift > 0 else text, row.finish_shift, tone=tone)

        def code(row: Shift) -> RegisterCell:
            activity = plan().get(Activity, row.activity_id)
            found = plan().get(Organisation, activity.organisation_id) if activity else None
            return RegisterCell(found.code if found else "", tip=found.name if found else "")

        def name(row: Shift) -> RegisterCell:
            activity = plan().get(Activity, row.activity_id)
            if activity is None:  # taken out while nobody looked; the rows are read anew in a moment
                return RegisterCell("")
            return RegisterCell(f"{activity.key} {activity.name}", natural(activity.key))

        return _VarianceTable(
            self,
            [
                RegisterColumn("activity", translate("Activity"), 40, name),
                RegisterColumn("organisation", translate("Org"), 8, code),
                RegisterColumn("then", translate("Finish then"), 14, lambda row: day(row.baseline_finish)),
                RegisterColumn("now", translate("Finish now"), 14, lambda row: day(row.finish)),
                RegisterColumn("shift", translate("Shift (working days)"), 16, shift, right=True),
            ],
        )

    def _arrange(self) -> None:
        top = WrapLayout()
        top.setContentsMargins(12, 8, 8, 6)
        top.add(Label(self.translator.translate("Baselines and trend"), bold=True, wrap=False))
        top.add_gap()
        for box, text in (
            (self.organisation, self.translator.translate("Milestones of")),
            (self.against, self.translator.translate("Compare with")),
        ):
            box.setMinimumHeight(TARGET)
            box.setMinimumContentsLength(BOX_LETTERS)
            label = Label(text, "quiet", wrap=False)
            label.setBuddy(box)
            row = top.add_row()
            row.addWidget(label)
            row.addWidget(box)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.chart)
        parts.addWidget(self.table)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(parts, 1)

    # --- what is shown ------------------------------------------------------------------------

    def reports(self) -> tuple[TrendReport, ...]:
        """Baselines, rounds and days of the journal; read once until the plan changes."""
        if self._reports is None:
            plan, document = self.document.plan, self.document
            self._reports = (
                *journal_reports(plan, document.history(), document.plan_as_of),
                *baseline_reports(plan),
            )
        return self._reports

    def lines(self) -> tuple[TrendLine, ...]:
        """The milestones in the chart."""
        plan = self.document.plan
        found = trend(plan, self.document.schedule, self.reports(), self.organisation.currentData())
        return steering_lines(plan, found)

    def rows(self) -> tuple[Shift, ...]:
        """Every activity against what was chosen to compare with."""
        value: UUID | int | None = self.against.currentData()
        if isinstance(value, UUID) and self.document.plan.get(Baseline, value) is not None:
            then = baseline_dates(self.document.plan, value)
        elif isinstance(value, int):
            if value not in self._moments:
                self._moments[value] = dates_of(schedule(self.document.plan_as_of(value)))
            then = self._moments[value]
        else:
            return ()
        return shifts(self.document.plan, self.document.schedule, then)

    def _offer(self) -> None:
        """Offer the organisations with milestones, and the moments there are; what was chosen stays."""
        plan, translate = self.document.plan, self.translator.translate
        owners = {a.organisation_id for a in plan.rows(Activity) if a.is_milestone}
        parties: list[tuple[str, UUID | None]] = [(translate("All organisations"), None)]
        parties += [(o.name, o.id) for o in plan.organisations if o.id in owners]
        lines = [line for line in self.document.history()[-MOST_LINES:-1] if line.current]
        moments: list[tuple[str, UUID | int]] = [(b.name, b.id) for b in reversed(plan.baselines)]
        moments += [(self._told(line), line.seq) for line in reversed(lines)]
        if self.document.history():
            moments.append((translate("The plan as it was made"), 0))
        offers: tuple[tuple[Choices, Sequence[tuple[str, Any]]], ...] = (
            (self.organisation, parties),
            (self.against, moments),
        )
        for box, options in offers:
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for text, value in options:
                box.addItem(text, value)
            at = next((at for at, (_, value) in enumerate(options) if value == chosen), 0)
            box.setCurrentIndex(at if options else -1)
            box.blockSignals(False)

    def _told(self, line: JournalLine) -> str:
        step = self.translator.step(line.label, line.words)
        return self.translator.translate("{when}, after: {step}", step=step, when=when(line.at, self.translator))

    def _follow(self, _announcement: Announcement) -> None:
        self._reports = None
        if self.isVisible():
            self.renew()

    def renew(self) -> None:
        """Show the plan as it is now."""
        self._offer()
        self.chart.renew()
        self.table.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.renew()


class _VarianceTable(Register):
    """Every activity then and now."""

    def __init__(self, panel: TrendPanel, columns: list[RegisterColumn]) -> None:
        super().__init__(
            panel.document,
            panel.translator,
            panel.selection,
            title=panel.translator.translate("Then and now"),
            columns=columns,
            rows_of=panel.rows,
            identity=lambda row: row.activity_id,
            kinds=frozenset({"none"}),  # the panel tells when there is something new
            stretch="activity",
        )
        translate = self.translator.translate
        self.add_choice(
            translate("Which ones"),
            [
                (translate("All"), None),
                (translate("Moved"), lambda row: row.fate is Fate.MOVED),
                (translate("Added since"), lambda row: row.fate is Fate.ADDED),
            ],
        )

    def ids_of(self, row: Shift) -> tuple[UUID, ...]:
        return (row.activity_id,)
