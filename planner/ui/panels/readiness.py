"""Readiness: organisations against themes with a sign and a word each; below, the criteria behind a cell."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSplitter, QTableView, QVBoxLayout, QWidget

from planner.chart.facts import light_words
from planner.chart.reports.words import slack_words
from planner.document import Announcement, PlanDocument
from planner.domain.control.go_no_go import by_facts
from planner.domain.control.readiness import (
    Matrix,
    OrganisationReadiness,
    chain_readiness,
    criteria_matrix,
    criterion_light,
    judged_organisations,
    latest_assessment,
    readiness,
)
from planner.domain.model import Criterion, Light, Organisation, Track
from planner.domain.rows import make
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.icons import LIGHT_SIGNS, light_icon
from planner.ui.panels.assessments import TONES
from planner.ui.panels.parts import Label, tone_colour
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import ROOT, FieldColumns, Index, RegisterCell, RegisterColumn
from planner.ui.plain_text import plain
from planner.ui.selection import Selection

FIRST_TRACK = 3
"""Columns before the themes: the light, progress and slack of the organisation itself."""
WIDEST_NAMES, LONGEST_NAME = 206, 25
"""Room for names of organisations in pixels, and how many letters stand in it: longer ones show their code."""


class MatrixModel(QAbstractTableModel):
    """Organisation by theme. The first columns say how the organisation stands by its dates."""

    def __init__(self, document: PlanDocument, translator: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.translator = document, translator
        self.organisations: tuple[Organisation, ...] = ()
        self.tracks: tuple[Track, ...] = ()
        self._standing: dict[UUID, OrganisationReadiness] = {}
        self._matrix: Matrix | None = None
        self.renew()

    def renew(self) -> None:
        """Take over what holds now; the shape of the table may change."""
        plan, schedule = self.document.plan, self.document.schedule
        standing = {each.organisation_id: each for each in readiness(plan, schedule)}
        matrix = criteria_matrix(plan)
        named = {o.id: o for o in (*judged_organisations(plan), *matrix.organisations)}
        organisations = tuple(o for o in plan.organisations if o.id in named)
        shape = ([o.id for o in organisations], [t.id for t in matrix.tracks])
        same = shape == ([o.id for o in self.organisations], [t.id for t in self.tracks])
        if not same:
            self.beginResetModel()
        self.organisations, self.tracks = organisations, matrix.tracks
        self._standing, self._matrix = standing, matrix
        if not same:
            self.endResetModel()
        elif organisations:
            last = self.index(len(organisations) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.organisations)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else FIRST_TRACK + len(self.tracks)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            if section >= len(self.organisations):
                return None
            organisation = self.organisations[section]
            whole = role == Qt.ItemDataRole.ToolTipRole or len(organisation.name) <= LONGEST_NAME
            name = organisation.name if whole else organisation.code
            return plain(name) if role == Qt.ItemDataRole.ToolTipRole else name
        if section < FIRST_TRACK:
            translate = self.translator.translate
            slack = (
                translate("Slack to entry into force") if role == Qt.ItemDataRole.ToolTipRole else translate("Slack")
            )
            return (translate("Readiness"), translate("Progress"), slack)[section]
        return self.tracks[section - FIRST_TRACK].name if section - FIRST_TRACK < len(self.tracks) else None

    def criteria_at(self, index: Index) -> tuple[UUID, ...]:
        """The criteria behind a cell; those of the whole organisation for the first columns."""
        organisation = self.organisations[index.row()]
        if index.column() < FIRST_TRACK:
            return tuple(c.id for c in self.document.plan.criteria if c.organisation_id == organisation.id)
        track = self.tracks[index.column() - FIRST_TRACK]
        cell = self._matrix.cells.get((organisation.id, track.id)) if self._matrix else None
        return cell.criteria if cell else ()

    def cell(self, row: int, column: int) -> RegisterCell:
        """What stands in a cell: sign and word, and the reason as its tip."""
        organisation = self.organisations[row]
        if column < FIRST_TRACK:
            return self._own_cell(organisation, column)
        cell = self._matrix.cells.get((organisation.id, self.tracks[column - FIRST_TRACK].id)) if self._matrix else None
        if cell is None:
            return RegisterCell("–", tone="quiet", tip=self.translator.translate("No criterion"))
        unjudged = (
            self.translator.translate("Not judged yet")
            if cell.light is Light.GREY
            else self.translator.translate("Judged")
        )
        reason = cell.explanation or unjudged
        return self._light_cell(cell.light, f"{light_words(cell.light, self.translator)}: {reason}")

    def _own_cell(self, organisation: Organisation, column: int) -> RegisterCell:
        standing = self._standing.get(organisation.id)
        if standing is None:
            return RegisterCell("–", tone="quiet")
        if column == 0:
            return self._light_cell(standing.light, self.translator.translate(standing.why))
        if column == 1:
            return RegisterCell(f"{standing.percent} %")
        if standing.entry_slack is None:
            return RegisterCell(
                "–", tone="quiet", tip=self.translator.translate("Nothing that is planned leads to entry into force.")
            )
        slack = slack_words(standing.entry_slack, self.translator, assumed=bool(standing.rests_on))
        return RegisterCell(slack, tone="error" if standing.entry_slack < 0 else "plain")

    def _light_cell(self, light: Light, tip: str) -> RegisterCell:
        return RegisterCell(f"{LIGHT_SIGNS[light]} {light_words(light, self.translator)}", tone=TONES[light], tip=tip)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.organisations):
            return None
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return plain(cell.tip) or None
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(QColor(tone_colour(cell.tone)))
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter.value
            case Qt.ItemDataRole.AccessibleTextRole:
                heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return f"{self.organisations[index.row()].name}, {heading}: {cell.text}. {cell.tip}"
        return None


class CriterionTable(Register):
    """The criteria behind the chosen cell; those of everybody where none is chosen."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        self.place: tuple[UUID | None, UUID | None] = (None, None)
        columns = FieldColumns(document, translator).of(
            "criterion", "organisation_id", "track_id", "name", "mandatory", "needed_by", "activity_id", "evidence"
        )
        columns.insert(0, RegisterColumn("light", translator.translate("Light"), 18, self._light))
        columns.insert(1, RegisterColumn("facts", translator.translate("By the dates"), 18, self._facts))
        columns.insert(5, RegisterColumn("why", translator.translate("Explanation"), 36, self._why))
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Criteria"),
            columns=columns,
            rows_of=self._criteria,
            kinds=frozenset({"criterion", "assessment", "organisation", "track", "programme", "activity"}),
        )
        self.allow_adding(translator.translate("Add a criterion"), self._new)
        self.allow_removing(translator.translate("Remove the chosen rows"))

    def _criteria(self) -> list[Criterion]:
        place = self.place
        return [
            c
            for c in self.document.plan.criteria
            if (place[0] is None or c.organisation_id == place[0]) and (place[1] is None or c.track_id == place[1])
        ]

    def _light(self, row: Criterion) -> RegisterCell:
        light = criterion_light(self.document.plan, row)
        return RegisterCell(
            light_words(light, self.translator),
            float(list(Light).index(light)),
            light_icon(light),
            TONES[light],
        )

    def _facts(self, row: Criterion) -> RegisterCell:
        """The light that the dates alone give, beside the judgement of a person."""
        light = by_facts(self.document.plan, self.document.schedule, row)
        if light is None:
            return RegisterCell(
                "–", 9.0, tone="quiet", tip=self.translator.translate("No activity is said to make this true.")
            )
        return RegisterCell(
            light_words(light, self.translator),
            float(list(Light).index(light)),
            light_icon(light),
            TONES[light],
        )

    def _why(self, row: Criterion) -> RegisterCell:
        last = latest_assessment(self.document.plan, row.id)
        text = last.explanation if last else self.translator.translate("Not judged yet")
        return RegisterCell(text, text.casefold(), tip=text, tone="plain" if last else "quiet")

    def _new(self) -> Criterion:
        plan = self.document.plan
        organisation_id = self.place[0] or next((o.id for o in judged_organisations(plan)), None)
        if organisation_id is None:
            raise EditRefused(N_("First add an organisation."))
        last = max((c.position for c in plan.criteria), default=0.0)
        return make(
            Criterion,
            organisation_id=organisation_id,
            track_id=self.place[1] or (plan.tracks[0].id if plan.tracks else None),
            name=self.translator.translate("New criterion"),
            position=last + 1,
        )


