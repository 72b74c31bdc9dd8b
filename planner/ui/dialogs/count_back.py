"""Counted back from entry into force, and the paths that lead to a milestone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain.control.backwards import Backwards, Latest, Room, count_back
from planner.domain.control.float_paths import FloatPath, Stretch, float_paths
from planner.domain.model import Activity, Organisation
from planner.language import Wording
from planner.ui.dialogs.ahead import (
    AheadDialog,
    AheadRegister,
    activity_cell,
    day_cell,
    duration_cell,
    organisation_cell,
)
from planner.ui.look import resize_within_screen
from planner.ui.panels.controls import Number
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.register_model import Cell, Column
from planner.ui.selection import Selection

MOST_PATHS = 25


class CountBackDialog(AheadDialog):
    """The latest safe dates of everything that leads to entry into force, and each organisation's room."""

    def __init__(
        self, document: PlanDocument, wording: Wording, selection: Selection, parent: QWidget | None = None
    ) -> None:
        say = wording.say
        super().__init__(say("Counted back from entry into force"), document, wording, selection, parent)
        self._schedule = document.schedule
        self._found: Backwards | None = count_back(document.plan, self._schedule)
        self.told = Label()
        self.rooms = AheadRegister(
            self, say("Slack per organisation"), self._room_columns(), self._rooms, lambda r: r.organisation_id,
            stretch="first",
        )  # fmt: skip
        self.latest = AheadRegister(
            self, say("Latest safe dates"), self._latest_columns(), self._latest, lambda r: r.activity_id,
            stretch="activity", compact=False,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(self.rooms, 2)
        column.addWidget(self.latest, 5)
        column.addWidget(self.button_row(leave=say("Close")))
        resize_within_screen(self, 900, 640)
        self._tell()

    def _rooms(self) -> Sequence[Room]:
        return self._found.rooms if self._found else ()

    def _latest(self) -> Sequence[Latest]:
        return self._found.latest if self._found else ()

    def _room_columns(self) -> list[Column]:
        say, words = self.wording.say, self.wording

        def name(room: Room) -> Cell:
            organisation = self.document.plan.get(Organisation, room.organisation_id)
            return Cell(organisation.name if organisation else "")

        def first(room: Room) -> Cell:
            return activity_cell(self.document.plan, room.first_to_move) if room.first_to_move else Cell(say("nothing"))

        return [
            Column("organisation", say("Organisation"), 26, name),
            Column("slack", say("Slack to entry into force"), 18, lambda r: duration_cell(words, r.slack), right=True),
            Column("tightest", say("Least slack"), 34, lambda r: activity_cell(self.document.plan, r.tightest)),
            Column("first", say("Must be earlier first"), 30, first),
        ]

    def _latest_columns(self) -> list[Column]:
        say, words, document = self.wording.say, self.wording, self.document

        def planned(row: Latest) -> Cell:
            return day_cell(words, self._schedule[row.activity_id].finish)

        return [
            Column("activity", say("Activity"), 40, lambda r: activity_cell(document.plan, r.activity_id)),
            Column("organisation", say("Org"), 8, lambda r: organisation_cell(document.plan, r.activity_id)),
            Column("planned", say("Planned finish"), 12, planned),
            Column("start", say("Late start"), 12, lambda r: day_cell(words, r.start)),
            Column("finish", say("Late finish"), 12, lambda r: day_cell(words, r.finish)),
            Column("slack", say("Slack"), 10, lambda r: duration_cell(words, r.slack), right=True),
        ]

    def show_now(self) -> None:
        self._schedule = self.document.schedule
        self._found = count_back(self.document.plan, self._schedule)
        self.rooms.refresh()
        self.latest.refresh()
        self._tell()

    def _tell(self) -> None:
        say = self.wording.say
        if self._found is None:
            self.told.setText(say("The plan has no milestone that is marked as entry into force."))
            return
        day = self.wording.date(self._found.due, "long")
        self.told.setText(
            say(
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
        wording: Wording,
        selection: Selection,
        goal_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        say, goal = wording.say, document.plan.activity(goal_id)
        super().__init__(
            say("Paths to {key} {name}", key=goal.key, name=goal.name), document, wording, selection, parent
        )
        self._goal_id, self._schedule = goal_id, document.schedule
        self.number = Number()
        self.number.setRange(1, MOST_PATHS)
        self.number.setValue(5)
        self.number.setMinimumHeight(TARGET)
        self.number.setAccessibleName(say("Number of paths"))
        self._found = self._rows()
        self.paths = AheadRegister(
            self, say("Paths"), self._columns(), lambda: self._found, lambda r: (r.path.number, r.activity_id),
            stretch="activity", compact=False,
        )  # fmt: skip
        self.number.valueChanged.connect(lambda _value: self.show_soon())
        top = QHBoxLayout()
        top.addWidget(
            Label(
                say("Path 1 drives the date; each next one would once its slack is lost. A double click goes to it.")
            ),
            1,
        )
        top.addWidget(Label(say("Number of paths"), wrap=False))
        top.addWidget(self.number)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.paths, 1)
        column.addWidget(self.button_row(leave=say("Close")))
        resize_within_screen(self, 860, 560)

    def _rows(self) -> list[PathRow]:
        plan = self.document.plan
        goal = plan.get(Activity, self._goal_id)
        if goal is None or plan.children(goal.id):
            return []
        found = float_paths(plan, self._schedule, goal.id, self.number.value())
        return [PathRow(path, place) for path in found for place in range(len(path.stretches))]

    def _columns(self) -> list[Column]:
        say, words, document = self.wording.say, self.wording, self.document

        def number(row: PathRow) -> Cell:
            return Cell(str(row.path.number), row.path.number * 1e6 + row.place)

        def room(row: PathRow) -> Cell:
            return duration_cell(words, row.stretch.room) if row.stretch.link_id else Cell("")

        def joins(row: PathRow) -> Cell:
            last = row.place == len(row.path.stretches) - 1
            return activity_cell(document.plan, row.path.joins) if last else Cell("")

        return [
            Column("path", say("Path"), 6, number, right=True),
            Column("activity", say("Activity"), 36, lambda r: activity_cell(document.plan, r.activity_id)),
            Column("organisation", say("Org"), 8, lambda r: organisation_cell(document.plan, r.activity_id)),
            Column("start", say("Start"), 10, lambda r: day_cell(words, self._schedule[r.activity_id].start)),
            Column("finish", say("Finish"), 10, lambda r: day_cell(words, self._schedule[r.activity_id].finish)),
            Column("slack", say("Slack"), 10, lambda r: duration_cell(words, r.stretch.slack), right=True),
            Column("room", say("Room to the next"), 14, room, right=True),
            Column("joins", say("Joins at"), 22, joins),
        ]

    def show_now(self) -> None:
        self._schedule = self.document.schedule
        self._found = self._rows()
        self.paths.refresh()
