"""One SQLite file, reached through SQLAlchemy: whole transactions only, and the driver's errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from planner.errors import EditRefused, FileTrouble, PlanDamaged, PlannerBug, PlannerError
from planner.message import N_
from planner.storage.trust import distrust, give_up_after, refuse_foreign_parts

APPLICATION_ID = 0x4B45544E
"""In the header of every plan file: the letters KETN."""

PATIENCE = 3.0
"""Seconds to wait for a program that is just writing in the file."""

REASONS: dict[int, str] = {
    sqlite3.SQLITE_FULL: N_("The disk is full: {name} could not be written, and nothing was changed."),
    sqlite3.SQLITE_BUSY: N_("{name} is in use by another program just now; nothing was changed. Try again."),
    sqlite3.SQLITE_LOCKED: N_("{name} is in use by another program just now; nothing was changed. Try again."),
    sqlite3.SQLITE_READONLY: N_("{name} cannot be written to; nothing was changed."),
    sqlite3.SQLITE_PERM: N_("You may not open {name}."),
    sqlite3.SQLITE_IOERR: N_("The disk or network failed while {name} was in use; nothing was changed."),
    sqlite3.SQLITE_CANTOPEN: N_("{name} could not be opened: its folder cannot be reached or written to."),
    sqlite3.SQLITE_CORRUPT: N_("{name} is damaged and cannot be opened."),
    sqlite3.SQLITE_NOTADB: N_("{name} is not a Ketenplanner plan."),
    sqlite3.SQLITE_INTERRUPT: N_("{name} takes too long to read: it is damaged, or its disk does not answer."),
    sqlite3.SQLITE_TOOBIG: N_("A text is too long to be stored in {name}; nothing was changed."),
}


def primary_code(error: BaseException) -> int | None:
    """SQLite's own number for what went wrong, without its details."""
    orig = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(orig, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def in_words(error: BaseException, path: Path) -> PlannerError:
    """A driver's error as one sentence with the file's name."""
    code = primary_code(error)
    reason = REASONS.get(code) if code is not None else None
    if reason is not None:
        damaged = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        return (PlanDamaged if damaged else FileTrouble)(reason, name=path.name)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return PlannerBug(
            N_("{name} does not hold what was read from it: {reason}."), name=path.name, reason=str(error)
        )
    orig = error.orig if isinstance(error, DBAPIError) else error
    if code == sqlite3.SQLITE_ERROR and "malformed" in str(orig):  # a schema that does not parse
        return PlanDamaged(N_("{name} is damaged and cannot be opened."), name=path.name)
    return FileTrouble(N_("{name} could not be used: {reason}."), name=path.name, reason=str(orig))


class Database:
    """The one connection to a file. May be handed from thread to thread, not used by two at once."""

    def __init__(
        self, path: Path, *, read_only: bool = False, patience: float = PATIENCE, shown: Path | None = None
    ) -> None:
        self.path = path
        self._shown = shown or path  # what messages call it, while it has no name of its own yet
        self._for_writing = False
        self._closed = False
        self._use(_connected(path, str(path), patience), read_only=read_only)

    def _use(self, driver: sqlite3.Connection, *, read_only: bool) -> None:
        """Take a connection for all that follows."""
        self.driver = driver
        self._engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
        event.listen(self._engine, "begin", self._begin)
        try:
            with self.translated():
                distrust(driver)
                if read_only:
                    driver.execute("PRAGMA query_only = ON")
                driver.execute("PRAGMA synchronous = FULL")
                self._connection = self._engine.connect()
        except BaseException:
            driver.close()
            raise

    def move_to_memory(self) -> None:
        """Go on with a copy of the file in memory, which can be written while the file stays as it is."""
        memory = _connected(self.path, ":memory:", PATIENCE)
        with self.translated():
            self.driver.backup(memory)
        self._let_go()
        self._use(memory, read_only=False)

    def _begin(self, connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if self._for_writing else "BEGIN")

    @contextmanager
    def translated(self) -> Generator[None]:
        """Driver errors inside come out as ours."""
        if self._closed:
            raise PlannerBug(N_("{name} was used after it was closed."), name=self._shown.name)
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise in_words(error, self._shown) from error
        except UnicodeDecodeError as error:  # the driver's own message quotes bytes of a damaged file
            raise PlanDamaged(N_("{name} is damaged and cannot be opened."), name=self._shown.name) from error
        except OverflowError as error:
            raise EditRefused(N_("A number is too large to be stored.")) from error

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A transaction that sees one state of the file. Text that cannot be read is a FileTrouble too."""
        try:
            with self.translated(), self._connection.begin():
                yield self._connection
        except ValueError as error:
            raise PlanDamaged(
                N_("{name} is damaged and cannot be read: {reason}."), name=self._shown.name, reason=str(error)
            ) from error

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that is stored whole, or not at all if anything goes wrong."""
        self._for_writing = True
        try:
            with self.translated(), self._connection.begin():
                yield self._connection
        finally:
            self._for_writing = False

    def pragma(self, name: str) -> Any:
        """The value of one of SQLite's settings."""
        with self.translated():
            return self.driver.execute(f"PRAGMA {name}").fetchone()[0]

    def refuse_foreign_parts(self) -> None:
        """Refuse a schema that holds anything but plain tables; see `planner.storage.trust`."""
        with self.translated():
            refuse_foreign_parts(self.driver, self._shown.name)

    def give_up_after(self, seconds: float | None) -> None:
        """Refuse what runs past so many seconds from now; None lifts that."""
        give_up_after(self.driver, seconds)

    def is_sound(self) -> bool:
        """Whether the structure of the file is as it must be."""
        try:
            return self.pragma("quick_check(1)") == "ok"
        except FileTrouble as trouble:
            if trouble.__cause__ is not None and primary_code(trouble.__cause__) == sqlite3.SQLITE_CORRUPT:
                return False
            raise

    def tidy(self, version: int) -> None:
        """See to it that nothing stays beside the file once it is closed.

        WAL, should another tool have set it, leaves files behind (and does not work on network
        drives). A crash can leave an empty rollback journal, which SQLite removes with the next
        write: that is done here, by writing the version that is there already.
        """
        if self.pragma("journal_mode") != "delete":
            self.pragma("journal_mode = DELETE")
        real = self.path.resolve()
        if real.with_name(real.name + "-journal").exists():
            with suppress(FileTrouble), self.writing() as connection:  # it is there still, and does no harm
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")

    def close(self) -> None:
        """Let go of the file; nothing of ours stays beside it."""
        self._closed = True
        self._let_go()

    def _let_go(self) -> None:
        self._connection.close()
        self._engine.dispose()
        self.driver.close()


def _connected(path: Path, place: str, patience: float) -> sqlite3.Connection:
    try:
        return sqlite3.connect(
            place, timeout=patience, isolation_level=None, check_same_thread=False, cached_statements=256
        )
    except sqlite3.Error as error:
        raise in_words(error, path) from error
