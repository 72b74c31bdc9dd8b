"""Name each system library that Qt misses on this machine, with the Debian package that brings it.

Exits 1 when Qt cannot even paint without a screen; what only a window needs is told and no more.
"""

from __future__ import annotations

import ctypes
import sys

PAINTING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def missing(libraries: dict[str, str]) -> list[str]:
    """Packages of the libraries that cannot be loaded."""
    lacking = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(package)
    return lacking


def main() -> int:
    if not sys.platform.startswith("linux"):
        return 0
    for_window = missing(WINDOW)
    if for_window:
        print("A window on this machine also needs: apt-get install", " ".join(for_window))
    for_painting = missing(PAINTING)
    if for_painting:
        print("Qt misses system libraries; on Debian: apt-get install", " ".join(for_painting), file=sys.stderr)
    try:
        from PySide6 import QtGui  # noqa: F401 - only to see whether it loads
    except ImportError as error:
        print(f"Qt cannot be loaded: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
