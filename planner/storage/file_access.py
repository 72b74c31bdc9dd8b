"""What the system lets us do with a file, in words; and giving a finished file its name."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from stat import S_ISDIR

from planner.errors import FileTrouble, PlanDamaged
from planner.message import N_


def name_new(fresh: Path, path: Path) -> None:
    """Give a finished file its name, which nothing may have yet (FileExistsError): there is never half a plan."""
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


def refuse_what_is_no_file(path: Path) -> None:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise FileTrouble(N_("There is no file {name}."), name=str(path)) from None
    except OSError as error:
        raise FileTrouble(
            N_("{name} could not be opened: {reason}."), name=path.name, reason=error.strerror or str(error)
        ) from error
    if S_ISDIR(found.st_mode):
        raise FileTrouble(N_("{name} is a folder, not a plan."), name=path.name)
    if not opens(path, writing=False):
        raise FileTrouble(N_("You may not open {name}."), name=path.name)
    if found.st_size == 0:
        raise PlanDamaged(N_("{name} is empty."), name=path.name)


def opens(path: Path, *, writing: bool) -> bool:
    """Whether the system lets us open a file."""
    if sys.platform != "win32":
        # Not by trying: closing a file ends the locks that SQLite holds on it for another connection of ours.
        return os.access(path, os.W_OK if writing else os.R_OK)
    try:
        with path.open("r+b" if writing else "rb"):  # os.access knows nothing of access control lists there
            return True
    except OSError:
        return False


def unwritable(path: Path, error: OSError | ValueError) -> FileTrouble:
    return FileTrouble(
        N_("{name} could not be made in {folder}: {reason}."),
        name=path.name,
        folder=str(path.parent),
        reason=getattr(error, "strerror", None) or str(error),
    )


def gone(path: Path, error: OSError) -> FileTrouble:
    reason = error.strerror or str(error)
    return FileTrouble(N_("{name} could not be opened: {reason}."), name=path.name, reason=reason)
