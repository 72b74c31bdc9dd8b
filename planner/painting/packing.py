"""Office files as the same bytes each time: their parts without the moment at which they were packed."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip file can name."""


def packed_alike(content: bytes) -> bytes:
    """The same parts in the same order, each with one fixed moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, EPOCH), before.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
