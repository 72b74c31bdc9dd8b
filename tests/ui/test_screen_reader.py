"""A real screen reader's view (AT-SPI) of the real program under an X server: everything has a name and a state."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
PROBE = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
CONTROLS = ("push button", "toggle button", "check box", "combo box", "text", "entry", "spin button", "slider", "list")
PATIENCE = 150


def _can_listen() -> bool:
    tools = all(map(shutil.which, ("xvfb-run", "dbus-run-session", SYSTEM_PYTHON)))
    return tools and not subprocess.run([SYSTEM_PYTHON, "-c", PROBE], capture_output=True, check=False).returncode


pytestmark = pytest.mark.skipif(not _can_listen(), reason="needs an X server, D-Bus and AT-SPI")


def heard(plan: Path, work: Path, *planted: str) -> list[dict]:
    """What a screen reader is given of the program on a plan."""
    ready, script = work / "ready", work / "listen.sh"
    script.write_text(
        f'"{SYSTEM_PYTHON}" "{HERE / "screen_reader.py"}" --wake >&2\n'
        f'"{sys.executable}" "{HERE / "screen_reader_host.py"}" "{plan}" "{ready}" {" ".join(planted)} >&2 &\n'
        f'for n in $(seq {PATIENCE}); do [ -e "{ready}" ] && break; sleep 1; done\n'
        f'"{SYSTEM_PYTHON}" "{HERE / "screen_reader.py"}"\nkill %1\n',
        encoding="utf-8",
    )
    told = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(HERE.parents[1]),
    }
    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "bash", str(script)],
        env=told,
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        check=False,
    )
    begin = done.stdout.find("[{")
    assert begin >= 0, done.stdout[-500:] + done.stderr[-1500:]
    return json.JSONDecoder().raw_decode(done.stdout[begin:])[0]


def nameless(nodes: list[dict]) -> list[dict]:
    """Controls that can be reached by keys and have neither a name nor a label; of a box its text is no name."""
    return [
        node
        for node in nodes
        if node["role"] in CONTROLS
        and "focusable" in node["states"]
        and not (node["label"] or (node["name"] and node["role"] != "combo box"))
    ]


def test_everything_that_takes_keys_is_named_and_folds_tell_their_state(plan_file, tmp_path):
    begun = time.monotonic()
    nodes = heard(plan_file, tmp_path)
    assert len(nodes) > 100, f"{len(nodes)} after {time.monotonic() - begun:.0f} s"
    assert not nameless(nodes)
    folds = [node for node in nodes if node["role"] == "push button" and "expandable" in node["states"]]
    assert len(folds) > 8
    assert all(("expanded" in node["states"]) != ("collapsed" in node["states"]) for node in folds)
    assert {"Plan", "Sturen", "Kamer"} <= {node["name"].partition(" (")[0].partition(",")[0] for node in folds}


def test_a_planted_fault_is_found(plan_file, tmp_path):
    faults = nameless(heard(plan_file, tmp_path, "--nameless"))
    assert {"combo box", "push button"} <= {node["role"] for node in faults}
