"""Sheets of other people that list activities: found, mapped, previewed, and made into one step.

`open_book` reads a file of any kind, `propose_mapping` says what its columns seem to hold and what has to
be asked, `preview` shows the rows as they would come in, `incoming_of` makes the step; `keep` keeps a
mapping under a name, and `read_foreign` does all of it for the command line.
"""

from planner.exchange.foreign.grid import Book, Sheet
from planner.exchange.foreign.importing import Answers, Preview, incoming_of, preview, proposal_for, read_foreign
from planner.exchange.foreign.mapping import (
    Column,
    Hierarchy,
    Mapping,
    TableMapping,
    forget,
    keep,
    kept_mapping,
    kept_mappings,
)
from planner.exchange.foreign.opening import SHEET_FILES, open_book
from planner.exchange.foreign.ours import read_any_sheets
from planner.exchange.foreign.proposing import Proposal, Question, propose_mapping
from planner.exchange.foreign.values import DateOrder, PercentForm
from planner.exchange.foreign.words import TARGET_NAMES, Target

__all__ = [
    "SHEET_FILES",
    "TARGET_NAMES",
    "Answers",
    "Book",
    "Column",
    "DateOrder",
    "Hierarchy",
    "Mapping",
    "PercentForm",
    "Preview",
    "Proposal",
    "Question",
    "Sheet",
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
