"""The program's side of the worker: start it, ask, hear its progress, stop it in time."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import planner
from planner.errors import EditRefused, FileTrouble
from planner.formats.msproject import java
from planner.formats.msproject.neutral import MOST_TASKS, Neutral
from planner.message import N_

SECONDS = 120.0
BYTES_A_SECOND, TASKS_A_SECOND = 500_000, 1_000
"""How slowly a large plan may be read and written at the least."""
MEGABYTES = 1024
LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is handed to the worker."""
TICK = 0.1
MUCH = 16 * 1024 * 1024
"""Bytes of XML from which tasks are counted before it is handed over: Java takes a minute to give up on millions."""
PIECE = 4 * 1024 * 1024

Progress = Callable[[str, int, int], None]
"""Told what is being done ("starting", "reading", "taking"), and how far: done, total (0: not known)."""


class Cancelled(EditRefused):
    """The user stopped it; nothing was changed."""


class Worker:
    """A worker process for as many files as one likes; a context manager, so that none is left behind."""

    def __init__(self, *, megabytes: int = MEGABYTES) -> None:
        _refuse_without_extra()
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._complaints: deque[bytes] = deque(maxlen=20)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def read(
        self,
        path: Path,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        seconds: float = SECONDS,
        slack: bool = False,
    ) -> Neutral:
        """The neutral form of a plan file. FileTrouble, naming the file, where it cannot be had.

        `seconds` is what a file without tasks may take; a large one gets more.
        """
        _refuse_at_the_door(path)
        seconds += path.stat().st_size / BYTES_A_SECOND
        request = {"read": str(path.resolve()), "slack": slack}
        answer = self._ask(request, path, progress, cancelled, seconds)
        return answer["plan"]

    def write(
        self,
        plan: Neutral,
        path: Path,
        kind: str,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        seconds: float = SECONDS,
    ) -> None:
        """Write the neutral form to a file, in the format of an extension. FileTrouble where that fails.

        A file that is there already stays as it is until all is written. `seconds` as in `read`.
        """
        fresh = path.with_name(path.name + ".new")
        request = {"write": str(fresh.resolve()), "kind": kind, "plan": plan}
        try:
            fresh.touch()  # where nothing can be written the system says why, and Java does not
            self._ask(request, path, progress, cancelled, seconds + len(plan["tasks"]) / TASKS_A_SECOND)
            fresh.replace(path)
        except OSError as error:
            raise FileTrouble(
                N_("{path} could not be written: {reason}."), path=str(path), reason=error.strerror or str(error)
            ) from None
        finally:
            fresh.unlink(missing_ok=True)

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

    def _ask(
        self,
        request: dict[str, Any],
        path: Path,
        progress: Progress | None,
        cancelled: Callable[[], bool],
        seconds: float,
    ) -> dict[str, Any]:
        process = self._started()
        assert process.stdin is not None
        until = time.monotonic() + seconds
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            self._kill()
            raise _broken(path) from None
        while True:
            try:
                line = self._answers.get(timeout=TICK)
            except queue.Empty:
                if cancelled():
                    self._kill()
                    raise Cancelled(N_("Stopped: nothing was changed.")) from None
                if time.monotonic() > until:
                    self._kill()
                    raise FileTrouble(
                        N_("{name} took longer than {seconds} seconds and was left."),
                        name=path.name,
                        seconds=round(seconds),
                    ) from None
                continue
            answer = _understood(line, path)
            if answer is None:
                code = self._kill()
                raise _ended(path, code)
            if "progress" in answer:
                if progress is not None:
                    progress(answer["progress"], answer.get("done", 0), answer.get("total", 0))
            elif "error" in answer:
                raise _trouble(path, answer["error"], answer.get("detail", ""))
            else:
                return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._kill()
        words = [sys.executable, "-P", "-m", "planner.formats.msproject.worker", str(self._megabytes)]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            creationflags=flags,
        )
        self._answers, self._complaints = queue.Queue(), deque(maxlen=20)
        assert process.stdout is not None
        assert process.stderr is not None
        _follow(process.stdout, self._answers.put, at_end=b"")
        _follow(process.stderr, self._complaints.append)
        self._process = process
        return process

    def _kill(self) -> int:
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


