"""From a file to a server and back, with the whole history: what is in the one is in the other, word for word."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, insert, select

from planner.errors import FileTrouble
from planner.message import N_
from planner.storage.homes import SharedPlan
from planner.storage.plan_file import PlanFile
from planner.storage.server.place import ServerPlace, writing
from planner.storage.server.setup import is_set_up, make_schema
from planner.storage.tables import JOURNAL, TABLES

AT_A_TIME = 1000


def put_file(path: Path, address: str) -> str:
    """Put a plan file with its history on a server, under the name in the address; gives the name."""
    place = ServerPlace.parse(address)
    name = place.plan or path.stem.lower()
    with contextlib.closing(PlanFile.open(path, read_only=True)) as file, writing(place) as target:
        file.load()
        if not is_set_up(target):
            raise FileTrouble(
                N_("{place} holds no plans: its manager sets it up with “ketenplanner server setup”."),
                place=place.shown,
            )
        schema = make_schema(target, name)
        mapped = target.execution_options(schema_translate_map={None: schema})
        with file.database.reading() as source:
            for table in (*TABLES.values(), JOURNAL):
                _copy(source, mapped, select(table), table)
    return name


def write_as_file(plan: SharedPlan, reading: Callable[[], AbstractContextManager[Connection]], target: Path) -> None:
    """Write a plan of a server with its history as a file. FileTrouble if there is such a file already."""
    loaded = plan.load()
    lines = select(JOURNAL).where(JOURNAL.c.seq <= plan.last_seq).order_by(JOURNAL.c.seq)
    made = contextlib.closing(PlanFile.create(target, loaded))
    with made as file, reading() as source, file.database.writing() as written:
        _copy(source, written, lines, JOURNAL)


def _copy(source: Connection, target: Connection, query: Select[Any], table: Table) -> None:
    rows = [dict(row) for row in source.execute(query).mappings()]
    for start in range(0, len(rows), AT_A_TIME):
        target.execute(insert(table), rows[start : start + AT_A_TIME])
