"""The plan that is named on the command line: the one place where the text of a PLAN argument is taken for a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.document import PlanDocument
from planner.domain.plan import Plan
from planner.storage.server.place import is_server
from planner.writing import scratch_folder


@contextmanager
def opened(plan: str, *, read_only: bool = True) -> Iterator[PlanDocument]:
    """The plan of that name, open for as long as a block runs; FileTrouble says why not."""
    document = PlanDocument.open_at(plan, read_only=read_only)
    try:
        yield document
    finally:
        document.close()


@contextmanager
def created(plan: str, content: Plan) -> Iterator[PlanDocument]:
    """A new plan of that name, open for as long as a block runs; FileTrouble where there is one already."""
    if is_server(plan):
        from planner.storage.server.transfer import put_file

        with scratch_folder() as folder:
            PlanDocument.create(folder / "plan.keten", content, backups=folder).close()
            put_file(folder / "plan.keten", plan)
        document = PlanDocument.open_at(plan)
    else:
        document = PlanDocument.create(Path(plan), content)
    try:
        yield document
    finally:
        document.close()


def is_free(plan: str) -> bool:
    """Whether there is no plan of that name; not so for a name that no plan can have, which opening it says."""
    if is_server(plan):
        return False
    try:
        return not Path(plan).exists()
    except (OSError, ValueError):
        return False
