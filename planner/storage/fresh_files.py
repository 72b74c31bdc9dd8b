"""Giving a finished file its name, so that nobody ever sees half of one."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def name_new(fresh: Path, path: Path) -> None:
    """Give a finished file its name, which nothing may have yet (FileExistsError): there is never half a plan."""
    fresh.chmod(0o666 & ~_umask())
    if sys.platform == "win32":
        fresh.rename(path)  # refuses a name that is taken
        return
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        path.touch(exist_ok=False)
        fresh.replace(path)


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found
