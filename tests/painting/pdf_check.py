"""What the tests of PDF files look with: PDFBox Preflight, and the structure tree as plain Python."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pytest

JARS = Path("/usr/share/java")
NEEDED = ("pdfbox2", "fontbox2", "preflight", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
"""Of Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java."""
VERDICT = re.compile(r"^The file (.+?\.pdf) is (.*?)(?=^The file |\Z)", re.MULTILINE | re.DOTALL)
VALID = "a valid PDF/A-1b file"


def preflight(folder: Path) -> dict[str, str]:
    """What PDFBox Preflight says of each file in a folder as PDF/A-1b. Skips where it is not there."""
    jars = [JARS / f"{name}.jar" for name in NEEDED]
    if not shutil.which("java") or not all(jar.exists() for jar in jars):
        pytest.skip("PDFBox Preflight (libpdfbox2-java) is not here")
    command = [
        "java",
        "-cp",
        ":".join(map(str, jars)),
        "org.apache.pdfbox.preflight.Validator_A1b",
        "batch",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return {found[1]: found[2].strip() for found in VERDICT.finditer(done.stdout)}


@dataclass
class Element:
    """An element of a structure tree with the texts of its marked content, in order."""

    kind: str
    alternative: str = ""
    language: str = ""
    scope: str = ""
    texts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    def all(self, kind: str | None = None) -> Iterator[Element]:
        """This element and those beneath it, as they are read."""
        if kind is None or self.kind == kind:
            yield self
        for child in self.children:
            yield from child.all(kind)

    @property
    def text(self) -> str:
        """All that is read of it, alternatives for what they stand for."""
        return " ".join(filter(None, [*self.texts, *(c.alternative or c.text for c in self.children)]))


def tree_of(content: bytes) -> Element:
    """The structure tree of a PDF, from its document element."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = {page.obj.objgen: _marked_texts(page) for page in pdf.pages}
        return _element(pdf.Root.StructTreeRoot.K, texts)


def _element(found: Any, texts: dict[Any, dict[int, str]]) -> Element:
    attributes = found.get("/A", {})
    made = Element(
        str(found.S)[1:], str(found.get("/Alt", "")), str(found.get("/Lang", "")), str(attributes.get("/Scope", ""))
    )
    for kid in found.K:
        if isinstance(kid, int):
            made.texts.append(texts[found.Pg.objgen][kid])
        else:
            made.children.append(_element(kid, texts))
    return made


def _marked_texts(page: Any) -> dict[int, str]:
    """The text of each marked content of a page, read by the fonts' own Unicode maps."""
    maps = {name: _unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    at: int | None = None
    depth = 0
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                depth += 1
                if len(operands) > 1 and "/MCID" in operands[1]:
                    at = int(operands[1].MCID)
                    found[at] = ""
            case "EMC":
                depth -= 1
                at = at if depth else None
            case "Tf":
                letters = maps[str(operands[0])]
            case "Tj":
                raw = bytes(operands[0])
                codes = (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2))
                if at is not None:
                    found[at] += "".join(letters.get(code, "?") for code in codes)
            case _:
                pass
    return found


def _unicode_map(font: Any) -> dict[int, str]:
    """What each code of a font stands for, from its ToUnicode map."""
    found: dict[int, str] = {}
    ranges = False
    for line in font.ToUnicode.read_bytes().decode("latin-1").splitlines():
        if line.endswith("beginbfrange"):
            ranges = True
        elif line.startswith("endbfrange"):
            ranges = False
        elif ranges:
            codes = [part.strip("<>[] ") for part in line.replace("[", " ").replace("]", " ").split()]
            first, values = int(codes[0], 16), codes[2:]
            for step in range(int(codes[1], 16) - first + 1):
                value = values[step] if step < len(values) else None
                if value is None:
                    number = int(values[0], 16) + step
                    found[first + step] = chr(number)
                else:
                    found[first + step] = bytes.fromhex(value).decode("utf-16-be")
    return found