def _follow(stream: IO[bytes], take: Callable[[bytes], None], at_end: bytes | None = None) -> None:
    def follow() -> None:
        try:
            for line in stream:
                take(line)
        except ValueError:  # closed while we waited
            pass
        if at_end is not None:
            take(at_end)

    threading.Thread(target=follow, daemon=True, name="plan file worker").start()


def _environment() -> dict[str, str]:
    """Ours, with this program found first: the worker must be of the same version."""
    home = str(Path(planner.__file__).parent.parent)
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([home, before] if before else [home]), "PYTHONUTF8": "1"}


def _understood(line: bytes, path: Path) -> dict[str, Any] | None:
    """One answer; None where the process has ended."""
    if not line:
        return None
    try:
        answer = json.loads(line)
    except ValueError:
        raise _broken(path) from None
    return answer


# --- the sentences ------------------------------------------------------------------------------


def _refuse_without_extra() -> None:
    if java.in_bundle():
        raise FileTrouble(
            N_(
                "Files of MS Project cannot be read or written by this edition of the program: "
                'use the one that is installed with: pip install "ketenplanner[msproject]"'
            )
        )
    if not java.is_installed():
        raise FileTrouble(
            N_(
                "Files of MS Project need an addition that is not installed; it comes with: "
                'pip install "ketenplanner[msproject]"'
            )
        )


def _refuse_at_the_door(path: Path) -> None:
    if path.is_dir():
        raise FileTrouble(N_("{name} is a folder, not a plan."), name=path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(64 * 1024)
    except OSError as error:
        raise FileTrouble(
            N_("{path} could not be read: {reason}."), path=str(path), reason=error.strerror or str(error)
        ) from None
    if not size:
        raise FileTrouble(N_("{name} is empty."), name=path.name)
    if size > LARGEST:
        raise FileTrouble(N_("{path} is too large to be a plan."), path=path.name)
    if size > MUCH and path.suffix.lower() == ".xml" and _tasks_claimed(path) > MOST_TASKS:
        raise _trouble(path, "too-many", "")
    if b"<!ENTITY" in head.replace(b"\0", b""):
        raise FileTrouble(N_("{name} defines entities of its own, which a plan never does."), name=path.name)


def _tasks_claimed(path: Path) -> int:
    """How many tasks an XML file begins, counted without reading it as XML."""
    found, left = 0, b""
    with path.open("rb") as file:
        while block := file.read(PIECE):
            found += (left + block).count(b"<Task>")
            left = block[-len(b"<Task>") + 1 :]
    return found


def _broken(path: Path) -> FileTrouble:
    return FileTrouble(N_("{name} could not be read: the reader of plan files stopped."), name=path.name)


def _ended(path: Path, code: int) -> FileTrouble:
    if code == 3:  # Java leaves so when it is out of memory
        return _trouble(path, "too-large", "")
    return _broken(path)


def _trouble(path: Path, code: str, detail: str) -> FileTrouble:
    sentences = {
        "password": N_("{name} has a password: save a copy without one in MS Project and take that."),
        "unknown": N_("{name} holds no plan that is known."),
        "too-many": N_("{name} claims to hold more activities than a plan can have."),
        "too-large": N_("{name} needs more memory than a plan may take."),
        "unreadable": N_("{name} cannot be read as a plan: it is damaged or of another kind."),
        "unwritable": N_("{name} could not be written: {reason}."),
        "no-java": N_(
            'No working Java was found for files of MS Project; it comes with: pip install "ketenplanner[msproject]"'
        ),
    }
    text = sentences.get(code, sentences["unreadable"])
    return FileTrouble(text, name=path.name, reason=detail)
