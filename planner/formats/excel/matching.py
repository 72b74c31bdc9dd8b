"""Which row of a sheet is which row of the plan: by key, hidden id, name, and what the row says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from planner.domain.integrity import name_of
from planner.domain.model import Activity, Entity
from planner.domain.plan import Plan
from planner.formats.excel.cells import Cell, canonical, is_empty
from planner.formats.excel.layout import ID, ROLLED_UP
from planner.formats.excel.sent import SentColumn, plain
from planner.formats.excel.tables import WorkbookTable, as_id
from planner.formats.excel.typed import Typed
from planner.formats.incoming import Rank
from planner.message import N_, Message

Report = Callable[[Rank, Message, str], None]
BadCell = Callable[[Message, "SheetRow", str], None]
"""Hears of a cell (row and field) that cannot be read, and why."""

NEEDED: dict[str, tuple[str, ...]] = {
    "activity": ("name",),
    "dependency": ("predecessor_id", "successor_id"),
    "organisation": ("code",),
    "track": ("code",),
    "commitment": ("title",),
    "criterion": ("name",),
    "assessment": ("criterion_id",),
    "agreement": ("title", "giver_id", "taker_id"),
    "risk": ("title",),
    "decision": ("title", "on"),
    "indicator": ("name",),
    "measurement": ("indicator_id",),
    "source": ("title",),
    "citation": ("source_id",),
}
"""What a new row must have to be one; without it, it is taken for a remark."""

NAMED = {"organisation": "name", "commitment": "title", "agreement": "title", "risk": "title", "decision": "title"} | {
    "source": "title",
    "dependency": "predecessor_id",
    "assessment": "criterion_id",
    "measurement": "indicator_id",
    "citation": "source_id",
}
"""The field by which a person knows a row, where that is not its name."""
TOTALS = re.compile(r"(?:sub)?tota(?:al|len|ls?)\b|som\b|gemiddelde?\b|average\b|sum\b", re.IGNORECASE)
FOOTNOTE = re.compile(
    r"(\*|voetnoot|noot\b|legenda|let op\b|opm(?:erking(?:en)?)?\b\.?\s*:|n\.?b\.?\s*:|note\s*:|remark\s*:|ps\b)",
    re.IGNORECASE,
)
LONG_REMARK = 60
"""Characters beyond which a text alone below a blank row is a remark."""


@dataclass(slots=True)
class SheetRow:
    """A row of a sheet, with the row of the plan that it is; None where it is new."""

    table: WorkbookTable
    number: int
    values: Sequence[Cell]
    row: Entity | None
    id: UUID

    def cell(self, field: str) -> Cell:
        return self.table.cell(self.values, field)

    def text(self, field: str) -> str:
        cell = self.cell(field)
        return "" if is_empty(cell) else canonical(str(cell))

    def place(self, field: str) -> str:
        return self.table.place(self.number, field)


class Matching:
    """Binds the rows of one table to rows of the plan as it was sent: by key, hidden id, and what they say.

    No hidden part is believed alone: where key and id differ, what the row says decides; rows without a key
    that say exactly what another row was sent with are that row.
    """

    def __init__(self, plan: Plan, table: WorkbookTable, report: Report, bad_cell: BadCell) -> None:
        self.table = self._table = table
        self._report, self._bad_cell = report, bad_cell
        self._rows = plan.table(table.layout.kind)
        fields = table.layout.fields
        self._key = "key" if "key" in fields else "code" if "code" in fields else ""
        self._by_key = {getattr(row, self._key).casefold(): row for row in self._rows.values()} if self._key else {}
        self._hidden_ids = ID in table.columns
        self.rows = [SheetRow(table, number, values, None, uuid4()) for number, values in table.rows]
        self._ids = [as_id(given.cell(ID)) for given in self.rows]
        self._keys = [given.text(self._key).casefold() if self._key else "" for given in self.rows]
        self.accounted: set[UUID] = set()
        """Rows of the plan that stand on the sheet, also where something is wrong with them."""
        self.asides: list[SheetRow] = []
        """Rows that are none: remarks and totals below or between the others."""
        self._left_out: set[int] = set()
        self.doubles: list[SheetRow] = []
        """Rows that say once more, word for word, what another row says."""

    @property
    def columns(self) -> dict[str, int]:
        """Where each field stands, from 0."""
        return self._table.columns

    @property
    def left_out(self) -> list[SheetRow]:
        """Rows of which it cannot be told which row of the plan they are."""
        doubles = {id(given) for given in self.doubles}
        return [self.rows[at] for at in sorted(self._left_out) if id(self.rows[at]) not in doubles]

    def tentative(self) -> Iterator[tuple[SheetRow, Entity]]:
        """Each row with the row of the plan that its key or id names, before anything is settled."""
        for given, row_id, key in zip(self.rows, self._ids, self._keys, strict=True):
            row = self._by_key.get(key) or (self._rows.get(row_id) if row_id else None)
            if row is not None:
                yield given, row

    def matched(self, columns: Sequence[SentColumn], typed: Typed) -> list[SheetRow]:
        """The rows of the plan and new ones; what is neither is reported and left out."""
        self._columns, self._typed = columns, typed
        bound = self._by_key_and_id() if self._key else self._by_id()
        self._refuse_doubles(bound)
        if not self._key:
            self._by_what_they_say(bound)
        found: list[SheetRow] = []
        for at, given in enumerate(self.rows):
            row = bound.get(at)
            if row is None and at not in self._left_out:
                row = self._by_name(at, bound)
            if row is not None:
                given.row, given.id = row, row.id
                bound[at] = row
                self.accounted.add(row.id)
                found.append(given)
            elif at not in self._left_out and self._is_row(given, at):
                found.append(given)
        return found

    # --- by key and id ----------------------------------------------------------------------------

    def _by_key_and_id(self) -> dict[int, Entity]:
        bound: dict[int, Entity] = {}
        strays: list[tuple[int, Entity]] = []
        for at, (given, row_id, key) in enumerate(zip(self.rows, self._ids, self._keys, strict=True)):
            by_id, by_key = self._rows.get(row_id) if row_id else None, self._by_key.get(key)
            if by_key is not None and by_id is not None and by_key.id != by_id.id:
                chosen = self._closer(at, by_key, by_id)
                if chosen is not None:
                    bound[at] = chosen
            elif by_key is not None:
                bound[at] = by_key
            elif by_id is not None:
                strays.append((at, by_id))
            elif row_id is not None and not key:
                self._leave_out(
                    at, Message(N_("“{name}” is no longer in the plan: this row was left out."), self._words(given))
                )
        taken = {row.id for row in bound.values()}
        for at, row in strays:
            if row.id in taken:
                continue  # a copied row whose number was emptied or typed anew: a new one
            bound[at] = row
            taken.add(row.id)
            if self._key == "key" and "key" in self._table.columns:
                words = {"name": name_of(row)}
                self._report(
                    Rank.WARNING,
                    Message(N_("The number of {name} cannot be changed."), words),
                    self.rows[at].place("key"),
                )
        return bound

    def _closer(self, at: int, by_key: Entity, by_id: Entity) -> Entity | None:
        """The one of two rows that a row of the sheet says most of; None, reported, where that is not clear."""
        given = self.rows[at]
        key_fits, id_fits = self._fits(given, by_key), self._fits(given, by_id)
        if key_fits > id_fits:
            return by_key
        if id_fits > key_fits and self._key == "code":
            return by_id  # a code can be changed
        self.accounted.update((by_key.id, by_id.id))
        text = N_("The number says {other}, the hidden id says {name}: were some columns sorted without the rest?")
        words = {"other": name_of(by_key), "name": name_of(by_id)}
        self._left_out.add(at)
        self._bad_cell(Message(text, words), given, self._key)
        return None

    def _fits(self, given: SheetRow, row: Entity) -> int:
        """In how many columns a row of the sheet says what a row of the plan was sent with."""
        return sum(self._says(given, row, column) for column in self._stored(row) if column.name != self._key)

    def _stored(self, row: Entity) -> Iterator[SentColumn]:
        """The columns that show what a row holds itself."""
        rolled_up = isinstance(row, Activity) and row.is_summary
        return (column for column in self._columns if not (rolled_up and column.name in ROLLED_UP))

    def _says(self, given: SheetRow, row: Entity, column: SentColumn) -> bool:
        return column.means(given.values[column.index], column.value(row), self._typed)

    def _by_id(self) -> dict[int, Entity]:
        bound: dict[int, Entity] = {}
        for at, row_id in enumerate(self._ids):
            row = self._rows.get(row_id) if row_id else None
            if row is not None:
                bound[at] = row
            elif row_id is not None:
                words = self._words(self.rows[at])
                self._leave_out(at, Message(N_("“{name}” is no longer in the plan: this row was left out."), words))
        return bound

    def _leave_out(self, at: int, message: Message) -> None:
        self._left_out.add(at)
        self._bad_cell(message, self.rows[at], self._key or ID)

    def _words(self, given: SheetRow) -> dict[str, str]:
        return {"name": given.text(NAMED.get(self._table.layout.kind, "name"))}

    def _refuse_doubles(self, bound: dict[int, Entity]) -> None:
        """Rows of the sheet that are one row of the plan: copies that differ from it are asked about."""
        groups: dict[UUID, list[int]] = {}
        for at, row in bound.items():
            groups.setdefault(row.id, []).append(at)
        for several in (group for group in groups.values() if len(group) > 1):
            row = bound[several[0]]
            same = [at for at in several if self._says_all(self.rows[at], row)]
            if not self._key and len(same) < len(several):
                kept = same[0] if same else several[0]
                for at in several:
                    if at != kept:
                        del bound[at]  # a copied row, made into a new one, or another row of the sheet
                continue
            kept = same[0] if same else several[0]
            for at in several:
                if at == kept:
                    continue
                del bound[at]
                self._left_out.add(at)
                if at in same:
                    self.doubles.append(self.rows[at])
                    continue
                text = N_("{name} is also in row {row}. Empty the number of a row that is meant to be new.")
                words = {"name": name_of(row), "row": str(self.rows[kept].number)}
                self._bad_cell(Message(text, words), self.rows[at], self._key or ID)

    def _says_all(self, given: SheetRow, row: Entity) -> bool:
        return all(self._says(given, row, column) for column in self._stored(row))

    # --- by what they say -------------------------------------------------------------------------

    def _by_what_they_say(self, bound: dict[int, Entity]) -> None:
        """Rows without a key: what was sorted apart from its hidden id is found again by what it says."""
        open_ones = [
            at
            for at in range(len(self.rows))
            if at not in self._left_out and (at not in bound or not self._says_all(self.rows[at], bound[at]))
        ]
        settled = {row.id for at, row in bound.items() if at not in open_ones}
        free = self._index(row for row in self._rows.values() if row.id not in settled)
        moved = False
        for at in list(open_ones):
            same = [row for row in free.get(self._spoken(self.rows[at]), ()) if self._says_all(self.rows[at], row)]
            if same:
                moved |= at in bound and bound[at].id != same[0].id
                bound[at] = same[0]
                settled.add(same[0].id)
                free[self._spoken(self.rows[at])].remove(same[0])
                open_ones.remove(at)
        for at in open_ones:
            if not moved and at in bound and bound[at].id not in settled:
                continue  # changed where it stood
            near = sorted(free.get(self._spoken(self.rows[at]), ()), key=lambda row: -self._fits(self.rows[at], row))
            near = [row for row in near if row.id not in settled]
            if near:
                bound[at] = near[0]
                settled.add(near[0].id)
            elif moved and at in bound:
                del bound[at]
                text = N_(
                    "Were some columns of this table sorted without the rest? It cannot be told which row this is."
                )
                self._leave_out(at, Message(text))
            elif at in bound and bound[at].id in settled:
                del bound[at]

    def _index(self, rows: Iterable[Entity]) -> dict[tuple[str, ...], list[Entity]]:
        found: dict[tuple[str, ...], list[Entity]] = {}
        for row in rows:
            for spoken in self._spoken_of(row):
                found.setdefault(spoken, []).append(row)
        return found

    def _naming(self) -> list[SentColumn]:
        needed = NEEDED[self._table.layout.kind]
        return [column for column in self._columns if column.name in needed]

    def _spoken(self, given: SheetRow) -> tuple[str, ...]:
        return tuple(plain(given.values[column.index]) for column in self._naming())

    def _spoken_of(self, row: Entity) -> set[tuple[str, ...]]:
        """What the naming cells of a row can say, a language at a time."""
        shown = [column.shown(column.value(row)) for column in self._naming()]
        return {tuple(plain(cell) for cell in cells) for cells in zip(*shown, strict=True)}

    # --- by name, and new ones --------------------------------------------------------------------

    def _by_name(self, at: int, bound: dict[int, Entity]) -> Entity | None:
        """The row of the plan that is called the same and has the same parent, if no other row of the sheet is it."""
        if not self._key or self._keys[at]:
            return None
        given = self.rows[at]
        if self._named is None:
            self._taken = {row.id for row in bound.values()} | self.accounted
            self._named = {}
            for row in self._rows.values():
                if row.id not in self._taken:
                    self._named.setdefault(plain(getattr(row, "name", "") or getattr(row, "title", "")), []).append(row)
        name = plain(given.cell(NAMED.get(self._table.layout.kind, "name")))
        near = [row for row in self._named.get(name, ()) if row.id not in self._taken] if name else []
        if len(near) > 1:
            near = [row for row in near if self._same_parent(given, row)]
        if len(near) != 1:
            return None
        self._taken.add(near[0].id)
        return near[0]

    def _same_parent(self, given: SheetRow, row: Entity) -> bool:
        placed = (column for column in self._columns if column.name in ("parent_id", "organisation_id"))
        return all(self._says(given, row, column) for column in placed)

    _named: dict[str, list[Entity]] | None = None
    _taken: set[UUID]

    def _is_row(self, given: SheetRow, at: int) -> bool:
        """Whether a row without a match is a new one; a remark or a total under the table is not."""
        kind = self._table.layout.kind
        filled = [name for name in self._table.layout.fields if given.text(name)]
        if all(given.text(name) for name in NEEDED[kind]) and not self._is_aside(given, at, filled):
            return True
        if filled:
            self.asides.append(given)
        return False

    def _is_aside(self, given: SheetRow, at: int, filled: list[str]) -> bool:
        """A remark or a total: in words that only those have, or alone below a blank row."""
        name = given.text(NAMED.get(self._table.layout.kind, "name"))
        if TOTALS.match(name) or FOOTNOTE.match(name):
            return True
        below_blank = at > 0 and given.number > self.rows[at - 1].number + 1
        return below_blank and len(filled) == 1 and (len(name) > LONG_REMARK or name.rstrip().endswith((".", "!", "?")))
