"""The command line: `ketenplanner [PLAN]` opens the window, the other commands need none.

Exit status: 0 done; 1 refused, nothing was changed, the reason in one line on stderr; 2 usage.
The commands themselves stand in `planner/commandline/commands/`.
"""

from __future__ import annotations

import codecs
import io
import sys
from importlib import import_module

from planner.commandline import registry
from planner.errors import PlannerBug, PlannerError
from planner.garbage import not_collecting
from planner.message import N_
from planner.settings import load_settings

DONE, REFUSED, USAGE = 0, 1, 2
WORKER_FLAG = "--worker"
"""Not for users: how the program of a bundle starts itself to read files in a process of its own."""
INTERRUPTED = 130  # as shells have it for Ctrl+C
BEFORE_QT = ("planner.document", "planner.domain.checks", "planner.chart.gantt")
"""What the window needs and is not of Qt: PySide6 reads the source of each module that is imported after it."""
PLAIN_SIGNS = {"→": "->", "−": "-"}
"""What a console shows for signs of ours that it lacks, such as one with code page 1252 on Windows."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == [WORKER_FLAG]:
        from planner.formats.worker.serving import main as serve

        return serve(words[1:])
    if not words or (words[0] not in registry.names() and not words[0].startswith("-")):
        return _open_window(words)
    try:
        with not_collecting():  # the modules of the plan are loaded here
            parsing = registry.parser(None if words[0].startswith("-") else words[:1])
        chosen = parsing.parse_args(words)
    except SystemExit as stop:  # argparse has said why on stderr
        return int(stop.code or 0)
    _speak_any_text(machine=getattr(chosen, "json", False))
    from planner.language import translator

    said = translator(getattr(chosen, "lang", None) or load_settings().language_code)
    try:
        return registry.command(chosen.command).run(chosen, said)
    except PlannerError as refused:
        if isinstance(refused, PlannerBug):
            _went_wrong()
        print(_one_line(said.translate(refused.message)), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read our output has stopped reading
        sys.stdout = None
        return DONE
    except Exception:  # noqa: BLE001 - the last door: logged with its traceback, told in one sentence
        text = said.translate(N_("Ketenplanner itself went wrong. What happened is in {path}."), path=_went_wrong())
        print(_one_line(text), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _speak_any_text(*, machine: bool) -> None:
    """Let output hold every character: JSON is UTF-8; a console that lacks a sign shows a plain one."""
    codecs.register_error("plainly", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if machine and stream is sys.stdout else None, errors="plainly")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What stands in for the first character that a stream lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return PLAIN_SIGNS.get(error.object[error.start], "?"), error.start + 1


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _went_wrong() -> str:
    """Log the exception under way with its traceback; returns where."""
    from planner.log import log_failure

    error = sys.exc_info()[1]
    assert error is not None
    return str(log_failure(error))


def _open_window(words: list[str]) -> int:
    with not_collecting():
        for name in BEFORE_QT:
            import_module(name)
        from planner.app import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
