"""What QPdfWriter leaves out of a PDF/A: structure, bookmarks, language, all properties, and ids that do not vary.

PDF/A-1 (ISO 19005-1) asks that the properties stand both in the document's information and as XMP, that
they say the same, that the XMP is not compressed, and that the file is PDF 1.4 without object streams.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from planner import __version__
from planner.domain.plan import Plan
from planner.language.translator import Translator
from planner.message import N_
from planner.painting.fonts import CONTROLS
from planner.painting.pdf_tags import SheetParts, tag


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    at: datetime

    @classmethod
    def of(cls, plan: Plan, translator: Translator, at: datetime) -> Properties:
        """The properties of what is printed of a plan."""
        programme = plan.programme
        day = translator.date(programme.status_date, "long")
        subject = translator.translate(N_("Status date {day}"), day=day)
        words = [o.code for o in plan.organisations]
        language = {"nl": "nl-NL", "en": "en-GB"}[translator.code]
        return cls(programme.name, "Ketenplanner", subject, ", ".join(words), language, at)


PRODUCER = f"Ketenplanner {__version__} (Qt, qpdf)"
UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>
<xmp:MetadataDate>{at}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{document_id}</xmpMM:DocumentID>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance>
</rdf:Description>
{schemas}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class Conformance(Enum):
    """The part and level of PDF/A that a file is written as, and the version of PDF that it is."""

    A1B = ("1", "B", "1.4")
    A2A = ("2", "A", "1.7")
    A3A = ("3", "A", "1.7")

    @classmethod
    def named(cls, name: str) -> Conformance:
        """A form by its short name: 1b, 2a or 3a."""
        return cls[f"A{name.upper()}"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within the file: the plan that the sheets were made from."""

    name: str
    mime: str
    content: bytes
    description: str


def finished(
    content: bytes,
    sheets: Sequence[SheetParts],
    properties: Properties | None,
    conformance: Conformance,
    attachment: Attachment | None = None,
) -> bytes:
    """What Qt wrote with a structure, a bookmark for each page, and properties where they are given.

    An attachment asks for PDF/A-3.
    """
    import pikepdf

    if attachment is not None:
        conformance = Conformance.A3A
    part, level, version = conformance.value
    with pikepdf.open(io.BytesIO(content)) as pdf:
        bookmarks = _told_apart([sheet.bookmark for sheet in sheets])
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(text, number) for number, text in enumerate(bookmarks))
        pdf.Root.PageMode = pikepdf.Name.UseOutlines if len(bookmarks) > 1 else pikepdf.Name.UseNone
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for page in pdf.pages:
            _drop_unused(page)
        _mend_maps(pdf)
        tag(pdf, sheets)
        if attachment is not None and properties is not None:
            _attach(pdf, attachment, properties.at)
        if properties is not None:
            pdf.Root.Lang = pikepdf.String(properties.language)
            _put_properties(pdf, properties, part, level)
        made = io.BytesIO()
        pdf.save(
            made,
            min_version=version,
            force_version=version,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return made.getvalue()


def _drop_unused(page: Any) -> None:
    """Qt names colour spaces of CMYK that nothing uses, and an empty list of annotations."""
    for resources in _resources(page.obj.get("/Resources"), set()):
        spaces = resources.get("/ColorSpace")
        for name in ("/CSpcmyk", "/PCSpcmyk"):
            if spaces is not None and name in spaces:
                del spaces[name]
    if "/Annots" in page and not len(page.Annots):
        del page.Annots


LETTERS = {
    "0000": "FFFD",  # not allowed (ISO 14289-1, 7.21.7): a sign that stands for no letter by itself
    "0009": "0020",
    "00A0": "0020",
    "FB00": "00660066",
    "FB01": "00660069",
    "FB02": "0066006C",
    "FB03": "006600660069",
    "FB04": "00660066006C",
}
"""What the signs of a font stand for, where Qt says something else."""
VALUES = re.compile(r"(?<=[\[ ])<([0-9A-F]{4})>(?=[\] ]|$)")


def _mend_maps(pdf: Any) -> None:
    """Let the fonts' maps to Unicode say letters: spaces as spaces, ligatures as their letters, nothing as U+0000."""
    for found in pdf.objects:
        if not hasattr(found, "get") or found.get("/Type") != "/Font" or "/ToUnicode" not in found:
            continue
        lines: list[str] = []
        for line in found.ToUnicode.read_bytes().decode("latin-1").splitlines():
            codes, values = line[:14], line[14:]
            mended = VALUES.sub(lambda value: f"<{LETTERS.get(value[1], value[1])}>", values)
            lines.append(codes + mended if line.startswith("<") and line.count("<") > 2 else line)
        found.ToUnicode.write("\n".join(lines).encode("latin-1") + b"\n")


def _resources(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """A page's resources, and those of the forms and patterns in them."""
    if resources is None or (resources.is_indirect and resources.objgen in seen):
        return
    seen.add(resources.objgen)
    yield resources
    for kind in ("/XObject", "/Pattern"):
        held = resources.get(kind)
        for name in held or ():
            if hasattr(held[name], "get"):
                yield from _resources(held[name].get("/Resources"), seen)


def _attach(pdf: Any, attachment: Attachment, at: datetime) -> None:
    """Hold a file as one that belongs to the whole document (ISO 19005-3, annex E)."""
    import pikepdf

    kind = pikepdf.Name("/" + attachment.mime)
    stream = pdf.make_stream(attachment.content, Type=pikepdf.Name.EmbeddedFile, Subtype=kind)
    stream.Params = pikepdf.Dictionary(
        Size=len(attachment.content), ModDate=pikepdf.String(_pdf_date(at.astimezone(UTC)))
    )
    name = pikepdf.String(attachment.name)
    described = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec, F=name, UF=name, EF=pikepdf.Dictionary(F=stream, UF=stream)
    )
    described.AFRelationship, described.Desc = pikepdf.Name.Data, pikepdf.String(attachment.description)
    held = pdf.make_indirect(described)
    pdf.Root.AF = pikepdf.Array([held])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([name, held])))


