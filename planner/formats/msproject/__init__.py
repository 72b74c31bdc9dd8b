"""Plan files of MS Project, Primavera, GanttProject and others, read and written through MPXJ.

MPXJ and Java run in a process of their own (`worker`); what it reads comes as plain JSON (`neutral`),
which is made into one step against a plan (`reader`). The extra `[msproject]` brings what it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.formats.msproject.neutral import WRITABLE

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.domain.scheduling import Schedule
    from planner.formats.incoming import Incoming
    from planner.formats.msproject.contract import Kept
    from planner.formats.msproject.process import PlanFiles
    from planner.formats.worker.process import Progress
    from planner.language import Translator

__all__ = ["WRITABLE", "read_project", "write_project"]


def read_project(
    path: Path,
    plan: Plan | None,
    *,
    organisation: str | None = None,
    recalculate: bool = False,
    shift_to: date | None = None,
    today: date | None = None,
    worker: PlanFiles | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Incoming:
    """What a plan file would bring: as a new plan (`plan` None: the step is on `Plan({})`) or into one.

    With `organisation` (a code) new activities are that organisation's. Rows that an earlier import of
    the same file brought are updated, by their unique id in the file. The file's dates are kept where
    ours differ, unless `recalculate`; with `shift_to` the whole file is moved to begin on that day, and computed.
    FileTrouble, naming the file, where it cannot be read.
    """
    from planner.formats.msproject.own import read_for
    from planner.formats.msproject.process import PlanFiles
    from planner.formats.msproject.reader import incoming_of
    from planner.formats.msproject.shifting import shifted

    if worker is not None:
        neutral = read_for(plan, path, worker, progress=progress, cancelled=cancelled)
    else:
        with PlanFiles() as own:
            neutral = read_for(plan, path, own, progress=progress, cancelled=cancelled)
    if shift_to is not None:
        neutral, recalculate = shifted(neutral, shift_to), True
    return incoming_of(neutral, path.name, plan, organisation=organisation, recalculate=recalculate, today=today)


def write_project(
    plan: Plan,
    schedule: Schedule,
    path: Path,
    translator: Translator,
    *,
    worker: PlanFiles | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Kept:
    """Write a plan for MS Project (.xml) or Primavera (.xer), replacing the file in one go; else FileTrouble.

    The file is read back and scheduled again: the answer says what it holds of the plan, and what not.
    """
    from planner.formats.msproject.contract import write_project as write

    return write(plan, schedule, path, translator, worker=worker, cancelled=cancelled)