class ReadinessPanel(QWidget):
    """The matrix above, the criteria below; a criterion is judged in the inspector."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__()
        self.document, self.translator, self.selection = document, translator, selection
        self.model = MatrixModel(document, translator, self)
        self.matrix = _matrix_view(self.model, translator)
        self.chain = Label(bold=True)
        self.chain.setContentsMargins(12, 10, 12, 6)
        self.criteria = CriterionTable(document, translator, selection)
        self._stale = False
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.chain)
        above.addWidget(self.matrix, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(self.criteria)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.matrix.selectionModel().selectionChanged.connect(lambda *_: self._cell_chosen())
        self.matrix.activated.connect(self._go)
        unsubscribe = document.subscribe(self._announced)
        self.destroyed.connect(lambda *_args: unsubscribe())
        self._say_chain()

    def _announced(self, announcement: Announcement) -> None:
        if self.isVisible():
            self._renew()
        else:
            self._stale = True

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self._renew()

    def _renew(self) -> None:
        self._stale = False
        self.model.renew()
        self._say_chain()

    def _say_chain(self) -> None:
        light, why = chain_readiness(self.document.plan, self.document.schedule)
        self.chain.setText(f"{LIGHT_SIGNS[light]} {self.translator.translate(why)}")
        self.chain.set_tone(TONES[light])

    def _cell_chosen(self) -> None:
        chosen = self.matrix.selectionModel().selectedIndexes()
        index = chosen[0] if chosen else QModelIndex()
        if not index.isValid():
            self.criteria.place = (None, None)
            self.criteria.heading.setText(self.translator.translate("Criteria"))
        else:
            at = index.column() - FIRST_TRACK
            track = self.model.tracks[at] if at >= 0 else None
            organisation = self.model.organisations[index.row()]
            self.criteria.place = (organisation.id, track.id if track else None)
            names = [organisation.name] + ([track.name] if track else [])
            self.criteria.heading.setText(self.translator.translate("Criteria: {names}", names=" · ".join(names)))
        self.criteria.refresh()

    def _go(self, index: QModelIndex) -> None:
        ids = self.model.criteria_at(index)
        if ids:
            self.selection.choose(ids[0])
        else:
            self.selection.show(self.model.organisations[index.row()].id)


def _matrix_view(model: MatrixModel, translator: Translator) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(translator.translate("Readiness by organisation and theme"))
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(True)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().setDefaultSectionSize(30)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = view.horizontalHeader()
    header.setMinimumHeight(32)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    view.verticalHeader().setMaximumWidth(WIDEST_NAMES)
    view.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
    return view
