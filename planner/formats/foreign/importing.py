"""A file of somebody else against a plan: opened, mapped, read, and made into one step with findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.domain.changes import Step
from planner.domain.plan import Plan
from planner.errors import EditRefused, FileTrouble
from planner.formats.cell_values import DateOrder, Evening, PercentForm
from planner.formats.foreign.assembling import SheetAssembly
from planner.formats.foreign.grid import Book
from planner.formats.foreign.indicators import find_figures, indicator_changes
from planner.formats.foreign.mapping import Mapping, keep, kept_mapping, kept_mappings, moved_to
from planner.formats.foreign.opening import open_book
from planner.formats.foreign.proposing import Proposal, Question, propose_mapping
from planner.formats.foreign.reading import RowReader
from planner.formats.foreign.row_values import ReadRow
from planner.formats.foreign.words import TARGET_NAMES, Target
from planner.formats.incoming import Incoming, Rank, Trouble, field_changes
from planner.message import N_, Message

Progress = Callable[[int, int], None]
"""Hears how many of how many rows were read; what it raises ends the reading."""
ROWS_BETWEEN = 250
OPTIONS = {"date-order": "--date-order", "percent": "--percent", "year": "--year", "evening": "--evening"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a user says beside the file: whose it is, a kept mapping, and answers to what would be asked."""

    organisation: str = ""
    mapping: str = ""
    order: DateOrder | None = None
    percent: PercentForm | None = None
    year: int | None = None
    keep_as: str = ""
    evening: Evening | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The rows as they would come in, and what is wrong with them, by cell."""

    rows: tuple[ReadRow, ...]
    findings: tuple[Trouble, ...]


def read_foreign(source: Path, plan: Plan, answers: Answers | None = None, book: Book | None = None) -> Incoming:
    """What a file that lists activities would bring, by a kept mapping or by the proposed one.

    Where something has to be asked first the whole is refused: findings say what is unclear, where, and which
    option decides it, and name the cells that cannot be read. FileTrouble where the file cannot be read or holds
    no list.
    """
    answers = answers or Answers()
    if answers.organisation and answers.organisation not in plan.organisations_by_code:
        raise FileTrouble(N_("There is no organisation {code} in this plan."), code=answers.organisation)
    book = book or open_book(source)
    proposal = proposal_for(book, plan, answers)
    figures = list(find_figures(book, plan.programme.status_date))
    mapping, questions, more = _settled(proposal, {table.sheet.title for table in figures})
    if questions:
        return _asked(book, plan, mapping, questions)
    if not mapping.tables and not figures:
        raise FileTrouble(N_("{file} holds no list of activities that can be recognised."), file=source.name)
    if answers.keep_as:
        mapping = keep(mapping, answers.keep_as)
    settled = replace(proposal, mapping=mapping, notices=(*proposal.notices, *more))
    return incoming_of(book, settled, plan, figures)


def _settled(proposal: Proposal, figures: set[str]) -> tuple[Mapping, list[Question], list[Trouble]]:
    """The tables to read and what is to be asked of them; doubtful ones are left out where others are sure."""
    tables = proposal.mapping.tables
    doubtful = {q.table: q for q in proposal.questions if q.kind == "columns"}
    lists = [i for i, table in enumerate(tables) if table.sheet not in figures]
    sure = [i for i in lists if i not in doubtful]
    chosen = sure or lists
    told = [
        Trouble(Rank.WARNING, Message(N_("{what} This table was left out."), {"what": q.message}), q.place)
        for i, q in doubtful.items()
        if i in lists and i not in chosen
    ]
    mapping = replace(proposal.mapping, tables=tuple(tables[i] for i in chosen))
    return mapping, [q for q in proposal.questions if q.table in chosen], told


def proposal_for(book: Book, plan: Plan, answers: Answers, cancelled: Callable[[], bool] = lambda: False) -> Proposal:
    """The mapping for a file: the one that is named, one that was kept for this layout, or a new proposal."""
    kept = kept_mapping(answers.mapping) if answers.mapping else None
    proposal = propose_mapping(
        book,
        plan,
        organisation=answers.organisation,
        order=answers.order,
        year=answers.year,
        percent=answers.percent,
        evening=answers.evening,
        cancelled=cancelled,
    )
    kept = kept or next((each for each in kept_mappings() if each.fingerprint == proposal.mapping.fingerprint), None)
    if kept is None or not kept.tables or not proposal.mapping.tables:
        return proposal
    mapping = moved_to(kept, proposal.mapping)
    if answers.organisation:
        mapping = replace(mapping, organisation=answers.organisation)
    if answers.order is not None:
        mapping = mapping.with_order(answers.order)
    if answers.evening is not None:
        mapping = mapping.with_evening(answers.evening)
    years = tuple(q for q in proposal.questions if q.kind == "year")
    named = Trouble(Rank.NOTICE, Message(N_("Read by the mapping “{name}”."), {"name": kept.name}))
    return replace(proposal, mapping=mapping, questions=years, notices=(*proposal.notices, named))


def _asked(book: Book, plan: Plan, mapping: Mapping, questions: Sequence[Question]) -> Incoming:
    """What is unclear, each with how to decide it, and which cells cannot be read: nothing is changed."""
    findings = [Trouble(Rank.ERROR, _decided_with(question), question.place) for question in questions]
    unread: list[Trouble] = []
    _rows(book, mapping, plan, unread)
    findings += [found for found in unread if found.rank is Rank.WARNING]
    return Incoming(book.name, Step("excel.import", (), {"name": book.name}), (), tuple(findings))


def _decided_with(question: Question) -> Message:
    words = {"what": question.message, "options": " | ".join(question.options)}
    if question.kind not in OPTIONS:
        return Message(N_("{what} Choose the columns in the window, or use a kept mapping."), words)
    words["option"] = OPTIONS[question.kind]
    text = N_("{what} Decide with {option} ({options}).") if question.options else N_("{what} Decide with {option}.")
    return Message(text, words)


def preview(book: Book, mapping: Mapping, plan: Plan) -> Preview:
    """The rows of a file by a mapping, for a person to look at; nothing is matched with the plan yet."""
    findings: list[Trouble] = []
    rows = _rows(book, mapping, plan, findings)
    return Preview(tuple(rows), tuple(findings))


def _rows(
    book: Book, mapping: Mapping, plan: Plan, findings: list[Trouble], told: Progress | None = None
) -> list[ReadRow]:
    def report(rank: Rank, message: Message, place: str) -> None:
        findings.append(Trouble(rank, message, place))

    total = sum(table.end - table.header[-1] for table in mapping.tables)
    rows: list[ReadRow] = []
    for row in RowReader(book, mapping, plan.programme.status_date, report).rows():
        rows.append(row)
        if told is not None and len(rows) % ROWS_BETWEEN == 0:
            told(len(rows), max(total, len(rows)))
    return rows


def incoming_of(
    book: Book, proposal: Proposal, plan: Plan, figures: Sequence[Any] | None = None, told: Progress | None = None
) -> Incoming:
    """A file by a settled mapping as one step on a plan, with all findings; `told` hears how many rows were read."""
    mapping = proposal.mapping
    findings: list[Trouble] = [*_taken(mapping), *proposal.notices]
    if figures is None:
        figures = list(find_figures(book, plan.programme.status_date))

    def report(rank: Rank, message: Message, place: str) -> None:
        findings.append(Trouble(rank, message, place))

    rows = _rows(book, mapping, plan, findings, told)
    step = SheetAssembly(plan, mapping, rows, report).step(book.name)
    owner = plan.organisations_by_code.get(mapping.organisation)
    more = indicator_changes(plan, list(figures), owner, report)
    changes = (*step.changes, *more)
    if any(found.rank is Rank.ERROR for found in findings):
        changes = ()
    step = Step(step.label, _one_series(changes), step.words)
    try:
        plan.with_step(step)
    except EditRefused as refused:
        report(Rank.ERROR, refused.message, "")
        step = Step(step.label, (), step.words)
    if not rows and not more:
        report(Rank.NOTICE, Message(N_("No activities were found in this file.")), "")
    ranks = list(Rank)
    ranked = tuple(sorted(findings, key=lambda found: ranks.index(found.rank)))
    return Incoming(book.name, step, field_changes(step), ranked)


def _one_series(changes: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple({(change.kind, change.id): change for change in changes}.values())


def _taken(mapping: Mapping) -> Iterator[Trouble]:
    """What each table's columns were taken for, in one sentence a table."""
    for table in mapping.tables:
        pairs = [(c.heading, c.target) for c in table.columns if c.target is not Target.NOTHING]
        columns = _listed(pairs)
        words: dict[str, Any] = {"columns": columns, "row": table.header[-1] + 1}
        yield Trouble(Rank.NOTICE, Message(N_("Headings in row {row}; taken as: {columns}."), words), table.sheet)


def _listed(pairs: list[tuple[str, Target]]) -> Message:
    """Headings with what they were taken for, each in words that are translated."""
    text = ", ".join(f"{{h{i}}} = {{t{i}}}" for i in range(len(pairs)))
    words: dict[str, Any] = {}
    for i, (heading, target) in enumerate(pairs):
        words |= {f"h{i}": heading or "–", f"t{i}": Message(TARGET_NAMES[target])}
    return Message(text, words)
