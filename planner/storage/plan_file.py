"""A plan as a file: opened by one writer, written one whole step at a time, with its history inside."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from pathlib import Path
from stat import S_ISDIR

from sqlalchemy import func, insert, select

from planner.domain.changes import RowChange, Step
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble
from planner.message import N_, Message
from planner.settings import user_folder
from planner.storage import backup
from planner.storage.database import APPLICATION_ID, PATIENCE, Database
from planner.storage.journal import (
    Action,
    JournalLine,
    Stacks,
    changes_of,
    last_seq,
    net_changes,
    read_line,
    read_lines,
    read_stacks,
    write_line,
)
from planner.storage.lock import Clock, Lock, LockTakenError, utc_now
from planner.storage.rows import read_plan, write_changes
from planner.storage.tables import JOURNAL, TABLES

FORMAT = 5
"""Version of the file format; see `planner.storage.migrations`."""


class PlanFile:
    """An open `.keten` file. Only the holder of its lock writes; all others read.

    `reason` says why it cannot be written, if it cannot; `notices` is what the user should know
    although the file is open.
    """

    def __init__(self, path: Path, database: Database, lock: Lock | None, who: str, clock: Clock) -> None:
        self.path = path
        self.reason: Message | None = None
        self.notices: tuple[Message, ...] = ()
        self._database = database
        self._lock = lock
        self._who = who
        self._clock = clock
        self._last_seq = 0

    # --- opening and closing ------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        plan: Plan,
        *,
        who: str | None = None,
        clock: Clock = utc_now,
        backups: Path | None = None,
        patience: float = PATIENCE,
    ) -> PlanFile:
        """Make a new file with a plan in it, and open it. FileTrouble if there is one already, or no room."""
        path = Path(path)
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            raise FileTrouble(N_("There is already a file {name}."), name=path.name) from None
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            _fill(path, plan, patience)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return cls.open(path, who=who, clock=clock, backups=backups, patience=patience)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        take_over: bool = False,
        who: str | None = None,
        clock: Clock = utc_now,
        backups: Path | None = None,
        patience: float = PATIENCE,
    ) -> PlanFile:
        """Open a file: for writing if that can be, else for reading, saying why in `reason`.

        `take_over` takes the lock from whoever holds it. Before anything is written a dated copy goes
        to `backups` (the user's own folder unless given). Raises FileTrouble with one clear sentence
        for whatever is not a sound plan file of our version or an older one.
        """
        path = Path(path)
        _refuse_what_is_no_file(path)
        who = who or user_name()
        lock, reason = (None, None) if read_only else _lock_for(path, who, clock, take_over)
        try:
            database = Database(path, read_only=lock is None, patience=patience)
        except BaseException:
            if lock is not None:
                lock.give_back()
            raise
        file = cls(path, database, lock, who, clock)
        file.reason = reason
        try:
            file._look_over(backups or user_folder("data") / "backups")
        except BaseException:
            file.close()
            raise
        return file

    def _look_over(self, backups: Path) -> None:
        """Refuse what is not ours or not sound, then make ready to write."""
        version = self._version()
        self._refuse_damaged(backups)
        if version < FORMAT:
            self._bring_up_to_date(version, backups)
        elif self._lock is not None:
            self._make_ready(version, backups)
        with self._database.reading() as connection:
            self._last_seq = last_seq(connection)

    def _make_ready(self, version: int, backups: Path) -> None:
        self._database.tidy(version)
        try:
            backup.back_up(self._database.driver, self.path, backups, self._clock().astimezone())
        except FileTrouble as trouble:
            self.notices += (trouble.message,)

    def _version(self) -> int:
        if self._database.pragma("application_id") != APPLICATION_ID:
            raise FileTrouble(N_("{name} is a database of another program, not a plan."), name=self.path.name)
        version = int(self._database.pragma("user_version"))
        if version < 1:
            raise FileTrouble(N_("{name} is damaged and cannot be opened."), name=self.path.name)
        if version > FORMAT:
            raise FileTrouble(
                N_("{name} was made by a newer version of Ketenplanner; install that version to open it."),
                name=self.path.name,
            )
        return version

    def _refuse_damaged(self, backups: Path) -> None:
        if self._database.is_sound():
            return
        kept = backup.copies(self.path, backups)
        if kept:
            raise FileTrouble(
                N_("{name} is damaged and cannot be opened. The last copy of it is {copy}."),
                name=self.path.name,
                copy=str(kept[-1]),
            )
        raise FileTrouble(N_("{name} is damaged and cannot be opened."), name=self.path.name)

    def _bring_up_to_date(self, version: int, backups: Path) -> None:
        if self._lock is None:
            raise FileTrouble(
                N_("{name} is of an older version and must be opened once where it can be written to."),
                name=self.path.name,
            )
        from planner.storage.migrations import migrate  # brings Alembic, which most openings do not need

        kept = backup.keep_version(self._database.driver, self.path, backups, version)
        with self._database.writing() as connection:
            migrate(connection, version, FORMAT)
        self.notices += (
            Message(
                N_("{name} was brought to the present format; the file as it was is kept as {copy}."),
                {"name": self.path.name, "copy": str(kept)},
            ),
        )

    def close(self) -> None:
        """Let go of file and lock. Closing twice does no harm."""
        self._database.close()
        if self._lock is not None:
            with contextlib.suppress(OSError):  # its folder is gone: so is the lock
                self._lock.give_back()
            self._lock = None

    # --- reading --------------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        return self._lock is None

    @property
    def last_seq(self) -> int:
        """Number of the last line of the journal, 0 before the first step."""
        return self._last_seq

    def load(self) -> Plan:
        """The plan as it stands in the file, every row validated; the history is taken up to there."""
        with self._database.reading() as connection:
            plan = read_plan(connection, self.path.name)
            self._last_seq = last_seq(connection)
            return plan

    def journal(self, after: int = 0) -> list[JournalLine]:
        """The lines after a number, oldest first, as far as the plan was loaded: a writer may be ahead of a reader."""
        with self._database.reading() as connection:
            return read_lines(connection, FORMAT, after, self._last_seq)

    def line(self, seq: int) -> JournalLine:
        """One line of the journal."""
        with self._database.reading() as connection:
            return read_line(connection, FORMAT, seq)

    def stacks(self) -> Stacks:
        """What can be undone and redone."""
        with self._database.reading() as connection:
            return read_stacks(connection, FORMAT)

    def changes_since(self, seq: int, present: Plan | None = None) -> tuple[RowChange, ...]:
        """What the lines after `seq` did to each row, taken together; `present` spares loading the plan."""
        lines = self.journal(after=seq)
        if not 0 <= seq <= self._last_seq:
            raise EditRefused(N_("The history has no step {seq}."), seq=seq)
        if not all(line.current for line in lines):
            raise EditRefused(N_("Step {seq} is from before the file was brought to the present format."), seq=seq)
        return net_changes(present or self.load(), reversed(lines))

    def plan_as_of(self, seq: int, present: Plan | None = None) -> Plan:
        """The plan as it was when line `seq` had just been written; 0 is as it was created."""
        present = present or self.load()
        tables = {kind: dict(present.table(kind)) for kind in TABLES}
        for change in self.changes_since(seq, present):
            if change.before is None:
                del tables[change.kind][change.id]
            else:
                tables[change.kind][change.id] = change.before
        return Plan(tables)

    def copy_to(self, target: Path) -> None:
        """Write the document with its history under another name. FileTrouble if there is such a file already."""
        if target.exists():
            raise FileTrouble(N_("There is already a file {name}."), name=target.name)
        with self._database.translated():
            backup.copy_whole(self._database.driver, self.path, target)

    # --- writing --------------------------------------------------------------------------------------

    def append(self, step: Step, action: Action = Action.DO, of_seq: int | None = None) -> JournalLine:
        """Write a step's rows and its line in one transaction; the line as written.

        Raises FileTrouble where the file cannot be written (another holder, a full disk …), PlannerBug
        where it does not hold what the step starts from; then nothing was changed.
        """
        if self._lock is None:
            raise self.refusal()
        self._lock.make_sure()
        with self._database.writing() as connection:
            if last_seq(connection) != self._last_seq:
                raise FileTrouble(
                    N_("{name} was changed by somebody else since it was opened; nothing was changed. Open it again."),
                    name=self.path.name,
                )
            line = JournalLine(
                seq=self._last_seq + 1,
                at=self._clock(),
                who=self._who,
                action=action,
                of_seq=of_seq,
                label=step.label,
                words=dict(step.words),
                changes=changes_of(step),
            )
            write_changes(connection, step.changes)
            write_line(connection, line, FORMAT)
        self._last_seq = line.seq
        return line

    def refusal(self) -> FileTrouble:
        """Why a file that is open for reading cannot be written."""
        if self.reason is None:
            return FileTrouble(N_("{name} is open for reading only."), name=self.path.name)
        return FileTrouble(N_("{name} is open for reading only. {reason}"), name=self.path.name, reason=self.reason)


def user_name() -> str:
    """Who works here, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such variable and no such account
        return "?"


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise FileTrouble(N_("There is no file {name}."), name=str(path)) from None
    except OSError as error:
        raise FileTrouble(
            N_("{name} could not be opened: {reason}."), name=path.name, reason=error.strerror or str(error)
        ) from error
    if S_ISDIR(found.st_mode):
        raise FileTrouble(N_("{name} is a folder, not a plan."), name=path.name)
    if not _opens(path, writing=False):
        raise FileTrouble(N_("You may not open {name}."), name=path.name)
    if found.st_size == 0:
        raise FileTrouble(N_("{name} is empty."), name=path.name)


def _opens(path: Path, *, writing: bool) -> bool:
    """Whether the system lets us open a file."""
    if sys.platform != "win32":
        # Not by trying: closing a file ends the locks that SQLite holds on it for another connection of ours.
        return os.access(path, os.W_OK if writing else os.R_OK)
    try:
        with path.open("r+b" if writing else "rb"):  # os.access knows nothing of access control lists there
            return True
    except OSError:
        return False


def _unwritable(path: Path, error: OSError) -> FileTrouble:
    return FileTrouble(
        N_("{name} could not be made in {folder}: {reason}."),
        name=path.name,
        folder=str(path.parent),
        reason=error.strerror or str(error),
    )


def _lock_for(path: Path, who: str, clock: Clock, take_over: bool) -> tuple[Lock | None, Message | None]:
    if not _opens(path, writing=True):
        return None, Message(N_("{name} is protected against writing."), {"name": path.name})
    try:
        return Lock.take(path, who, clock, by_force=take_over), None
    except LockTakenError as taken:
        return None, taken.holder.message()
    except OSError:
        return None, Message(N_("Nothing can be written in the folder {folder}."), {"folder": str(path.parent)})


def _fill(path: Path, plan: Plan, patience: float) -> None:
    database = Database(path, patience=patience)
    try:
        with database.writing() as connection:
            for table in (*TABLES.values(), JOURNAL):
                table.create(connection)
            for kind, table in TABLES.items():
                rows = [dict(row.__dict__) for row in plan.table(kind).values()]
                if rows:
                    connection.execute(insert(table), rows)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
            count = connection.execute(select(func.count()).select_from(TABLES["programme"])).scalar_one()
            if count != 1:
                raise EditRefused(N_("A plan has exactly one programme."))
    finally:
        database.close()
