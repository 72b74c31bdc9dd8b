"""The program's side of the worker: start it, ask, hear its progress, stop it in time, begin anew after a failure."""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import planner
from planner.errors import EditRefused, FileTrouble
from planner.message import N_

SECONDS = 120.0
MEGABYTES = 1024
TICK = 0.1
OUT_OF_MEMORY = (3, 134, -6)
"""How a process leaves that has none left: Java, and what calls abort() (Rust does), in a shell or not."""
FLAG = "--worker"
"""The word by which the program of a bundle, which has no Python beside it, starts as a worker."""

Progress = Callable[[str, int, int], None]
"""Told what is being done ("starting", "reading", "taking"), and how far: done, total (0: not known)."""


class Cancelled(EditRefused):
    """The user stopped it; nothing was changed."""


class JobFailed(Exception):
    """What a job said of why it could not be done; the caller has the sentence. See `serving.JobRefused`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def never() -> bool:
    """What asks whether work must stop, where nobody can stop it."""
    return False


class Worker:
    """A worker process for as many files as one likes, begun when it is first asked.

    A context manager, so that none is left behind; threads wait for each other.
    """

    def __init__(self, *, megabytes: int = MEGABYTES) -> None:
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._complaints: deque[bytes] = deque(maxlen=20)
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def ask(
        self,
        job: str,
        request: dict[str, Any],
        name: str,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = never,
        seconds: float = SECONDS,
    ) -> Any:
        """What a job gives. `name` is the file's, for the sentences.

        FileTrouble where the process ends, takes longer than `seconds`, or the job raised one;
        JobFailed with the job's own code; Cancelled where the user stopped it.
        """
        with self._one_at_a_time:
            self._send({"job": job, "request": request}, name)
            until = time.monotonic() + seconds
            while True:
                try:
                    line = self._answers.get(timeout=TICK)
                except queue.Empty:
                    self._look_at_clock(name, until, seconds, cancelled)
                    continue
                answer = self._understood(line, name)
                if "progress" not in answer:
                    return _result(answer)
                if progress is not None:
                    progress(answer["progress"], answer.get("done", 0), answer.get("total", 0))

    def close(self) -> None:
        """End the process, if one runs."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            try:
                process.stdin.close()
            except OSError:
                process.kill()
        try:
            process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()

    # --- asking ---------------------------------------------------------------------------------

    def _send(self, asked: dict[str, Any], name: str) -> None:
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            self._kill()
            raise _stopped(name) from None

    def _look_at_clock(self, name: str, until: float, seconds: float, cancelled: Callable[[], bool]) -> None:
        if cancelled():
            self._kill()
            raise Cancelled(N_("Stopped: nothing was changed."))
        if time.monotonic() > until:
            self._kill()
            text = N_("{name} took longer than {seconds} seconds and was left.")
            raise FileTrouble(text, name=name, seconds=round(seconds))

    def _understood(self, line: bytes, name: str) -> dict[str, Any]:
        """One answer; FileTrouble where the process has ended instead."""
        if not line:
            raise too_large(name) if self._kill() in OUT_OF_MEMORY else _stopped(name)
        try:
            return json.loads(line)
        except ValueError:
            self._kill()
            raise _stopped(name) from None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._kill()
        process = subprocess.Popen(
            [*_program(), str(self._megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._answers, self._complaints = queue.Queue(), deque(maxlen=20)
        assert process.stdout is not None
        assert process.stderr is not None
        _follow(process.stdout, self._answers.put, at_end=b"")
        _follow(process.stderr, self._complaints.append)
        self._process = process
        return process

    def _kill(self) -> int:
        """End the process at once; how it left, 0 where none was."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        code = process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # a request half written to a process that is gone
                    continue
        return code


@cache
def shared_worker() -> Worker:
    """The one worker that reads sheets for this program; it ends with the program."""
    worker = Worker()
    atexit.register(worker.close)
    return worker


def _result(answer: dict[str, Any]) -> Any:
    if "trouble" in answer:
        raise FileTrouble(answer["trouble"], **answer["words"])
    if "error" in answer:
        raise JobFailed(answer["error"], answer.get("detail", ""))
    return answer["result"]


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-P", "-m", "planner.formats.worker"]


def _follow(stream: IO[bytes], take: Callable[[bytes], None], at_end: bytes | None = None) -> None:
    def follow() -> None:
        try:
            for line in stream:
                take(line)
        except ValueError:  # closed while we waited
            pass
        if at_end is not None:
            take(at_end)

    threading.Thread(target=follow, daemon=True, name="worker").start()


def _environment() -> dict[str, str]:
    """Ours, with this program found first: the worker must be of the same version."""
    home = str(Path(planner.__file__).parent.parent)
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([home, before] if before else [home]), "PYTHONUTF8": "1"}


def too_large(name: str) -> FileTrouble:
    """The sentence for a file that wants more memory than the worker has."""
    return FileTrouble(N_("{name} needs more memory than a plan may take."), name=name)


def _stopped(name: str) -> FileTrouble:
    return FileTrouble(N_("{name} could not be read: the process that reads files stopped."), name=name)
