"""Plan files read and written in the worker process; the sentences for what cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from planner.errors import FileTrouble
from planner.formats.msproject import java
from planner.formats.msproject.neutral import MOST_TASKS, Neutral
from planner.formats.worker.process import MEGABYTES, SECONDS, JobFailed, Progress, Worker, never
from planner.message import N_
from planner.writing import replacing

BYTES_A_SECOND, TASKS_A_SECOND = 500_000, 1_000
"""How slowly a large plan may be read and written at the least."""
LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is handed to the worker."""
MUCH = 16 * 1024 * 1024
"""Bytes of XML from which tasks are counted before it is handed over: Java takes a minute to give up on millions."""
XER_DATE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?$")
"""How Primavera writes a moment."""
PIECE = 4 * 1024 * 1024
JOBS = "planner.formats.msproject.jobs"


class PlanFiles:
    """Reads and writes plan files, in a worker process of its own. A context manager, so that none is left behind."""

    def __init__(self, *, megabytes: int = MEGABYTES) -> None:
        _refuse_without_extra()
        self._worker = Worker(megabytes=megabytes)

    def __enter__(self) -> PlanFiles:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._worker.close()

    def read(
        self,
        path: Path,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = never,
        seconds: float = SECONDS,
        slack: bool = False,
    ) -> Neutral:
        """The neutral form of a plan file. FileTrouble, naming the file, where it cannot be had.

        `seconds` is what a file without tasks may take; a large one gets more.
        """
        _refuse_at_the_door(path)
        seconds += path.stat().st_size / BYTES_A_SECOND
        request = {"path": str(path.resolve()), "slack": slack}
        return self._ask("read_job", request, path, progress, cancelled, seconds)

    def write(
        self,
        plan: Neutral,
        path: Path,
        kind: str,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = never,
        seconds: float = SECONDS,
    ) -> None:
        """Write the neutral form to a file, in the format of an extension. FileTrouble where that fails.

        A file that is there already stays as it is until all is written. `seconds` as in `read`.
        """
        with replacing(path) as fresh:  # where nothing can be written the system says why, and Java does not
            request = {"path": str(fresh.resolve()), "kind": kind, "plan": plan}
            self._ask("write_job", request, path, progress, cancelled, seconds + len(plan["tasks"]) / TASKS_A_SECOND)

    def _ask(
        self,
        job: str,
        request: dict[str, Any],
        path: Path,
        progress: Progress | None,
        cancelled: Callable[[], bool],
        seconds: float,
    ) -> Any:
        try:
            return self._worker.ask(
                f"{JOBS}:{job}", request, path.name, progress=progress, cancelled=cancelled, seconds=seconds
            )
        except JobFailed as failed:
            raise _trouble(path, failed.code, failed.detail) from None


# --- the sentences ------------------------------------------------------------------------------


def _refuse_without_extra() -> None:
    if java.in_bundle():
        raise FileTrouble(
            N_(
                "Files of MS Project cannot be read or written by this edition of the program: "
                'use the one that is installed with: pip install "ketenplanner[msproject]"'
            )
        )
    if not java.is_installed():
        raise FileTrouble(
            N_(
                "Files of MS Project need an addition that is not installed; it comes with: "
                'pip install "ketenplanner[msproject]"'
            )
        )


def _refuse_at_the_door(path: Path) -> None:
    if path.is_dir():
        raise FileTrouble(N_("{name} is a folder, not a plan."), name=path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(64 * 1024)
    except OSError as error:
        raise FileTrouble(
            N_("{path} could not be read: {reason}."), path=str(path), reason=error.strerror or str(error)
        ) from None
    if not size:
        raise FileTrouble(N_("{name} is empty."), name=path.name)
    if size > LARGEST:
        raise FileTrouble(N_("{path} is too large to be a plan."), path=path.name)
    if size > MUCH and path.suffix.lower() == ".xml" and _tasks_claimed(path) > MOST_TASKS:
        raise _trouble(path, "too-many", "")
    if path.suffix.lower() == ".xer":
        _refuse_unreadable_dates(path)
    if b"<!ENTITY" in head.replace(b"\0", b""):
        raise FileTrouble(N_("{name} defines entities of its own, which a plan never does."), name=path.name)


def _refuse_unreadable_dates(path: Path) -> None:
    """Refuse dates in another form than Primavera writes: MPXJ would take them for today."""
    columns: list[str] = []
    wrong: list[str] = []
    for line in path.read_bytes().decode("latin-1").splitlines():
        mark, *cells = line.split("\t")
        if mark == "%F":
            columns = cells
        elif mark == "%R":
            dated = (cell for name, cell in zip(columns, cells, strict=False) if name.endswith("_date"))
            wrong += [cell for cell in dated if cell.strip() and not XER_DATE.match(cell.strip())]
    if wrong:
        text = N_("{name} has dates that cannot be read ({count}), such as “{example}”: export it with other settings.")
        raise FileTrouble(text, name=path.name, count=len(wrong), example=wrong[0])


def _tasks_claimed(path: Path) -> int:
    """How many tasks an XML file begins, counted without reading it as XML."""
    found, left = 0, b""
    with path.open("rb") as file:
        while block := file.read(PIECE):
            found += (left + block).count(b"<Task>")
            left = block[-len(b"<Task>") + 1 :]
    return found


SAVED_ELSEWHERE = {
    ".plan": N_(
        "{name}: plans of Calligra Plan are not read; export it there for Microsoft Project (.xml) and take that."
    ),
    ".pod": N_(
        "{name} cannot be read as a plan of ProjectLibre: save it there as MS Project XML (.xml) and take that."
    ),
}
"""What to do about formats that are read in part, or not at all."""


def _trouble(path: Path, code: str, detail: str) -> FileTrouble:
    sentences = {
        "password": N_("{name} has a password: save a copy without one in MS Project and take that."),
        "unknown": N_("{name} holds no plan that is known."),
        "too-many": N_("{name} claims to hold more activities than a plan can have."),
        "too-large": N_("{name} needs more memory than a plan may take."),
        "unreadable": N_("{name} cannot be read as a plan: it is damaged or of another kind."),
        "unwritable": N_("{name} could not be written: {reason}."),
        "no-java": N_(
            'No working Java was found for files of MS Project; it comes with: pip install "ketenplanner[msproject]"'
        ),
    }
    text = sentences.get(code, sentences["unreadable"])
    if code in ("unknown", "unreadable") and path.suffix.lower() in SAVED_ELSEWHERE:
        text = SAVED_ELSEWHERE[path.suffix.lower()]
    return FileTrouble(text, name=path.name, reason=detail)
