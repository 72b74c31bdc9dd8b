"""Writes an old plan file from the tables and rows that its format had, with nothing of the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def write(
    path: Path,
    version: int,
    application_id: int,
    tables: Mapping[str, Mapping[str, str]],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    """`tables` gives how each column was declared; lists and objects are stored as JSON."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 512")  # the file is kept with the tests: small
    for table, columns in tables.items():
        declared = ", ".join(f'"{name}" {stored}' for name, stored in columns.items())
        connection.execute(f"CREATE TABLE {table} ({declared})")
    for table, found in rows.items():
        for row in found:
            assert set(row) == set(tables[table]), (table, set(row) ^ set(tables[table]))
            values = {n: json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else v for n, v in row.items()}
            names = ", ".join(f'"{n}"' for n in values)
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*values.values()])
    connection.execute(f"PRAGMA application_id = {application_id}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
