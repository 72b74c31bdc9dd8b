"""An update round on its way out and at its end: a workbook for each organisation, the words to send with it,
and a report of who changed what.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from planner.application.change_words import fields_of, row_name
from planner.domain.control.rounds import Answer, Party, parties, replies_of
from planner.domain.model import Organisation, Reply, UpdateRound
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import FileTrouble
from planner.formats.excel import write_workbook
from planner.language import Translator
from planner.message import N_
from planner.storage.journal import Action, JournalLine
from planner.writing import write_file

ANSWERS: dict[Answer, str] = {
    Answer.LATE: N_("Late: no answer yet"),
    Answer.WAITING: N_("No answer yet"),
    Answer.ANSWERED: N_("Answered"),
    Answer.NOT_ASKED: N_("Sent without being asked"),
}
BOOKKEEPING = ("reply", "update_round", "key_series", "remark")
"""Kinds of rows that the program keeps of a round itself: no news in a report of it."""


def write_round(
    plan: Plan, schedule: Schedule, each: UpdateRound, folder: Path, translator: Translator, *, seq: int
) -> list[Path]:
    """Write a workbook for every organisation that is asked, and the covering texts; FileTrouble if that fails.

    `seq` is the line of the journal that the plan stands at. Files of the same name are replaced.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileTrouble(
            N_("{path} could not be written: {reason}."), path=str(folder), reason=error.strerror or str(error)
        ) from None
    written: list[Path] = []
    for organisation in asked_of(plan, each):
        path = folder / workbook_name(each, organisation)
        write_workbook(plan, schedule, path, translator, organisation=organisation.code, seq=seq)
        written.append(path)
    return written


def address_list(plan: Plan, schedule: Schedule, each: UpdateRound, folder: Path, translator: Translator) -> Path:
    """Write whom a round asks, with role, workbook and answer, as a text with separators that Excel opens."""
    translate = translator.translate
    heads = (N_("Code"), N_("Organisation"), N_("Contact (role)"), N_("File"), N_("Answer"))
    lines = [[translate(head) for head in heads]]
    for party in parties(plan, schedule, each, plan.programme.status_date):
        o = party.organisation
        lines.append([o.code, o.name, o.contact_role, workbook_name(each, o), translate(ANSWERS[party.answer])])
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(lines)
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", translate(N_("{round} addresses"), round=each.name))
    return write_file(folder / f"{' '.join(plain.split())}.csv", text.getvalue().encode("utf-8-sig"))


def asked_of(plan: Plan, each: UpdateRound) -> tuple[Organisation, ...]:
    """The organisations that a round asks, in the plan's order."""
    return tuple(o for o in plan.organisations if o.id in each.organisation_ids)


def workbook_name(each: UpdateRound, organisation: Organisation) -> str:
    """The name of an organisation's workbook, safe on every system."""
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", f"{each.name} {organisation.code}")
    return " ".join(plain.split())[:100].rstrip(" .") + ".xlsx"


def covering_text(plan: Plan, each: UpdateRound, organisation: Organisation, translator: Translator) -> str:
    """What to write with an organisation's workbook, to paste in a mail."""
    translate, programme = translator.translate, plan.programme
    to = organisation.contact_role or organisation.name
    parts = [
        translate(N_("Subject: {round}, {programme}"), round=each.name, programme=programme.name),
        translate(N_("To: {to}"), to=to),
        translate(
            N_(
                "Please find the workbook {file} with the part of {organisation} in the programme {programme}, "
                "as it stands on {day}."
            ),
            file=workbook_name(each, organisation),
            organisation=organisation.name,
            programme=programme.name,
            day=translator.date(programme.status_date),
        ),
        translate(N_("What we ask of you:")),
        "\n".join(
            f"{number}. {text}"
            for number, text in enumerate(
                (
                    translate(N_("Look at the sheet with the planning: are the dates, durations and progress right?")),
                    translate(
                        N_("Change what is no longer right in the coloured cells. Words such as “mid March” are fine.")
                    ),
                    translate(N_("Add what is missing on a row of its own; leave the number empty.")),
                    translate(N_("Judge the readiness criteria again and say why where it is orange or red.")),
                ),
                1,
            )
        ),
        translate(
            N_("Please send the workbook back before the end of {day}. You may sort rows and move columns."),
            day=translator.date(each.due_on),
        ),
        translate(N_("We take over nothing without looking at it; where we differ, we call you.")),
    ]
    if each.note:
        parts.insert(3, each.note)
    return "\n\n".join(parts) + "\n"


# --- the report ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brought:
    """One field of one row that a reply changed, in words."""

    row: str
    heading: str
    before: str
    after: str


