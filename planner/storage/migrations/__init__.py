"""From older file formats to the present one: a small module for each version. Brings Alembic: import late."""

from __future__ import annotations

from collections.abc import Callable

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from planner.storage.migrations import to_2, to_3, to_4, to_5, to_6, to_7, to_8, to_9, to_10, to_11, to_12

STEPS: dict[int, Callable[[Operations], None]] = {
    2: to_2.migrate,
    3: to_3.migrate,
    4: to_4.migrate,
    5: to_5.migrate,
    6: to_6.migrate,
    7: to_7.migrate,
    8: to_8.migrate,
    9: to_9.migrate,
    10: to_10.migrate,
    11: to_11.migrate,
    12: to_12.migrate,
}
"""What leads to each version from the one before it."""


def migrate(connection: Connection, version: int, target: int) -> None:
    """Bring a file from its version to another, inside the caller's transaction."""
    operations = Operations(MigrationContext.configure(connection))
    for number in range(version + 1, target + 1):
        STEPS[number](operations)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
