"""Whether the plan can bear the question how sure it is, as tables: the verdict, what to mend first, every measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from planner.chart.reports.quality_words import FAMILIES, PASSED, figure_text, limit_text, verdict_message
from planner.chart.reports.report import Report, ReportCell, ReportColumn, ReportTable, Tone
from planner.domain.chance.kept import holds, latest
from planner.domain.integrity import name_of
from planner.domain.model import ENTITIES, Light
from planner.domain.plan import Plan
from planner.domain.quality.assessing import Verdict, assess, verdict
from planner.domain.quality.measure import Family, Outcome
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_

FIRST, NAMED = 3, 5
LIGHTS = {True: Light.GREEN, False: Light.ORANGE, None: Light.GREY}


def quality_report(
    plan: Plan, schedule: Schedule, translator: Translator, limits: Mapping[str, float] | None = None
) -> Report:
    """The measures of a plan's quality, those that bear the question marked with an asterisk."""
    outcomes = assess(plan, schedule, limits, chance_holds=holds(plan, latest(plan)))
    found = verdict(outcomes)
    tables = [_mending(plan, found, translator)]
    tables += [_family(plan, [o for o in outcomes if o.measure.family is f], f, translator) for f in Family]
    return Report(plan.programme.name, translator.translate(verdict_message(found)), tuple(tables))


def _mending(plan: Plan, found: Verdict, translator: Translator) -> ReportTable:
    """What to mend first: bearing measures, then those with most rows."""
    translate = translator.translate
    others = sorted(found.others, key=lambda each: -len(each.figure.about))
    rows = [*found.failed, *others][:FIRST]
    columns = (
        ReportColumn(translate(N_("Mend first")), 0.25),
        ReportColumn(translate(N_("What to do")), 0.4),
        ReportColumn(translate(N_("Why it counts")), 0.35),
    )
    cells = tuple(
        (
            ReportCell(translate(each.measure.title), Light.ORANGE, Tone.BOLD),
            ReportCell(translate(each.measure.advice)),
            ReportCell(translate(each.measure.why), tone=Tone.QUIET),
        )
        for each in rows
    )
    empty = translate(N_("Nothing to mend."))
    caption = translate(N_("Can this plan bear the question how sure it is?"))
    return ReportTable(caption, columns, cells, empty=empty, about=tuple(_first(each) for each in rows))


def _first(each: Outcome) -> UUID | None:
    return each.figure.about[0] if each.figure.about else None


def _family(plan: Plan, outcomes: Sequence[Outcome], family: Family, translator: Translator) -> ReportTable:
    translate = translator.translate
    headings = (
        (N_("No."), 0.05, False),
        (N_("Measure"), 0.22, False),
        (N_("Why it counts"), 0.26, False),
        (N_("Figure"), 0.12, True),
        (N_("Limit"), 0.08, True),
        (N_("Judgement"), 0.12, False),
        (N_("Concerns"), 0.15, False),
    )
    columns = tuple(ReportColumn(translate(text), share, numbers) for text, share, numbers in headings)
    rows = tuple(_row(plan, each, translator) for each in outcomes)
    passed = sum(each.passed is True for each in outcomes)
    missed = sum(each.passed is False for each in outcomes)
    text = N_("{passed} passed, {missed} not passed, {left} not applicable · * bearing measure")
    note = translate(text, passed=passed, missed=missed, left=len(outcomes) - passed - missed)
    return ReportTable(translate(FAMILIES[family]), columns, rows, note=note, about=tuple(map(_first, outcomes)))


def _row(plan: Plan, each: Outcome, translator: Translator) -> tuple[ReportCell, ...]:
    translate, measure, figure = translator.translate, each.measure, each.figure
    value = figure_text(measure, figure.value, translator)
    if figure.part is not None and figure.whole is not None and figure.value is not None:
        value = translate(N_("{value} ({part} of {whole})"), value=value, part=figure.part, whole=figure.whole)
    failed = each.passed is False
    return (
        ReportCell(measure.number + ("*" if measure.bearing else ""), tone=Tone.QUIET),
        ReportCell(translate(measure.title), tone=Tone.BOLD if failed else Tone.PLAIN),
        ReportCell(translate(figure.why or measure.why), tone=Tone.QUIET),
        ReportCell(value),
        ReportCell(limit_text(each, translator)),
        ReportCell(translate(PASSED[each.passed]), LIGHTS[each.passed], Tone.BOLD if failed else Tone.PLAIN),
        ReportCell(_names(plan, figure.about)),
    )


def _names(plan: Plan, about: Sequence[UUID]) -> str:
    """The first keys or names, and how many more."""
    names = [_name(plan, row_id) for row_id in about[:NAMED]]
    return ", ".join(names) + (f" +{len(about) - NAMED}" if len(about) > NAMED else "")


def _name(plan: Plan, row_id: UUID) -> str:
    for kind in ENTITIES:
        row = plan.table(kind).get(row_id)
        if row is not None:
            return getattr(row, "key", None) or getattr(row, "code", None) or name_of(row)
    return ""
