"""What runs in the worker process: it serves one job after another until its input ends.

One request a line on standard input: {"job": "module:function", "request": {…}}. Answers are lines of
JSON on standard output: any number of {"progress": …, "done": n, "total": n}, then one of
{"result": …}, {"error": code, "detail": text} or {"trouble": text, "words": {…}} (a FileTrouble).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TextIO

from planner.errors import PlannerError

Notify = Callable[..., None]
"""Called by a job with `progress="…"`, and `done` and `total` where those are known."""
DATA_LIMIT = 3
"""How many times the memory that is asked for (Java's own) the whole process may hold."""
DETAIL = 300


class JobRefused(Exception):
    """Why a job cannot be done: a code that the caller has a sentence for, and what a library says."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, " ".join(detail.split())[:DETAIL]


def main(words: list[str]) -> int:
    """Serve jobs until the input ends. `words`: the megabytes that a job may use."""
    megabytes = int(words[0]) if words else 1024
    answers = _answers_alone()
    _limit(megabytes)

    def notify(**answer: Any) -> None:
        answers.write(json.dumps(answer, ensure_ascii=True, default=str) + "\n")
        answers.flush()

    for line in sys.stdin:
        asked = json.loads(line)
        notify(**_served(asked["job"], asked["request"] | {"megabytes": megabytes}, notify))
    return 0


def _served(job: str, request: dict[str, Any], notify: Notify) -> dict[str, Any]:
    module, _, function = job.partition(":")
    try:
        return {"result": getattr(import_module(module), function)(request, notify)}
    except JobRefused as refused:
        return {"error": refused.code, "detail": refused.detail}
    except PlannerError as trouble:
        return {"trouble": trouble.message.text, "words": trouble.message.words}
    except MemoryError:
        return {"error": "too-large", "detail": ""}
    except Exception as error:  # noqa: BLE001 - whatever a library raises for an odd file; told as "unreadable"
        return {"error": "unreadable", "detail": f"{type(error).__name__}: {error}"[:DETAIL]}


def _answers_alone() -> TextIO:
    """Standard output for the answers only: what others print there goes to standard error."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "w", encoding="ascii")


def _limit(megabytes: int) -> None:
    """Hold the whole process to a multiple of its memory, where the system can; no file of its remains is left."""
    if sys.platform != "linux":  # macOS and Windows have no such limit for a process; Java and our own counts remain
        return
    import resource

    most = megabytes * DATA_LIMIT * 1024 * 1024
    for what, limit in ((resource.RLIMIT_DATA, most), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (limit, limit))
