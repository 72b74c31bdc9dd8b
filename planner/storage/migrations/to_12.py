"""To 12: what sheets are marked with, and the language that the plan's own texts are in."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, String


def migrate(op: Operations) -> None:
    for name, value in (("classification", ""), ("marking", ""), ("language", "nl")):
        op.add_column("programme", Column(name, String, nullable=False, server_default=value))
