"""References by what is typed: a key, a code or a name, of rows in the plan and of rows that are new."""

from __future__ import annotations

import re
from collections import defaultdict
from uuid import UUID

from planner.domain.model import Entity
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.formats.excel.cells import canonical, label
from planner.message import N_

ANY_KIND = ("activity", "commitment", "indicator", "organisation", "source", "criterion", "track")


class Resolver:
    """Finds the id of a row by its key, code, label or name; new rows can be made known."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._sure: dict[str, dict[str, list[UUID]]] = {}
        self._names: dict[str, dict[str, list[UUID]]] = {}

    def add(self, kind: str, row_id: UUID, sure: str, name: str) -> None:
        """Make a new row known by its key or code, and by its name."""
        self._load(kind)
        if sure:
            self._sure[kind].setdefault(_fold(sure), []).append(row_id)
        if name:
            self._names[kind].setdefault(_fold(name), []).append(row_id)

    def find(self, kind: str, text: str) -> UUID:
        """The one row that a text names; EditRefused where there is none, or more than one."""
        self._load(kind)
        for known in (self._sure[kind], self._names[kind]):
            found = known.get(_fold(text))
            if found and len(found) > 1:
                raise EditRefused(N_("“{text}” names more than one {kind}."), text=text, kind=kind)
            if found:
                return found[0]
        raise EditRefused(N_("There is no {kind} “{text}” in the plan."), kind=kind, text=text)

    def find_all(self, kind: str, text: str) -> tuple[UUID, ...]:
        """The rows in a list with commas, semicolons or line ends, each once, in order."""
        parts = [part.strip() for part in re.split(r"[,;\n]", text)]
        return tuple(dict.fromkeys(self.find(kind, part) for part in parts if part))

    def find_any(self, text: str) -> UUID:
        """A row of whatever kind, by its key or code."""
        for kind in ANY_KIND:
            self._load(kind)
            found = self._sure[kind].get(_fold(text))
            if found and len(found) == 1:
                return found[0]
        raise EditRefused(N_("Nothing in the plan has the number “{text}”."), text=text)

    def _load(self, kind: str) -> None:
        if kind in self._sure:
            return
        sure: defaultdict[str, list[UUID]] = defaultdict(list)
        names: defaultdict[str, list[UUID]] = defaultdict(list)
        for row in self._plan.table(kind).values():
            sure[_fold(_sure_name(self._plan, row))].append(row.id)
            names[_fold(getattr(row, "name", "") or getattr(row, "title", ""))].append(row.id)
        sure.pop("", None)
        names.pop("", None)
        self._sure[kind], self._names[kind] = dict(sure), dict(names)


def _sure_name(plan: Plan, row: Entity) -> str:
    return getattr(row, "key", "") or getattr(row, "code", "") or label(plan, row.kind_name, row.id)


def _fold(text: str) -> str:
    return canonical(text).casefold()
