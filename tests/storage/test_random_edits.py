"""Whatever is edited, undone, redone and reopened: the file holds what memory holds, and its past."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from random_edits import Drawn, Rolled, full_plan, some_edit

from planner.document import COUNTS, PlanDocument
from planner.domain.model import Activity
from planner.domain.plan import Plan
from planner.errors import EditRefused
from planner.storage.plan_file import PlanFile


class EditedDocument(RuleBasedStateMachine):
    """A document under random edits, beside a plain list of the plans it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "plan.keten"
        self.document = PlanDocument.create(self.path, full_plan(), backups=self.folder / "backups")
        self.reader = PlanFile.open(self.path, read_only=True)
        self.moments: list[Plan] = [self.document.plan]
        self.done: list[tuple[Plan, Plan]] = []
        self.undone: list[tuple[Plan, Plan]] = []
        self.keys: dict[str, UUID] = {}

    def teardown(self) -> None:
        self.reader.close()
        self.document.close()
        assert {p.name for p in self.folder.iterdir()} == {"plan.keten", "backups"}
        shutil.rmtree(self.folder)

    def _noted(self) -> None:
        self.moments.append(self.document.plan)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        before = self.document.plan
        try:
            step = some_edit(before, Drawn(data))
            self.document.do(step)
        except EditRefused:
            assert self.document.plan is before
            return
        if step:
            self.done.append((before, self.document.plan))
            self.undone.clear()
            self._noted()

    @rule(seed=st.integers(0, 2**32))
    def edit_much(self, seed: int) -> None:
        choose = Rolled(seed)
        for _ in range(8):
            before = self.document.plan
            with suppress(EditRefused):
                step = some_edit(before, choose)
                self.document.do(step)
                if step:
                    self.done.append((before, self.document.plan))
                    self.undone.clear()
                    self._noted()

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        before, after = self.done.pop()
        assert without_series(self.document.plan) == without_series(after)
        self.document.undo()
        assert without_series(self.document.plan) == without_series(before)
        self.undone.append((before, after))
        self._noted()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        before, after = self.undone.pop()
        self.document.redo()
        assert without_series(self.document.plan) == without_series(after)
        self.done.append((before, after))
        self._noted()

    @rule()
    def reopen(self) -> None:
        self.document.close()
        assert not self.path.with_name("plan.keten.lock").exists()
        self.document = PlanDocument.open(self.path, backups=self.folder / "backups")

    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        seq = data.draw(st.integers(0, len(self.moments) - 1))
        assert self.document.plan_as_of(seq) == self.moments[seq]
        since = self.document.changes_since(seq)
        assert self.moments[seq].with_step(since) == self.document.plan

    @rule(data=st.data())
    def go_back(self, data: st.DataObject) -> None:
        seq = data.draw(st.integers(0, len(self.moments) - 1))
        before = self.document.plan
        self.document.restore_to(seq)
        if self.document.plan is before:
            return
        assert without_series(self.document.plan) == without_series(self.moments[seq])
        self.done.append((before, self.document.plan))
        self.undone.clear()
        self._noted()

    @invariant()
    def file_equals_memory(self) -> None:
        assert self.reader.load() == self.document.plan
        assert self.document.last_seq == len(self.moments) - 1
        last = self.reader.journal(after=self.document.last_seq - 1) if self.document.last_seq else []
        assert [line.seq for line in last] == ([self.document.last_seq] if self.document.last_seq else [])
        assert not self.reader.journal(after=self.document.last_seq)

    @invariant()
    def no_key_is_used_again(self) -> None:
        for activity in self.document.plan.rows(Activity):
            assert self.keys.setdefault(activity.key, activity.id) == activity.id

    @invariant()
    def stacks_are_as_expected(self) -> None:
        assert self.document.can_undo() == bool(self.done)
        assert self.document.can_redo() == bool(self.undone)


def without_series(plan: Plan) -> Plan:
    """Keys that were given out stay given out, so the count of them does not go back."""
    return Plan.of(row for row in plan.all_rows() if row.kind_name != COUNTS)


EditedDocument.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestEditedDocument = EditedDocument.TestCase
