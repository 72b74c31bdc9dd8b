"""Metadata for an archive by MDTO (Metagegevens voor duurzaam toegankelijke overheidsinformatie, Nationaal Archief).

Elements and their order are those of MDTO-XML 1.0.1: an `informatieobject` says what is kept and whose it is, a
`bestand` describes one file of it. See https://www.nationaalarchief.nl/archiveren/mdto. What the schema asks
for and the plan does not say (valuation, restrictions) is told as not known or still to be settled, never guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planner.domain.model import Programme

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
SCHEMA = f"{NAMESPACE} {NAMESPACE}/MDTO-XML1.0.1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SOURCE = "Ketenplanner"
UNKNOWN = "Onbekend"
"""Words of MDTO are Dutch, whatever the language of the plan."""


@dataclass(frozen=True, slots=True)
class Described:
    """A file that is kept: its name, what is in it, and its format by the name and code that PRONOM gives it."""

    name: str
    content: bytes
    format: str
    pronom: str

    @property
    def sha256(self) -> str:
        """The checksum of what is in it."""
        return hashlib.sha256(self.content).hexdigest()


def plan_metadata(programme: Programme, files: Sequence[Described]) -> bytes:
    """What describes the plan as a whole, and names its files."""
    root = _root()
    plan = SubElement(root, "informatieobject")
    _identity(plan, str(programme.id))
    _text(plan, "naam", programme.name)
    _concept(plan, "aggregatieniveau", "Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO")
    _text(plan, "omschrijving", f"Planning op peildatum {programme.status_date.isoformat()}")
    if programme.law:
        _text(plan, "omschrijving", programme.law)
    _text(plan, "taal", str(programme.language))
    _concept(plan, "waardering", "Nader te bepalen", "Begrippenlijst Waarderingen MDTO", "N")
    for each in files:
        _reference(plan, "heeftRepresentatie", each.name, _file_id(programme, each))
    _reference(plan, "archiefvormer", programme.owner or UNKNOWN)
    restriction = SubElement(plan, "beperkingGebruik")
    said = programme.classification
    _concept(restriction, "beperkingGebruikType", said or UNKNOWN, "Rubricering in het plan" if said else UNKNOWN)
    return _written(root)


def file_metadata(programme: Programme, file: Described, now: datetime) -> bytes:
    """What describes one file: its size in bytes, format and checksum, and the plan that it shows."""
    root = _root()
    kept = SubElement(root, "bestand")
    _identity(kept, _file_id(programme, file))
    _text(kept, "naam", file.name)
    _text(kept, "omvang", str(len(file.content)))
    _concept(kept, "bestandsformaat", file.format, "PRONOM-register", file.pronom)
    checksum = SubElement(kept, "checksum")
    _concept(checksum, "checksumAlgoritme", "SHA-256", "Begrippenlijst ChecksumAlgoritme MDTO")
    _text(checksum, "checksumWaarde", file.sha256)
    _text(checksum, "checksumDatum", now.isoformat(timespec="seconds"))
    _reference(kept, "isRepresentatieVan", programme.name, str(programme.id))
    return _written(root)


def _file_id(programme: Programme, file: Described) -> str:
    return f"{programme.id}/{file.name}"


def _root() -> Element:
    return Element("MDTO", {"xmlns": NAMESPACE, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": SCHEMA})


def _written(root: Element) -> bytes:
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _identity(parent: Element, identity: str, name: str = "identificatie") -> None:
    made = SubElement(parent, name)
    _text(made, "identificatieKenmerk", identity)
    _text(made, "identificatieBron", SOURCE)


def _reference(parent: Element, name: str, to: str, identity: str = "") -> None:
    made = SubElement(parent, name)
    _text(made, "verwijzingNaam", to)
    if identity:
        _identity(made, identity, "verwijzingIdentificatie")


def _concept(parent: Element, name: str, label: str, concepts: str, code: str = "") -> None:
    made = SubElement(parent, name)
    _text(made, "begripLabel", label)
    if code:
        _text(made, "begripCode", code)
    _reference(made, "begripBegrippenlijst", concepts)
