"""What a file must look like before it is believed: our tables as we make them, and nothing in it that runs.

SQLite runs what a schema says: a trigger changes rows as a step is written, a view or a virtual table in
place of a table reads without end. So the schema is compared with a small grammar before any table is read:
tables whose columns have a name, a type, a literal as default and nothing else. How a table came to be
(made at once, or widened by a migration) makes no difference.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable, Mapping
from typing import Any

from planner.errors import PlanDamaged
from planner.message import N_

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master"
OWN_OF_SQLITE = re.compile(r"sqlite_(autoindex_\w+|stat[14]|sequence)")
"""What SQLite itself adds to a schema: an index for each primary key, and its statistics."""

_NAME = r'(?:"\w+"|\w+)'
_LITERAL = r"(?:'[^']*'|[-+]?\d+(?:\.\d+)?|NULL)"
_COLUMN = rf"{_NAME} +[A-Z]+(?: +DEFAULT +(?:{_LITERAL}|\({_LITERAL}\)))?(?: +NOT NULL)?(?: +PRIMARY KEY)?"
_ITEM = rf"(?:PRIMARY KEY \({_NAME}\)|{_COLUMN})"
PLAIN_TABLE = re.compile(rf"CREATE TABLE {_NAME} \( ?{_ITEM}(?: ?, ?{_ITEM})* ?\)")
"""The form of a table of ours, with white space taken together."""

DEFENCES = {1010: True, 1003: False, 1015: False}
"""SQLITE_DBCONFIG_DEFENSIVE on, _ENABLE_TRIGGER and _ENABLE_VIEW off, by their numbers in sqlite3.h."""

STEPS_BETWEEN = 200_000
"""Instructions of SQLite's machine between two looks at the clock: some milliseconds."""


def distrust(connection: sqlite3.Connection) -> None:
    """Tell SQLite that the schema may be hostile, and to look at each cell before it is used."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    configure: Any = getattr(connection, "setconfig", None)  # from Python 3.12 on
    if configure is not None:
        for number, on in DEFENCES.items():
            configure(number, on)


def give_up_after(connection: sqlite3.Connection, seconds: float | None) -> None:
    """End any statement that runs past so many seconds from now with SQLITE_INTERRUPT; None lifts that."""
    if seconds is None:
        connection.set_progress_handler(None, 0)
        return
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN)


def refuse_foreign_parts(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a file with anything in its schema that is no plain table; PlanDamaged names the first."""
    for kind, called, of_table, sql in connection.execute(SCHEMA):
        if OWN_OF_SQLITE.fullmatch(str(called)) and kind in ("index", "table"):
            continue
        plain = " ".join(str(sql or "").split())
        if kind != "table" or called != of_table or not PLAIN_TABLE.fullmatch(plain):
            raise PlanDamaged(
                N_("{name} is no plan of ours: it holds {kind} “{part}”, which a plan has not. Nothing of it was run."),
                name=name,
                kind=str(kind),
                part=str(called),
            )


def refuse_other_tables(connection: sqlite3.Connection, name: str, tables: Mapping[str, Iterable[str]]) -> None:
    """Refuse a file of the present format whose tables or columns differ from those given, by name.

    Columns may stand in any order: those that a migration added stand last.
    """
    found = {str(row[1]) for row in connection.execute(SCHEMA) if row[0] == "table"}
    ours = {called for called in found if not OWN_OF_SQLITE.fullmatch(called)}
    for called in sorted(ours ^ set(tables)):
        raise PlanDamaged(
            N_("{name} is damaged: table {table} does not belong in it, or is missing."), name=name, table=called
        )
    for called, columns in tables.items():
        have = {str(row[1]) for row in connection.execute(f'PRAGMA table_xinfo("{called}")')}
        for column in sorted(have ^ set(columns)):
            raise PlanDamaged(
                N_("{name} is damaged: column {column} of table {table} does not belong in it, or is missing."),
                name=name,
                column=column,
                table=called,
            )
