"""What was settled about a file: which sheets, tables and columns hold what; kept under a name for next month."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from planner.errors import FileTrouble
from planner.formats.cell_values import DateOrder, Evening, PercentForm
from planner.formats.foreign.words import Target, plain
from planner.message import N_
from planner.settings import user_folder
from planner.writing import reporting_trouble, write_file

FORMAT = 1


class Hierarchy(StrEnum):
    """What says which activity is part of which."""

    NONE = ""
    LEVEL = "level"  # a column with levels
    WBS = "wbs"  # numbers such as 1.2.3
    INDENT = "indent"  # of the cell, or spaces before the name
    OUTLINE = "outline"  # rows grouped in Excel


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: where it stands (from 0), what it is called, what it holds; for bare numbers their unit or form."""

    at: int
    heading: str
    target: Target = Target.NOTHING
    order: DateOrder = DateOrder.DAY_FIRST
    percent: PercentForm = PercentForm.POINTS
    unit: str = "d"
    evening: Evening = Evening.THAT_DAY


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table of a sheet: its header rows (from 0), the row after its last, its columns, what its bars stand under.

    `title` is the banner that it stands under, and becomes a summary where `sections` are used. `bars` are
    (column, first day, last day) in ISO form. `left_out` are rows that hold no activity.
    """

    sheet: str
    header: tuple[int, ...]
    end: int
    columns: tuple[SheetColumn, ...]
    hierarchy: Hierarchy = Hierarchy.NONE
    title: str = ""
    bars: tuple[tuple[int, str, str], ...] = ()
    left_out: tuple[int, ...] = ()
    year: int | None = None

    def column(self, target: Target) -> SheetColumn | None:
        return next((column for column in self.columns if column.target is target), None)

    def columns_of(self, target: Target) -> tuple[SheetColumn, ...]:
        return tuple(column for column in self.columns if column.target is target)

    def with_target(self, at: int, target: Target) -> TableMapping:
        """The same with one column holding something else."""
        columns = tuple(replace(c, target=target) if c.at == at else c for c in self.columns)
        return replace(self, columns=columns)

    def with_order(self, order: DateOrder) -> TableMapping:
        """The same with every date read in one order."""
        return replace(self, columns=tuple(replace(c, order=order) for c in self.columns))

    def with_evening(self, evening: Evening) -> TableMapping:
        """The same with every moment late in the evening read in one way."""
        return replace(self, columns=tuple(replace(c, evening=evening) for c in self.columns))


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that is needed to read a file again. `organisation` is the code of whose rows these are, if it is one's."""

    tables: tuple[TableMapping, ...] = ()
    organisation: str = ""
    sections: bool = True
    hidden_rows: bool = True
    name: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for every file with this layout: the headings, whatever their place, without the days of bars."""
        heads = sorted({"|".join(sorted(_stable(c.heading) for c in t.columns if c.heading)) for t in self.tables})
        return hashlib.sha256("\n".join(heads).encode()).hexdigest()[:16]

    @property
    def source(self) -> str:
        """Under which name the rows of this layout are known in a plan, at every next import."""
        return f"sheet-{self.fingerprint[:10]}" + (f"-{self.organisation.lower()}" if self.organisation else "")

    def with_table(self, table: TableMapping, at: int) -> Mapping:
        """The same with another table at a place."""
        return replace(self, tables=(*self.tables[:at], table, *self.tables[at + 1 :]))

    def with_order(self, order: DateOrder) -> Mapping:
        return replace(self, tables=tuple(table.with_order(order) for table in self.tables))

    def with_evening(self, evening: Evening) -> Mapping:
        return replace(self, tables=tuple(table.with_evening(evening) for table in self.tables))


def _stable(heading: str) -> str:
    return re.sub(r"\d+", "", plain(heading))


# --- as text, and kept ----------------------------------------------------------------------------


def as_json(mapping: Mapping) -> str:
    """A mapping as text."""
    tables = [
        {
            "sheet": table.sheet,
            "header": table.header,
            "end": table.end,
            "hierarchy": table.hierarchy,
            "title": table.title,
            "bars": table.bars,
            "left_out": table.left_out,
            "year": table.year,
            "columns": [
                {
                    "at": c.at,
                    "heading": c.heading,
                    "target": c.target,
                    "order": c.order,
                    "percent": c.percent,
                    "unit": c.unit,
                    "evening": c.evening,
                }
                for c in table.columns
            ],
        }
        for table in mapping.tables
    ]
    whole = {
        "format": FORMAT,
        "name": mapping.name,
        "organisation": mapping.organisation,
        "sections": mapping.sections,
        "hidden_rows": mapping.hidden_rows,
        "tables": tables,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def from_json(text: str) -> Mapping:
    """The mapping that a text holds; ValueError where it holds none."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        return Mapping(
            tuple(_table(each) for each in told["tables"]),
            str(told["organisation"]),
            bool(told["sections"]),
            bool(told["hidden_rows"]),
            str(told["name"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def _table(told: dict[str, Any]) -> TableMapping:
    columns = tuple(
        SheetColumn(
            int(c["at"]),
            str(c["heading"]),
            Target(c["target"]),
            DateOrder(c["order"]),
            PercentForm(c["percent"]),
            str(c["unit"]),
            Evening(c.get("evening", Evening.THAT_DAY)),
        )
        for c in told["columns"]
    )
    return TableMapping(
        str(told["sheet"]),
        tuple(int(row) for row in told["header"]),
        int(told["end"]),
        columns,
        Hierarchy(told["hierarchy"]),
        str(told["title"]),
        tuple((int(at), str(first), str(last)) for at, first, last in told["bars"]),
        tuple(int(row) for row in told["left_out"]),
        None if told["year"] is None else int(told["year"]),
    )


def _folder() -> Path:
    return user_folder("config") / "mappings"


def keep(mapping: Mapping, name: str) -> Mapping:
    """Keep a mapping under a name, in place of one that has it; FileTrouble where that cannot be done."""
    kept = replace(mapping, name=" ".join(name.split())[:80])
    path = _folder() / f"{plain(kept.name) or 'mapping'}.json"
    with reporting_trouble(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, as_json(kept))
    return kept


def forget(name: str) -> None:
    """Throw a kept mapping away."""
    (_folder() / f"{plain(name) or 'mapping'}.json").unlink(missing_ok=True)


def kept_mappings() -> tuple[Mapping, ...]:
    """All that were kept, by name; a file that is damaged counts as none."""
    found: list[Mapping] = []
    for path in sorted(_folder().glob("*.json")):
        try:
            found.append(from_json(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
    return tuple(sorted(found, key=lambda mapping: mapping.name.casefold()))


def kept_mapping(name: str) -> Mapping:
    """The mapping that was kept under a name; FileTrouble where there is none."""
    known = kept_mappings()
    for mapping in known:
        if mapping.name.casefold() == name.strip().casefold():
            return mapping
    raise FileTrouble(
        N_("No mapping is kept under the name “{name}”; there are: {known}."),
        name=name,
        known=", ".join(mapping.name for mapping in known) or "–",
    )


def moved_to(kept: Mapping, proposed: Mapping) -> Mapping:
    """What was settled before, on the tables as they stand in a new file: columns by heading, rows as proposed."""
    known: dict[str, SheetColumn] = {}
    for table in kept.tables:
        for column in table.columns:
            known.setdefault(plain(column.heading), column)
    tables: list[TableMapping] = []
    for i, table in enumerate(proposed.tables):
        columns = tuple(
            replace(known[plain(c.heading)], at=c.at, heading=c.heading) if plain(c.heading) in known else c
            for c in table.columns
        )
        like = next((t for t in kept.tables if t.sheet == table.sheet), kept.tables[min(i, len(kept.tables) - 1)])
        tables.append(replace(table, columns=columns, hierarchy=like.hierarchy))
    return replace(kept, tables=tuple(tables))
