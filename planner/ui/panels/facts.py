"""The fields of the chosen activities: those that are typed, and those that the schedule gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.document import PlanDocument
from planner.domain import edits
from planner.domain.activity_fields import ACTIVITY_FIELDS
from planner.domain.changes import Step
from planner.domain.control.statements import grounds_words, statements
from planner.domain.fields import FieldDef, Section, Shape, Surface, spec_of
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import Activity, Constraint, Entity, Pinning
from planner.domain.plan import Plan
from planner.domain.scheduling.edits_in_time import set_planned_finish, set_planned_start
from planner.domain.scheduling.schedule import ScheduledActivity
from planner.language import Translator
from planner.message import Message
from planner.ui.durations import set_duration
from planner.ui.panels.form import LABEL_WIDTH, Form, Setter
from planner.ui.panels.parts import TARGET, Label
from planner.ui.panels.parts import Section as FoldingSection
from planner.ui.tables.activity_columns import is_imprecise


def planned_window(activity: Activity, planned: ScheduledActivity, side: str) -> ImpreciseDate | None:
    """What stands in the field for the start or finish: the words as they were given, else the planned day."""
    window, actual = (
        (activity.start_window, activity.started_at)
        if side == "start"
        else (activity.finish_window, activity.finished_at)
    )
    if actual is None and not activity.is_summary and is_imprecise(window):
        return window
    if side == "finish" and planned.termless:
        return None
    return ImpreciseDate.exact((planned.start if side == "start" else planned.finish).date())


def date_setters(document: PlanDocument) -> dict[str, Setter]:
    """What typing a planned start or finish does: the edits in time say whether it can be."""

    def start(plan: Plan, rows: Sequence[Entity], value: Any) -> Step:
        return set_planned_start(plan, document.schedule, rows[0].id, value)

    def finish(plan: Plan, rows: Sequence[Entity], value: Any) -> Step:
        return set_planned_finish(plan, document.schedule, rows[0].id, value)

    return {"start": start, "finish": finish}


def set_constraint(plan: Plan, rows: Sequence[Entity], value: Any) -> Step:
    """Set the constraint; its date goes when the new one has none."""
    return edits.set_constraint(plan, [row for row in rows if isinstance(row, Activity)], value)


def specs(*sections: Section) -> list[FieldDef]:
    """The fields of activities in some sections; the start and finish take words here, as a window does."""
    found = [
        spec for spec in ACTIVITY_FIELDS if spec.section in sections and spec.typed and spec.is_on(Surface.INSPECTOR)
    ]
    return [replace(spec, shape=Shape.WINDOW) if spec.name in ("start", "finish") else spec for spec in found]


class ComputedFacts(QWidget):
    """What the schedule says of one activity: latest finish and slack, in words and with a sign."""

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self.translator = translator
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.late_finish, self.slack, self.free_slack = Label(), Label(), Label()
        headings = (
            translator.translate("Late finish"),
            translator.translate("Total slack"),
            translator.translate("Free slack"),
        )
        for at, (heading, label) in enumerate(
            zip(headings, (self.late_finish, self.slack, self.free_slack), strict=True)
        ):
            name = Label(heading, "quiet")
            name.setFixedWidth(LABEL_WIDTH)
            grid.addWidget(name, at, 0)
            grid.addWidget(label, at, 1)
            grid.setRowMinimumHeight(at, TARGET - 4)
            label.setAccessibleName(heading)

    def show_planned(self, planned: ScheduledActivity, rests_on: Message | None) -> None:
        """Show the computed dates of an activity, and the assumptions that its slack rests on."""
        self.late_finish.setText(self.translator.date(planned.late_finish, "medium"))
        text, tone = slack_words(planned, self.translator)
        if rests_on is not None and not planned.termless:
            text = f"{text} · {self.translator.translate(rests_on)}"
        self.slack.setText(text)
        self.slack.set_tone(tone)
        self.free_slack.setText("–" if planned.termless else working_days(planned.free_slack, self.translator))


def working_days(minutes: int, translator: Translator) -> str:
    """A number of working days in full: −14 werkdagen."""
    return (
        translator.translate("{days} working day", days=translator.days(minutes))
        if abs(minutes) == 480
        else translator.translate("{days} working days", days=translator.days(minutes))
    )


def slack_words(planned: ScheduledActivity, translator: Translator) -> tuple[str, str]:
    """Slack with its sign and what that means, and the tone it is said in."""
    if planned.termless:
        return translator.translate("none: no term was given"), "quiet"
    text = working_days(planned.total_slack, translator)
    if planned.total_slack < 0:
        return translator.translate("{slack} ▲ critical · too late", slack=text), "error"
    if planned.critical:
        return translator.translate("{slack} ▲ critical", slack=text), "error"
    if planned.near_critical:
        return translator.translate("{slack} △ near-critical", slack=text), "warning"
    return text, "plain"


class _Kinds(NamedTuple):
    """What the shown activities are, asked once for all fields."""

    one: bool
    all_plain_milestones: bool
    all_milestones: bool
    all_summaries: bool
    some_summaries: bool


class ActivityFacts(QWidget):
    """The fields of one or several activities, in groups that fold."""

    def __init__(self, document: PlanDocument, translator: Translator) -> None:
        super().__init__()
        self.document, self.translator = document, translator
        self.name = Form(document, translator, specs(Section.NAME))
        setters: dict[str, Setter] = {**date_setters(document), "duration_minutes": set_duration}
        self.main = Form(document, translator, specs(Section.MAIN), setters)
        self.computed = ComputedFacts(translator)
        self.more_main = Form(document, translator, specs(Section.MORE))
        self.terms = Form(document, translator, specs(Section.TERMS), {"constraint": set_constraint})
        self.actuals = Form(document, translator, specs(Section.PROGRESS))
        self.place = Form(document, translator, specs(Section.PLACE))
        self.note = Form(document, translator, specs(Section.NOTE))
        self.top = QWidget()
        column = QVBoxLayout(self.top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.main, self.computed, self.more_main):
            column.addWidget(part)
        self.folds: list[FoldingSection] = []
        for title, parts in (
            (translator.translate("Terms and constraints"), (self.terms, self.actuals)),
            (translator.translate("Name and place in the plan"), (self.name, self.place)),
            (translator.translate("Note"), (self.note,)),
        ):
            section = FoldingSection(title, open_=False)
            for part in parts:
                section.body.addWidget(part)
            self.folds.append(section)

    def forms(self) -> tuple[Form, ...]:
        """All the forms, top to bottom."""
        return (self.main, self.more_main, self.terms, self.actuals, self.name, self.place, self.note)

    def form_of(self, name: str) -> Form:
        """The form that has a field."""
        return next(form for form in self.forms() if name in form.fields)

    def show_activities(self, rows: Sequence[Activity]) -> None:
        """Show one activity, or what several have in common."""
        one = rows[0] if len(rows) == 1 else None
        values: dict[str, Any] = {}
        if one is not None:
            planned = self.document.schedule[one.id]
            values = {side: planned_window(one, planned, side) for side in ("start", "finish")}
            if one.is_summary:
                values |= {"percent_complete": round(planned.percent), "duration_minutes": planned.duration_minutes}
            grounds = statements(self.document.plan, self.document.schedule).grounds
            self.computed.show_planned(planned, grounds_words(grounds.of_slack(one.id)))
        self.computed.setVisible(one is not None)
        kinds = _Kinds(
            len(rows) == 1,
            all(row.is_plain_milestone for row in rows),
            all(row.is_milestone for row in rows),
            all(row.is_summary for row in rows),
            any(row.is_summary for row in rows),
        )
        for form in self.forms():
            form.show_rows(rows, values={k: v for k, v in values.items() if k in form.fields})
            for name in form.fields:
                self._let(form, name, kinds)
        given = (*self.terms.fields, *self.actuals.fields)
        self.folds[0].set_count(sum(1 for name in given if one is not None and _given(one, name)) or None)
        self.folds[2].set_count(1 if one is not None and one.note else None)

    def _let(self, form: Form, name: str, kinds: _Kinds) -> None:
        spec = spec_of("activity", name)
        shown = spec.shared or kinds.one
        if spec.lasting and kinds.all_plain_milestones:
            shown = False
        if not spec.of_summaries and kinds.all_summaries:
            shown = False
        if name == "gate" and not kinds.all_milestones:
            shown = False
        fixed = spec.rolled_up or not spec.of_summaries
        form.let(name, shown=shown, read_only=fixed and kinds.some_summaries)


def _given(row: Activity, name: str) -> bool:
    return getattr(row, name) not in (None, False, Constraint.ASAP, Pinning.NONE)
