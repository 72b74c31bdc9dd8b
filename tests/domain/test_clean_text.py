"""Every text and date of a plan can be shown and written everywhere; what cannot is taken out, and counted."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.application.file_formats import BY_SUFFIX, ExportRequest, export
from planner.application.templates import template_plan
from planner.document import PlanDocument
from planner.domain.clean_text import REMOVED, clean_text, counting_cleaned
from planner.domain.fields import FIELDS
from planner.domain.model import ENTITIES, Activity, Organisation, Programme, Track
from planner.domain.model.entity import _text_fields
from planner.domain.plan import Plan
from planner.language import translator

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x07\x0b\x0c\x1b\x7f\x85\r\n\t\u2028\u202e\u2066\ufeff\ufffe\ud800<>&\"'=+-@|%;,"),
    ),
    max_size=60,
)


@given(HOSTILE, st.booleans())
def test_that_a_clean_text_is_xml_and_stays_as_it_is(text: str, lines: bool):
    with counting_cleaned() as cleaned:
        clean = clean_text(text, lines=lines)
    ElementTree.fromstring(f"<a>{clean.replace('&', '&amp;').replace('<', '&lt;')}</a>".encode())
    assert not any("\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" for sign in clean)
    assert not set(clean) & set("\r\x0b\x0c\x85\u2028\u2029" + ("" if lines else "\n\t"))
    assert (cleaned.count > 0) >= (len(REMOVED.findall(text)) > 0)
    with counting_cleaned() as again:
        assert clean_text(clean, lines=lines) == clean
    assert again.count == 0


def test_that_what_was_taken_out_is_counted():
    with counting_cleaned() as cleaned:
        row = Organisation(code="OM", name="Open\x0bbaar \u202eMinisterie\x07", note="a\r\nb\x00")
    assert (row.name, row.note) == ("Open baar Ministerie", "a\nb")
    assert cleaned.count == 4
    assert cleaned.message() is not None


def test_that_every_kind_of_row_cleans_every_text_it_has():
    texts = {kind: [name for name, _ in _text_fields(entity)] for kind, entity in ENTITIES.items()}
    declared = {k: [n for n, f in e.model_fields.items() if f.annotation is str] for k, e in ENTITIES.items()}
    assert texts == declared
    assert sum(map(len, texts.values())) > 60
    assert FIELDS


WRITTEN = {suffix for suffix, kind in BY_SUFFIX.items() if kind.write is not None}
ENDINGS = sorted(WRITTEN - {".xer"})  # that one is written by a process in Java


@pytest.mark.parametrize("ending", ENDINGS)
@given(names=st.lists(HOSTILE.filter(lambda t: clean_text(t, lines=False).strip()), min_size=6, max_size=6))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_plan_that_is_accepted_exports_well_formed(tmp_path_factory, ending: str, names: list[str]):
    folder = tmp_path_factory.mktemp("x")
    document = PlanDocument.create(folder / "p.keten", hostile_plan(names), backups=folder / "b")
    target = folder / f"x{ending}"
    try:
        for written in export(ExportRequest(document, translator("nl"), target)):
            well_formed(written)
    finally:
        document.close()


def hostile_plan(names: list[str]) -> Plan:
    """A small plan in which every text is one of these."""
    base, rows = template_plan("wetstraject", None), []
    for number, row in enumerate(base.all_rows()):
        values = {}
        for field, _ in _text_fields(type(row)):
            if row.kind_name in (Activity.kind_name, Track.kind_name, Organisation.kind_name, Programme.kind_name):
                free = field in ("name", "note", "law", "owner", "subtitle", "responsible", "contact_role", "version")
                if free:
                    most = 40 if field == "version" else 200
                    values[field] = names[number % len(names)][:most] or "x"
        try:
            rows.append(row.changed(**values))
        except ValidationError:  # nothing was left of a name
            rows.append(row)
    return Plan.of(rows)


def well_formed(path: Path) -> None:
    """Raise where a file, or a part of one, is not what its form asks."""
    content = path.read_bytes()
    assert content
    if path.suffix in (".svg", ".xml"):
        ElementTree.fromstring(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as packed:
            for part in packed.namelist():
                if part.endswith((".xml", ".rels")):
                    ElementTree.fromstring(packed.read(part))
    if path.suffix == ".html":
        from html.parser import HTMLParser

        HTMLParser().feed(content.decode("utf-8"))