def _told_apart(bookmarks: Sequence[str]) -> list[str]:
    """Bookmarks with their number where several are the same."""
    many = len(bookmarks) > 1 and len(set(bookmarks)) < len(bookmarks)
    return [f"{text} · {number}" if many else text for number, text in enumerate(bookmarks, start=1)]


def _put_properties(pdf: Any, properties: Properties, part: str, level: str) -> None:
    import pikepdf

    at = properties.at.astimezone(UTC).replace(microsecond=0)
    creator = f"Ketenplanner {__version__}"
    title = _clean(str(pdf.docinfo.get("/Title", "")) or properties.title)
    known = {
        "/Title": title,
        "/Author": properties.author,
        "/Subject": properties.subject,
        "/Keywords": properties.keywords,
        "/Creator": creator,
        "/Producer": PRODUCER,
        "/CreationDate": _pdf_date(at),
        "/ModDate": _pdf_date(at),
    }
    for name in list(pdf.docinfo.keys()):
        del pdf.docinfo[name]
    for name, value in known.items():
        pdf.docinfo[name] = pikepdf.String(_clean(value))
    words = {
        "title": title,
        "author": properties.author,
        "subject": properties.subject,
        "keywords": properties.keywords,
        "language": properties.language,
        "producer": PRODUCER,
        "creator": creator,
        "at": at.isoformat(),
        "document_id": str(uuid5(NAMESPACE_URL, repr((title, properties.author)))),
    }
    clean = {name: escape(_clean(value)) for name, value in words.items()}
    packet = XMP.format(**clean, part=part, level=level, schemas=UA_SCHEMA)
    metadata = pikepdf.Stream(pdf, packet.encode("utf-8"))
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)


def _clean(text: str) -> str:
    """The text without what XML cannot hold and without signs that turn its direction."""
    return CONTROLS.sub("", text)


def _pdf_date(at: datetime) -> str:
    return f"D:{at:%Y%m%d%H%M%S}+00'00'"
