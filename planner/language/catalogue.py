"""The one Gettext catalogue a language has; English is the text in the code itself.

A compiled catalogue is made when the program is installed or bundled. In a checkout whose texts are
newer than that, the text form is read instead, which takes Babel.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from pathlib import Path

from planner.settings import resource_folder


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """Texts for a language code; English and unknown codes give the code's own texts."""
    folder = resource_folder() / "locale" / code / "LC_MESSAGES"
    compiled, text = folder / "planner.mo", folder / "planner.po"
    if compiled.exists() and (not text.exists() or compiled.stat().st_mtime >= text.stat().st_mtime):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if text.exists():
        return gettext.GNUTranslations(io.BytesIO(compile_catalogue(text)))
    return gettext.NullTranslations()


def compile_catalogue(text: Path) -> bytes:
    """The compiled form of a .po file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with text.open("rb") as file:
        messages = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    return compiled.getvalue()
