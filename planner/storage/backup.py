"""Earlier versions of a document: dated copies, made of validated plans only, with a few kept.

They lie in the user's own data folder (or one of choice), one folder a document: not beside it, where colleagues
would see them and a lost share would take them along. Kept are the last five, and the last of each of the seven
days before. A copy whose date lies in the future (a clock that once stood wrong) is not counted and not dropped,
so that it keeps no other out. What is set aside before a file is put back or brought to a newer format is never
dropped.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from planner.errors import FileTrouble
from planner.message import N_
from planner.writing import PREFIX, fresh_file

KEEP_LAST = 5
KEEP_DAYS = 7
STAMP = "%Y-%m-%d %H.%M.%S"
DATED = re.compile(r"(\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)( \d+)?")
SET_ASIDE = re.compile(r"(version \d+|damaged|before restore)( .*)?")
CLOCKS_DIFFER = timedelta(days=1)
"""So far a copy's date may lie ahead of the clock before it counts as wrong: time zones, summer time."""


class Origin(StrEnum):
    """Why a copy was made."""

    DATED = "dated"  # in the course of work
    FORMAT = "format"  # before the file was brought to a newer format
    RESTORE = "restore"  # before an earlier version was put back
    DAMAGED = "damaged"  # a file that could not be opened, as it was


@dataclass(frozen=True, slots=True)
class Copy:
    """One earlier version: `made_at` is local time, `size` in bytes."""

    path: Path
    made_at: datetime
    size: int
    origin: Origin

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.path.stem


def folder_of(document: Path, backups: Path) -> Path:
    """Where the copies of a document lie: readable by its name, apart by its place."""
    place = hashlib.sha256(os.fsencode(os.path.normcase(document.resolve()))).hexdigest()[:8]
    return backups / f"{document.stem} {place}"


def copies(document: Path, backups: Path) -> list[Path]:
    """The dated copies of a document, oldest first."""
    return [each.path for each in versions(document, backups) if each.origin is Origin.DATED]


def versions(document: Path, backups: Path) -> list[Copy]:
    """All earlier versions of a document, the oldest first."""
    try:
        found = list(folder_of(document, backups).iterdir())
    except OSError:  # there is none yet, or it cannot be reached
        return []
    made = [_copy(path) for path in found if path.suffix == document.suffix]
    return sorted((copy for copy in made if copy is not None), key=lambda c: (c.made_at, c.path.name))


def _copy(path: Path) -> Copy | None:
    dated, aside = DATED.fullmatch(path.stem), SET_ASIDE.fullmatch(path.stem)
    try:
        stat = path.stat()
        if dated:
            return Copy(path, datetime.strptime(dated[1], STAMP), stat.st_size, Origin.DATED)
    except (OSError, ValueError):  # gone meanwhile, or named like a date that does not exist
        return None
    if not aside:
        return None
    origin = {"damaged": Origin.DAMAGED, "before restore": Origin.RESTORE}.get(aside[1], Origin.FORMAT)
    stamp = re.search(r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d", aside[2] or "")
    made_at = datetime.strptime(stamp[0], STAMP) if stamp else datetime.fromtimestamp(stat.st_mtime)
    return Copy(path, made_at, stat.st_size, origin)


def back_up(source: sqlite3.Connection, document: Path, backups: Path, now: datetime) -> Path | None:
    """Copy a document that differs from its last copy, and drop copies that are no longer kept.

    `now` is aware local time. Raises FileTrouble if the copy cannot be made.
    """
    before = document.stat()
    earlier = [path for path in copies(document, backups) if _made(path) <= now.replace(tzinfo=None) + CLOCKS_DIFFER]
    if earlier and _same(earlier[-1].stat(), before):
        return None
    folder = folder_of(document, backups)
    for left_over in (*folder.glob("*.part"), *folder.glob(f"{PREFIX}*")):  # of a crash, and of older versions
        with contextlib.suppress(OSError):
            left_over.unlink()
    target = _free(folder, now.strftime(STAMP), document.suffix)
    copy_whole(source, document, target)
    if not _reads_well(target):
        return target  # the disk wrote something else: every earlier copy stays
    for path in earlier[: -KEEP_LAST + 1]:
        if not _last_of_a_kept_day(path, [*earlier, target], now):
            with contextlib.suppress(OSError):  # kept a little longer, then
                path.unlink()
    return target


def keep_version(source: sqlite3.Connection, document: Path, backups: Path, version: int) -> Path:
    """Copy a document that is about to be brought to a newer format; this copy is never dropped."""
    target = _free(folder_of(document, backups), f"version {version}", document.suffix)
    copy_whole(source, document, target)
    return target


def set_aside(document: Path, backups: Path, now: datetime, *, damaged: bool) -> Path:
    """Copy a file byte by byte, with the journal that a crash may have left beside it, before another takes its place.

    Raises FileTrouble if that cannot be done.
    """
    name = f"{'damaged' if damaged else 'before restore'} {now.strftime(STAMP)}"
    target = _free(folder_of(document, backups), name, document.suffix)

    def write(fresh: Path) -> None:
        shutil.copy2(document, fresh)
        for ending in ("-journal", "-wal"):
            beside = document.with_name(document.name + ending)
            if beside.exists():
                shutil.copy2(beside, target.with_name(target.name + ending))

    _written(write, document, target)
    return target


def copy_whole(source: sqlite3.Connection, document: Path, target: Path) -> None:
    """Copy a document as it stands, with its time; a copy that has its name is whole.

    Raises FileTrouble if that cannot be done.
    """

    def write(fresh: Path) -> None:
        copy = sqlite3.connect(str(fresh), isolation_level=None)
        try:
            source.backup(copy)
        finally:
            copy.close()
        with contextlib.suppress(OSError):  # the document was moved or its folder is gone: its time is not known
            time = document.stat().st_mtime_ns
            os.utime(fresh, ns=(time, time))

    _written(write, document, target)


def _written(write: Callable[[Path], None], document: Path, target: Path) -> None:
    """Write under a name of its own in the target's folder, see that it is on disk, then give it its name."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with fresh_file(target) as fresh:
            write(fresh)
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
            fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise FileTrouble(
            N_("{name} could not be copied to {folder}: {reason}."),
            name=document.name,
            folder=str(target.parent),
            reason=getattr(error, "strerror", None) or str(error),
        ) from error


def _same(copy: os.stat_result, document: os.stat_result) -> bool:
    return copy.st_size == document.st_size and abs(copy.st_mtime - document.st_mtime) < 0.001


def _reads_well(path: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            return bool(copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def _free(folder: Path, name: str, suffix: str) -> Path:
    """A name that is not taken, also when a document is opened twice within a second."""
    target = folder / f"{name}{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{name} {number}{suffix}"
        number += 1
    return target


def _made(path: Path) -> datetime:
    found = DATED.fullmatch(path.stem)
    return datetime.strptime(found[1], STAMP) if found else datetime.max


def _last_of_a_kept_day(path: Path, all_copies: list[Path], now: datetime) -> bool:
    day = path.stem[:10]
    age = (now.date() - datetime.strptime(day, "%Y-%m-%d").date()).days
    return age <= KEEP_DAYS and path == [other for other in all_copies if other.stem[:10] == day][-1]
