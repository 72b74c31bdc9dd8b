"""A plan as one page for the web: the overview as a drawing, and tables that say all that it says.

The page stands alone: no scripts, nothing fetched. Headings, captions and scopes of headings make that it reads well
aloud; every light is written out as a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from uuid import UUID

from planner.chart.printed import PrintOptions, print_view
from planner.chart.reports.figures import figure_report
from planner.chart.reports.milestones import milestone_report
from planner.chart.reports.programme import activity_table, progress_report
from planner.chart.reports.report import ReportCell, ReportTable, Tone
from planner.chart.reports.steering import commitment_report, light_meanings, readiness_report
from planner.chart.reports.words import LIGHTS, SIGNS
from planner.domain.model import ENTITIES, Light
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_
from planner.painting.files import svg_bytes
from planner.painting.fonts import measure

STYLE = """
:root { color-scheme: light; --ink: #1b2430; --quiet: #55606e; --line: #c9d1da; --head: #22384f; --stripe: #f4f6f8 }
body { font: 1rem/1.5 "Segoe UI", "Noto Sans", Arial, sans-serif; color: var(--ink); background: #fff;
  max-width: 75rem; margin: 0 auto; padding: 1.5rem }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .25rem } h2 { font-size: 1.3rem; margin: 2.2rem 0 .6rem }
