"""A plan on a server while it is open: many write, each step in a transaction of its own, in the server's order.

It has the doors of `PlanFile`, so that `PlanDocument` and all above it know no difference. A step is written only on
the plan as it is on the server: where somebody was first, `MovedOn` says so, and the document brings the step to the
plan as it is now (`planner.domain.rebasing`). Who made a step is the account of the server, not what a client says.
"""

from __future__ import annotations

import contextlib
import select as waiting
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from planner.domain.changes import RowChange, Step
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble, MovedOn, PlannerBug, PlanTooNew
from planner.message import N_, Message
from planner.storage.homes import SharedPlan, storable_words
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
from planner.storage.lock import Clock, utc_now
from planner.storage.plan_file import FORMAT
from planner.storage.rows import read_plan, write_changes
from planner.storage.server.place import ServerPlace, translated

CHANNEL = "ketenplanner"
PULSE_SECONDS = 1.0
"""How often is looked for others' steps where no notice comes through."""
PLANS = text("SELECT name, schema, format FROM ketenplanner.plan ORDER BY name")
ROLE = text("SELECT ketenplanner.role_in(:name)")
TURN = text("SELECT pg_advisory_xact_lock(hashtext(:schema))")
TAKE = text("SELECT pg_advisory_lock(hashtext(:schema))")
GIVE = text("SELECT pg_advisory_unlock(hashtext(:schema))")
NOTICE = text("SELECT pg_notify(:channel, :payload)")


class ServerPlan(SharedPlan):
    """An open plan on a server."""

    def __init__(self, place: ServerPlace, engine: Engine, name: str, schema: str, who: str, role: str) -> None:
        super().__init__()
        self.path = Path(f"{name}.keten")
        self.place, self.schema, self.who, self.role = place, schema, who, role
        self.notices: tuple[Message, ...] = ()
        self._engine, self._clock = engine, utc_now
        self._listener: Listener | None = None
        self._has_turn = False

    @classmethod
    def open(cls, address: str, *, clock: Clock = utc_now) -> ServerPlan:
        """Open the plan at an address; FileTrouble says why not."""
        place = ServerPlace.parse(address)
        engine = place.engine()
        try:
            with translated(place), engine.connect() as connection:
                name, schema = _found(connection, place)
                who = str(connection.execute(text("SELECT session_user")).scalar_one())
                role = str(connection.execute(ROLE, {"name": name}).scalar_one() or "reader")
        except BaseException:
            engine.dispose()
            raise
        mapped = engine.execution_options(schema_translate_map={None: schema})
        plan = cls(place, mapped, name, schema, who, role)
        plan._clock = clock
        return plan

    def close(self) -> None:
        """Let go of the connections. Closing twice does no harm."""
        if self._listener is not None:
            self._listener.stop()
            self._listener = None
        self._engine.dispose()

    @property
    def read_only(self) -> bool:
        return self.role == "reader"

    @property
    def reason(self) -> Message | None:
        """Why the plan cannot be changed here."""
        text = N_("You are a reader of this plan on {place}.")
        return Message(text, {"place": self.place.shown}) if self.read_only else None

    def refusal(self) -> FileTrouble:
        return FileTrouble(N_("{name} is open for reading only. {reason}"), name=self.path.stem, reason=self.reason)

    # --- reading --------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Generator[Connection]:
        with translated(self.place), self._engine.connect() as connection:
            one_state = connection.execution_options(isolation_level="REPEATABLE READ")
            with one_state.begin():
                yield one_state

    def load(self) -> Plan:
        """The plan as it is on the server, every row validated."""
        with self.reading() as connection:
            plan = read_plan(connection, self.path.stem)
            self._last_seq = last_seq(connection)
        return plan

    def stacks(self) -> Stacks:
        """What this user can undo and redo: steps of their own."""
        with self.reading() as connection:
            return read_stacks(connection, FORMAT, self.who)

    def journal(self, after: int = 0) -> list[JournalLine]:
        with self.reading() as connection:
            return read_lines(connection, FORMAT, after, self._last_seq)

    def line(self, seq: int) -> JournalLine:
        with self.reading() as connection:
            return read_line(connection, FORMAT, seq)

    def news(self) -> list[JournalLine]:
        """The lines that came since the last look; they count as seen from now on."""
        with self.reading() as connection:
            newest = last_seq(connection)
            lines = read_lines(connection, FORMAT, self._last_seq, newest)
        self._last_seq = newest
        return lines

    def keep_copy(self) -> Path | None:
        """Copies of a plan on a server are made there; see `server get`."""
        return None

    def copy_to(self, target: Path) -> None:
        """Write the plan with its history as a file. FileTrouble if there is such a file already."""
        from planner.storage.server.transfer import write_as_file

        write_as_file(self, self.reading, target)

    # --- writing --------------------------------------------------------------------------------------

    def append(self, step: Step, action: Action = Action.DO, of_seq: int | None = None) -> JournalLine:
        """Write a step's rows and its line in one transaction; the line as written.

        MovedOn where somebody wrote since the last look; EditRefused where the user may not; then nothing was changed.
        """
        if self.read_only:
            raise self.refusal()
        with translated(self.place), self._engine.begin() as connection:
            if not self._has_turn:
                connection.execute(TURN, {"schema": self.schema})
            if last_seq(connection) != self._last_seq:
                raise MovedOn
            changes, words = changes_of(step), storable_words(step.words)
            seq = self._last_seq + 1
            line = JournalLine(seq, self._clock(), self.who, action, of_seq, step.label, words, changes)
            self._write_rows(connection, step.changes)
            write_line(connection, line, FORMAT)
            connection.execute(NOTICE, {"channel": CHANNEL, "payload": f"{self.schema}:{line.seq}"})
        self._last_seq = line.seq
        return line

    @contextmanager
    def turn(self) -> Generator[None]:
        """Keep others from writing while a block looks at the plan as it is and writes; in the order of asking."""
        with translated(self.place), self._engine.connect() as connection:
            own = connection.execution_options(isolation_level="AUTOCOMMIT")
            own.execute(TAKE, {"schema": self.schema})
            self._has_turn = True
            try:
                yield
            finally:
                self._has_turn = False
                own.execute(GIVE, {"schema": self.schema})

    def _write_rows(self, connection: Connection, changes: tuple[RowChange, ...]) -> None:
        try:
            write_changes(connection, changes)
        except PlannerBug:  # rows that are there, and not this user's to change
            raise EditRefused(N_("An editor changes rows of the own organisation only; nothing was changed.")) from None

    # --- what others do -------------------------------------------------------------------------------

    def listen(self) -> Listener:
        """Hear of others' steps in a thread, until the plan is closed."""
        if self._listener is None:
            self._listener = Listener(self._engine, self.schema)
        return self._listener


