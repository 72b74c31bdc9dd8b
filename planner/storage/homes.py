"""What an open plan offers, wherever it is at home: in a file of one writer, or on a server with many."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, Protocol

from planner.domain.changes import RowChange, Step
from planner.domain.clean_text import clean_text
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble
from planner.message import N_, Message
from planner.storage.journal import Action, JournalLine, Stacks, net_changes
from planner.storage.tables import TABLES


class History:
    """What an open plan, in a file or on a server, tells of its past; its journal is read by the class that has it."""

    is_shared = False
    """Whether others may write in it while it is open here."""

    @contextlib.contextmanager
    def turn(self) -> Generator[None]:
        """Keep others from writing while a block runs; nobody else writes in a file."""
        yield

    def __init__(self) -> None:
        self._last_seq = 0

    @property
    def last_seq(self) -> int:
        """Number of the last line of the journal, 0 before the first step."""
        return self._last_seq

    def load(self) -> Plan:
        """The plan as it stands there, every row validated; the history is taken up to there."""
        raise NotImplementedError

    def journal(self, after: int = 0) -> list[JournalLine]:
        """The lines after a number, oldest first, as far as the plan was loaded: a writer may be ahead of a reader."""
        raise NotImplementedError

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


class Listening(Protocol):
    """Waits for what others do in a shared plan; `heard` is set once there is something to take in."""

    heard: threading.Event


class SharedPlan(History):
    """A plan in which others write as well while it is open here; see `planner.storage.server`."""

    is_shared = True
    path: Path
    notices: tuple[Message, ...] = ()

    @property
    def read_only(self) -> bool:
        raise NotImplementedError

    @property
    def reason(self) -> Message | None:
        """Why it cannot be written here."""
        raise NotImplementedError

    def refusal(self) -> FileTrouble:
        raise NotImplementedError

    def stacks(self) -> Stacks:
        """What this user can undo and redo."""
        raise NotImplementedError

    def line(self, seq: int) -> JournalLine:
        raise NotImplementedError

    def news(self) -> list[JournalLine]:
        """The lines that came since the last look; they count as seen from now on."""
        raise NotImplementedError

    def append(self, step: Step, action: Action = Action.DO, of_seq: int | None = None) -> JournalLine:
        raise NotImplementedError

    def listen(self) -> Listening:
        """Hear of others' steps in a thread, until the plan is closed."""
        raise NotImplementedError

    def keep_copy(self) -> Path | None:
        raise NotImplementedError

    def copy_to(self, target: Path) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def storable_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a step as the journal can hold them: a file may be called what no text can hold."""
    return {n: clean_text(word, lines=True) if isinstance(word, str) else word for n, word in words.items()}
