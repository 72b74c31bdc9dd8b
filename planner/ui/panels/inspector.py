"""The inspector: everything about what is chosen, to read and to change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.integrity import name_of
from planner.domain.model import ENTITIES, Activity, ActivityKind, Criterion, Entity, Indicator
from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.icons import icon
from planner.ui.idle_refresh import is_small
from planner.ui.panels.parts import Label
from planner.ui.plain_text import PlainLabel
from planner.ui.selection import Selection
from planner.ui.timers import single_shot

if TYPE_CHECKING:
    from planner.ui.panels.assessments import AssessmentSection
    from planner.ui.panels.citations import CitationSection
    from planner.ui.panels.facts import ActivityFacts
    from planner.ui.panels.figures import FigureSection
    from planner.ui.panels.history import HistorySection
    from planner.ui.panels.links import LinkSection
    from planner.ui.panels.plain_facts import PlainFacts
    from planner.ui.panels.remarks import RemarkSection
    from planner.ui.panels.why import WhySection

QUIET_MS = 250
"""How long after it is shown the sections are made, if no row was chosen before: the window comes first."""
SOON_MS = 40
"""How long after an edit of a large plan it is shown here what came of it."""
KIND_ICONS = {
    "activity": "activity",
    "commitment": "view-commitments",
    "indicator": "view-indicators",
    "source": "view-sources",
    "organisation": "view-organisations",
    "dependency": "link",
    "criterion": "view-readiness",
    "calendar": "calendar",
    "baseline": "baseline",
}


def find_rows(plan: Plan, ids: Sequence[UUID]) -> list[Entity]:
    """The rows with these ids that are of the same kind as the last of them."""
    for kind in ENTITIES:
        table = plan.table(kind)
        if ids and ids[-1] in table:
            return [table[row_id] for row_id in ids if row_id in table]
    return []


class Inspector(QWidget):
    """Shows the chosen row of any kind, or what several chosen rows have in common.

    Its sections are some hundred widgets, made when a row is first chosen or at the first quiet moment.
    """

    facts: ActivityFacts
    plain: PlainFacts
    figures: FigureSection
    judged: AssessmentSection
    why: WhySection
    before: LinkSection
    after: LinkSection
    sources: CitationSection
    remarks: RemarkSection
    history: HistorySection

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        self.setAccessibleName(translator.translate("Inspector"))
        self.setObjectName("inspector")
        self.setMinimumWidth(260)
        self._stale = True
        self._made = False
        self._shown: tuple[UUID, ...] = ()
        self._focus_order: list[QWidget] = []
        self._ordering = single_shot(self, 0, self._order_focus)
        self._build()
        self._quiet = single_shot(self, 0, self._make_sections)
        self._soon = single_shot(self, SOON_MS, self.refresh)
        self._painted = single_shot(self, 0, self._soon.start)  # after what is to be painted
        self._unsubscribe = document.subscribe(lambda _announcement: self._follow())
        self.destroyed.connect(lambda *_args, unsubscribe=self._unsubscribe: unsubscribe())
        selection.changed.connect(self._chosen)
        self.refresh()

    # --- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        """The frame, and what stands in it while nothing is chosen."""
        self._sign = PlainLabel()
        self._sign.setFixedSize(QSize(18, 18))
        self.title = Label(bold=True)
        self.subtitle = Label(tone="quiet")
        self.empty = Label(self.translator.translate("Choose a row to see and change what is known of it."), "quiet")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(12, 10, 10, 12)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self.subtitle)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def _make_sections(self) -> None:
        """Everything that tells of a row; once."""
        if self._made:
            return
        from planner.ui.panels.assessments import AssessmentSection
        from planner.ui.panels.citations import CitationSection
        from planner.ui.panels.facts import ActivityFacts
        from planner.ui.panels.figures import FigureSection
        from planner.ui.panels.history import HistorySection
        from planner.ui.panels.links import LinkSection
        from planner.ui.panels.plain_facts import PlainFacts
        from planner.ui.panels.remarks import RemarkSection
        from planner.ui.panels.why import WhySection

        document, translator, selection = self.document, self.translator, self.selection
        self._made = True
        self.facts = ActivityFacts(document, translator)
        self.plain = PlainFacts(document, translator)
        self.figures = FigureSection(document, translator, selection)
        self.judged = AssessmentSection(document, translator)
        self.why = WhySection(document, translator, selection)
        self.before = LinkSection(document, translator, selection, incoming=True)
        self.after = LinkSection(document, translator, selection, incoming=False)
        self.sources = CitationSection(document, translator, selection)
        self.remarks = RemarkSection(document, translator)
        self.history = HistorySection(document, translator)
        self._one = (self.why, self.before, self.after)
        parts: list[QWidget] = [self.facts.top, self.plain, self.figures, self.judged, *self._one]
        for part in [*parts, *self.facts.folds, self.sources, self.remarks, self.history]:
            part.setVisible(False)
            self._column.insertWidget(self._column.count() - 1, part)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._stale = True
            self.refresh()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        if not self._made:
            self._quiet.start(QUIET_MS)

    # --- showing ------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self.commit()
        self._follow()
        self.area.verticalScrollBar().setValue(0)

    def commit(self) -> None:
        """Ask for what stands typed in a field and was not asked for yet."""
        focused = self.focusWidget()
        if focused is None or not self._made or not self.isAncestorOf(focused):
            return
        for form in (*self.facts.forms(), *self.plain.forms()):
            if form.isAncestorOf(focused):
                form.commit()

    def _follow(self) -> None:
        """The plan or what is chosen has changed. In a large plan the rows are painted first."""
        if is_small(self.document.plan):
            self.refresh()
        else:
            self._soon.stop()
            self._painted.start()

    def refresh(self) -> None:
        """Show what is chosen as it is in the plan now; put off while nobody can see it."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._soon.stop()
        self._painted.stop()
        rows = find_rows(self.document.plan, self.selection.chosen)
        self.empty.setVisible(not rows)
        self._head(rows)
        if rows:
            self._make_sections()
        if self._made:
            self._fill(rows)
            self._ordering.start()

    def _fill(self, rows: Sequence[Entity]) -> None:
        """Show rows in the sections, and only the sections that tell of such rows."""
        activities = [row for row in rows if isinstance(row, Activity)]
        one = rows[0] if len(rows) == 1 else None
        self.facts.top.setVisible(bool(activities))
        for fold in self.facts.folds:
            fold.setVisible(bool(activities))
        if activities:
            self.facts.show_activities(activities)
        self.plain.setVisible(bool(rows) and not activities)
        if rows and not activities:
            self.plain.show_rows(rows)
        self.figures.setVisible(isinstance(one, Indicator))
        if isinstance(one, Indicator):
            self.figures.show_indicator(one)
        self.judged.setVisible(isinstance(one, Criterion))
        if isinstance(one, Criterion):
            self.judged.show_criterion(one)
        for part in self._one:
            part.setVisible(isinstance(one, Activity))
        if isinstance(one, Activity):
            for part in self._one:
                part.show_activity(one.id)
        for section in (self.sources, self.remarks, self.history):
            section.setVisible(one is not None)
            if one is not None:
                section.show_row(one)

    def _order_focus(self) -> None:
        """Let Tab go as one reads, also through rows that were made just now."""
        inside = self.area.widget()
        assert inside is not None
        found = [w for w in inside.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        shown = [w for w in found if w.isVisibleTo(inside) and w.focusProxy() is None]
        places = {w: w.mapTo(inside, QPoint(0, 0)) for w in shown}
        shown.sort(key=lambda w: (places[w].y() + w.height() // 2) * 10_000 + places[w].x())
        if shown != self._focus_order:
            self._focus_order = shown
            for first, then in pairwise(shown):
                QWidget.setTabOrder(first, then)

    def _head(self, rows: Sequence[Entity]) -> None:
        self._sign.setVisible(bool(rows))
        self.title.setVisible(bool(rows))
        self.subtitle.setVisible(len(rows) == 1)
        if not rows:
            return
        first, kind = rows[0], rows[0].kind_name
        name = KIND_ICONS.get(kind, "info")
        if isinstance(first, Activity) and first.kind is not ActivityKind.TASK:
            name = first.kind.value
        self._sign.setPixmap(icon(name).pixmap(QSize(18, 18)))
        if len(rows) > 1:
            self.title.setText(self._several(kind, len(rows)))
            return
        key, text = getattr(first, "key", None) or getattr(first, "code", None), _name(first)
        self.title.setText(f"{key} · {text}" if key and text else text or str(key))
        self.subtitle.setText(self._subtitle(first))

    def _several(self, kind: str, count: int) -> str:
        if kind == "activity":
            return self.translator.plural("{number} activity", "{number} activities", count)
        return self.translator.plural("{number} row", "{number} rows", count)

    def _subtitle(self, row: Entity) -> str:
        if isinstance(row, Activity):
            parts = [self.translator.choice(row.kind)]
            if row.gate:
                parts.append(self.translator.choice(row.gate))
            parts += [parent.name for parent in self.document.plan.ancestors(row.id)][:1]
            return " · ".join(parts)
        return self.translator.translate("{kind}", kind=row.kind_name).capitalize()


def _name(row: Entity) -> str:
    for field in ("name", "title"):
        if getattr(row, field, ""):
            return str(getattr(row, field))
    return name_of(row)


__all__ = ["Inspector", "QObject", "find_rows"]
