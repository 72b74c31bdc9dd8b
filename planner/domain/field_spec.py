"""What can be declared of a field."""

from __future__ import annotations

from dataclasses import dataclass
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
    CHOICE = "choice"
    YES_NO = "yes/no"
    REFERENCE = "reference"  # to one row, shown by key or code
    REFERENCES = "references"
    STRUCTURE = "structure"  # edited in a dialog of its own, or by the program


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `stored` is False for what the schedule gives; an empty heading hides a field."""

    name: str
    shape: Shape
    heading: str = ""
    refers_to: str = ""
    choices: type[StrEnum] | None = None
    stored: bool = True
    editable: bool = True
    width: int = 12  # characters, in a grid or a workbook
