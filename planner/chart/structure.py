"""What the parts of a sheet are, for who does not see it: headings, tables, pictures with words, in reading order.

Layout says so where it writes a text; painters of formats that have such a structure (PDF) carry it over. Roles
are the standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    SECTION = "Sect"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    PARAGRAPH = "P"
    CAPTION = "Caption"
    TABLE = "Table"
    ROW = "TR"
    HEADER = "TH"  # of a column
    ROW_HEADER = "TH-row"
    CELL = "TD"
    FIGURE = "Figure"
    LIST = "L"
    ITEM = "LI"
    ITEM_TEXT = "LBody"
    ARTIFACT = "Artifact"  # decoration, or what is said elsewhere on the sheet: not read


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a sheet. `parent` is the number of the part that it stands in, -1 for the sheet itself.

    `alternative` is what a picture says, in words. A part with a `key` goes on where an earlier sheet has a
    part with the same key. `language` is that of its text where it is not the sheet's.
    """

    role: Role
    parent: int = -1
    alternative: str = ""
    key: str = ""
    language: str = ""
