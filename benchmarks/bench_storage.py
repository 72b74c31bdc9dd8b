"""Opening a plan of 10,000 activities and 15,000 links, and one edit of it on its way into the file."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from pathlib import Path
from time import perf_counter

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


def bare_edit(connection: sqlite3.Connection, number: int) -> None:
    """The least that one edit can be: a value and a line, safely on disk."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE activity SET note = ? WHERE id = (SELECT id FROM activity LIMIT 1)", (str(number),))
    connection.execute("INSERT INTO journal VALUES (?, '', '', 'do', NULL, 2, '', '{}', '[]')", (1_000_000 + number,))
    connection.execute("COMMIT")


def edit_times(document: PlanDocument) -> tuple[list[float], list[float]]:
    """Seconds that edits took: altogether, and of that checking them in memory."""
    chance = random.Random(3)
    chosen = chance.sample([a.id for a in document.plan.rows(Activity)], EDITS)
    whole: list[float] = []
    checking: list[float] = []
    for number, activity_id in enumerate(chosen):
        started = perf_counter()
        step = edit_row(document.plan.activity(activity_id), note=f"edit {number}")
        document.do(step)
        whole.append(perf_counter() - started)
        started = perf_counter()
        document.plan.with_step(step.reversed())
        checking.append(perf_counter() - started)
    return whole, checking


def run() -> list[Row]:
    """The ratios of storage."""
    with tempfile.TemporaryDirectory() as name:
        return _measured(Path(name))


def _measured(folder: Path) -> list[Row]:
    path, backups = folder / "large.keten", folder / "backups"
    plan = large_plan(Size())
    started = perf_counter()
    PlanDocument.create(path, plan, backups=backups).close()
    creating = perf_counter() - started
    bare = best(lambda: bare_reading(path))
    opening = best(lambda: PlanDocument.open(path, backups=backups).close())
    document = PlanDocument.open(path, backups=backups)
    whole, checking = edit_times(document)
    started = perf_counter()
    document.plan_as_of(0)
    back = perf_counter() - started
    started = perf_counter()
    document.undo()
    undoing = perf_counter() - started
    document.close()
    driver = sqlite3.connect(path, isolation_level=None)
    driver.execute("PRAGMA synchronous = FULL")
    numbers = iter(range(10_000))
    bare_write = best(lambda: bare_edit(driver, next(numbers)), 30)
    driver.close()
    started = perf_counter()
    with_copy = PlanDocument.open(path, backups=backups)
    copying = perf_counter() - started
    with_copy.close()
    rows = sum(1 for _ in plan.all_rows())
    return [
        Row("open 10,000 activities / read and validate the rows", opening / bare, 3, note=f"{rows:,} rows"),
        Row("the same after a change, with its backup", copying / bare, note=f"{path.stat().st_size / 1e6:.1f} MB"),
        Row("create that file", creating / bare),
        Row("one edit, checked and stored, 95th percentile", percentile(whole) * 1000, unit="ms"),
        Row("of that, checking it in memory", percentile(checking) * 1000, unit="ms"),
        Row("one edit / the least transaction SQLite can make", percentile(whole, 0.5) / bare_write),
        Row("undo of one edit", undoing * 1000, unit="ms"),
        Row(f"the plan as it was {EDITS} edits ago", back * 1000, unit="ms"),
    ]
