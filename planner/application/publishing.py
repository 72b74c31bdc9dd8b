"""A plan for publication: what is published of it is listed here; all else is left out, and told with a count.

A text field that nobody lists below is not published, nor are rows of a kind that is not listed; so what is new in the
model stays inside until somebody decides otherwise. Dates, figures, choices and links of listed kinds are published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from planner.document import PlanDocument
from planner.domain.control.readiness import latest_assessment
from planner.domain.model import Assessment, CalendarPurpose, Entity, WorkCalendar
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.language import Translator
from planner.message import N_
from planner.writing import refuse_filled, write_folder

PUBLISHED: Mapping[str, frozenset[str]] = {
    "programme": frozenset({"name", "law", "owner", "version"}),
    "calendar": frozenset({"name"}),
    "organisation": frozenset({"code", "name", "subtitle", "colour", "register_code", "sets", "ready_all_of"}),
    "track": frozenset({"code", "name"}),
    "activity": frozenset({"key", "name"}),
    "dependency": frozenset(),
    "baseline": frozenset({"name"}),
    "baseline_date": frozenset(),
    "criterion": frozenset({"name"}),
    "assessment": frozenset({"explanation"}),
    "source": frozenset({"key", "title", "reference"}),
    "commitment": frozenset({"key", "title", "words", "reference", "settled_by"}),
    "indicator": frozenset({"key", "name", "unit"}),
    "measurement": frozenset(),
    "assumption": frozenset({"field"}),
}
"""The kinds that are published, and which of their text fields are."""
NO_LOSS = frozenset({"key_series"})
"""What the program keeps for itself and holds no texts."""
BLANK = "–"
"""Stands for a text that a row cannot be without."""
SHEETS = ("chain-overview", "readiness", "milestones")
"""The views that are published as sheets."""
PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is left out; `kinds` of rows, or `fields` of what is published."""

    what: str
    why: str
    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


