"""One writer at a time: a file beside the document that everybody can see and read.

It names user, machine and time, is made in one go (only one of two openers can succeed), and needs
no locking by the operating system, so it works on network drives and on Windows. A lock whose
process is gone from this machine is taken over; one from another machine stays until somebody takes
it over on purpose.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from planner.domain.clean_text import one_line
from planner.domain.imprecise_date import FIRST_YEAR, LAST_YEAR
from planner.domain.json_text import parse_json
from planner.errors import FileTrouble
from planner.message import N_, Message
from planner.storage.processes import birth_of

EMPTY = ""
"""Token of a lock that is made and not yet written."""
UNREADABLE = "unreadable"
"""Token of a lock that is there, but cannot be read just now."""
LONGEST = 10_000
"""Bytes that are read of a lock: one of ours has some hundreds."""
WRITTEN_WITHIN = 2
"""Seconds after which a lock that is still empty belongs to nobody."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes in a document, where, and since when (aware UTC)."""

    user: str
    machine: str
    process: int
    birth: str
    since: datetime
    token: str

    def message(self) -> Message:
        """A sentence for whoever comes second."""
        since = self.since.astimezone()
        return Message(
            N_("{user} has had this plan open on {machine} since {day}, {time}."),
            {"user": self.user, "machine": self.machine, "day": since.date(), "time": f"{since:%H:%M}"},
        )

    @property
    def is_gone(self) -> bool:
        """Whether the holder was a process of this machine that no longer runs."""
        if self.machine != platform.node():
            return False
        birth = birth_of(self.process)
        return birth is None or bool(birth and self.birth and birth != self.birth)


class LockTakenError(Exception):
    """Somebody else writes in the document."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder.token)
        self.holder = holder


class Lock:
    """The right to write in a document, while it is held."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path = path
        self.holder = holder

    @classmethod
    def take(cls, document: Path, user: str, clock: Clock = utc_now, *, by_force: bool = False) -> Lock:
        """Get the lock of a document.

        Raises LockTakenError where somebody holds it (unless by force), OSError where no file can be
        made beside the document.
        """
        path = lock_path(document)
        mine = Holder(user, platform.node(), os.getpid(), birth_of(os.getpid()) or "", clock(), uuid4().hex)
        for _ in range(10):
            try:
                _make(path, mine)
                return cls(path, mine)
            except FileExistsError:
                other = _settled_holder(path)
            if other is None:
                continue  # given back in between
            if not (by_force or other.is_gone or other.token == EMPTY):
                raise LockTakenError(other)
            try:
                _clear(document, path, other)
            except sqlite3.Error:
                raise LockTakenError(other) from None  # no document of ours, or somebody is writing in it
        raise OSError(f"the lock {path} cannot be taken")

    def make_sure(self) -> None:
        """Raises FileTrouble if somebody took the lock over; makes it anew if it was merely deleted."""
        other = read_holder(self.path)
        if other is None:
            try:
                _make(self.path, self.holder)
                return
            except OSError:
                other = read_holder(self.path)
        if other is None or other.token == UNREADABLE:
            raise FileTrouble(N_("The folder of {name} cannot be reached; nothing was changed."), name=self.path.stem)
        if other.token != self.holder.token:
            raise FileTrouble(
                N_("{user} on {machine} has taken over {name}; nothing was changed. Open it again to see their work."),
                user=other.user,
                machine=other.machine,
                name=self.path.stem,
            )

    def give_back(self) -> None:
        """Let others write. A lock that was taken over is left to its new holder."""
        holder = read_holder(self.path)
        if holder is None or holder.token != self.holder.token:
            return
        for pause in (0.05, 0.1, 0.2, 0.0):
            try:
                self.path.unlink(missing_ok=True)
                return
            except PermissionError:  # on Windows while somebody reads who has it
                if not pause:
                    raise
                time.sleep(pause)


def lock_path(document: Path) -> Path:
    """Where the lock of a document stands: beside the file itself, by whatever name it was reached."""
    document = document.resolve()
    return document.with_name(document.name + ".lock")


def read_holder(path: Path) -> Holder | None:
    """Who holds a lock; None where there is none. A lock that cannot be read counts as a stranger's."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST).decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except OSError:
        text = UNREADABLE
    try:
        values = parse_json(text)
        since = datetime.fromisoformat(values["since"])
        if not FIRST_YEAR <= since.year <= LAST_YEAR:
            raise ValueError("a year that no lock was made in")
        return Holder(
            user=one_line(values["user"], 80),
            machine=one_line(values["machine"], 80),
            process=int(values["process"]),
            birth=str(values["birth"]),
            since=since,
            token=str(values["token"]),
        )
    except (ValueError, KeyError, TypeError):
        return Holder("?", "?", 0, "", _made_at(path), text)


def _made_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):  # gone or out of reach since we looked, or no time at all
        return utc_now()


def _settled_holder(path: Path) -> Holder | None:
    """Who holds a lock, once it is written. One that stays empty was left by a crash while it was made."""
    for _ in range(WRITTEN_WITHIN * 20):
        holder = read_holder(path)
        if holder is None or holder.token != EMPTY:
            return holder
        time.sleep(0.05)
    return read_holder(path)


def _make(path: Path, holder: Holder) -> None:
    """Write a lock file that did not exist; FileExistsError if it does."""
    text = json.dumps({**asdict(holder), "since": holder.since.isoformat()}, ensure_ascii=False, indent=1)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _clear(document: Path, path: Path, other: Holder) -> None:
    """Remove a lock that was judged to be left over, unless it has changed hands since.

    Two may judge so at one time; a transaction on the document, which ends by itself with its
    process, lets them look one after the other.
    """
    with closing(sqlite3.connect(str(document), isolation_level=None)) as turn:
        turn.execute("BEGIN IMMEDIATE")
        holder = read_holder(path)
        if holder is not None and holder.token == other.token:
            path.unlink(missing_ok=True)
        turn.execute("ROLLBACK")
