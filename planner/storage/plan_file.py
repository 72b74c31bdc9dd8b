"""A plan as a file: opened by one writer, written one whole step at a time, with its history inside."""

from __future__ import annotations

import contextlib
import getpass
from pathlib import Path

from sqlalchemy import func, insert, select

from planner.domain.changes import Step
from planner.domain.clean_text import counting_cleaned, one_line
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble, PlanDamaged, PlanTooNew
from planner.message import N_, Message
from planner.settings import load_settings, user_folder
from planner.storage import backup
from planner.storage.database import APPLICATION_ID, PATIENCE, Database
from planner.storage.file_access import gone, name_new, opens, refuse_what_is_no_file, unwritable
from planner.storage.homes import History, storable_words
from planner.storage.journal import (
    Action,
    JournalLine,
    Stacks,
    changes_of,
    last_seq,
    read_line,
    read_lines,
    read_stacks,
    write_line,
)
from planner.storage.lock import Clock, Lock, LockTakenError, utc_now
from planner.storage.rows import read_plan, write_changes
from planner.storage.tables import JOURNAL, TABLES
from planner.storage.trust import refuse_other_tables
from planner.writing import fresh_file

FORMAT = 12
"""Version of the file format; see `planner.storage.migrations`."""
CHECKING_SECONDS = 120.0
"""How long looking a file over may take: a large one on a slow disk needs some seconds."""


