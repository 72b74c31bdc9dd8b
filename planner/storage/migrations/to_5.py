"""To 5: an activity may have a shortest and a longest duration beside the one it is planned with."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, Integer


def migrate(op: Operations) -> None:
    for name in ("shortest_minutes", "longest_minutes"):
        op.add_column("activity", Column(name, Integer, nullable=True))