def brought_by(
    plan: Plan, lines: Iterable[JournalLine], each: UpdateRound, translator: Translator
) -> dict[UUID, list[Brought]]:
    """What the replies of a round changed, by organisation: from the steps that a reply was recorded in."""
    own = {reply.id: reply for reply in replies_of(plan, each.id)}
    standing = _standing(lines)
    found: dict[UUID, list[Brought]] = {}
    for line in standing:
        reply = next((own[c.id] for c in line.changes if c.kind == Reply.kind_name and c.id in own), None)
        if reply is None:
            continue
        rows = found.setdefault(reply.organisation_id, [])
        for change in line.changes:
            if change.kind in BOOKKEEPING:
                continue
            name = row_name(change, plan, translator)
            rows += [
                Brought(name, field.heading, field.before, field.after) for field in fields_of(change, plan, translator)
            ]
    return found


def _standing(lines: Iterable[JournalLine]) -> list[JournalLine]:
    """The steps that hold: done, and not undone since."""
    done: list[JournalLine] = []
    undone: set[int | None] = set()
    for line in lines:
        match line.action:
            case Action.DO:
                done.append(line)
            case Action.UNDO:
                undone.add(line.of_seq)
            case Action.REDO:
                undone.discard(line.of_seq)
    return [line for line in done if line.seq not in undone]


def write_report(
    plan: Plan, schedule: Schedule, lines: Iterable[JournalLine], each: UpdateRound, path: Path, translator: Translator
) -> None:
    """Write the report of a round as a page that any browser or Word opens; FileTrouble if that fails."""
    text = "\n".join(_page(plan, schedule, lines, each, translator)) + "\n"
    write_file(path, text)


def _page(
    plan: Plan, schedule: Schedule, lines: Iterable[JournalLine], each: UpdateRound, translator: Translator
) -> Iterator[str]:
    translate, e = translator.translate, html.escape
    title = translate(N_("Report of update round {name}"), name=each.name)
    yield f'<!DOCTYPE html>\n<html lang="{translator.code}">\n<head>\n<meta charset="utf-8">\n<title>{e(title)}</title>'
    yield f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{e(title)}</h1>"
    days = translate(
        N_("{programme}. Asked on {opened}, due on {due}."),
        programme=plan.programme.name,
        opened=translator.date(each.opened_on),
        due=translator.date(each.due_on),
    )
    closed = translate(N_("Closed on {day}."), day=translator.date(each.closed_on)) if each.closed_on else ""
    yield f"<p>{e(days)} {e(closed)}</p>"
    everybody = parties(plan, schedule, each, each.closed_on or plan.programme.status_date)
    heading = translate(N_("Who answered"))
    yield f"<h2>{e(heading)}</h2>"
    yield from _answers(everybody, translator)
    brought = brought_by(plan, lines, each, translator)
    for party in everybody:
        yield f"<h2>{e(party.organisation.name)}</h2>"
        yield from _changes(brought.get(party.organisation.id, []), party.organisation.name, translator)
    yield "</main>\n</body>\n</html>"


STYLE = (
    "body{font:11pt/1.4 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.3em 0}"
    "th,td{border:1px solid #777;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th{background:#eee;color:#111}"
)


def _answers(everybody: Iterable[Party], translator: Translator) -> Iterator[str]:
    translate = translator.translate
    heads = (
        translate(N_("Organisation")),
        translate(N_("Answer")),
        translate(N_("Received on")),
        translate(N_("File")),
        translate(N_("Taken over")),
        translate(N_("Not taken over")),
        translate(N_("Work that is overdue")),
    )
    rows = []
    for party in everybody:
        last = party.last
        rows.append(
            (
                party.organisation.name,
                translate(ANSWERS[party.answer]),
                translator.date(last.received_at.date()) if last else "–",
                last.file_name if last else "–",
                str(sum(reply.taken for reply in party.replies)),
                str(last.kept_out if last else 0),
                ", ".join(activity.key for activity in party.overdue) or "–",
            )
        )
    yield from _table(translate(N_("Each organisation that was asked or sent something")), heads, rows)


def _changes(brought: list[Brought], name: str, translator: Translator) -> Iterator[str]:
    translate = translator.translate
    if not brought:
        nothing = translate(N_("Nothing was changed by this organisation."))
        yield f"<p>{html.escape(nothing)}</p>"
        return
    heads = (translate(N_("Row")), translate(N_("Field")), translate(N_("Before")), translate(N_("After")))
    rows = [(each.row, each.heading, each.before or "–", each.after or "–") for each in brought]
    yield from _table(translate(N_("What {name} changed"), name=name), heads, rows)


def _table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"<table>\n<caption>{html.escape(caption)}</caption>\n<thead><tr>"
    yield "".join(f'<th scope="col">{html.escape(head)}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>"
    for row in rows:
        first, *others = (html.escape(cell) for cell in row)
        yield f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"
    yield "</tbody>\n</table>"
