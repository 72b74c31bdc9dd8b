"""The chance that was worked out last, as tables: the answer, what it rests on, by whom, what drives it, the trend."""

from __future__ import annotations

from uuid import UUID

from planner.chart.reports.chance_words import base, lead, otherwise, percent, word_of
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.domain.chance.answer import Answer, likelihood
from planner.domain.chance.kept import answer_in, holds, latest, results
from planner.domain.integrity import name_of
from planner.domain.labels import CHOICE_NAMES
from planner.domain.model import Activity, Criterion, Judgement, Likelihood, Organisation, Risk
from planner.domain.plan import Plan
from planner.language.translator import Translator
from planner.message import N_

MOST_ROUNDS, MOST_ROWS = 4, 60
ORDER = tuple(Likelihood)


def chance_report(plan: Plan, translator: Translator) -> Report:
    """The answer kept last; without one a report without tables, which says so."""
    kept = latest(plan)
    answer = answer_in(kept) if kept is not None else None
    if kept is None or answer is None:
        told = N_("The chance has not been worked out yet.")
        return Report(plan.programme.name, translator.translate(told), ())
    subtitle = translator.translate(lead(answer))
    if not holds(plan, kept):
        stale = N_("Out of date, the plan was changed since {day}: {answer}")
        subtitle = translator.translate(stale, day=kept.made_at.date(), answer=subtitle)
    tables = [_moments(plan, answer, translator), _base(answer, translator), _organisations(plan, answer, translator)]
    tables += [_milestones(plan, answer, translator), _drivers(plan, answer, translator), _curve(answer, translator)]
    if answer.criteria:
        tables.insert(3, _criteria(plan, answer, translator))
    return Report(plan.programme.name, subtitle, tuple(tables))


def chance_line(plan: Plan, translator: Translator) -> str:
    """One line for paper and letters: the answer with what it rests on; empty without an answer that holds."""
    kept = latest(plan)
    answer = answer_in(kept) if kept is not None else None
    if answer is None or not holds(plan, kept):
        return ""
    rest = otherwise(answer)
    said = [translator.translate(lead(answer))] + ([translator.translate(rest)] if rest else [])
    basis = "; ".join(translator.translate(each) for each in base(answer)[:3])
    return " ".join(said) + translator.translate(N_(" Rests on {basis}."), basis=basis)


def _percent(chance: float, translator: Translator) -> ReportCell:
    return ReportCell(translator.translate(percent(chance)))


def _moments(plan: Plan, answer: Answer, translator: Translator) -> ReportTable:
    """The chance of each moment now, and in earlier rounds."""
    translate = translator.translate
    days = [m.day for m in answer.moments]
    share = 0.7 / len(days)
    names = [translator.date(day, "medium") if day else translate(N_("later")) for day in days]
    columns = (ReportColumn(translate(N_("Worked out")), 0.3), *(ReportColumn(name, share, True) for name in names))
    rows: list[tuple[ReportCell, ...]] = []
    for row in reversed(results(plan)[-MOST_ROUNDS:]):
        found = answer_in(row)
        if found is None:
            continue
        by_day = {m.day: m.chance for m in found.moments}
        named = set(days) - {None}
        later = 1 - sum(chance for day, chance in by_day.items() if day in named)
        when = translator.date(row.status_date, "medium")
        name = translate(N_("{day}, without risks"), day=when) if row.without_risks else when
        cells = [_percent(by_day.get(day, 0.0) if day else max(later, 0.0), translator) for day in days]
        rows.append((ReportCell(name, tone=Tone.PLAIN if rows else Tone.BOLD), *cells))
    rest = otherwise(answer)
    note = translate(rest) if rest else ""
    return ReportTable(translate(N_("Chance per change moment")), columns, tuple(rows), note=note)


def _base(answer: Answer, translator: Translator) -> ReportTable:
    columns = (ReportColumn(translator.translate(N_("Rests on")), 1.0),)
    rows = tuple((ReportCell(translator.translate(each)),) for each in base(answer))
    return ReportTable(translator.translate(N_("Rests on")), columns, rows)


def _organisations(plan: Plan, answer: Answer, translator: Translator) -> ReportTable:
    """What was worked out beside what each organisation itself thinks; where both differ is the conversation."""
    translate = translator.translate
    headings = (
        N_("Organisation"),
        N_("Chance"),
        N_("Worked out"),
        N_("Own judgement"),
        N_("Difference"),
        N_("Decides"),
    )
    columns = tuple(ReportColumn(translate(text), 1 / 6) for text in headings)
    own: dict[UUID, Judgement] = {}
    for row in sorted(plan.rows(Judgement), key=lambda j: j.on):
        own[row.organisation_id] = row
    decides = dict(answer.deciding)
    rows: list[tuple[ReportCell, ...]] = []
    about: list[UUID | None] = []
    for row_id, chance in answer.organisations:
        organisation = plan.get(Organisation, row_id)
        if organisation is None:
            continue
        judged = own.get(row_id)
        word = translate(CHOICE_NAMES[Likelihood][judged.likelihood]) if judged else translate(N_("not given"))
        rows.append(
            (
                ReportCell(organisation.name),
                _percent(chance, translator),
                ReportCell(word_of(chance, translator)),
                ReportCell(word, tone=Tone.PLAIN if judged else Tone.QUIET),
                _difference(chance, judged, translator),
                _percent(decides.get(row_id, 0.0), translator),
            )
        )
        about.append(row_id)
    caption = translate(N_("Ready on {day}, by organisation"), day=answer.moments[0].day)
    note = translate(N_("Decides: in how many runs the organisation is the last one ready."))
    return ReportTable(caption, columns, tuple(rows), note=note, about=tuple(about))


