"""One catalogue: complete, with the same placeholders in both languages."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

from planner.language.update import collected, missing, updated
from planner.settings import resource_folder

PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


def catalogue():
    with (resource_folder() / "locale" / "nl" / "LC_MESSAGES" / "planner.po").open("rb") as file:
        return read_po(file)


def test_that_every_text_has_a_dutch_one():
    assert missing(updated(catalogue(), collected(), {})) == []


def test_that_the_catalogue_holds_no_text_that_is_gone():
    used = {str(m.id) for m in collected() if m.id}
    assert {str(m.id) for m in catalogue() if m.id} - used == set()


def test_that_translations_keep_their_placeholders():
    for message in catalogue():
        if not message.id:
            continue
        english = " ".join(message.id) if isinstance(message.id, tuple) else message.id
        dutch = " ".join(message.string) if isinstance(message.string, tuple) else message.string
        assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(dutch)), english
