"""Print preview and page set-up: every choice shows at once, and the sheets go to a printer or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.chart.printed import PRINT_VIEWS, Past, PrintOptions, print_view, sheets_of
from planner.chart.scene import Scene
from planner.document import PlanDocument
from planner.errors import EditRefused
from planner.language import Translator
from planner.language import translator as wording_of
from planner.message import N_
from planner.painting.fonts import measure
from planner.painting.theme import GREY, PAPER, Theme
from planner.settings import Settings
from planner.ui.dialogs.common import BesideDialog, push
from planner.ui.edit_runner import reporting_refusals
from planner.ui.panels.parts import Label
from planner.ui.plain_text import plain
from planner.ui.printing.fields import SetUpFields
from planner.ui.printing.page_view import PageView
from planner.ui.printing.set_up import keep_set_up, kept_set_up
from planner.ui.theming import resize_within_screen
from planner.ui.timers import single_shot

PAUSE = 120
"""Milliseconds between a choice and the sheet that follows it."""
FILES = {
    ".pdf": N_("PDF (*.pdf)"),
    ".svg": N_("Picture without pixels (*.svg)"),
    ".png": N_("Picture (*.png)"),
    ".pptx": N_("Slides (*.pptx)"),
}


class PrintPreview(BesideDialog):
    """Shows a view of the plan as sheets of paper, and what can be chosen about them."""

    def __init__(
        self,
        document: PlanDocument,
        translator: Translator,
        settings: Settings,
        view: str = "chain-overview",
        parent: QWidget | None = None,
        *,
        only: tuple[frozenset[UUID], str] | None = None,
    ) -> None:
        """`only` are the activities that the planning shows and what they are in words, where it is filtered."""
        super().__init__(translator.translate("Print preview"), document, translator, parent)
        self._only, self.settings = only, settings
        self.sheets: Sequence[Scene] = ()
        self.number = 0
        self.page = PageView(translator.translate("Sheet of paper"))
        self.trouble = Label(tone="error")
        self.place = Label(wrap=False)
        self.fields = SetUpFields(document.plan, translator)
        self._late = single_shot(self, PAUSE, self.lay_out)
        self._arrange()
        self.fields.view_chosen.connect(self.show_view)
        self.fields.changed.connect(self._late.start)
        self.show_view(view)
        resize_within_screen(self, 1240, 820)

    def _arrange(self) -> None:
        translate = self.translator.translate
        turning = QHBoxLayout()
        self.back = push(translate("Previous sheet"), lambda: self.turn(-1))
        self.onward = push(translate("Next sheet"), lambda: self.turn(1))
        for part in (self.back, self.place, self.onward):
            turning.addWidget(part)
        turning.addStretch(1)
        turning.addWidget(push(translate("Zoom out"), lambda: self.page.zoom_by(0.8)))
        turning.addWidget(push(translate("Zoom in"), lambda: self.page.zoom_by(1.25)))
        right = QVBoxLayout()
        right.addWidget(self.page, 1)
        right.addWidget(self.trouble)
        right.addLayout(turning)
        both = QHBoxLayout()
        both.addWidget(self.fields)
        both.addLayout(right, 1)
        does = QHBoxLayout()
        for suffix, text in ((".pdf", "PDF…"), (".svg", "SVG…"), (".png", "PNG…"), (".pptx", "PowerPoint…")):
            does.addWidget(push(text, lambda s=suffix: self.save_as(s)))
        does.addStretch(1)
        does.addWidget(self.button_row(translate("Print…"), translate("Close")))
        column = QVBoxLayout(self)
        column.addLayout(both, 1)
        column.addLayout(does)
        for key, by in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=by: self.turn(by))

    def follow(self) -> None:
        self._late.start()

    # --- laying out -------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        return self.fields.view

    @property
    def theme(self) -> Theme:
        return GREY if self.fields.set_up.grey else PAPER

    @property
    def said(self) -> Translator:
        """The language of the sheets, which may be another than the window's."""
        return wording_of(self.fields.set_up.language) if self.fields.set_up.language else self.translator

    def show_view(self, name: str) -> None:
        """Show another view with the set-up that it had last."""
        self.fields.show_view(name, kept_set_up(self.settings, name, print_view(name).paper))
        self.number = 0
        self.lay_out()

    def options(self) -> PrintOptions:
        """What the sheets are laid out with now. EditRefused where choices do not go together."""
        document, set_up = self.document, self.fields.set_up
        found = set_up.options(
            document.plan, document.schedule, self.said, self.fields.organisation, document.path.name
        )
        past = self._past(found.date_from) if self.view == "changes" else None
        if self._only is not None and self.view == "gantt":
            rows, words = self._only
            rows = rows if found.rows is None else rows & found.rows
            found = replace(found, rows=rows, scope=" · ".join(part for part in (found.scope, words) if part))
        return replace(found, printed_at=datetime.now().astimezone(), past=past)

    def _past(self, since: date | None) -> Past | None:
        if since is None:
            return None
        lines = self.document.history()
        seq = max((line.seq for line in lines if line.at.astimezone().date() < since), default=0)
        return Past(self.document.plan_as_of(seq), self.document.changes_since(seq), since)

    def lay_out(self) -> None:
        """Make the sheets anew and show the one that was looked at; say why where that cannot be."""
        self._late.stop()
        document = self.document
        try:
            view = print_view(self.view)
            self.sheets = sheets_of(view, document.plan, document.schedule, self.options(), measure)
            self.trouble.setText("")
            keep_set_up(self.settings, self.view, self.fields.set_up)
        except EditRefused as refused:
            self.sheets = ()
            self.trouble.setText(self.translator.translate(refused.message))
        self.trouble.setVisible(bool(self.trouble.text()))
        self.number = max(0, min(self.number, len(self.sheets) - 1))
        self._show()

    def turn(self, by: int) -> None:
        """Go to another sheet."""
        self.number = max(0, min(self.number + by, len(self.sheets) - 1))
        self._show()

    def _show(self) -> None:
        translate, count = self.translator.translate, len(self.sheets)
        scene = self.sheets[self.number] if count else None
        place = (
            translate("Sheet {number} of {count}", number=self.number + 1, count=count)
            if count
            else translate("No sheets")
        )
        self.place.setText(place)
        left_out = "; ".join(scene.notes) if scene is not None else ""
        self.page.show_scene(scene, self.theme, " ".join(part for part in (place, left_out) if part))
        self.page.setToolTip(plain(left_out))
        self.back.setEnabled(self.number > 0)
        self.onward.setEnabled(self.number < count - 1)
        self.accepting.setEnabled(count > 0)

    # --- out ----------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Ask for a printer and print; the preview stays."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if not self.sheets:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.prepare(printer)
        asking = QPrintDialog(printer, self)
        asking.setMinMax(1, len(self.sheets))
        if asking.exec() == QPrintDialog.DialogCode.Accepted:
            with reporting_refusals(self):
                self.print_on(printer)
        asking.deleteLater()

    def prepare(self, printer: object) -> None:
        """Tell a printer the paper and the name of the job."""
        from planner.painting.printer import prepare

        set_up = self.fields.set_up
        prepare(printer, set_up.paper, landscape=set_up.landscape, title=self.document.plan.programme.name)  # type: ignore[arg-type]

    def print_on(self, printer: object) -> int:
        """Print the sheets that the printer was asked for; gives how many."""
        from planner.painting.printer import print_sheets

        return print_sheets(self.sheets, printer, self.theme)  # type: ignore[arg-type]

    def save_as(self, suffix: str, target: Path | None = None) -> None:
        """Write the sheets to a file that is asked for, unless it is given."""
        from planner.ui.dialogs.file_choice import ask_new_file, asking_over

        if not self.sheets:
            return
        here, translate = self.document.path, self.translator.translate
        offered = here.with_name(f"{here.stem} {translate(print_view(self.view).text).lower()}{suffix}")
        target = target or ask_new_file(self, translate("Export"), offered, translate(FILES[suffix]))
        if target is None:
            return
        with reporting_refusals(self):
            written = asking_over(self, lambda over: self._write(target, suffix, over=over))
            if not written:
                return
            self.trouble.setText(translate("Written: {path}.", path=", ".join(str(path) for path in written)))
            self.trouble.set_tone("good")
            self.trouble.show()

    def _write(self, target: Path, suffix: str, *, over: bool) -> list[Path]:
        from planner.ui.dialogs.file_choice import busy

        with busy():
            return self._written(target, suffix, over=over)

    def _written(self, target: Path, suffix: str, *, over: bool) -> list[Path]:
        from planner.painting.files import write_sheets
        from planner.painting.pdf_parts import Properties
        from planner.writing import write_file

        document, set_up = self.document, self.fields.set_up
        now = datetime.now().astimezone()
        if suffix == ".pptx":
            from planner.painting.slides import slides_bytes

            return [write_file(target, slides_bytes(self.sheets, document.plan, self.said, now=now, theme=self.theme))]
        properties = Properties.of(document.plan, self.said, now)
        return write_sheets(
            self.sheets,
            target,
            paper=set_up.paper,
            landscape=set_up.landscape,
            theme=self.theme,
            properties=properties,
            over=over,
        )


def view_names(translator: Translator) -> list[tuple[str, str]]:
    """The views that can be printed, with their names in words."""
    return [(view.name, translator.translate(view.text)) for view in PRINT_VIEWS]
