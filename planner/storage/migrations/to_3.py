"""To 3: dates that are kept as given, activities that are not active, and how a programme is counted."""

from __future__ import annotations

from typing import Any

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, Integer, String, text

NEW: dict[str, tuple[tuple[str, Any, Any], ...]] = {
    "programme": (
        ("critical_days", Integer, 0),
        ("schedule_from", String, "start"),
        ("start_minute", Integer, 0),
        ("finish_at", String, None),
        ("honour_constraints", Boolean, 1),
        ("remaining_from_status", Boolean, 0),
    ),
    "activity": (
        ("remaining_minutes", Integer, None),
        ("resume_at", String, None),
        ("pinning", String, ""),
        ("pinned_start", String, None),
        ("pinned_finish", String, None),
        ("active", Boolean, 1),
        ("elapsed", Boolean, 0),
    ),
}
"""New columns of each table, and the value that rows get; None is a column that may be empty."""


def migrate(op: Operations) -> None:
    for table, columns in NEW.items():
        for name, kind, value in columns:
            filled = None if value is None else text("''" if value == "" else f"'{value}'")
            op.add_column(table, Column(name, kind, nullable=value is None, server_default=filled))
