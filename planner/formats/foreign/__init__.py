"""Sheets of other people that list activities: found, mapped, previewed, and made into one step.

`open_book` reads a file of any kind, `propose_mapping` says what its columns seem to hold and what has to
be asked, `preview` shows the rows as they would come in, `incoming_of` makes the step; `keep` keeps a
mapping under a name, and `read_foreign` does all of it for the command line.
"""

from planner.formats.cell_values import DateOrder, Evening, PercentForm
from planner.formats.foreign.grid import Book, Sheet
from planner.formats.foreign.importing import Answers, Preview, incoming_of, preview, proposal_for, read_foreign
from planner.formats.foreign.mapping import (
    Hierarchy,
    Mapping,
    SheetColumn,
    TableMapping,
    forget,
    keep,
    kept_mapping,
    kept_mappings,
)
from planner.formats.foreign.opening import SHEET_FILES, open_book
from planner.formats.foreign.ours import read_any_sheets
from planner.formats.foreign.proposing import Proposal, Question, propose_mapping
from planner.formats.foreign.words import TARGET_NAMES, Target

__all__ = [
    "SHEET_FILES",
    "TARGET_NAMES",
    "Answers",
    "Book",
    "DateOrder",
    "Evening",
    "Hierarchy",
    "Mapping",
    "PercentForm",
    "Preview",
    "Proposal",
    "Question",
    "Sheet",
    "SheetColumn",
    "TableMapping",
    "Target",
    "forget",
    "incoming_of",
    "keep",
    "kept_mapping",
    "kept_mappings",
    "open_book",
    "preview",
    "proposal_for",
    "propose_mapping",
    "read_any_sheets",
    "read_foreign",
]
