"""kill -9 at any moment: no step that was told to be stored is lost, and the file opens clean."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KILLS = int(os.environ.get("KETENPLANNER_KILLS", "200"))


@pytest.mark.skipif(sys.platform == "win32", reason="forks its writers, to have them running at once")
def test_that_no_stored_step_is_lost_however_the_writer_is_killed(tmp_path: Path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])}
    ranges = []
    for seed in (1, 2):
        folder = tmp_path / str(seed)
        folder.mkdir()
        command = [sys.executable, str(HERE / "kill_writers.py"), str(folder), str(seed), str(KILLS // 2)]
        ranges.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    seen: dict[str, int] = {}
    for running in ranges:
        out, err = running.communicate()
        assert running.returncode == 0, err.decode()
        for name, count in json.loads(out).items():
            seen[name] = seen.get(name, 0) + count
    assert seen["kills"] == KILLS // 2 * 2
    assert seen["writing"] > KILLS // 4, f"too few were killed while they wrote: {seen}"
    assert seen["in_transaction"], f"none was killed within a transaction: {seen}"
