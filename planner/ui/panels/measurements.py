"""The measurements of one indicator as a table that can be typed in."""

from __future__ import annotations

from uuid import UUID

from planner.document import PlanDocument
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Measurement
from planner.domain.rows import make
from planner.errors import EditRefused
from planner.language import Translator
from planner.message import N_
from planner.ui.panels.register import Register
from planner.ui.panels.register_model import FieldColumns
from planner.ui.selection import Selection


class MeasurementTable(Register):
    """The measurements of one indicator."""

    def __init__(
        self, document: PlanDocument, translator: Translator, selection: Selection, *, compact: bool = False
    ) -> None:
        self.indicator_id: UUID | None = None
        columns = FieldColumns(document, translator).of("measurement", "at", "value", "note")
        super().__init__(
            document,
            translator,
            selection,
            title=translator.translate("Measurements"),
            columns=columns[: 2 if compact else 3],
            rows_of=self._measurements,
            kinds=frozenset({"measurement", "indicator"}),
            compact=compact,
        )
        self.allow_adding(translator.translate("Add a measurement"), self._new)
        self.allow_removing(translator.translate("Remove the chosen rows"))

    def _measurements(self) -> tuple[Measurement, ...]:
        return self.document.plan.measurements(self.indicator_id) if self.indicator_id else ()

    def ids_of(self, row: Measurement) -> tuple[UUID, ...]:
        return ()  # choosing a measurement leaves the indicator chosen

    def show_indicator(self, indicator_id: UUID | None) -> None:
        """Show the measurements of an indicator."""
        self.indicator_id = indicator_id
        self.refresh()

    def _new(self) -> Measurement:
        if self.indicator_id is None:
            raise EditRefused(N_("Nothing is selected."))
        day = self.document.plan.programme.status_date
        return make(Measurement, indicator_id=self.indicator_id, at=ImpreciseDate.exact(day))
