"""What every test stands on: no screen, folders of its own, English where nothing else is asked for."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and backups of a test go to a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("KETENPLANNER_HOME", str(home))
    return home


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp):
    """A process has one application for ever: widgets need the full one, painting is content with it."""
    return qapp


@pytest.fixture(autouse=True)
def no_thread_stays():
    """A test that leaves a thread running fails."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    assert not left, f"threads still running: {left}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real input; tests that need it say so when they skip."""
    if not SHARED.is_dir():
        pytest.skip("the folder with real input (../shared/data) is not here")
    return SHARED


@pytest.fixture(scope="session")
def letter_plan():
    """The letter's programme."""
    from planner.application.templates import template_plan

    return template_plan("wsm-2022", None)
