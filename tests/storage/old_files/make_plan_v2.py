"""Made plan_v2.keten: the plan of make_plan_v1.py as the second file format held it, with keys counted.

Only of use as a record of that format. It needs nothing of the program, which has moved on.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import make_plan_v1 as first

TABLES: dict[str, dict[str, str]] = first.TABLES | {
    "key_series": first.PLAIN | {"prefix": first.TEXT, "last": "INTEGER NOT NULL"},
    "journal": first.TABLES["journal"] | {"format": "INTEGER NOT NULL"},
}


def window(value: Any) -> Any:
    """A date window of the second format: it can have a lenient end."""
    return {**value, "lenient": None} if isinstance(value, dict) and "firmness" in value else value


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the first format; the last two lines of the journal were written in the second."""
    rows = {kind: [{n: window(v) for n, v in row.items()} for row in found] for kind, found in first.all_rows().items()}
    rows["key_series"] = [
        {"id": first.an_id(f"series {prefix}"), "prefix": prefix, "last": last}
        for prefix, last in (("BR", 1), ("KG", 1), ("POL", 7), ("TZ", 4))
    ]
    rows["journal"] = [{**line, "format": 1 if line["seq"] <= 3 else 2} for line in rows["journal"]]
    return rows


def main(path: Path) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 512")  # the file is kept with the tests: small
    for table, columns in TABLES.items():
        declared = ", ".join(f'"{name}" {stored}' for name, stored in columns.items())
        connection.execute(f"CREATE TABLE {table} ({declared})")
    for table, rows in all_rows().items():
        for row in rows:
            assert set(row) == set(TABLES[table]), (table, set(row) ^ set(TABLES[table]))
            values = {n: json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else v for n, v in row.items()}
            names = ", ".join(f'"{n}"' for n in values)
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*values.values()])
    connection.execute(f"PRAGMA application_id = {first.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()


if __name__ == "__main__":
    main(Path(__file__).with_name("plan_v2.keten"))
