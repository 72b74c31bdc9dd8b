"""Why this date? What drives an activity's dates, in words; each other activity named is a way to it."""

from __future__ import annotations

from uuid import UUID

from planner.document import PlanDocument
from planner.domain.model import Activity
from planner.language import Translator
from planner.ui.panels.parts import Label, Section, Way
from planner.ui.selection import Selection


class WhySection(Section):
    """The drivers of the dates of one activity."""

    def __init__(self, document: PlanDocument, translator: Translator, selection: Selection) -> None:
        super().__init__(translator.translate("Why this date?"))
        self.document, self.translator, self.selection = document, translator, selection

    def sentences(self, activity_id: UUID) -> list[str]:
        """What drives the dates of an activity, a sentence each."""
        return [self.translator.translate(each.message) for each in self.document.schedule.drivers(activity_id)]

    def show_activity(self, activity_id: UUID) -> None:
        """Show why an activity stands where it does."""
        self.empty()
        drivers = self.document.schedule.drivers(activity_id)
        seen: list[UUID] = []
        for each in drivers:
            self.body.addWidget(Label(self.translator.translate(each.message), "quiet"))
            if each.other_id is not None and each.other_id != activity_id and each.other_id not in seen:
                seen.append(each.other_id)
        if not drivers:
            self.body.addWidget(
                Label(self.translator.translate("Nothing holds it: it starts as soon as it may."), "quiet")
            )
        for other_id in seen:
            other = self.document.plan.get(Activity, other_id)
            if other is not None:
                self.body.addWidget(Way(other, self.translator, self.selection.show, "→"))
