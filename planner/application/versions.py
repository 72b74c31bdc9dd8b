"""Earlier versions of a plan file: which there are and if they are sound, putting one back, saving what is sound."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from planner.domain.plan import Plan
from planner.errors import FileTrouble, PlanDamaged, PlanTooNew
from planner.message import N_
from planner.storage import backup
from planner.storage.backup import Copy, Origin
from planner.storage.lock import Clock, Lock, LockTakenError, utc_now
from planner.storage.plan_file import PlanFile, backup_folder, user_name
from planner.storage.salvage import Salvage, salvage


class Soundness(StrEnum):
    """What became of opening a version."""

    SOUND = "sound"
    DAMAGED = "damaged"
    NEWER = "newer"  # made by a newer version of the program
    UNKNOWN = "unknown"  # it cannot be read just now


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version: `steps` is how long its history is, `steps_since` how many steps the present file has more.

    Both are None where they cannot be known: a damaged version, or a damaged present file.
    """

    copy: Copy
    soundness: Soundness
    steps: int | None
    steps_since: int | None

    @property
    def name(self) -> str:
        return self.copy.name

    @property
    def made_at(self) -> datetime:
        return self.copy.made_at


@dataclass(frozen=True, slots=True)
class Restored:
    """Which version stands in the plan's place now, and where the file that stood there lies."""

    version: Version
    set_aside: Path | None


def versions_of(path: Path, backups: Path | None = None) -> list[Version]:
    """All earlier versions of a plan, the newest first, each opened to see whether it is sound.

    A plan that is gone may still have some; FileTrouble where there is neither a file nor a version.
    """
    present = _steps(path)[1]
    found = [_looked_at(copy, present) for copy in backup.versions(path, backups or backup_folder())]
    if not found and not path.exists():
        raise FileTrouble(N_("There is no file {name}."), name=str(path))
    return sorted(found, key=lambda v: (v.made_at, v.name), reverse=True)


def _looked_at(copy: Copy, present: int | None) -> Version:
    soundness, steps = _steps(copy.path)
    since = present - steps if present is not None and steps is not None and present >= steps else None
    return Version(copy, soundness, steps, since)


def _steps(path: Path) -> tuple[Soundness, int | None]:
    try:
        file = PlanFile.open(path, read_only=True)
    except PlanTooNew:
        return Soundness.NEWER, None
    except PlanDamaged:
        return Soundness.DAMAGED, None
    except FileTrouble:
        return Soundness.UNKNOWN, None
    with contextlib.closing(file):
        try:
            file.load()
        except PlanDamaged:
            return Soundness.DAMAGED, None
        except FileTrouble:
            return Soundness.UNKNOWN, None
        return Soundness.SOUND, file.last_seq


def find_version(path: Path, wanted: str, backups: Path | None = None) -> Version:
    """A version by its name, or by its number counted from the newest (1); FileTrouble where there is none."""
    found = versions_of(path, backups)
    if wanted.isdigit() and 1 <= int(wanted) <= len(found):
        return found[int(wanted) - 1]
    for version in found:
        if wanted in (version.name, version.copy.path.name, str(version.copy.path)):
            return version
    raise FileTrouble(
        N_("{name} has no earlier version {version}; there are {count}: see which with “versions”."),
        name=path.name,
        version=wanted,
        count=len(found),
    )


def restore(
    path: Path, version: Version, *, backups: Path | None = None, who: str | None = None, clock: Clock = utc_now
) -> Restored:
    """Put an earlier version in the place of a plan that nobody has open; the file that stood there is kept aside.

    Raises FileTrouble if the version is not sound, somebody has the plan open, or nothing can be written; then the
    plan stands as it was.
    """
    backups = backups or backup_folder()
    source = PlanFile.open(version.copy.path, read_only=True)
    with contextlib.closing(source):
        source.load()
        lock = _taken(path, who or user_name(), clock)
        try:
            aside = _set_aside(path, backups, clock().astimezone())
            source.put_in_place_of(path)
            for ending in ("-journal", "-wal", "-shm"):  # of the file that stood there: they would undo the new one
                path.with_name(path.name + ending).unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileTrouble(N_("{name} could not be put back: {reason}."), name=path.name, reason=reason) from error
        finally:
            lock.give_back()
    return Restored(version, aside)


def _taken(path: Path, who: str, clock: Clock) -> Lock:
    try:
        return Lock.take(path, who, clock)
    except LockTakenError as taken:
        raise FileTrouble(
            N_("{name} is open: close it first. {held}"), name=path.name, held=taken.holder.message()
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileTrouble(N_("{name} could not be put back: {reason}."), name=path.name, reason=reason) from error


def _set_aside(path: Path, backups: Path, now: datetime) -> Path | None:
    if not path.exists():
        return None
    damaged = _steps(path)[0] is Soundness.DAMAGED
    return backup.set_aside(path, backups, now, damaged=damaged)


def last_sound(path: Path, backups: Path | None = None) -> Plan | None:
    """The plan in the newest dated copy that is sound; None if there is none."""
    for copy in reversed(backup.versions(path, backups or backup_folder())):
        if copy.origin is Origin.DAMAGED:
            continue
        try:
            file = PlanFile.open(copy.path, read_only=True)
        except FileTrouble:
            continue
        with contextlib.closing(file):
            try:
                return file.load()
            except FileTrouble:
                continue
    return None


def recover(path: Path, target: Path, *, backups: Path | None = None) -> Salvage:
    """Make a new plan file of what is sound in a damaged one, helped by its last sound copy; the damaged file stays.

    The new file begins a new history. Raises FileTrouble if there is nothing to save or the target cannot be made.
    """
    if not path.exists():
        raise FileTrouble(N_("There is no file {name}."), name=str(path))
    if target.exists():
        raise FileTrouble(N_("There is already a file {name}."), name=target.name)
    found = salvage(path, last_sound(path, backups))
    PlanFile.create(target, found.plan, backups=backups).close()
    return found
