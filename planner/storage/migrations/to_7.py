"""To 7: interrupted work, hammocks, and what is done with work that began before what it waits for."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, String, text


def migrate(op: Operations) -> None:
    rule = text("'retained-logic'")
    op.add_column("programme", Column("out_of_sequence", String, nullable=False, server_default=rule))
    op.add_column("activity", Column("splits", String, nullable=False, server_default=text("'[]'")))
    for name in ("hammock_start_id", "hammock_finish_id"):
        op.add_column("activity", Column(name, String, nullable=True))
