"""To 6: a date window may be an amount before or after an event, or several moments that stay apart.

Windows are kept as JSON, so no column changes; a program that knows format 5 would refuse the new parts.
"""

from __future__ import annotations

from alembic.operations import Operations


def migrate(op: Operations) -> None:
    """Nothing to change in the rows there are."""
