"""A list of organisations from a sheet: code, name, group, sets, role and size, as new rows or brought up to date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from planner.domain.changes import RowChange, Step
from planner.domain.model import Organisation, OrganisationKind, names_in
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.errors import EditRefused, FileTrouble
from planner.message import N_, Message

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("code", "afkorting", "organisatiecode"),
    "register_code": (
        *("gemeentecode", "cbs-nummer", "cbs-code", "cbsnummer", "cbs nummer", "cbs code", "registercode"),
        *("register code", "gm-code", "municipality code"),
    ),
    "name": ("naam", "name", "gemeente", "gemeentenaam", "organisatie", "organisation", "municipality"),
    "group": ("groep", "group", "koepel", "onderdeel van", "part of", "valt onder", "regio", "provincie", "umbrella"),
    "sets": ("verzameling", "verzamelingen", "set", "sets", "groepen", "lijst"),
    "contact_role": ("contactrol", "contact (rol)", "contact (role)", "contact role", "contact", "rol", "role"),
    "size": ("omvang", "inwoners", "inwonertal", "aantal inwoners", "size", "inhabitants", "population"),
    "note": ("notitie", "opmerking", "toelichting", "note", "remark"),
}
"""Headings by which a column is known, in lower case."""
LONGEST_CODE = 12
HEAD_ROWS = 20
CBS_MUNICIPALITY = "GM"
"""What CBS puts before the four digits of a municipality in its regional codes."""


@dataclass
class OrganisationList:
    """What a list brings: the step, how many rows are new, changed or as they were, and what was not understood.

    Every row below the heading is counted in one of them. `columns` are the headings that were taken, by field;
    `passed_over` the headings that were not.
    """

    step: Step
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_taken: list[Message] = field(default_factory=list[Message])
    columns: dict[str, str] = field(default_factory=dict[str, str])
    passed_over: list[str] = field(default_factory=list[str])


def read_organisations(source: Path, plan: Plan) -> OrganisationList:
    """The first table of a file with a column of names, compared with a plan. FileTrouble where there is none."""
    from planner.formats.excel.cells import shown
    from planner.formats.foreign.opening import open_book

    for sheet in open_book(source).sheets:
        rows = [[shown(value) for value in row] for row in sheet.rows]
        for number, row in enumerate(rows[:HEAD_ROWS]):
            columns = _columns(row)
            if "name" in columns.values() or {"code", "register_code"} & set(columns.values()):
                return listed(rows[number], rows[number + 1 :], plan, first=number + 2)
    raise FileTrouble(
        N_("{name} holds no list of organisations: no row has a heading such as Naam, Gemeente or Code."),
        name=source.name,
    )


def listed(heads: Sequence[str], rows: Sequence[Sequence[str]], plan: Plan, *, first: int = 2) -> OrganisationList:
    """Rows of texts under headings, compared with a plan; `first` is the number of the first row, for messages."""
    columns = _columns(heads)
    passed = [head for number, head in enumerate(heads) if head and number not in columns]
    found = OrganisationList(Step("organisation.list", ()), passed_over=passed)
    found.columns = {name: heads[number] for number, name in columns.items()}
    work = _Listing(plan, found)
    for number, row in enumerate(rows, first):
        values = {name: row[at].strip() for at, name in columns.items() if at < len(row) and row[at].strip()}
        if not any(cell.strip() for cell in row):
            continue
        work.take(number, values)
    work.join()
    found.step = Step("organisation.list", tuple(work.changes()), {"count": str(found.new + found.changed)})
    return found


class _Listing:
    def __init__(self, plan: Plan, found: OrganisationList) -> None:
        self.found = found
        self.before = {o.id: o for o in plan.organisations}
        self.now: dict[UUID, Organisation] = dict(self.before)
        self.by_code = {o.code.casefold(): o.id for o in plan.organisations}
        self.by_register = {o.register_code: o.id for o in plan.organisations if o.register_code}
        self.by_name = {_plain(o.name): o.id for o in plan.organisations}
        self.groups: dict[UUID, tuple[int, str]] = {}
        self.seen: set[UUID] = set()
        self.position = max((o.position for o in plan.organisations), default=0.0)

    def take(self, number: int, values: dict[str, str]) -> None:
        name, code = values.get("name", ""), values.get("code", "")
        register = _register(values.get("register_code", "") or (code if code.isdigit() else ""))
        if code.isdigit():
            code = ""
        known = self._known(name, code, register)
        if known is None and not name:
            self._refuse(number, N_("Row {row} has no name."))
            return
        try:
            fields = self._fields(values, register)
            row = self._made(name, code or _code_of(register), fields) if known is None else None
            if known is not None:
                row = change_row(self.now[known], **fields, **({"name": name} if name else {}))
        except EditRefused as refused:
            self.found.not_taken.append(Message(N_("Row {row}: {reason}"), {"row": number, "reason": refused.message}))
            return
        assert row is not None
        if row.id in self.seen:
            self._refuse(number, N_("Row {row} names {name} a second time."), name=row.name)
            return
        self.seen.add(row.id)
        self.now[row.id] = row
        self.by_code[row.code.casefold()] = self.by_name[_plain(row.name)] = row.id
        if row.register_code:
            self.by_register[row.register_code] = row.id
        if "group" in values:
            self.groups[row.id] = (number, values["group"])

    def _refuse(self, number: int, text: str, **words: object) -> None:
        self.found.not_taken.append(Message(text, {"row": number, **words}))

    def _known(self, name: str, code: str, register: str) -> UUID | None:
        """The row that is meant: by register code, else by code, else by name."""
        if register and register in self.by_register:
            return self.by_register[register]
        if code and code.casefold() in self.by_code:
            return self.by_code[code.casefold()]
        return self.by_name.get(_plain(name)) if name and not register else None

    def _fields(self, values: dict[str, str], register: str) -> dict[str, Any]:
        fields: dict[str, Any] = {k: values[k] for k in ("contact_role", "note") if k in values}
        if register:
            fields["register_code"] = register
        if "sets" in values:
            fields["sets"] = "; ".join(names_in(values["sets"].replace(",", ";")))
        if "size" in values:
            fields["size"] = _number(values["size"])
        return fields

    def _made(self, name: str, code: str, fields: dict[str, Any]) -> Organisation:
        self.position += 1
        return make(
            Organisation,
            code=self._free(code or _initials(name)),
            name=name,
            kind=OrganisationKind.CHAIN,
            position=self.position,
            **fields,
        )

    def _free(self, code: str) -> str:
        """A code that nobody has yet: as wanted, else with a number behind it."""
        wanted, number = code, 1
        while code.casefold() in self.by_code:
            number += 1
            code = f"{wanted[: LONGEST_CODE - len(str(number))]}{number}"
        return code

    def join(self) -> None:
        """Put what names a group in it; a group that is not there yet is made."""
        for member, (number, text) in self.groups.items():
            group = self.by_code.get(text.casefold()) or self.by_name.get(_plain(text))
            if group is None:
                made = self._made(text, _initials(text), {})
                self.now[made.id] = made
                self.by_code[made.code.casefold()] = self.by_name[_plain(text)] = group = made.id
            if group == member:
                self._refuse(number, N_("Row {row}: {name} cannot be part of itself."), name=text)
                continue
            self.now[member] = change_row(self.now[member], part_of_id=group)
        for each in self.now.values():
            before = self.before.get(each.id)
            if before is None:
                self.found.new += 1
            elif before != each:
                self.found.changed += 1
            elif each.id in self.seen:
                self.found.unchanged += 1

    def changes(self) -> list[RowChange]:
        found: list[RowChange] = []
        for each in self.now.values():
            before = self.before.get(each.id)
            if before is None:
                found.append(RowChange.add(each))
            elif before != each:
                found.append(RowChange.update(before, each))
        return found


def _columns(heads: Sequence[str]) -> dict[int, str]:
    """Which column holds which field; the first of two that could."""
    found: dict[int, str] = {}
    for number, head in enumerate(heads):
        plain = " ".join(head.casefold().split())
        name = next((name for name, words in HEADINGS.items() if plain in words), None)
        if name is not None and name not in found.values():
            found[number] = name
    return found


def _plain(text: str) -> str:
    """A name as it is compared: without accents, case, spaces around, or "Gemeente" before it."""
    flat = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"^gemeente\s+", "", " ".join(flat.split()))


def _register(text: str) -> str:
    """A register code as it is kept: GM0363 for 363, 0363 and GM0363; any other as it is."""
    bare = text.upper().replace(" ", "").removeprefix(CBS_MUNICIPALITY)
    return f"{CBS_MUNICIPALITY}{int(bare):04d}" if bare.isdigit() and len(bare) <= 4 else text.strip()


def _code_of(register: str) -> str:
    return register if re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,11}", register) else ""


def _initials(name: str) -> str:
    """A code for a name: its first letters, without what a code cannot hold."""
    letters = re.sub(r"[^a-z0-9]", "", _plain(name)).upper()
    letters = letters if letters[:1].isalpha() else f"O{letters}"
    return letters[:6]


def _number(text: str) -> float:
    bare = text.replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", bare):
        bare = re.sub(r"[.,]", "", bare)
    try:
        found = float(bare.replace(",", "."))
    except ValueError:
        raise EditRefused(N_("“{text}” is no number."), text=text) from None
    if not 0 <= found < 1e12:
        raise EditRefused(N_("“{text}” is no number."), text=text)
    return found
