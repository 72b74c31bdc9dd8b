"""What QPdfWriter leaves out of a PDF/A: bookmarks, language, all properties, and ids that do not vary.

PDF/A-1 (ISO 19005-1) asks that the properties stand both in the document's information and as XMP, that
they say the same, that the XMP is not compressed, and that the file is PDF 1.4 without object streams.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from planner import __version__
from planner.domain.plan import Plan
from planner.language.translator import Translator
from planner.message import N_


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
<pdfaid:part>1</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def with_bookmarks(content: bytes, bookmarks: Sequence[str], properties: Properties | None) -> bytes:
    """The same PDF/A with a bookmark for each page, and with properties where they are given."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(text, number) for number, text in enumerate(_told_apart(bookmarks)))
        pdf.Root.PageMode = pikepdf.Name.UseOutlines if len(bookmarks) > 1 else pikepdf.Name.UseNone
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if properties is not None:
            pdf.Root.Lang = pikepdf.String(properties.language)
            _put_properties(pdf, properties)
        made = io.BytesIO()
        pdf.save(
            made,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return made.getvalue()


def _told_apart(bookmarks: Sequence[str]) -> list[str]:
    """Bookmarks with their number where several are the same."""
    many = len(bookmarks) > 1 and len(set(bookmarks)) < len(bookmarks)
    return [f"{text} · {number}" if many else text for number, text in enumerate(bookmarks, start=1)]


def _put_properties(pdf: Any, properties: Properties) -> None:
    import pikepdf

    at = properties.at.astimezone(UTC).replace(microsecond=0)
    creator = f"Ketenplanner {__version__}"
    title = str(pdf.docinfo.get("/Title", "")) or properties.title
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
        pdf.docinfo[name] = pikepdf.String(value)
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
    packet = XMP.format(**{name: escape(_clean(value)) for name, value in words.items()})
    metadata = pikepdf.Stream(pdf, packet.encode("utf-8"))
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)


def _clean(text: str) -> str:
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff")


def _pdf_date(at: datetime) -> str:
    return f"D:{at:%Y%m%d%H%M%S}+00'00'"
