"""References to official publications in one notation, each with its address.

Kamerstukken, Handelingen, Staatsblad and Staatscourant, as letters and registers write them. The
addresses are those of https://zoek.officielebekendmakingen.nl, whose identifiers follow from the
numbers: kst-34843-52, h-tk-20222023-99-9, stb-2024-59, stcrt-2024-20756.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SITE = "https://zoek.officielebekendmakingen.nl/"
YEARS = r"(?P<first>\d{4})\s*[-/–]\s*(?P<second>\d{2,4})"
DOSSIER = r"\d{2}[ .]?\d{3}(?:[ -][IVXLC]+)?"
PAPER = re.compile(
    rf"(?:(?:kamerstuk(?:ken)?|kst)\.?\s*(?P<house>II|I)?\b[\s-]*)?(?:{YEARS},?\s*)?"
    rf"(?P<dossiers>{DOSSIER}(?:\s*/\s*{DOSSIER})*)\s*(?:,\s*(?:nr\.?|no\.?)?\s*|-)(?P<number>\d{{1,4}}|[A-Z]{{1,3}})"
    r"(?P<rest>(?:\s*(?:en|,|and)\s*(?:nr\.?\s*)?\d{1,4})*)",
    re.IGNORECASE,
)
RECORD = re.compile(
    rf"(?:Handelingen|h-)\s*(?P<house>II|I|tk|ek)?\s*{YEARS},?\s*nr\.?\s*(?P<number>\d+)(?:,?\s*item\s*(?P<item>\d+))?",
    re.IGNORECASE,
)
GAZETTE = re.compile(
    r"(?P<paper>Stb|Stcrt|Staatsblad|Staatscourant)\.?\s*(?P<year>\d{4}),?\s*(?:nr\.?\s*)?(?P<number>\d+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OfficialReference:
    """An official publication: how it is cited, and its address."""

    text: str
    address: str


def official_reference(text: str) -> OfficialReference | None:
    """The publication that a reference names; None where it names none of the official kinds."""
    plain = " ".join(text.split())
    for pattern, read in ((PAPER, _paper), (RECORD, _record), (GAZETTE, _gazette)):
        found = pattern.fullmatch(plain)
        if found:
            return read(found)
    return None


def one_notation(text: str) -> str:
    """A reference as it is cited; text that is none stays as it is."""
    found = official_reference(text)
    return found.text if found else text


def _session(found: re.Match[str]) -> str:
    """A parliamentary year: 2021/22."""
    return f"{found['first']}/{found['second'][-2:]}" if found["first"] else ""


def _paper(found: re.Match[str]) -> OfficialReference:
    dossiers = [re.sub(r"[ .]", "", dossier.strip()) for dossier in found["dossiers"].split("/")]
    number = found["number"].upper()
    house = (found["house"] or ("I" if number.isalpha() else "II")).upper()
    head = " ".join(part for part in ("Kamerstukken", house, _session(found)) if part)
    spaced = " / ".join(f"{each[:2]} {each[2:]}" for each in dossiers)
    others = re.findall(r"\d{1,4}", found["rest"] or "")
    tail = number if number.isalpha() else " en ".join(f"nr. {each}" for each in [number, *others])
    return OfficialReference(f"{head}, {spaced}, {tail}", f"{SITE}kst-{dossiers[0]}-{number}.html")


def _record(found: re.Match[str]) -> OfficialReference:
    lower = (found["house"] or "II").upper() in ("II", "TK")
    session = _session(found)
    item = f", item {found['item']}" if found["item"] else ""
    text = f"Handelingen {'II' if lower else 'I'} {session}, nr. {found['number']}{item}"
    years = f"{found['first']}{found['first'][:2]}{found['second'][-2:]}"
    place = f"{found['number']}-{found['item']}" if found["item"] else found["number"]
    return OfficialReference(text, f"{SITE}h-{'tk' if lower else 'ek'}-{years}-{place}.html")


def _gazette(found: re.Match[str]) -> OfficialReference:
    journal = "Stb." if found["paper"].casefold() in ("stb", "staatsblad") else "Stcrt."
    text = f"{journal} {found['year']}, {found['number']}"
    return OfficialReference(text, f"{SITE}{journal[:-1].lower()}-{found['year']}-{found['number']}.html")
