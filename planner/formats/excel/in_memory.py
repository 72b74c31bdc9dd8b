"""Workbooks that are made in memory: openpyxl's own way leaves the sheets in the temporary folder if it is killed."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from openpyxl import Workbook


def new_workbook() -> Workbook:
    """A workbook to be written row after row, whose sheets stand nowhere but in memory."""
    from openpyxl import Workbook
    from openpyxl.worksheet._writer import WorksheetWriter

    class InMemory(WorksheetWriter):
        def cleanup(self) -> None:
            """There is no file to remove."""

    class Book(Workbook):
        def create_sheet(self, title: Any = None, index: Any = None) -> Any:
            sheet: Any = super().create_sheet(title, index)

            def begin() -> None:
                if sheet._writer is None:
                    sheet._writer = InMemory(sheet, io.BytesIO())
                    sheet._writer.write_top()

            sheet._get_writer = begin
            return sheet

    return Book(write_only=True)


def workbook_bytes(book: Workbook) -> bytes:
    """A workbook of `new_workbook` as the content of a file; it cannot be written to any more."""
    from openpyxl.writer.excel import ExcelWriter

    content = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    ExcelWriter(book, _Archive(content, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return content.getvalue()


class _Archive(ZipFile):
    """Takes a part from memory where openpyxl hands it a file."""

    def write(self, filename: Any, arcname: Any = None, *more: Any, **named: Any) -> None:
        if isinstance(filename, io.BytesIO):
            self.writestr(arcname, filename.getvalue())
        else:
            super().write(filename, arcname, *more, **named)
