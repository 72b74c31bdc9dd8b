"""To 11: when a motion was voted on, and when a commitment or motion was settled."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, String


def migrate(op: Operations) -> None:
    for name in ("decided_on", "settled_on"):
        op.add_column("commitment", Column(name, String, nullable=True))
