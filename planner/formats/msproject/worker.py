"""The worker: a process of its own that reads and writes plan files through MPXJ.

One request a line on standard input: {"read": path, "slack": whether to tell that as well} or
{"write": path, "kind": ".xml" or ".xer", "plan": neutral form}. Answers are
lines of JSON on standard output: any number of {"progress": …, "done": n, "total": n}, then one of
{"plan": …}, {"written": true} or {"error": code, "detail": text}. It ends when its input ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from planner.formats.msproject import java
from planner.formats.msproject.mpxj_reading import NeutralReading, TooMany
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.text_guess import guessed_code_page, repaired

DATA_LIMIT = 3
"""How many times Java's own memory the whole process may hold, where the system can hold it to that."""
DETAIL = 300
OLD_TEXT = (".mpx", ".xer")
"""Formats that are text in whatever code page the writing machine had."""
JAVA_NAMES = {"utf-8": "UTF-8", "euc_kr": "EUC-KR", "cp1251": "windows-1251"}
SEVERAL = ("XER", "PMXML")
"""Kinds of files that may hold several projects; each reading takes the first one exported."""


class Refusal(Exception):
    """Why a file cannot be read or written: a code, and what the library says."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def main(words: list[str]) -> int:
    """Serve requests until the input ends. `words`: the megabytes that Java may use."""
    memory = int(words[0]) if words else 1024
    answers = _answers_alone()
    _limit(memory)

    def notify(**answer: Any) -> None:
        answers.write(json.dumps(answer, ensure_ascii=True) + "\n")
        answers.flush()

    notify(progress="starting")
    try:
        jpype = java.start(memory)
    except Exception as error:  # noqa: BLE001 - whatever the runtime raises is told to the program
        notify(error="no-java", detail=str(error)[:DETAIL])
        return 1
    for line in sys.stdin:
        request = json.loads(line)
        try:
            notify(**_served(request, jpype, notify))
        except Refusal as refusal:
            notify(error=refusal.code, detail=refusal.detail[:DETAIL])
        except TooMany:
            notify(error="too-many")
        except Exception as error:  # noqa: BLE001 - Java's errors come in hundreds of kinds
            notify(error=_code_of(error), detail=" ".join(str(error).split())[:DETAIL])
    return 0


def _served(request: dict[str, Any], jpype: Any, notify: Callable[..., None]) -> dict[str, Any]:
    if "read" in request:
        return {"plan": read(Path(request["read"]), jpype, notify, slack=request["slack"])}
    from planner.formats.msproject.mpxj_writing import write

    write(request["plan"], Path(request["write"]), request["kind"], jpype)
    return {"written": True}


def read(path: Path, jpype: Any, notify: Callable[..., None], *, slack: bool) -> Neutral:
    """The neutral form of a file; Refusal where it holds no plan."""
    notify(progress="reading")
    code_page = guessed_code_page(path.read_bytes()) if path.suffix.lower() in OLD_TEXT else None
    reader = jpype.JClass("org.mpxj.reader.UniversalProjectReader")
    file = jpype.JClass("java.io.File")(str(path))
    proxy = reader().getProjectReaderProxy(file)
    if proxy is None:
        raise Refusal("unknown")
    try:
        own = proxy.getProjectReader()
        if code_page is not None and hasattr(own, "setCharset"):
            own.setCharset(jpype.JClass("java.nio.charset.Charset").forName(JAVA_NAMES[code_page]))
            code_page = None
        project = proxy.read()
    finally:
        proxy.close()
    if project is None:
        raise Refusal("unknown")
    projects = 1
    if str(project.getProjectProperties().getFileType()) in SEVERAL:
        projects = max(1, int(reader().readAll(file).size()))

    def taking(done: int, total: int) -> None:
        notify(progress="taking", done=done, total=total)

    reading = NeutralReading(project, jpype, taking, slack=slack)
    plan = reading.read(projects)
    if not plan["tasks"] and not plan["project"]["start"] and not plan["calendars"]:
        raise Refusal("unknown")
    return plan if code_page is None else repaired(plan, code_page)


def _code_of(error: Exception) -> str:
    text = str(error).casefold()
    if "password" in text:
        return "password"
    if "outofmemory" in text or "stackoverflow" in text:
        return "too-large"
    return "unreadable"


def _answers_alone() -> TextIO:
    """Standard output for the answers only: what others print there goes to standard error."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "w", encoding="ascii")


def _limit(memory: int) -> None:
    """Hold the whole process to a multiple of Java's memory, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    bytes_ = memory * DATA_LIMIT * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (bytes_, bytes_))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
