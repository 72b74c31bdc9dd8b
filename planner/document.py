"""The open plan: the one door through which it is changed, with undo, redo and history. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.changes import Step
from planner.domain.plan import Plan
from planner.domain.rebasing import rebased
from planner.domain.scheduling import Schedule, concerns_schedule, schedule
from planner.errors import EditRefused, FileTrouble, MovedOn, PlannerBug
from planner.log import log_all
from planner.message import N_, Message
from planner.storage.homes import Listening, SharedPlan
from planner.storage.journal import Action, Entry, JournalLine, LineChange, step_forward, step_of
from planner.storage.lock import Clock, utc_now
from planner.storage.plan_file import PlanFile
from planner.storage.server.place import is_server

__all__ = ["Action", "Announcement", "JournalLine", "LineChange", "PlanDocument"]

COUNTS = "key_series"
"""Kind of rows that only go forward: a key that was given out once is never given out again."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What subscribers are told once a step is in the file: the step, and line `seq` that it became."""

    step: Step
    action: Action
    seq: int


StepName = tuple[str, dict[str, str]]
"""Label and words of a step, which `Translator.step` makes a sentence of."""
Subscriber = Callable[[Announcement], None]


class Subscribers:
    """Those who are told of each step, in the order in which they came."""

    def __init__(self) -> None:
        self.busy = False
        self._callbacks: list[Subscriber] = []

    def add(self, callback: Subscriber) -> Callable[[], None]:
        """Tell one more; the result ends that."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def notify(self, announcement: Announcement) -> None:
        """Tell everybody, also after one of them failed: the step is in the file. Then raise the failure."""
        failures: list[Exception] = []
        self.busy = True
        try:
            for callback in tuple(self._callbacks):
                try:
                    callback(announcement)
                except Exception as error:  # noqa: BLE001 -- raised below, once all others were told
                    failures.append(error)
        finally:
            self.busy = False
        if failures:
            log_all(failures)
            raise PlannerBug(
                N_("The change is saved, but not everything shows it: {reason}"), reason=str(failures[0])
            ) from failures[0]


class _Stored:
    """What an open plan tells of its file and its history."""

    _file: PlanFile | SharedPlan
    _plan: Plan
    _history: list[JournalLine] | None

    @property
    def plan(self) -> Plan:
        return self._plan

    @property
    def read_only(self) -> bool:
        return self._file.read_only

    @property
    def locked_by(self) -> Message | None:
        """Why the plan cannot be changed here (who has it open, or what is protected); None if it can."""
        return self._file.reason

    @property
    def notices(self) -> tuple[Message, ...]:
        """What the user should know although the file is open: no backup could be made, it was migrated."""
        return self._file.notices

    @property
    def is_shared(self) -> bool:
        """Whether others write in the plan while it is open here: then `catch_up` takes in what they did."""
        return self._file.is_shared

    @property
    def last_seq(self) -> int:
        """Number of the last line of the journal."""
        return self._file.last_seq

    def keep_copy(self) -> Message | None:
        """Keep an earlier version of the plan as it is now, if it changed since the last; why not, if that failed."""
        try:
            self._file.keep_copy()
        except FileTrouble as trouble:
            return trouble.message
        return None

    def copy_to(self, target: Path) -> None:
        """Write the document with its history under another name; this one stays open. FileTrouble if it cannot be."""
        self._file.copy_to(target)

    def history(self) -> list[JournalLine]:
        """All lines of the journal, oldest first."""
        if self._history is None:
            self._history = self._file.journal()
        return list(self._history)

    def plan_as_of(self, seq: int) -> Plan:
        """The plan as it was after line `seq`; 0 is as it was created. EditRefused if that cannot be known."""
        return self._file.plan_as_of(seq, self._plan)

    def changes_since(self, seq: int) -> Step:
        """What was changed since line `seq`, each row once: as it was then and as it is now."""
        return Step("plan.since", self._file.changes_since(seq, self._plan), {"seq": str(seq)})


class PlanDocument(_Stored):
    """A plan file that is open. Every edit is checked in memory, written, and then told to all who follow."""

    def __init__(self, file: PlanFile | SharedPlan) -> None:
        self.path = file.path
        self._file = file
        self._plan = file.load()
        self._stacks = file.stacks()
        self._history: list[JournalLine] | None = None
        self._schedule: Schedule | None = None
        self._schedule_is_old = True
        self._followers = Subscribers()

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
    ) -> PlanDocument:
        """Open a file; FileTrouble says why not. See `read_only` and `locked_by` for what can be done with it."""
        return _loaded(
            PlanFile.open(path, read_only=read_only, take_over=take_over, who=who, clock=clock, backups=backups)
        )

    @classmethod
    def open_at(cls, place: str, *, read_only: bool = False) -> PlanDocument:
        """Open what somebody typed as a plan: the name of a file, or the address of a plan on a server."""
        if not is_server(place):
            return cls.open(Path(place), read_only=read_only)
        from planner.storage.server.home import ServerPlan  # brings what servers need, which most plans do not

        return _loaded(ServerPlan.open(place))

    @classmethod
    def create(
        cls,
        path: Path,
        plan: Plan,
        *,
        who: str | None = None,
        clock: Clock = utc_now,
        backups: Path | None = None,
    ) -> PlanDocument:
        """Make a new file with a plan in it, and open it; FileTrouble if there is such a file already."""
        return _loaded(PlanFile.create(path, plan, who=who, clock=clock, backups=backups))

    def close(self) -> None:
        """Let go of the file. There is nothing to save: every step is in it."""
        self._file.close()

    # --- what is there --------------------------------------------------------------------------------

    @property
    def schedule(self) -> Schedule:
        """The computed dates of the plan as it is now; computed when first asked for."""
        if self._schedule is None or self._schedule_is_old:
            self._schedule = schedule(self._plan, self._schedule)
            self._schedule_is_old = False
        return self._schedule

    # --- changing -------------------------------------------------------------------------------------

    def do(self, step: Step) -> None:
        """Take a step: check it, write it, tell it. An empty step does nothing.

        Raises EditRefused or FileTrouble if it cannot be; then nothing was changed.
        """
        if step:
            self._take(step, Action.DO, None)

    def undo(self) -> None:
        """Take back the last step that was not taken back yet, also one of an earlier session."""
        if not self._stacks.undo:
            raise EditRefused(N_("There is nothing to undo."))
        self._reverse(self._stacks.undo[-1], Action.UNDO)

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        if not self._stacks.redo:
            raise EditRefused(N_("There is nothing to redo."))
        self._reverse(self._stacks.redo[-1], Action.REDO)

    def restore_to(self, seq: int) -> None:
        """Go back to the plan as it was after line `seq`, as one new step that can itself be undone."""
        changes = tuple(change.reversed() for change in self._file.changes_since(seq, self._plan))
        self.do(Step("plan.restore", tuple(c for c in changes if c.kind != COUNTS), {"seq": str(seq)}))

    def can_undo(self) -> bool:
        return bool(self._stacks.undo) and not self.read_only

    def can_redo(self) -> bool:
        return bool(self._stacks.redo) and not self.read_only

    def undo_steps(self, most: int = 1) -> list[StepName]:
        """Label and words of the steps that undo would take back, the last one first."""
        return _names(self._stacks.undo, most)

    def redo_steps(self, most: int = 1) -> list[StepName]:
        """Label and words of the steps that redo would take again, the one that was undone last first."""
        return _names(self._stacks.redo, most)

    def _reverse(self, entry: Entry, action: Action) -> None:
        line = self._file.line(entry.seq)
        if action is Action.UNDO:
            line = replace(line, changes=tuple(change for change in line.changes if change.kind != COUNTS))
        if self._file.is_shared:  # others may have gone on from there: what rests on it, they are told of
            self.catch_up()
            step = rebased(step_of(self._file.plan_as_of(entry.seq, self._plan), line).reversed(), self._plan)
        else:
            step = step_of(self._plan, line).reversed()
        self._take(step, action, entry.of_seq)

    def catch_up(self) -> int:
        """Take in what others did in a shared plan since the last look, and tell it; gives how many steps."""
        lines = self._file.news() if isinstance(self._file, SharedPlan) else []
        for line in lines:
            step = step_forward(self._plan, line)
            self._plan = self._plan.with_step(step)
            if self._history is not None:
                self._history.append(line)
            self._schedule_is_old = self._schedule_is_old or concerns_schedule(step)
            self._followers.notify(Announcement(step, line.action, line.seq))
        return len(lines)

    def _take(self, step: Step, action: Action, of_seq: int | None) -> None:
        if self._followers.busy:
            raise PlannerBug(N_("The plan was changed by something that was only told of a change."))
        if self.read_only:
            raise self._file.refusal()
        after = self._plan.with_step(step)
        try:
            line = self._file.append(step, action, of_seq)
        except MovedOn:
            with self._file.turn():
                self.catch_up()
                step = rebased(step, self._plan)
                if not step:
                    return
                after = self._plan.with_step(step)
                line = self._file.append(step, action, of_seq)
        self._plan = after
        self._stacks.note(line.seq, action, of_seq, line.label, line.words)
        if self._history is not None:
            self._history.append(line)
        if not self._schedule_is_old and concerns_schedule(step):
            self._schedule_is_old = True
        self._followers.notify(Announcement(step, action, line.seq))

    def listen(self) -> Listening | None:
        """Hear of others' steps in a shared plan, to be taken in with `catch_up`; None for a plan of one's own."""
        return self._file.listen() if isinstance(self._file, SharedPlan) else None

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Be told of every step that was taken, after it is in the file; the result ends that."""
        return self._followers.add(callback)


def _loaded(file: PlanFile | SharedPlan) -> PlanDocument:
    try:
        return PlanDocument(file)
    except BaseException:
        file.close()
        raise


def _names(entries: list[Entry], most: int) -> list[StepName]:
    return [(entry.label, entry.words) for entry in reversed(entries[-most:])]
