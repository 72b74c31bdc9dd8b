"""Dated copies of a document, made when it is opened for writing and has changed since the last one.

They lie in the user's own data folder, one folder a document: not beside it, where colleagues would
see them and a lost share would take them along. Kept are the last five, and the last of each of the
seven days before.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
from datetime import datetime
from pathlib import Path

from planner.errors import FileTrouble
from planner.message import N_

KEEP_LAST = 5
KEEP_DAYS = 7
STAMP = "%Y-%m-%d %H.%M.%S"
NAME = re.compile(r"(\d{4}-\d\d-\d\d) \d\d\.\d\d\.\d\d( \d+)?")


def folder_of(document: Path, backups: Path) -> Path:
    """Where the copies of a document lie: readable by its name, apart by its place."""
    place = hashlib.sha256(os.path.normcase(document.resolve()).encode()).hexdigest()[:8]
    return backups / f"{document.stem} {place}"


def copies(document: Path, backups: Path) -> list[Path]:
    """The dated copies of a document, oldest first."""
    folder = folder_of(document, backups)
    try:
        found = list(folder.iterdir())
    except OSError:  # there is none yet, or it cannot be reached
        return []
    return sorted(p for p in found if p.suffix == document.suffix and NAME.fullmatch(p.stem))


def back_up(source: sqlite3.Connection, document: Path, backups: Path, now: datetime) -> Path | None:
    """Copy a document that differs from its last copy, and drop copies that are no longer kept.

    Raises FileTrouble if the copy cannot be made.
    """
    before = document.stat()
    earlier = copies(document, backups)
    if earlier and _same(earlier[-1].stat(), before):
        return None
    for left_over in folder_of(document, backups).glob("*.part"):
        with contextlib.suppress(OSError):
            left_over.unlink()
    target = _free(folder_of(document, backups), now.strftime(STAMP), document.suffix)
    copy_whole(source, document, target)
    for path in earlier[: -KEEP_LAST + 1]:
        if not _last_of_a_kept_day(path, [*earlier, target], now):
            with contextlib.suppress(OSError):  # kept a little longer, then
                path.unlink()
    return target


def keep_version(source: sqlite3.Connection, document: Path, backups: Path, version: int) -> Path:
    """Copy a document that is about to be brought to a newer format; this copy is never dropped."""
    folder = folder_of(document, backups)
    target = folder / f"version {version}{document.suffix}"
    number = 2
    while target.exists():
        target = folder / f"version {version} {number}{document.suffix}"
        number += 1
    copy_whole(source, document, target)
    return target


def copy_whole(source: sqlite3.Connection, document: Path, target: Path) -> None:
    """Copy a document as it stands, with its time; a copy that has its name is whole.

    Raises FileTrouble if that cannot be done.
    """
    before = document.stat()
    fresh = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        copy = sqlite3.connect(str(fresh), isolation_level=None)
        try:
            source.backup(copy)
        finally:
            copy.close()
        os.utime(fresh, ns=(before.st_mtime_ns, before.st_mtime_ns))
        fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise FileTrouble(
            N_("{name} could not be copied to {folder}: {reason}."),
            name=document.name,
            folder=str(target.parent),
            reason=str(error),
        ) from error


def _same(copy: os.stat_result, document: os.stat_result) -> bool:
    return copy.st_size == document.st_size and abs(copy.st_mtime - document.st_mtime) < 0.001


def _free(folder: Path, name: str, suffix: str) -> Path:
    """A name that is not taken, also when a document is opened twice within a second."""
    target = folder / f"{name}{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{name} {number}{suffix}"
        number += 1
    return target


def _last_of_a_kept_day(path: Path, all_copies: list[Path], now: datetime) -> bool:
    day = path.stem[:10]
    age = (now.date() - datetime.strptime(day, "%Y-%m-%d").date()).days
    return age <= KEEP_DAYS and path == [other for other in all_copies if other.stem[:10] == day][-1]
