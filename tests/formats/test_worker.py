"""The worker process: whatever a job does, the program lives on and says one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.errors import FileTrouble
from planner.formats.worker.process import Cancelled, JobFailed, Worker
from planner.language import translator

JOBS = """
import ctypes, os, time
from planner.errors import FileTrouble
from planner.formats.worker.serving import JobRefused

def echo(request, notify):
    notify(progress="reading", done=1, total=2)
    print("what a library prints is no answer")
    return {"said": request["say"], "process": os.getpid()}

def refuse(request, notify):
    raise JobRefused("odd", "why\\nnot")

def trouble(request, notify):
    raise FileTrouble("{name} has {count} faults.", name="x.xlsx", count=3)

def fail(request, notify):
    raise RuntimeError("of its own")

def end(request, notify):
    os._exit(7)

def abort(request, notify):
    os.abort()

def crash(request, notify):
    ctypes.string_at(0)

def hoard(request, notify):
    return len(bytearray(549_000_000_000))

def hoard_in_pieces(request, notify):
    kept = []
    while True:
        kept.append(bytearray(64_000_000))

def sleep(request, notify):
    time.sleep(60)

def garble(request, notify):
    os.write(3, b"no json\\n")
    for fd in range(4, 20):
        try:
            os.write(fd, b"no json\\n")
        except OSError:
            pass
    time.sleep(60)
"""


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    (tmp_path / "odd_jobs.py").write_text(JOBS)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH")))))
    with Worker(megabytes=100) as made:
        yield made


def echoed(worker: Worker, say: str = "ja") -> int:
    """Asks for an ordinary job; the number of the process that did it."""
    answer = worker.ask("odd_jobs:echo", {"say": say}, "plan.xlsx")
    assert answer["said"] == say
    return answer["process"]


def test_that_one_process_serves_many_files_and_tells_how_far_it_is(worker: Worker):
    heard: list[tuple[str, int, int]] = []
    worker.ask("odd_jobs:echo", {"say": "x"}, "plan.xlsx", progress=lambda *told: heard.append(told))
    assert heard == [("reading", 1, 2)]
    assert echoed(worker, "é \U0001f600 \0") == echoed(worker)
    assert echoed(worker) != os.getpid()


@pytest.mark.parametrize(
    ("job", "part"),
    [
        ("end", "stopped"),
        ("abort", "more memory"),
        ("crash", "stopped"),
        ("garble", "stopped"),
        ("sleep", "took longer"),
    ],
)
def test_that_a_process_that_ends_is_one_sentence_and_another_goes_on(job: str, part: str, worker: Worker):
    first = echoed(worker)
    with pytest.raises(FileTrouble) as trouble:
        worker.ask(f"odd_jobs:{job}", {}, "plan.xlsx", seconds=1.0 if job == "sleep" else 30.0)
    sentence = translator("en").translate(trouble.value.message)
    assert sentence.startswith("plan.xlsx")
    assert part in sentence
    assert echoed(worker) != first


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process is held to its memory")
@pytest.mark.parametrize("job", ["hoard", "hoard_in_pieces"])
def test_that_memory_has_an_end(job: str, worker: Worker):
    with pytest.raises(JobFailed) as failed:
        worker.ask(f"odd_jobs:{job}", {}, "plan.xlsx", seconds=30.0)
    assert failed.value.code == "too-large"
    echoed(worker)


def test_that_what_a_job_says_arrives(worker: Worker):
    with pytest.raises(JobFailed) as failed:
        worker.ask("odd_jobs:refuse", {}, "plan.xlsx")
    assert (failed.value.code, failed.value.detail) == ("odd", "why not")
    with pytest.raises(FileTrouble) as trouble:
        worker.ask("odd_jobs:trouble", {}, "plan.xlsx")
    assert str(trouble.value.message) == "x.xlsx has 3 faults."
    with pytest.raises(JobFailed) as failed:
        worker.ask("odd_jobs:fail", {}, "plan.xlsx")
    assert failed.value.code == "unreadable"
    with pytest.raises(JobFailed):
        worker.ask("odd_jobs:no_such_job", {}, "plan.xlsx")


def test_that_it_can_be_stopped(worker: Worker):
    with pytest.raises(Cancelled):
        worker.ask("odd_jobs:sleep", {}, "plan.xlsx", cancelled=lambda: True)
    echoed(worker)