INTERNAL = N_("it is for those who steer the programme")
HISTORY = Reason(
    N_("history: changes, with who made them and when"), N_("it names persons, and shows how the plan came about")
)
JUDGED_BEFORE = Reason(
    N_("earlier judgements of readiness"), N_("the latest of each criterion is published"), frozenset({"assessment"})
)
OTHER_ROWS = Reason(N_("other rows"), N_("the published sheets do not need them"))
OTHER_TEXTS = Reason(N_("other texts"), N_("the published sheets do not need them"))
REASONS = (
    Reason(N_("remarks"), N_("they are what somebody said, not what the plan says"), frozenset({"remark"})),
    Reason(N_("notes"), N_("they are written for use inside"), fields=frozenset({"note"})),
    Reason(N_("risks"), INTERNAL, frozenset({"risk"})),
    Reason(N_("decisions"), N_("they are internal, with who took them and why"), frozenset({"decision"})),
    Reason(N_("agreements between organisations"), N_("they are between the organisations"), frozenset({"agreement"})),
    Reason(
        N_("contact roles and other roles"),
        N_("a role may lead to a person"),
        fields=frozenset({"contact_role", "responsible", "decider", "by_role"}),
    ),
    Reason(
        N_("update rounds and replies"),
        N_("they are correspondence with the organisations"),
        frozenset({"update_round", "reply"}),
    ),
    Reason(N_("scenarios"), N_("they are thoughts about what might be, not the plan"), frozenset({"scenario"})),
    Reason(N_("saved views"), N_("they are a way of working, not the plan"), frozenset({"saved_view"})),
    Reason(
        N_("overruled findings and choices of points of attention"),
        INTERNAL,
        frozenset({"overruling", "attention_choice"}),
    ),
    Reason(
        N_("chances, ranges and what organisations think of being in time"),
        INTERNAL,
        frozenset({"chance_result", "duration_range", "judgement"}),
    ),
    Reason(N_("quotations from sources"), N_("the sources themselves are listed"), frozenset({"citation"})),
    Reason(
        N_("evidence, and what is done if something is not ready"),
        INTERNAL,
        fields=frozenset({"evidence", "workaround"}),
    ),
    Reason(
        N_("reasons of assumptions and of rules for groups"), INTERNAL, fields=frozenset({"reason", "ready_reason"})
    ),
    Reason(
        N_("classification and marking of the sheets"),
        N_("they are about use inside; whether they are lifted is yours to decide"),
        fields=frozenset({"classification", "marking"}),
    ),
    Reason(N_("names and sources of days off"), N_("they may be of persons"), fields=frozenset({"exceptions"})),
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows or texts were left out for a reason."""

    reason: Reason
    count: int


class _Cutting:
    """Makes the plan that is published, and counts what is not in it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.counts = Counter[Reason]()
        self.plan = Plan.of(self._rows())

    def _rows(self) -> Iterator[Entity]:
        for row in self._plan.all_rows():
            if row.kind_name in NO_LOSS:
                continue
            if row.kind_name not in PUBLISHED:
                self.counts[_reason(_of_kind(row.kind_name), OTHER_ROWS)] += 1
            elif isinstance(row, Assessment) and latest_assessment(self._plan, row.criterion_id) != row:
                self.counts[JUDGED_BEFORE] += 1
            else:
                cut = dict(self._cut(row))
                yield row.changed(**cut) if cut else row

    def _cut(self, row: Entity) -> Iterator[tuple[str, Any]]:
        """The fields of a row that are not published, as they are to be."""
        for name, field in type(row).model_fields.items():
            value = getattr(row, name)
            if field.annotation is str and value and name not in PUBLISHED[row.kind_name]:
                self.counts[_reason(_of_field(name), OTHER_TEXTS)] += 1
                yield name, BLANK if field.is_required() else ""
        if isinstance(row, WorkCalendar) and row.purpose is not CalendarPurpose.RECESS:
            named = sum(1 for each in row.exceptions if each.name or each.source)
            self.counts[_reason(_of_field("exceptions"), OTHER_TEXTS)] += named
            bare = [each.model_copy(update={"name": "", "source": ""}) for each in row.exceptions]
            yield "exceptions", tuple(each.model_dump() for each in bare)


def _of_kind(kind: str) -> Callable[[Reason], bool]:
    return lambda each: kind in each.kinds


def _of_field(name: str) -> Callable[[Reason], bool]:
    return lambda each: name in each.fields


def _reason(fits: Callable[[Reason], bool], otherwise: Reason) -> Reason:
    return next((each for each in REASONS if fits(each)), otherwise)


def published_plan(plan: Plan) -> tuple[Plan, list[LeftOut]]:
    """What is published of a plan, with the same dates, and what is left out, in the order of the reasons."""
    cutting = _Cutting(plan)
    order = (*REASONS, JUDGED_BEFORE, OTHER_ROWS, OTHER_TEXTS)
    return cutting.plan, [LeftOut(each, cutting.counts[each]) for each in order if cutting.counts[each]]


def publish(document: PlanDocument, folder: Path, translator: Translator) -> tuple[list[Path], list[LeftOut]]:
    """Write what is published of a plan in an empty folder, made if absent; gives the files and what is left out.

    FileTrouble where the folder is not empty or cannot be written, and then nothing was.
    """
    from planner.painting.files import paper_files
    from planner.painting.web_page import page_text

    refuse_filled(folder)
    plan, left = published_plan(document.plan)
    lines = len(document.history())
    left = [LeftOut(HISTORY, lines), *left] if lines else left
    dates, now = schedule(plan), datetime.now().astimezone()
    contents: list[tuple[str, bytes]] = []
    for view in SHEETS:
        made = paper_files(plan, dates, Path(f"{view}.pdf"), translator=translator, now=now, view=view, public=True)
        contents += [(path.name, content) for path, content in made]
    contents.append((PAGE, page_text(plan, dates, translator, now=now, public=True).encode("utf-8")))
    told = "\n".join((*left_out_lines(plan, left, translator), ""))
    contents.append((translator.translate(N_("left-out.txt")), told.encode("utf-8")))
    return write_folder(folder, contents), left


def left_out_lines(plan: Plan, left: Iterable[LeftOut], translator: Translator) -> Iterator[str]:
    """What is left out and why, counted, and what to read before it is published; none of the texts themselves."""
    translate = translator.translate
    day = translator.date(plan.programme.status_date, "long")
    yield translate(
        N_("Left out of what is published of “{name}”, status date {day}"), name=plan.programme.name, day=day
    )
    yield ""
    for each in left:
        what, why = translate(each.reason.what), translate(each.reason.why)
        yield translate(N_("{number} × {what}: {why}."), number=each.count, what=what, why=why)
    yield translate(N_("Not on the sheets: points of attention, and what is to be decided."))
    yield ""
    yield translate(
        N_("Read before you publish: names, words of dates and explanations of readiness are as they were.")
    )