class PlanFile(History):
    """An open `.keten` file. Only the holder of its lock writes; all others read.

    `reason` says why it cannot be written, if it cannot; `notices` is what the user should know
    although the file is open.
    """

    def __init__(
        self, path: Path, database: Database, lock: Lock | None, who: str, clock: Clock, backups: Path
    ) -> None:
        super().__init__()
        self.path = path
        self.reason: Message | None = None
        self.notices: tuple[Message, ...] = ()
        self._database = database
        self._lock = lock
        self._who = who
        self._clock = clock
        self._backups = backups
        self._has_copy = False
        self._stacks: Stacks | None = None

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
            if path.exists():
                raise FileExistsError
            with fresh_file(path) as fresh:
                _fill(fresh, path, plan, patience)
                name_new(fresh, path)
        except FileExistsError:
            raise FileTrouble(N_("There is already a file {name}."), name=path.name) from None
        except (OSError, ValueError) as error:
            raise unwritable(path, error) from error
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
        path, backups = Path(path), backups or backup_folder()
        try:
            return cls._opened(path, read_only, take_over, who or user_name(), clock, backups, patience)
        except PlanDamaged as damage:
            raise _naming_the_last_copy(damage, path, backups) from damage

    @classmethod
    def _opened(
        cls, path: Path, read_only: bool, take_over: bool, who: str, clock: Clock, backups: Path, patience: float
    ) -> PlanFile:
        refuse_what_is_no_file(path)
        lock, reason = (None, None) if read_only else _lock_for(path, who, clock, take_over)
        try:
            database = Database(path, read_only=lock is None, patience=patience)
        except BaseException:
            if lock is not None:
                lock.give_back()
            raise
        file = cls(path, database, lock, who, clock, backups)
        file.reason = reason
        try:
            file._look_over()
        except BaseException:
            file.close()
            raise
        return file

    def _look_over(self) -> None:
        """Refuse what is not ours or not sound, before anything of it is believed; then make ready to write."""
        self._database.give_up_after(CHECKING_SECONDS)
        version = self._version()
        self._database.refuse_foreign_parts()
        if not self._database.is_sound():
            raise PlanDamaged(N_("{name} is damaged and cannot be opened."), name=self.path.name)
        if version < FORMAT:
            self._bring_up_to_date(version)
        elif self._lock is not None:
            self._database.tidy(version)
        with self._database.translated():
            tables = {
                called: [c.name for c in table.columns] for called, table in (*TABLES.items(), ("journal", JOURNAL))
            }
            refuse_other_tables(self._database.driver, self.path.name, tables)
        with self._database.reading() as connection:
            self._last_seq = last_seq(connection)
        self._database.give_up_after(None)

    def _version(self) -> int:
        if self._database.pragma("application_id") != APPLICATION_ID:
            raise PlanDamaged(N_("{name} is a database of another program, not a plan."), name=self.path.name)
        version = int(self._database.pragma("user_version"))
        if version < 1:
            raise PlanDamaged(N_("{name} is damaged and cannot be opened."), name=self.path.name)
        if version > FORMAT:
            raise PlanTooNew(
                N_("{name} was made by a newer version of Ketenplanner; install that version to open it."),
                name=self.path.name,
            )
        return version

    def _bring_up_to_date(self, version: int) -> None:
        """Read an older file in memory; where it can be written, bring the file itself to the present format too.

        A file that does not make a sound plan is refused before anything is written or copied.
        """
        from planner.storage.migrations import migrate  # brings Alembic, which most openings do not need

        trial = self._database if self._lock is None else Database(self.path, read_only=True)
        try:
            trial.move_to_memory()
            with trial.writing() as connection:
                migrate(connection, version, FORMAT)
                read_plan(connection, self.path.name)
        finally:
            if trial is not self._database:
                trial.close()
        if self._lock is None:
            return
        kept = backup.keep_version(self._database.driver, self.path, self._backups, version)
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
    def database(self) -> Database:
        """What the rows stand in, for copying them elsewhere as they are."""
        return self._database

    @property
    def read_only(self) -> bool:
        return self._lock is None

    def load(self) -> Plan:
        """The plan as it stands in the file, every row validated; the history is taken up to there."""
        try:
            with self._database.reading() as connection, counting_cleaned() as cleaned:
                plan = read_plan(connection, self.path.name)
                self._last_seq = last_seq(connection)
                self._stacks = read_stacks(connection, FORMAT)
        except PlanDamaged as damage:
            raise _naming_the_last_copy(damage, self.path, self._backups) from damage
        self._note_once(cleaned.message())
        if self._lock is not None and not self._has_copy:
            self._has_copy = True
            try:
                self.keep_copy()
            except FileTrouble as trouble:
                self.notices += (trouble.message,)
        return plan

    def _note_once(self, notice: Message | None) -> None:
        if notice is not None and notice not in self.notices:
            self.notices += (notice,)

    def keep_copy(self) -> Path | None:
        """Make a dated copy of the loaded plan if it changed since the last one; FileTrouble if it cannot be."""
        with self._database.translated():
            try:
                return backup.back_up(self._database.driver, self.path, self._backups, self._clock().astimezone())
            except OSError as error:
                raise gone(self.path, error) from error

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
        if self._stacks is not None:  # as they were when the plan was loaded
            stacks, self._stacks = self._stacks, None
            return stacks
        with self._database.reading() as connection:
            return read_stacks(connection, FORMAT)

    def copy_to(self, target: Path) -> None:
        """Write the document with its history under another name. FileTrouble if there is such a file already."""
        if target.exists():
            raise FileTrouble(N_("There is already a file {name}."), name=target.name)
        with self._database.translated():
            backup.copy_whole(self._database.driver, self.path, target)

    def put_in_place_of(self, path: Path) -> None:
        """Write the document with its history in the place of another file, in one go; FileTrouble if it cannot be."""
        with self._database.translated():
            backup.copy_whole(self._database.driver, self.path, path)

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
                words=storable_words(step.words),
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
        return one_line(getpass.getuser(), 80) or "?"
    except (OSError, KeyError, ImportError):  # no such variable and no such account
        return "?"


def backup_folder() -> Path:
    """Where earlier versions are kept: the folder of the user's choice, else one in the user's own data."""
    chosen = load_settings().backup_folder
    return Path(chosen) if chosen else user_folder("data") / "backups"


def _naming_the_last_copy(damage: PlanDamaged, path: Path, backups: Path) -> PlanDamaged:
    if "name" not in damage.message.words:
        damage = PlanDamaged(N_("{name} is damaged: {reason}"), name=path.name, reason=damage.message)
    kept = backup.copies(path, backups)
    if not kept:
        return damage
    return PlanDamaged(N_("{damage} The last copy of it is {copy}."), damage=damage.message, copy=str(kept[-1]))


def _lock_for(path: Path, who: str, clock: Clock, take_over: bool) -> tuple[Lock | None, Message | None]:
    if not opens(path, writing=True):
        return None, Message(N_("{name} is protected against writing."), {"name": path.name})
    try:
        return Lock.take(path, who, clock, by_force=take_over), None
    except LockTakenError as taken:
        return None, taken.holder.message()
    except OSError:
        return None, Message(N_("Nothing can be written in the folder {folder}."), {"folder": str(path.parent)})


def _fill(path: Path, shown: Path, plan: Plan, patience: float) -> None:
    database = Database(path, patience=patience, shown=shown)
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
