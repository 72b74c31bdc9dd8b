"""Puts the parts of sheets into a PDF as its structure tree (ISO 32000-1, 14.7 and 14.8; PDF/UA-1, ISO 14289-1).

Each stretch of a page's content becomes marked content: of a part, or an artifact. A table or list that goes on
on the next sheet is one table in the tree; headings that sheets repeat are artifacts after the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from planner.chart.structure import Node, Role

MARK_X = -20_000
MARK = re.compile(rb"q\n[^\n]* cm\n-2(\d{4}) (\d+) 1 1 re\nf\nQ\n")
"""The rectangle that `planner.painting.pdf` paints where another part begins."""
MARKS_IN_ROW = 10_000
GO_ON = frozenset({Role.TABLE, Role.LIST, Role.SECTION})
CELLS = frozenset({Role.CELL, Role.HEADER, Role.ROW_HEADER})


class Stretch(NamedTuple):
    """What a stretch of a page's content belongs to: a part by its number, -1 for none; and what it stands for."""

    node: int
    text: str = ""


OUTSIDE = Stretch(-1)


@dataclass(frozen=True, slots=True)
class SheetParts:
    """What a sheet says of itself: its bookmark, its parts, the stretches that its marks begin, in order, and
    where its pictures stand (in points, y up)."""

    bookmark: str
    nodes: tuple[Node, ...]
    stretches: tuple[Stretch, ...] = ()
    boxes: dict[int, tuple[float, float, float, float]] = field(
        default_factory=dict[int, "tuple[float, float, float, float]"]
    )


def tag(pdf: Any, sheets: Sequence[SheetParts]) -> None:
    """Give a PDF its structure tree. Page n shows sheet n."""
    _Tree(pdf).build(sheets)


class _Tree:
    def __init__(self, pdf: Any) -> None:
        import pikepdf

        self._pike, self._pdf = pikepdf, pdf
        name = pikepdf.Name
        self._root = pdf.make_indirect(pikepdf.Dictionary(Type=name.StructTreeRoot))
        self._document = self._element("Document", self._root)
        self._known: dict[str, Any] = {}

    def build(self, sheets: Sequence[SheetParts]) -> None:
        pike, pdf = self._pike, self._pdf
        numbers: list[Any] = []
        for index, (page, sheet) in enumerate(zip(pdf.pages, sheets, strict=True)):
            repeated = self._repeated(sheet.nodes)
            content, order = marked_content(page.Contents.read_bytes(), sheet.stretches, repeated)
            page.Contents = pdf.make_stream(content)
            owners = self._page(page, sheet, order, repeated)
            page.StructParents, page.Tabs = index, pike.Name.S
            numbers += [index, pdf.make_indirect(pike.Array([owners[node] for node in order]))]
        self._root.K = self._document
        self._root.ParentTree = pdf.make_indirect(pike.Dictionary(Nums=pike.Array(numbers)))
        self._root.ParentTreeNextKey = len(sheets)
        pdf.Root.StructTreeRoot = self._root
        pdf.Root.MarkInfo = pike.Dictionary(Marked=True)

    def _repeated(self, nodes: Sequence[Node]) -> frozenset[int]:
        """The parts that say what an earlier sheet said: headings of the same key, and heads of tables that go on."""
        found: set[int] = set()
        for number, node in enumerate(nodes):
            again = node.key in self._known and node.role not in GO_ON
            if again or node.parent in found or (node.role is Role.HEADER and self._goes_on(nodes, number)):
                found.add(number)
        return frozenset(found)

    def _goes_on(self, nodes: Sequence[Node], number: int) -> bool:
        while number >= 0 and nodes[number].role is not Role.TABLE:
            number = nodes[number].parent
        return number >= 0 and nodes[number].key in self._known

    def _page(self, page: Any, sheet: SheetParts, order: Sequence[int], repeated: frozenset[int]) -> dict[int, Any]:
        """The elements of a sheet's parts that show something on its page, by their number."""
        shown = _shown(sheet.nodes, order, repeated)
        contents: dict[int, list[int]] = {}
        for marked, node in enumerate(order):
            contents.setdefault(node, []).append(marked)
        elements: dict[int, Any] = {}
        for number, node in enumerate(sheet.nodes):
            if number not in shown:
                continue
            if node.key in self._known:
                elements[number] = self._known[node.key]
                continue
            parent = elements[node.parent] if node.parent >= 0 else self._document
            element = elements[number] = self._element(node.role.value.partition("-")[0], parent)
            parent.K.append(element)
            self._describe(element, node, sheet.boxes.get(number))
            if number in contents:
                element.Pg = page.obj
                element.K = self._pike.Array(contents[number])
            if node.key:
                self._known[node.key] = element
        return elements

    def _describe(self, element: Any, node: Node, box: tuple[float, float, float, float] | None) -> None:
        pike = self._pike
        if node.alternative:
            element.Alt = pike.String(node.alternative)
        if node.language:
            element.Lang = pike.String(node.language)
        if node.role in (Role.HEADER, Role.ROW_HEADER):
            scope = pike.Name.Column if node.role is Role.HEADER else pike.Name.Row
            element.A = pike.Dictionary(O=pike.Name.Table, Scope=scope)
        if node.role is Role.FIGURE and box is not None:
            box_of = pike.Array([round(value, 2) for value in box])
            element.A = pike.Dictionary(O=pike.Name.Layout, BBox=box_of, Placement=pike.Name.Block)

    def _element(self, kind: str, parent: Any) -> Any:
        pike = self._pike
        return self._pdf.make_indirect(
            pike.Dictionary(Type=pike.Name.StructElem, S=pike.Name("/" + kind), P=parent, K=pike.Array())
        )


def _shown(nodes: Sequence[Node], order: Sequence[int], repeated: frozenset[int]) -> set[int]:
    """The parts that have content, those around them, and the empty cells of their rows."""
    shown: set[int] = set()
    for marked in order:
        node = marked
        while node >= 0 and node not in shown:
            shown.add(node)
            node = nodes[node].parent
    empty = (n for n, node in enumerate(nodes) if node.role in CELLS and node.parent in shown and n not in repeated)
    return shown | set(empty)


def marked_content(content: bytes, stretches: Sequence[Stretch], repeated: frozenset[int]) -> tuple[bytes, list[int]]:
    """A page's content with its parts as marked content, and which part each marked stretch belongs to."""
    order: list[int] = []

    def opened(found: re.Match[bytes]) -> bytes:
        node, text = stretches[int(found[1]) * MARKS_IN_ROW + int(found[2])]
        if node in repeated:
            return b"EMC\n/Artifact <</Type /Pagination /Subtype /Header>> BDC\n"
        if node < 0:
            return b"EMC\n/Artifact BMC\n"
        order.append(node)
        stands_for = b"/ActualText <FEFF%s>" % text.encode("utf-16-be", "replace").hex().encode() if text else b""
        return b"EMC\n/Span <</MCID %d%s>> BDC\n" % (len(order) - 1, stands_for)

    return b"/Artifact BMC\n" + MARK.sub(opened, content) + b"\nEMC\n", order