class Listener:
    """Waits for notices of steps in a thread of its own; `heard` is set once there is something to fetch."""

    def __init__(self, engine: Engine, schema: str) -> None:
        self.heard = threading.Event()
        self._engine, self._schema = engine, schema
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="notices of the server", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(2 * PULSE_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            with contextlib.suppress(Exception):  # the connection is lost: it is made again, and all is looked at
                self._follow()
            self.heard.set()
            self._stopping.wait(PULSE_SECONDS)

    def _follow(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"LISTEN {CHANNEL}"))
            driver: Any = connection.connection.driver_connection
            while not self._stopping.is_set():
                if not waiting.select([driver.fileno()], [], [], PULSE_SECONDS)[0]:
                    continue
                for notice in driver.notifies(timeout=0):
                    if notice.payload.startswith(f"{self._schema}:"):
                        self.heard.set()


def _found(connection: Connection, place: ServerPlace) -> tuple[str, str]:
    """Name and schema of the plan that is meant; FileTrouble where there is none, or it is of another format."""
    from planner.storage.server.setup import is_set_up

    if not is_set_up(connection):
        raise FileTrouble(
            N_("{place} holds no plans: its manager sets it up with “ketenplanner server setup”."), place=place.shown
        )
    known = {str(name): (str(schema), int(version)) for name, schema, version in connection.execute(PLANS)}
    name = place.plan or (next(iter(known)) if len(known) == 1 else "")
    if name not in known:
        names = ", ".join(known) or "–"
        raise FileTrouble(
            N_("{place} holds these plans that you may see: {names}. Add ?plan=NAME to the address."),
            place=place.shown,
            names=names,
        )
    schema, version = known[name]
    if version > FORMAT:
        raise PlanTooNew(
            N_("{name} was made by a newer version of Ketenplanner; install that version to open it."), name=name
        )
    if version < FORMAT:
        raise FileTrouble(
            N_("{name} has an older format: fetch it with the version that made it (“server get”), and put it anew."),
            name=name,
        )
    return name, schema
