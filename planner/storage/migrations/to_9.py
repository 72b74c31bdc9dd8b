"""To 9: how sure a plan is: ranges and their defaults, delay by risks, answers that were kept, own judgements."""

from __future__ import annotations

from typing import Any

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, Float, Integer, String, text

NEW: dict[str, tuple[tuple[str, Any, Any], ...]] = {
    "programme": (
        ("shortest_percent", Integer, 90),
        ("longest_percent", Integer, 130),
        ("unknown_shortest_days", Integer, 20),
        ("unknown_likely_days", Integer, None),
        ("unknown_longest_days", Integer, 130),
        ("branch_percent", Integer, 50),
        ("alike_organisation", Integer, 30),
        ("alike_track", Integer, 20),
        ("alike_cause", Integer, 60),
    ),
    "activity": (("likely_minutes", Integer, None), ("branch_percent", Integer, None), ("cause", String, "")),
    "risk": (
        ("chance_percent", Integer, None),
        ("shortest_minutes", Integer, None),
        ("likely_minutes", Integer, None),
        ("longest_minutes", Integer, None),
        ("after_chance_percent", Integer, None),
        ("after_shortest_minutes", Integer, None),
        ("after_likely_minutes", Integer, None),
        ("after_longest_minutes", Integer, None),
        ("parallel", Boolean, 0),
    ),
}
"""New columns of each table, and the value that rows get; None is a column that may be empty."""

UNKNOWN_LIKELY_DAYS = 60

TABLES: dict[str, tuple[tuple[str, Any, bool], ...]] = {
    "duration_range": (
        ("name", String, False),
        ("organisation_id", String, True),
        ("track_id", String, True),
        ("stage", String, False),
        ("shortest_percent", Integer, False),
        ("likely_percent", Integer, False),
        ("longest_percent", Integer, False),
        ("note", String, False),
        ("position", Float, False),
    ),
    "judgement": (
        ("organisation_id", String, False),
        ("on", String, False),
        ("likelihood", String, False),
        ("explanation", String, False),
        ("by_role", String, False),
    ),
    "chance_result": (
        ("made_at", String, False),
        ("status_date", String, False),
        ("round_id", String, True),
        ("runs", Integer, False),
        ("seed", Integer, False),
        ("converged", Boolean, False),
        ("without_risks", Boolean, False),
        ("inputs", String, False),
        ("answer", String, False),
        ("note", String, False),
    ),
}
"""New tables: their columns beside the id, and whether each may be empty."""


def migrate(op: Operations) -> None:
    for table, columns in NEW.items():
        for name, kind, value in columns:
            default = None if value is None else text(f"'{value}'") if kind is String else text(str(value))
            op.add_column(table, Column(name, kind, nullable=value is None, server_default=default))
    op.execute(f"UPDATE programme SET unknown_likely_days = {UNKNOWN_LIKELY_DAYS}")
    for table, columns in TABLES.items():
        op.create_table(
            table,
            Column("id", String, primary_key=True, nullable=False),
            *(Column(name, kind, nullable=empty) for name, kind, empty in columns),
        )
