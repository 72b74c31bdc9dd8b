"""Bring the catalogue up to date with the texts in the code: `python -m planner.language.update`.

Collects the texts, keeps the translations there are, drops what is no longer used, and names what
has no translation yet (status 1 then). `--add FILE` takes translations from a JSON object of English
to Dutch text (a pair of texts for a plural). `--check` writes nothing. `--compile` writes the
compiled form beside the text, which an installed program reads.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from planner.language.catalogue import compile_catalogue
from planner.settings import resource_folder

KEYWORDS = {"N_": None, "translate": None, "gettext": None, "plural": (1, 2)}


def collected() -> Catalog:
    """All texts in the package's code, without places: a diff of the catalogue shows texts only."""
    texts = Catalog(fuzzy=False)
    package = Path(__file__).parent.parent
    for _, _, text, _, _ in extract_from_dir(str(package), [("**.py", "python")], keywords=KEYWORDS):
        if text:
            texts.add(text)
    return texts


def updated(old: Catalog, texts: Catalog, added: dict[str, str | list[str]]) -> Catalog:
    """The catalogue of the texts in use, with the translations that are known."""
    new = Catalog(
        locale="nl",
        project="Ketenplanner",
        fuzzy=False,
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        charset="utf-8",
        header_comment="# Dutch texts of Ketenplanner.",
    )
    for message in sorted((m for m in texts if m.id), key=lambda m: str(m.id).casefold()):
        english = message.id[0] if isinstance(message.id, list | tuple) else message.id
        known = old.get(english)
        translation = known.string if known else ("", "") if message.pluralizable else ""
        given = added.get(english)
        if given is not None:
            translation = tuple(given) if isinstance(given, list) else given
        new.add(message.id, translation)
    return new


def missing(catalogue: Catalog) -> list[str]:
    """Texts without a translation."""
    return [str(m.id) for m in catalogue if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description="Update the Dutch catalogue")
    options.add_argument("--add", type=Path)
    options.add_argument("--check", action="store_true")
    options.add_argument("--compile", action="store_true")
    chosen = options.parse_args(arguments)
    path = resource_folder() / "locale" / "nl" / "LC_MESSAGES" / "planner.po"
    if chosen.compile:
        path.with_suffix(".mo").write_bytes(compile_catalogue(path))
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with path.open("r+b") as file:
        content = file.read()
        old = read_po(io.BytesIO(content)) if content else Catalog(locale="nl")
        added = json.loads(chosen.add.read_text(encoding="utf-8")) if chosen.add else {}
        new = updated(old, collected(), added)
        if not chosen.check:
            out = io.BytesIO()
            write_po(out, new, width=110, no_location=True, omit_header=False)
            file.seek(0)
            file.write(out.getvalue())
            file.truncate()
    for text in missing(new):
        print("no Dutch for:", text)
    return 1 if missing(new) else 0


if __name__ == "__main__":
    sys.exit(main())
