"""What is declared of a field, once; every surface that shows, takes or keeps fields reads it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Shape(Enum):
    """How a value is shown and typed; `planner.language` formats and parses by it."""

    TEXT = "text"
    LONG_TEXT = "long text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"  # whole number, 0 to 100
    DURATION = "duration"  # working minutes, shown in working days
    DATE = "date"  # a date
    START = "start"  # a datetime; a day means its beginning
    FINISH = "finish"  # a datetime; a day means its end
    WINDOW = "window"  # an ImpreciseDate
    CHOICE = "choice"  # a member of `choices`
    YES_NO = "yes/no"
    REFERENCE = "reference"  # to one row, shown by key or code
    REFERENCES = "references"
    STRUCTURE = "structure"  # edited in a dialog of its own, or by the program


class Surface(StrEnum):
    """Where fields are seen or pass. The plan file, JSON and the change log keep every stored field."""

    INSPECTOR = "inspector"
    TABLE = "table"  # with its filter, sorting, grouping and clipboard
    PAPER = "paper"  # columns beside the bars
    SHEET = "sheet"  # our own workbooks: Excel, ODS
    FOREIGN = "foreign"  # somebody else's sheet
    PROJECT = "project"  # MS Project and Primavera


class Section(StrEnum):
    """The part of the inspector in which a field of an activity stands, from top to bottom."""

    MAIN = "main"
    MORE = "more"
    TERMS = "terms"
    PROGRESS = "progress"
    NAME = "name"
    PLACE = "place"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the activity table or of paper. `place` orders columns; `width` is in pixels or points.

    Without a width it follows from the field's width in characters. `shown`: it is there until somebody chooses.
    """

    place: int = 100
    heading: str = ""
    width: int = 0
    shown: bool = False


PLAIN_COLUMN = Column()


@dataclass(frozen=True, slots=True)
class FieldDef:
    """One field. An empty heading hides it from every surface.

    name         attribute of the entity, or of what the schedule gives of it (`stored` False)
    heading      what it is called; `table.heading` and `paper.heading` where there is less room
    fixed        why nobody can type it; empty where it can be edited
    edited_in    where a field without an editor of its own shape is edited
    width        characters, in a grid or a workbook
    section      where in the inspector; fields of other kinds stand in one list
    shared       whether several rows can be given one value
    rolled_up    a summary takes it from what is in it
    of_summaries whether a summary has it
    lasting      it tells of something that takes time: a milestone without duration has none
    folded       its column in a workbook is grouped away at first
    schedules    whether dates may change with it
    left_out     surfaces that do without it, each with the reason
    """

    name: str
    shape: Shape
    heading: str = ""
    refers_to: str = ""
    choices: type[StrEnum] | None = None
    stored: bool = True
    fixed: str = ""
    edited_in: str = ""
    width: int = 12
    section: Section = Section.PLACE
    table: Column = PLAIN_COLUMN
    paper: Column = PLAIN_COLUMN
    shared: bool = True
    rolled_up: bool = False
    of_summaries: bool = True
    lasting: bool = False
    folded: bool = False
    schedules: bool = True
    left_out: Mapping[Surface, str] = field(default_factory=dict[Surface, str], hash=False)

    @property
    def editable(self) -> bool:
        return not self.fixed

    @property
    def typed(self) -> bool:
        """Whether there is an editor for it: it has a name and a plain value, and nothing keeps it as it is."""
        return bool(self.heading) and not self.fixed and self.shape is not Shape.STRUCTURE

    @property
    def word(self) -> str:
        """What it is called on a command line: duration for duration_minutes, organisation for organisation_id."""
        for end in ("_minutes", "_ids", "_id"):
            if self.name.endswith(end):
                return self.name.removesuffix(end)
        return self.name

    def is_on(self, surface: Surface) -> bool:
        """Whether a surface has it."""
        return bool(self.heading) and surface not in self.left_out
