"""The fields of a row that is no activity: a commitment, an indicator, a source, an organisation, a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.changes import Step, merged
from planner.domain.edits import set_field, set_fields
from planner.domain.fields import FIELDS, FieldDef, Shape
from planner.domain.integrity import name_of
from planner.domain.model import Dependency, Entity
from planner.domain.plan import Plan
from planner.language import Translator
from planner.ui.panels.form import Form, Setter
from planner.ui.panels.lags import lag_text, parse_lag

SINGLE = frozenset({"name", "title", "code"})
"""Fields that rows do not share."""


def set_lag(plan: Plan, rows: Sequence[Entity], value: Any) -> Step:
    """Set the lag and its unit from what was typed."""
    amount, unit = parse_lag(str(value or ""))
    steps: list[Step] = []
    for row in rows:
        step = set_field(plan, row, "lag", amount)
        after = step.changes[0].after if step else row
        assert after is not None
        steps.append(merged("row.set", [step, set_field(plan, after, "lag_unit", unit)]))
    return merged("row.set", steps, {"field": "Lag", "name": name_of(rows[0])})


def form_specs(kind: str) -> list[FieldDef]:
    """The fields of a kind that somebody can type, the long texts last."""
    found = [spec for spec in FIELDS[kind] if spec.heading and spec.editable and spec.shape is not Shape.STRUCTURE]
    if kind == "dependency":
        found = [
            FieldDef("lag", Shape.TEXT, spec.heading) if spec.name == "lag" else spec
            for spec in found
            if spec.name != "lag_unit"
        ]
    return sorted(found, key=lambda spec: spec.shape is Shape.LONG_TEXT)


class PlainFacts(QWidget):
    """One form a kind, made when a row of that kind is first shown."""

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        super().__init__()
        self.document, self.translator = document, translator
        self._forms: dict[str, Form] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def forms(self) -> tuple[Form, ...]:
        """The forms there are so far."""
        return tuple(self._forms.values())

    def form_of(self, kind: str) -> Form:
        """The form of a kind."""
        if kind not in self._forms:
            setters: dict[str, Setter] = {"lag": set_lag} if kind == "dependency" else {}
            form = Form(self.document, self.translator, form_specs(kind), setters)
            self._forms[kind] = form
            self._column.addWidget(form)
        return self._forms[kind]

    def show_rows(self, rows: Sequence[Entity]) -> None:
        """Show one row, or what several of a kind have in common."""
        form = self.form_of(rows[0].kind_name)
        for other in self._forms.values():
            other.setVisible(other is form)
        values: dict[str, Any] = {}
        if isinstance(rows[0], Dependency) and len(rows) == 1:
            values["lag"] = lag_text(rows[0], self.translator)
        form.show_rows(rows, values=values)
        for name in form.fields:
            form.let(name, shown=len(rows) == 1 or name not in SINGLE)


__all__ = ["PlainFacts", "form_specs", "set_fields", "set_lag"]
