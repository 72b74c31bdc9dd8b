"""The register of organisations: names, colours, calendars and contact roles."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap

from planner.document import PlanDocument
from planner.domain.model import Activity, Organisation
from planner.domain.rows import make
from planner.language import Translator
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import FieldColumns, RegisterCell, RegisterColumn
from planner.ui.selection import Selection


class OrganisationRegister(Register):
    """The parties in the programme."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        columns = FieldColumns(document, translator).of(
            "organisation", "code", "name", "subtitle", "kind", "colour", "calendar_id", "contact_role", "note"
        )
        columns[4] = _colour_column(columns[4])
        columns.insert(
            3, RegisterColumn("activities", translator.translate("Activities"), 11, self._activities, right=True)
        )
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Organisations"),
            columns=columns,
            rows_of=lambda: document.plan.organisations,
            kinds=frozenset({"organisation", "calendar", "activity"}),
        )
        self.allow_adding(translator.translate("Add an organisation"), self._new)
        self.allow_removing(translator.translate("Remove the chosen rows"))

    def _activities(self, row: Organisation) -> RegisterCell:
        rows = self.document.plan.rows(Activity)
        count = sum(1 for each in rows if each.organisation_id == row.id and not each.is_summary)
        return RegisterCell(str(count), float(count))

    def _new(self) -> Organisation:
        plan = self.document.plan
        codes = set(plan.organisations_by_code)
        code = next(f"ORG{n}" for n in range(1, len(codes) + 2) if f"ORG{n}" not in codes)
        last = max((row.position for row in plan.organisations), default=0.0)
        return make(Organisation, code=code, name=self.translator.translate("New organisation"), position=last + 1)


def _colour_column(column: RegisterColumn) -> RegisterColumn:
    def cell(row: Organisation) -> RegisterCell:
        plain = column.cell(row)
        return RegisterCell(plain.text, plain.sort, swatch(row.colour) if row.colour else None)

    return RegisterColumn(column.name, column.heading, column.width + 4, cell, column.spec)


def swatch(colour: str) -> QIcon:
    """A square of a colour."""
    picture = QPixmap(QSize(14, 14))
    picture.fill(QColor(colour))
    return QIcon(picture)
