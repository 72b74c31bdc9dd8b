"""To 10: organisations that are part of others, what makes a group ready, and activities rolled out from a model."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, Float, Integer, String, text

TEXTS = ("register_code", "sets", "ready_all_of", "ready_reason")


def migrate(op: Operations) -> None:
    op.add_column("organisation", Column("part_of_id", String, nullable=True))
    for name in TEXTS:
        op.add_column("organisation", Column(name, String, nullable=False, server_default=text("''")))
    op.add_column("organisation", Column("size", Float, nullable=True))
    op.add_column("organisation", Column("mandatory", Boolean, nullable=False, server_default=text("1")))
    op.add_column("organisation", Column("ready_percent", Integer, nullable=False, server_default=text("100")))
    op.add_column("organisation", Column("ready_by_size", Boolean, nullable=False, server_default=text("0")))
    op.add_column("activity", Column("model_id", String, nullable=True))
