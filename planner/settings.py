"""Where the program's own files stand."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def resource_folder() -> Path:
    """The folder `resources`: in a bundle, an installed package or a checkout."""
    here = Path(__file__).resolve().parent
    bundled = Path(getattr(sys, "_MEIPASS", here))
    for folder in (bundled / "resources", here / "resources", here.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the folder 'resources' is not beside the program")
