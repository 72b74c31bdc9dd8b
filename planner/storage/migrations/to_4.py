"""To 4: what a programme is steered by: agreements, decisions, risks, remarks, scenarios, and more of promises."""

from __future__ import annotations

from typing import Any

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, Float, Integer, String, text

NEW: dict[str, tuple[tuple[str, Any, Any], ...]] = {
    "programme": (("local_governments", Boolean, 0), ("implementation_months", Integer, None)),
    "activity": (("stage", String, ""), ("mandatory", Boolean, 0)),
    "criterion": (("minimum", String, "green"), ("workaround", String, ""), ("decider", String, "")),
    "assessment": (("evidence", String, ""),),
    "commitment": (
        ("words", String, ""),
        ("earlier_terms", String, "[]"),
        ("made_in_id", String, None),
        ("settled_in_id", String, None),
    ),
    "indicator": (("better", String, ""), ("momentary", Boolean, 0)),
    "measurement": (("role", String, "actual"),),
    "update_round": (("organisation_ids", String, "[]"), ("asked_seq", Integer, None), ("baseline_id", String, None)),
    "reply": (("digest", String, ""), ("taken", Integer, 0), ("kept_out", Integer, 0)),
}
"""New columns of each table, and the value that rows get; None is a column that may be empty."""

TABLES: dict[str, tuple[tuple[str, Any, bool], ...]] = {
    "agreement": (
        ("key", String, False),
        ("title", String, False),
        ("giver_id", String, False),
        ("taker_id", String, False),
        ("activity_id", String, True),
        ("needed_by_id", String, True),
        ("promised", String, True),
        ("accepted", String, True),
        ("accepted_on", String, True),
        ("status", String, False),
        ("note", String, False),
        ("position", Float, False),
    ),
    "decision": (
        ("key", String, False),
        ("title", String, False),
        ("on", String, False),
        ("reason", String, False),
        ("decider", String, False),
        ("meeting", String, False),
        ("activity_ids", String, False),
        ("date_before", String, True),
        ("date_after", String, True),
        ("note", String, False),
    ),
    "risk": (
        ("key", String, False),
        ("title", String, False),
        ("cause", String, False),
        ("effect", String, False),
        ("probability", Integer, False),
        ("impact", Integer, False),
        ("measure", String, False),
        ("owner", String, False),
        ("status", String, False),
        ("organisation_id", String, True),
        ("activity_ids", String, False),
        ("note", String, False),
        ("position", Float, False),
    ),
    "overruling": (
        ("rule", String, False),
        ("about_id", String, True),
        ("reason", String, False),
        ("by_role", String, False),
        ("on", String, False),
    ),
    "attention_choice": (
        ("rule", String, False),
        ("about_id", String, True),
        ("on_paper", Boolean, False),
        ("words", String, False),
    ),
    "remark": (
        ("about_id", String, False),
        ("at", String, False),
        ("text", String, False),
        ("field", String, False),
        ("organisation_id", String, True),
        ("origin", String, False),
        ("handled", Boolean, False),
    ),
    "scenario": (
        ("name", String, False),
        ("made_on", String, False),
        ("changes", String, False),
        ("format", Integer, False),
        ("note", String, False),
    ),
    "saved_view": (
        ("name", String, False),
        ("view", String, False),
        ("definition", String, False),
        ("position", Float, False),
    ),
}
"""New tables: name, type and whether it may be empty, of each column beside the id."""


def migrate(op: Operations) -> None:
    for table, columns in NEW.items():
        for name, kind, value in columns:
            filled = None if value is None else text(str(value) if kind is not String else f"'{value}'")
            op.add_column(table, Column(name, kind, nullable=value is None, server_default=filled))
    for table, declared in TABLES.items():
        own = [Column(name, kind, nullable=empty) for name, kind, empty in declared]
        op.create_table(table, Column("id", String, primary_key=True, nullable=False), *own)
