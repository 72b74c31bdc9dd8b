"""Opening a plan of 10,000 activities and 15,000 links, and one edit of it on its way into the file."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from pydantic_core import from_json

from benchmarks.generate import Size, large_plan
from benchmarks.row import Row, best, percentile
from planner.document import PlanDocument
from planner.domain.edits import edit_row
from planner.domain.model import ENTITIES, Activity
from planner.storage.tables import TABLES, JsonText

EDITS = 100


def bare_reading(path: Path) -> int:
    """Read the rows with the driver alone and validate each with its class."""
    connection = sqlite3.connect(path)
    count = 0
    for kind, entity in ENTITIES.items():
        names = list(entity.model_fields)
        parts = [name for name in names if isinstance(TABLES[kind].c[name].type, JsonText)]
        chosen = ", ".join(f'"{name}"' for name in names)
        for stored in connection.execute(f"SELECT {chosen} FROM {kind}"):
            values = dict(zip(names, stored, strict=True))
            for name in parts:
                if values[name] is not None:
                    values[name] = from_json(values[name])
            entity.model_validate(values)
            count += 1
    connection.close()
    return count


def edit_times(document: PlanDocument) -> tuple[list[float], list[float], list[float]]:
    """Seconds that edits took: of this process, by the clock (with the disk), and for checking them in memory."""
    chance = random.Random(3)
    chosen = chance.sample([a.id for a in document.plan.rows(Activity)], EDITS)
    working: list[float] = []
    waiting: list[float] = []
    checking: list[float] = []
    assert document.plan.outline  # as a window has asked for it
    for number, activity_id in enumerate(chosen):
        started, clock = process_time(), perf_counter()
        step = edit_row(document.plan.activity(activity_id), note=f"edit {number}")
        document.do(step)
        working.append(process_time() - started)
        waiting.append(perf_counter() - clock)
        started = process_time()
        document.plan.with_step(step.reversed())
        checking.append(process_time() - started)
    return working, waiting, checking


def seconds(work: Callable[[], object]) -> float:
    """What some work takes this process once."""
    started = process_time()
    work()
    return process_time() - started


def run() -> list[Row]:
    """The ratios of storage."""
    with tempfile.TemporaryDirectory() as name:
        return _measured(Path(name))


def _measured(folder: Path) -> list[Row]:
    path, backups = folder / "large.keten", folder / "backups"
    plan = large_plan(Size())
    creating = seconds(lambda: PlanDocument.create(path, plan, backups=backups).close())
    bare = best(lambda: bare_reading(path))
    opening = best(lambda: PlanDocument.open(path, backups=backups).close())
    document = PlanDocument.open(path, backups=backups)
    working, waiting, checking = edit_times(document)
    back = seconds(lambda: document.plan_as_of(0))
    undoing = seconds(document.undo)
    document.close()
    copying = seconds(lambda: PlanDocument.open(path, backups=backups).close())
    rows = sum(1 for _ in plan.all_rows())
    return [
        Row("open 10,000 activities / read and validate the rows", opening / bare, 3, note=f"{rows:,} rows"),
        Row("the same after a change, with its backup", copying / bare, note=f"{path.stat().st_size / 1e6:.1f} MB"),
        Row("create that file", creating / bare),
        Row("one edit, checked and stored, 95th percentile", percentile(working) * 1000, 16, unit="ms"),
        Row("of that, checking it in memory", percentile(checking) * 1000, unit="ms"),
        Row("one edit by the clock, with the disk, median", percentile(waiting, 0.5) * 1000, unit="ms"),
        Row("undo of one edit", undoing * 1000, unit="ms"),
        Row(f"the plan as it was {EDITS} edits ago", back * 1000, unit="ms"),
    ]