p.quiet, figcaption, caption .note { color: var(--quiet) }
figure { margin: 1rem 0; overflow-x: auto } svg { width: 100%; height: auto; min-width: 48rem }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.4rem; font-size: .92rem }
caption { text-align: left; font-weight: 600; padding: .4rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line) }
thead th { background: var(--head); color: #fff; border: 0 } tbody tr:nth-child(even) { background: var(--stripe) }
.number { text-align: right; font-variant-numeric: tabular-nums } .quiet { color: var(--quiet) }
.words { font-style: italic } .bold { font-weight: 600 }
.light-green { color: #2a7d32 } .light-orange { color: #8a5000 } .light-red { color: #b3201c }
a { color: #1f5f9e } nav li { display: inline-block; margin-right: 1rem } nav ul { padding: 0 }
@media print { body { max-width: none; padding: 0; font-size: 9pt } thead { display: table-header-group }
  tr, figure { break-inside: avoid } nav { display: none } }
"""


def page_text(
    plan: Plan,
    schedule: Schedule,
    translator: Translator,
    *,
    now: datetime,
    organisation: UUID | None = None,
    file_name: str = "",
    public: bool = False,
) -> str:
    """The whole page, of a programme or of one organisation's part in it; `public` as in `PrintOptions`."""
    translate = translator.translate
    options = PrintOptions(
        translator, "A3", organisation=organisation, file_name=file_name, printed_at=now, public=public
    )
    scene = print_view("chain-overview").make(plan, schedule, options, measure)[0]
    progress = progress_report(plan, schedule, translator, public=public)
    parts: list[tuple[str, list[ReportTable]]] = [
        (translate(N_("State")), list(progress.tables)),
        (translate(N_("Milestones")), list(milestone_report(plan, schedule, translator, organisation).tables)),
        (translate(N_("Motions and commitments")), list(commitment_report(plan, translator, organisation).tables)),
        (translate(N_("Readiness")), list(readiness_report(plan, translator, organisation).tables)),
        (translate(N_("Planning")), [activity_table(plan, schedule, translator)]),
        (translate(N_("Key figures")), list(figure_report(plan, translator).tables)),
    ]
    shown = [(f"part{n}", title, tables) for n, (title, tables) in enumerate(parts, 1) if tables]
    said = " ".join(mark.text + "." for mark in scene.marks)
    own = _own_texts(plan, translator)
    body = [
        f"<h1{_language(plan.programme.name, own)}>{escape(plan.programme.name)}</h1>",
        f'<p class="quiet">{escape(progress.subtitle)}</p>',
        f'<nav aria-label="{escape(translate(N_("Contents")))}"><ul>',
        *(f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title, _ in shown),
        "</ul></nav>",
        "<figure>",
        _drawing(svg_bytes(scene).decode("utf-8"), translate(N_("Chain overview")), said),
        f"<figcaption>{escape(translate(N_('Chain overview; the tables below say the same in words.')))}</figcaption>",
        "</figure>",
    ]
    for name, title, tables in shown:
        body.append(f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(title)}</h2>')
        body += [_table(table, translator, own) for table in tables]
        body.append("</section>")
    body += [_meanings(translator), _sources(plan, translator), _foot(translator, now, file_name)]
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(plan.programme.name)}</title><style>{STYLE}</style>"
    )
    opening = f'<!DOCTYPE html>\n<html lang="{translator.code}">\n<head>{head}</head>'
    return "\n".join((opening, "<body><main>", *body, "</main></body>", "</html>", ""))


def _drawing(svg: str, title: str, said: str) -> str:
    """The drawing inside the page, named and described for who cannot see it."""
    svg = re.sub(r"^.*?(?=<svg)", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\s(width|height)="[\d.]+mm"', "", svg, count=2)
    named = '<svg role="img" aria-labelledby="drawing-title drawing-text"'
    text = f'<title id="drawing-title">{escape(title)}</title><desc id="drawing-text">{escape(said)}</desc>'
    svg = svg.replace("<svg", named, 1)
    at = svg.index(">") + 1
    return svg[:at] + text + svg[at:]


def _table(table: ReportTable, translator: Translator, own: Mapping[str, str]) -> str:
    caption = escape(table.caption)
    if not table.rows:
        return f'<p><span class="bold">{caption}:</span> {escape(table.empty or translator.translate(N_("None.")))}</p>'
    note = f' <span class="note">{escape(table.note)}</span>' if table.note else ""
    heads = "".join(
        f'<th scope="col"{_class("number") if c.numbers else ""}>{escape(c.heading)}</th>' for c in table.columns
    )
    rows = "\n".join(_row(table, row, translator, own) for row in table.rows)
    return f"<table><caption>{caption}{note}</caption><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _row(table: ReportTable, row: tuple[ReportCell, ...], translator: Translator, own: Mapping[str, str]) -> str:
    cells: list[str] = []
    for number, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        classes = ["number"] if column.numbers else []
        classes += [cell.tone.value] if cell.tone is not Tone.PLAIN else []
        text = escape(cell.text)
        if cell.light is not None:
            sign = f'<span aria-hidden="true" class="light-{cell.light.value}">{SIGNS[cell.light]}</span> '
            text = sign + (text or escape(translator.translate(LIGHTS[cell.light])))
        tag, scope = ("th", ' scope="row"') if number == 0 else ("td", "")
        cells.append(f"<{tag}{scope}{_class(*classes)}{_language(cell.text, own)}>{text}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _own_texts(plan: Plan, translator: Translator) -> dict[str, str]:
    """The plan's own texts with their language, where the page is in another; none where it is not."""
    language = plan.programme.language
    if language == translator.code:
        return {}
    texts = [plan.programme.name]
    for kind in ENTITIES:
        for row in plan.table(kind).values():
            text = getattr(row, "name", None) or getattr(row, "title", None)
            key = getattr(row, "key", None) or getattr(row, "code", None)
            texts += [text, f"{key} {text}"] if text else []
    return dict.fromkeys(texts, str(language))


def _language(text: str, own: Mapping[str, str]) -> str:
    return f' lang="{own[text]}"' if text in own else ""


def _class(*names: str) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _meanings(translator: Translator) -> str:
    items = "".join(
        f'<li><span aria-hidden="true">{SIGNS[light]}</span> {escape(text)}</li>'
        for light, text in light_meanings(frozenset(Light), translator)
    )
    return f"<section><h2>{escape(translator.translate(N_('What the lights mean')))}</h2><ul>{items}</ul></section>"


def _sources(plan: Plan, translator: Translator) -> str:
    if not plan.sources:
        return ""
    items = "".join(
        f"<li>{escape(s.title)}{f' ({escape(s.reference)})' if s.reference else ''}</li>" for s in plan.sources
    )
    return f"<section><h2>{escape(translator.translate(N_('Sources')))}</h2><ul>{items}</ul></section>"


def _foot(translator: Translator, now: datetime, file_name: str) -> str:
    moment = f"{translator.date(now.date(), 'long')} {now:%H:%M}"
    text = translator.translate(N_("Made by Ketenplanner on {moment}"), moment=moment)
    return f'<footer><p class="quiet">{escape(" · ".join(p for p in (text, file_name) if p))}</p></footer>'
