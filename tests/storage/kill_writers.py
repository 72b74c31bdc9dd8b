"""Starts writers on one document and kills each at some moment; checks after every kill that nothing is lost.

Run as a program: FOLDER SEED KILLS. Prints what was seen as JSON; ends with an error at the first loss.
The writers are forked so that each is running within milliseconds.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from random_edits import Rolled, full_plan, some_edit

from planner.document import PlanDocument
from planner.errors import EditRefused
from planner.storage.plan_file import PlanFile

KILLS_ON_ONE_FILE = 20
WHILE_WRITING = 0.75
"""Share of the writers that are killed once they write; the others while they open the file."""


def write_until_killed(path: Path, backups: Path, seed: int, told: int) -> None:
    """Edit at random; tell the number of each step once it was said to be stored."""
    document = PlanDocument.open(path, backups=backups)
    assert not document.read_only, "the lock of a killed writer was not taken over"
    choose = Rolled(seed)
    while True:
        with suppress(EditRefused):
            if document.can_undo() and choose.number(0, 4) == 0:
                document.undo()
            else:
                document.do(some_edit(document.plan, choose))
        os.write(told, b"%d\n" % document.last_seq)


def told_before_death(path: Path, backups: Path, chance: random.Random) -> int:
    """Let one writer live for a moment; the last step that it was told is stored, 0 if it told none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_until_killed(path, backups, chance.randrange(2**32), writing)
        finally:
            os._exit(3)  # only reached by an error, which is on stderr
    os.close(writing)
    if chance.random() < WHILE_WRITING:
        select.select([reading], [], [], 60)
        time.sleep(chance.uniform(0, 0.03))
    else:
        time.sleep(chance.uniform(0, 0.06))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        numbers = pipe.read().split()
    assert os.WIFSIGNALED(status), "the writer failed before it was killed"
    return int(numbers[-1]) if numbers else 0


def main(folder: Path, seed: int, kills: int) -> dict[str, int]:
    chance = random.Random(seed)
    backups = folder / "backups"
    original = full_plan()
    seen = {"kills": 0, "writing": 0, "in_transaction": 0, "steps": 0}
    path = folder / "unset"
    for number in range(kills):
        if number % KILLS_ON_ONE_FILE == 0:
            path, before = folder / f"plan{number}.keten", 0
            PlanFile.create(path, original, backups=backups).close()
        told = told_before_death(path, backups, chance)
        seen["kills"] += 1
        seen["writing"] += told > 0
        seen["in_transaction"] += path.with_name(path.name + "-journal").exists()
        file = PlanFile.open(path, backups=backups)  # looks for damage
        assert file.reason is None
        assert file.last_seq >= max(told, before), f"kill {number}: step {told} was told, {file.last_seq} is there"
        assert file.plan_as_of(0) == original  # every row is what the journal made of it
        seen["steps"] += file.last_seq - before
        before = file.last_seq
        file.close()
        left = {p.name for p in folder.iterdir() if p.name.startswith(path.name)}
        assert left == {path.name}, left
    return seen


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))  # noqa: T201 -- read by the test
