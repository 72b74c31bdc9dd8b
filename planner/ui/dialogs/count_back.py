"""Counted back from entry into force, and the paths that lead to a milestone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.backwards import Backwards, Latest, SlackToGoal, count_back
from planner.domain.control.float_paths import FloatPath, Stretch, float_paths
from planner.domain.model import Activity, Organisation
from planner.language import Translator
from planner.ui.dialogs.ahead import (
    AheadDialog,
    AheadRegister,
    activity_cell,
    day_cell,
    duration_cell,
    organisation_cell,
)
from planner.ui.panels.controls import Number
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register_model import RegisterCell, RegisterColumn
from planner.ui.selection import Selection
from planner.ui.theming import resize_within_screen

MOST_PATHS = 25


class CountBackDialog(AheadDialog):
    """The latest safe dates of everything that leads to entry into force, and each organisation's room."""

    def __init__(
        self, document: PlanDocument, translator: Translator, selection: Selection, parent: QWidget | None = None
    ) -> None:
        translate = translator.translate
        super().__init__(translate("Counted back from entry into force"), document, translator, selection, parent)
        self._schedule = document.schedule
        self._found: Backwards | None = count_back(document.plan, self._schedule)
        self.told = Label()
        self.rooms = AheadRegister(
            self, translate("Slack per organisation"), self._room_columns(), self._rooms, lambda r: r.organisation_id,
            stretch="first",
        )  # fmt: skip
        self.latest = AheadRegister(
            self, translate("Latest safe dates"), self._latest_columns(), self._latest, lambda r: r.activity_id,
            stretch="activity", compact=False,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(self.rooms, 2)
        column.addWidget(self.latest, 5)
        column.addWidget(self.button_row(leave=translate("Close")))
        resize_within_screen(self, 900, 640)
        self._tell()

    def _rooms(self) -> Sequence[SlackToGoal]:
        return self._found.rooms if self._found else ()

    def _latest(self) -> Sequence[Latest]:
        return self._found.latest if self._found else ()

    def _room_columns(self) -> list[RegisterColumn]:
        translate, words = self.translator.translate, self.translator

        def name(room: SlackToGoal) -> RegisterCell:
            organisation = self.document.plan.get(Organisation, room.organisation_id)
            return RegisterCell(organisation.name if organisation else "")

        def first(room: SlackToGoal) -> RegisterCell:
            return (
                activity_cell(self.document.plan, room.first_to_move)
                if room.first_to_move
                else RegisterCell(translate("nothing"))
            )

        return [
            RegisterColumn("organisation", translate("Organisation"), 26, name),
            RegisterColumn(
                "slack", translate("Slack to entry into force"), 18, lambda r: duration_cell(words, r.slack), right=True
            ),
            RegisterColumn(
                "tightest", translate("Least slack"), 34, lambda r: activity_cell(self.document.plan, r.tightest)
            ),
            RegisterColumn("first", translate("Must be earlier first"), 30, first),
        ]

    def _latest_columns(self) -> list[RegisterColumn]:
        translate, words, document = self.translator.translate, self.translator, self.document

        def planned(row: Latest) -> RegisterCell:
            return day_cell(words, self._schedule[row.activity_id].finish)

        return [
            RegisterColumn(
                "activity", translate("Activity"), 40, lambda r: activity_cell(document.plan, r.activity_id)
            ),
            RegisterColumn(
                "organisation", translate("Org"), 8, lambda r: organisation_cell(document.plan, r.activity_id)
            ),
            RegisterColumn("planned", translate("Planned finish"), 12, planned),
            RegisterColumn("start", translate("Late start"), 12, lambda r: day_cell(words, r.start)),
            RegisterColumn("finish", translate("Late finish"), 12, lambda r: day_cell(words, r.finish)),
            RegisterColumn("slack", translate("Slack"), 10, lambda r: duration_cell(words, r.slack), right=True),
        ]

    def show_now(self) -> None:
        self._schedule = self.document.schedule
        self._found = count_back(self.document.plan, self._schedule)
        self.rooms.refresh()
        self.latest.refresh()
        self._tell()

    def _tell(self) -> None:
        translate = self.translator.translate
        if self._found is None:
            self.told.setText(translate("The plan has no milestone that is marked as entry into force."))
            return
        day = self.translator.date(self._found.due, "long")
        self.told.setText(
            translate(
                "Until when each activity may wait, with entry into force on {day}. A double click goes to it.", day=day
            )
        )


@dataclass(frozen=True)
class PathRow:
    """A stretch of a path, with its place in it."""

    path: FloatPath
    place: int

    @property
    def stretch(self) -> Stretch:
        return self.path.stretches[self.place]

    @property
    def activity_id(self) -> UUID:
        return self.stretch.activity_id


class PathsDialog(AheadDialog):
    """What drives a milestone, and what comes after it by slack."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        selection: Selection,
        goal_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        translate, goal = translator.translate, document.plan.activity(goal_id)
        super().__init__(
            translate("Paths to {key} {name}", key=goal.key, name=goal.name), document, translator, selection, parent
        )
        self._goal_id, self._schedule = goal_id, document.schedule
        self.number = Number()
        self.number.setRange(1, MOST_PATHS)
        self.number.setValue(5)
        self.number.setMinimumHeight(TARGET)
        self.number.setAccessibleName(translate("Number of paths"))
        self._found = self._rows()
        self.paths = AheadRegister(
            self, translate("Paths"), self._columns(), lambda: self._found, lambda r: (r.path.number, r.activity_id),
            stretch="activity", compact=False,
        )  # fmt: skip
        self.number.valueChanged.connect(lambda _value: self.show_soon())
        top = QHBoxLayout()
        top.addWidget(
            Label(
                translate(
                    "Path 1 drives the date; each next one would once its slack is lost. A double click goes to it."
                )
            ),
            1,
        )
        top.addWidget(Label(translate("Number of paths"), wrap=False))
        top.addWidget(self.number)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.paths, 1)
        column.addWidget(self.button_row(leave=translate("Close")))
        resize_within_screen(self, 860, 560)

    def _rows(self) -> list[PathRow]:
        plan = self.document.plan
        goal = plan.get(Activity, self._goal_id)
        if goal is None or plan.children(goal.id):
            return []
        found = float_paths(plan, self._schedule, goal.id, self.number.value())
        return [PathRow(path, place) for path in found for place in range(len(path.stretches))]

    def _columns(self) -> list[RegisterColumn]:
        translate, words, document = self.translator.translate, self.translator, self.document

        def number(row: PathRow) -> RegisterCell:
            return RegisterCell(str(row.path.number), row.path.number * 1e6 + row.place)

        def room(row: PathRow) -> RegisterCell:
            return duration_cell(words, row.stretch.room) if row.stretch.link_id else RegisterCell("")

        def joins(row: PathRow) -> RegisterCell:
            last = row.place == len(row.path.stretches) - 1
            return activity_cell(document.plan, row.path.joins) if last else RegisterCell("")

        return [
            RegisterColumn("path", translate("Path"), 6, number, right=True),
            RegisterColumn(
                "activity", translate("Activity"), 36, lambda r: activity_cell(document.plan, r.activity_id)
            ),
            RegisterColumn(
                "organisation", translate("Org"), 8, lambda r: organisation_cell(document.plan, r.activity_id)
            ),
            RegisterColumn(
                "start", translate("Start"), 10, lambda r: day_cell(words, self._schedule[r.activity_id].start)
            ),
            RegisterColumn(
                "finish", translate("Finish"), 10, lambda r: day_cell(words, self._schedule[r.activity_id].finish)
            ),
            RegisterColumn(
                "slack", translate("Slack"), 10, lambda r: duration_cell(words, r.stretch.slack), right=True
            ),
            RegisterColumn("room", translate("Room to the next"), 14, room, right=True),
            RegisterColumn("joins", translate("Joins at"), 22, joins),
        ]

    def show_now(self) -> None:
        self._schedule = self.document.schedule
        self._found = self._rows()
        self.paths.refresh()