def _difference(chance: float, judged: Judgement | None, translator: Translator) -> ReportCell:
    if judged is None:
        return ReportCell("–", tone=Tone.QUIET)
    steps = ORDER.index(judged.likelihood) - ORDER.index(likelihood(chance))
    if not steps:
        return ReportCell(translator.translate(N_("= the same")))
    text = N_("↑ judges itself higher: talk") if steps > 0 else N_("↓ judges itself lower: talk")
    return ReportCell(translator.translate(text), tone=Tone.BOLD)


def _criteria(plan: Plan, answer: Answer, translator: Translator) -> ReportTable:
    translate = translator.translate
    headings = ((N_("Organisation"), 0.3), (N_("Criterion"), 0.5), (N_("Chance"), 0.2))
    columns = tuple(ReportColumn(translate(text), share) for text, share in headings)
    found = [(plan.get(Criterion, row_id), chance) for row_id, chance in answer.criteria[:MOST_ROWS]]
    rows = tuple(
        (
            ReportCell(plan.row(Organisation, row.organisation_id).name),
            ReportCell(row.name),
            _percent(chance, translator),
        )
        for row, chance in found
        if row is not None
    )
    return ReportTable(translate(N_("Mandatory criteria")), columns, rows)


def _milestones(plan: Plan, answer: Answer, translator: Translator) -> ReportTable:
    translate = translator.translate
    headings = (
        (N_("No."), 0.1),
        (N_("Milestone"), 0.38),
        (N_("50 % by"), 0.13),
        (N_("80 % by"), 0.13),
        (N_("Planned"), 0.13),
        (N_("Chance of that"), 0.13),
    )
    columns = tuple(ReportColumn(translate(text), share) for text, share in headings)
    found = [(plan.get(Activity, m.activity_id), m) for m in answer.milestones[:MOST_ROWS]]
    rows = tuple(
        (
            ReportCell(row.key, tone=Tone.QUIET),
            ReportCell(row.name),
            *(ReportCell(translator.date(day, "medium")) for day in (m.p50, m.p80, m.planned)),
            _percent(m.planned_chance, translator),
        )
        for row, m in found
        if row is not None
    )
    note = translate(N_("Where many must be ready at once, the last one counts: together they are later than each."))
    about = tuple(row.id for row, _ in found if row is not None)
    return ReportTable(translate(N_("Milestones")), columns, rows, note=note, about=about)


def _drivers(plan: Plan, answer: Answer, translator: Translator) -> ReportTable:
    translate = translator.translate
    headings = (N_("What drives the outcome"), N_("Share of the spread"), N_("if it is slow"), N_("if it is quick"))
    columns = tuple(
        ReportColumn(translate(text), share) for text, share in zip(headings, (0.55, 0.15, 0.15, 0.15), strict=True)
    )
    rows: list[tuple[ReportCell, ...]] = []
    about: list[UUID | None] = []
    for driver in answer.drivers:
        row = plan.get(Activity, driver.row_id) or plan.get(Risk, driver.row_id)
        if row is not None:
            ends = (_percent(end, translator) for end in (driver.worse, driver.better))
            rows.append((ReportCell(f"{row.key} {name_of(row)}"), _percent(driver.contribution, translator), *ends))
            about.append(row.id)
    return ReportTable(translate(N_("What drives the outcome")), columns, tuple(rows), about=tuple(about))


def _curve(answer: Answer, translator: Translator) -> ReportTable:
    """The S-curve as a table: every month, and each moment."""
    translate = translator.translate
    columns = tuple(ReportColumn(translate(text), 1 / 3) for text in (N_("Day"), N_("Ready"), N_("In force")))
    moments = {m.day for m in answer.moments}
    shown = [p for i, p in enumerate(answer.curve) if not i % 3 or p.day in moments]
    rows = tuple(
        (ReportCell(translator.date(p.day, "medium")), _percent(p.ready, translator), _percent(p.in_force, translator))
        for p in shown
    )
    words = {"p50": answer.ready_p50, "p80": answer.ready_p80}
    note = translate(N_("The whole chain is ready by {p50} with 50 %, and by {p80} with 80 %."), **words)
    return ReportTable(translate(N_("When is the whole chain ready?")), columns, rows, note=note)
