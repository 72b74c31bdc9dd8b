"""A deck for a steering group: 16:9, the message as the title, native tables and shapes, nothing under 12 points.

The slides: where we stand, the chain over at most three slides, late and uncertain, to decide, readiness, the next
four weeks. Their look is that of the presentation or .potx that they are put in: titles, footers and numbers are
placeholders of its layout.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from planner.chart.brief import BriefBox, brief
from planner.chart.facts import gather
from planner.chart.lanes import rank_of
from planner.chart.overview_scale import overview_scale
from planner.domain.control.amounts import working_days
from planner.domain.control.headline import headline
from planner.domain.control.state import STATE_SIGNS, STATE_WORDS, State, states
from planner.domain.control.statements import statements
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, Organisation, OrganisationKind
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_
from planner.painting.office_base import presentation
from planner.painting.packing import packed_alike

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 36.0
TOP, BOTTOM = 118.0, 492.0
BODY, SMALLEST = 14, 12
ROWS_OF_CHAIN, CHAIN_SLIDES = 13, 3
ROWS_OF_TABLE = 8
WEEKS = 4
INK, QUIET, HEAD, LINE = "1B2430", "55606E", "22384F", "C5CFD9"
STATE_INKS = {State.LATE: "B3201C", State.WILL_BE_LATE: "B3201C", State.UNCERTAIN: "8A5000", State.NO_TERM: "8A5000"}
FILLED, OPEN, DONE = "C5D7EC", "FFFFFF", "2F6DB5"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a slide: headings, shares of the width, rows of text, and what each row's state is."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    states: tuple[State | None, ...] = ()


def deck_bytes(
    plan: Plan, schedule: Schedule, translator: Translator, *, now: datetime, base: Path | None = None
) -> bytes:
    """The deck as a .pptx. `base` is a presentation or .potx whose master is used; FileTrouble for one that is none."""
    deck = presentation(base)
    _Deck(deck, plan, schedule, translator).write()
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = plan.programme.name, "Ketenplanner", "Ketenplanner"
    about.language = LANGUAGES[translator.code]
    about.created = about.modified = now.replace(tzinfo=None, microsecond=0)
    out = io.BytesIO()
    deck.save(out)
    return packed_alike(out.getvalue())


class _Deck:
    def __init__(self, deck: Any, plan: Plan, schedule: Schedule, translator: Translator) -> None:
        self._deck, self._plan, self._schedule, self._wording = deck, plan, schedule, translator
        self._told = statements(plan, schedule)
        self._states = states(plan, schedule)
        self._brief = brief(plan, schedule, translator)
        self._scale = deck.slide_width / 12_700 / WIDTH  # points of the deck in a point of ours
        self._layout = next((each for each in deck.slide_layouts if _is_title_only(each)), deck.slide_layouts[0])

    def write(self) -> None:
        translate = self._wording.translate
        trouble, decisions, _ = self._brief.boxes
        self._slide(self._wording.sentence(headline(self._plan, self._schedule).message), self._state_table())
        self._chain()
        self._box(trouble, N_("{number} activities are late or uncertain"))
        self._box(decisions, N_("{number} decisions are asked for"))
        self._readiness()
        until = self._plan.programme.status_date + timedelta(weeks=WEEKS)
        soon = self._soon(until)
        title = translate(N_("{number} things begin or end up to {day}"), number=len(soon.rows), day=self._day(until))
        self._slide(title, soon, none=translate(N_("Nothing begins or ends in the next four weeks.")))

    def _day(self, day: date) -> str:
        return self._wording.date(day, "long")

    # --- what the slides say ----------------------------------------------------------------------

    def _state_table(self) -> Table:
        translate = self._wording.translate
        headings = (
            N_("Organisation"),
            N_("Where it stands"),
            N_("Last finish planned"),
            N_("Slack to entry into force"),
        )
        rows: list[tuple[str, ...]] = []
        found: list[State | None] = []
        for organisation in self._plan.organisations:
            if organisation.kind is not OrganisationKind.CHAIN:
                continue
            state = self._states.of(organisation)
            own = [a for a in self._leaves() if a.organisation_id == organisation.id]
            ends = [told.planned for a in own if (told := self._told.finish(a)).planned is not None]
            slack = self._schedule.entry_slack.get(organisation.id)
            spare = working_days(round(slack / MINUTES_IN_WORKING_DAY)) if slack is not None else N_("unknown")
            last = self._day(max(ends).date()) if ends else translate(N_("nothing planned"))
            rows.append((organisation.name, self._state(state), last, translate(spare)))
            found.append(state)
        return Table(tuple(map(translate, headings)), (0.36, 0.2, 0.22, 0.22), tuple(rows), tuple(found))

    def _state(self, state: State) -> str:
        return f"{STATE_SIGNS[state]} {self._wording.translate(STATE_WORDS[state])}"

    def _leaves(self) -> list[Activity]:
        return [a for a, _ in self._plan.outline if not a.is_summary and a.id in self._schedule.activities]

    def _box(self, box: BriefBox, title: str) -> None:
        translate = self._wording.translate
        headings = tuple(map(translate, (N_("Who"), N_("What"), N_("Why or since when"))))
        shown = box.items[:ROWS_OF_TABLE]
        rows = tuple((item.lead, item.text, f"{item.sign} {item.detail}".strip()) for item in shown)
        table = Table(headings, (0.2, 0.48, 0.32), rows, tuple(item.state for item in shown))
        number = len(box.items)
        message = box.empty if not rows else translate(title, number=number) if number > 1 else rows[0][1]
        note = translate(N_("{shown} of {total} shown"), shown=len(shown), total=number) if number > len(shown) else ""
        self._slide(message, table, none=box.empty, note=note)

    def _readiness(self) -> None:
        translate = self._wording.translate
        facts = gather(self._plan, self._schedule, self._wording)
        lights = [light for row in facts.matrix for light in row.cells if light is not None]
        judged = [light for light in lights if light.value != "grey"]
        title = translate(
            N_("Readiness: {judged} of {number} questions were judged"), judged=len(judged), number=len(lights)
        )
        words = {"green": N_("on schedule"), "orange": N_("attention"), "red": N_("behind"), "grey": N_("not judged")}
        rows = tuple(
            (row.name, *("" if light is None else translate(words[light.value]) for light in row.cells))
            for row in facts.matrix
        )
        none = N_("The plan has no criteria for readiness.")
        if lights and not judged:
            rows, none = (), N_("Nobody has judged readiness yet: ask the organisations to do so.")
        shares = (0.2, *(0.8 / max(len(facts.themes), 1) for _ in facts.themes))
        table = Table((translate(N_("Organisation")), *facts.themes), shares, rows)
        self._slide(title, table, none=translate(none))

    def _soon(self, until: date) -> Table:
        translate, today = self._wording.translate, self._plan.programme.status_date
        rows: list[tuple[str, ...]] = []
        for activity in self._leaves():
            if activity.has_happened:
                continue
            start, finish = self._told.start(activity), self._told.finish(activity)
            for told, verb in ((start, N_("begins")), (finish, N_("ends"))):
                day = told.planned.date() if told.planned is not None and told.happened is None else None
                if day is not None and today <= day <= until:
                    word = N_("is reached") if activity.is_milestone else verb
                    rows.append(
                        (day.isoformat(), self._day(day), self._owner(activity), activity.name, translate(word))
                    )
                if activity.is_milestone:
                    break
        rows.sort()
        headings = tuple(map(translate, (N_("When"), N_("Who"), N_("What"), "")))
        return Table(headings, (0.2, 0.2, 0.46, 0.14), tuple(row[1:] for row in rows))

    def _owner(self, activity: Activity) -> str:
        owner = self._plan.get(Organisation, activity.organisation_id)
        return "" if owner is None else owner.name if len(owner.name) <= 24 else owner.code

    # --- the chain --------------------------------------------------------------------------------

    def _chain(self) -> None:
        """The activities that matter most, in the order of the plan, over as many slides as they take."""
        leaves = self._leaves()
        ranked = sorted(leaves, key=lambda a: -rank_of(self._plan, a, self._schedule[a.id]))
        shown = {a.id for a in ranked[: ROWS_OF_CHAIN * CHAIN_SLIDES]}
        rows = [a for a in leaves if a.id in shown]
        translate = self._wording.translate
        for number in range(0, len(rows), ROWS_OF_CHAIN):
            part = rows[number : number + ROWS_OF_CHAIN]
            owners = list(dict.fromkeys(filter(None, map(self._owner, part))))
            title = translate(N_("The chain: {names}"), names=", ".join(owners) or self._plan.programme.name)
            slide = self._titled(title, _note(len(leaves) - len(rows), self._wording))
            self._bars(slide, part)

    def _bars(self, slide: Any, part: Sequence[Activity]) -> None:
        first, last = overview_scale(self._plan, self._schedule)
        days, left, right = max((last - first).days, 1), MARGIN + 400.0, WIDTH - MARGIN - 8

        def x(day: date) -> float:
            return min(max(left + (right - left) * (day - first).days / days, left), right)

        for year in range(first.year, last.year + 1):
            begin = max(date(year, 1, 1), first)
            room = x(min(date(year, 12, 31), last)) - x(begin)
            if room > 34:
                self._text(slide, x(begin), TOP - 22, room, str(year), SMALLEST, QUIET, name=str(year))
        today = self._plan.programme.status_date
        if first <= today <= last:
            self._box_shape(
                slide, x(today), TOP - 4, 1.5, BOTTOM - TOP + 4, "B3201C", self._wording.translate(N_("status date"))
            )
        step = min((BOTTOM - TOP) / max(len(part), 1), 30.0)
        for number, activity in enumerate(part):
            self._bar(slide, activity, TOP + number * step, step, x)

    def _bar(self, slide: Any, activity: Activity, y: float, step: float, x: Any) -> None:
        planned, told = self._schedule[activity.id], self._told.finish(activity)
        owner = self._owner(activity)
        name = f"{owner}: {activity.name}" if owner else activity.name
        when = (
            self._wording.date(told.planned.date(), "medium")
            if told.planned
            else self._wording.translate(N_("no term"))
        )
        done = activity.has_happened
        middle = y + step / 2
        parts = [self._text(slide, MARGIN, y, 305, _short(name, 72), SMALLEST, INK)]
        parts.append(self._text(slide, MARGIN + 312, y, 84, when, SMALLEST, QUIET))
        begin, end = x(planned.start.date()), x(planned.finish.date())
        first, last = overview_scale(self._plan, self._schedule)
        fill = DONE if done else FILLED
        if planned.finish.date() < first:
            parts.append(self._text(slide, x(first) - 4, y, 20, "←", SMALLEST, QUIET))
        elif planned.start.date() > last:
            parts.append(self._text(slide, x(last) - 16, y, 20, "→", SMALLEST, QUIET))
        elif activity.is_milestone:
            parts.append(self._box_shape(slide, end - 6, middle - 6, 12, 12, DONE if done else OPEN, "", diamond=True))
        else:
            parts.append(self._box_shape(slide, begin, middle - 6, max(end - begin, 3.0), 12, fill, ""))
        group = slide.shapes.add_group_shape(shapes=parts)
        group.name = activity.name[:120]
        said = ", ".join((name, when, self._wording.translate(STATE_WORDS[self._states.of(activity)])))
        group._element.xpath(".//p:cNvPr")[0].set("descr", said)

    # --- shapes -----------------------------------------------------------------------------------

    def _slide(self, title: str, table: Table, none: str = "", note: str = "") -> None:
        """Slides with a title and a table: as many as its rows take."""
        pages = [table.rows[n : n + ROWS_OF_TABLE] for n in range(0, len(table.rows), ROWS_OF_TABLE)] or [()]
        for number, rows in enumerate(pages):
            more = f" ({number + 1}/{len(pages)})" if len(pages) > 1 else ""
            slide = self._titled(title + more, note)
            if not rows:
                self._text(slide, MARGIN, TOP, WIDTH - 2 * MARGIN, none, BODY, QUIET)
                continue
            at = number * ROWS_OF_TABLE
            self._table(slide, title, table, rows, table.states[at : at + len(rows)])

    def _titled(self, title: str, note: str) -> Any:
        slide = self._deck.slides.add_slide(self._layout)
        slide.shapes.title.text_frame.text = title
        self._speak(slide.shapes.title)
        programme, translate = self._plan.programme, self._wording.translate
        status = translate(N_("Status date {day}"), day=self._day(programme.status_date))
        marks = [status, self._wording.choice(programme.state).lower(), programme.classification, programme.marking]
        texts = {13: None, 15: " · ".join(filter(None, (programme.name, note))), 16: " · ".join(filter(None, marks))}
        for held in self._layout.placeholders:
            kind = held.placeholder_format.type
            if kind in texts:
                made = copy.deepcopy(held._element)
                slide.shapes._spTree.append(made)
                if texts[kind] is not None:
                    shape = slide.shapes[-1]
                    shape.text_frame.text = texts[kind] or ""
                    _foot(shape)
                    self._speak(shape)
        sources = [f"{s.title} ({s.reference})" if s.reference else s.title for s in self._plan.sources]
        slide.notes_slide.notes_text_frame.text = "\n".join(
            [title, *([translate(N_("Sources:")), *sources] if sources else [])]
        )
        return slide

    def _speak(self, shape: Any) -> None:
        """Say in which language the text of a shape is."""
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                run._r.get_or_add_rPr().set("lang", LANGUAGES[self._wording.code])

    def _emu(self, points: float) -> Any:
        return round(points * self._scale * 12_700)

    def _text(
        self, slide: Any, x: float, y: float, width: float, text: str, size: int, ink: str, name: str = ""
    ) -> Any:
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Pt

        box = slide.shapes.add_textbox(*map(self._emu, (x, y, width, size * 1.5)))
        box.name = (name or text)[:120]
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.text = text
        frame.paragraphs[0].font.size = Pt(size)
        _colour(frame.paragraphs[0].font, ink)
        self._speak(box)
        return box

    def _box_shape(
        self,
        slide: Any,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        name: str,
        *,
        diamond: bool = False,
    ) -> Any:
        from pptx.dml.color import RGBColor
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Pt

        kind = MSO_SHAPE.DIAMOND if diamond else MSO_SHAPE.RECTANGLE
        shape = slide.shapes.add_shape(kind, *map(self._emu, (x, y, width, height)))
        shape.name = name or self._wording.translate(N_("milestone") if diamond else N_("bar"))
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(HEAD), Pt(1)
        for effect in shape._element.xpath(".//a:effectRef"):
            effect.set("idx", "0")
        return shape

    def _table(
        self, slide: Any, title: str, table: Table, rows: Sequence[tuple[str, ...]], found: Sequence[State | None]
    ) -> None:
        width, high = WIDTH - 2 * MARGIN, min(40.0, (BOTTOM - TOP) / (len(rows) + 1))
        frame = slide.shapes.add_table(
            len(rows) + 1, len(table.headings), *map(self._emu, (MARGIN, TOP, width, high * (len(rows) + 1)))
        )
        frame.name = title[:120]
        said = "; ".join(": ".join(filter(None, row)) for row in rows)
        frame._element.xpath(".//p:cNvPr")[0].set("descr", said[:2000])
        made = frame.table
        for column, share in zip(made.columns, table.shares, strict=True):
            column.width = self._emu(width * share)
        for cell, heading in zip(made.rows[0].cells, table.headings, strict=True):
            self._cell(cell, heading, "FFFFFF", HEAD, bold=True)
        for n, (row, line) in enumerate(zip(rows, list(made.rows)[1:], strict=True)):
            state = found[n] if n < len(found) else None
            for at, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
                ink = STATE_INKS.get(state, INK) if state and text.startswith(tuple(STATE_SIGNS.values())) else INK
                self._cell(cell, _short(text, 110), ink, "FFFFFF" if n % 2 else "F4F6F8", bold=at == 0)

    def _cell(self, cell: Any, text: str, ink: str, fill: str, *, bold: bool) -> None:
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(fill)
        cell.text_frame.text = text
        font = cell.text_frame.paragraphs[0].font
        font.size, font.bold = Pt(SMALLEST if len(text) > 60 else BODY), bold
        _colour(font, ink)
        self._speak(cell)


def _is_title_only(layout: Any) -> bool:
    """Whether a layout has a title, and no other place for content."""
    kinds = {int(held.placeholder_format.type) for held in layout.placeholders}
    return 1 in kinds and kinds <= {1, 13, 15, 16}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _colour(font: Any, ink: str) -> None:
    from pptx.dml.color import RGBColor

    font.color.rgb = RGBColor.from_string(ink)


def _foot(shape: Any) -> None:
    """Set the text of a foot as small as a slide allows."""
    from pptx.util import Pt

    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size, run.font.name = Pt(SMALLEST), "+mn-lt"
        _colour(run.font, QUIET)


def _note(left_out: int, translator: Translator) -> str:
    """How much of the plan is on no slide of the chain; empty for nothing."""
    if not left_out:
        return ""
    return translator.plural(
        "{number} more activity is in the plan", "{number} more activities are in the plan", left_out
    )
