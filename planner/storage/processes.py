"""Whether a process on this machine still runs, so that a lock left by a crash can be told from a live one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


def birth_of(pid: int) -> str | None:
    """A mark of when a process began, None if there is no such process.

    A number is given out again after a while; the mark tells the new process from the old. Empty
    where the system does not tell.
    """
    if sys.platform == "win32":
        return _birth_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except (PermissionError, OverflowError):
        pass  # somebody else's process, but it runs
    try:
        # The 22nd field, counted after the name in brackets, which may itself hold spaces.
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _birth_on_windows(pid: int) -> str | None:
    import ctypes
    from ctypes import wintypes

    # os.kill(pid, 0) would end the process here.
    kernel: Any = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 -- only there on Windows
    kernel.OpenProcess.restype = wintypes.HANDLE
    query_limited, still_active, access_denied = 0x1000, 259, 5
    handle = kernel.OpenProcess(query_limited, False, pid)
    if not handle:
        return "" if getattr(ctypes, "get_last_error")() == access_denied else None  # noqa: B009
    try:
        status = wintypes.DWORD()
        if kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(status)) and status.value != still_active:
            return None
        times = [wintypes.FILETIME() for _ in range(4)]
        if not kernel.GetProcessTimes(wintypes.HANDLE(handle), *(ctypes.byref(t) for t in times)):
            return ""
        return f"{times[0].dwHighDateTime}.{times[0].dwLowDateTime}"
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
