"""The log: one file for window and command line, that goes on in a fresh one when it is full; a few are kept."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from planner import __version__
from planner.settings import user_folder

MOST_BYTES = 1_000_000
KEPT = 3
LOGGER = logging.getLogger("planner")


def log_file() -> Path:
    """Where the log is kept."""
    return user_folder("log") / "ketenplanner.log"


def log_failure(error: BaseException, **about: str) -> Path:
    """Write down what nobody caught, with its traceback and what is known about it; gives where.

    Where no log can be kept, stderr has it.
    """
    from logging.handlers import RotatingFileHandler  # brings sockets: only when something went wrong

    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    record = ", ".join(f"{name} {value}" for name, value in {"Ketenplanner": __version__, **about}.items())
    LOGGER.addHandler(handler)
    try:
        LOGGER.error(record, exc_info=(type(error), error, error.__traceback__))
    finally:
        LOGGER.removeHandler(handler)
        handler.close()
    return path


def log_all(failures: list[Exception]) -> None:
    """Write down every one of several failures."""
    for error in failures:
        log_failure(error)
