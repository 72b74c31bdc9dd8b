"""To 2: keys are counted, so that none is used again; lines of the journal say which format they are in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from alembic.operations import Operations
from sqlalchemy import Column, Connection, Integer, String, text

KEYED = ("activity", "commitment", "indicator", "source")
KEY = re.compile(r"([A-Z][A-Z0-9]*)-([0-9]+)")


def migrate(op: Operations) -> None:
    op.add_column("journal", Column("format", Integer, nullable=False, server_default="1"))
    table = op.create_table(
        "key_series",
        Column("id", String, primary_key=True, nullable=False),
        Column("prefix", String, nullable=False),
        Column("last", Integer, nullable=False),
    )
    last: dict[str, int] = {}
    for key in _keys_ever_given(op.get_bind()):
        found = KEY.fullmatch(key)
        if found is not None:
            prefix = found[1]
            last[prefix] = max(last.get(prefix, 0), int(found[2]))
    rows: list[dict[str, Any]] = [
        {"id": str(uuid5(NAMESPACE_OID, f"key-series:{prefix}")), "prefix": prefix, "last": number}
        for prefix, number in sorted(last.items())
    ]
    if rows:
        op.bulk_insert(table, rows)


def _keys_ever_given(connection: Connection) -> Iterator[str]:
    """Keys of the rows that are there, and of those that the journal tells of."""
    for name in KEYED:
        yield from connection.execute(text(f'SELECT "key" FROM {name}')).scalars()
    for changes in connection.execute(text("SELECT changes FROM journal")).scalars():
        for change in json.loads(changes):
            for values in (change["before"], change["after"]):
                if values and "key" in values:
                    yield str(values["key"])
