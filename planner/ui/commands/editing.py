"""Edits that are asked for by menu, tool bar or key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID

from PySide6.QtWidgets import QInputDialog

from planner.domain import edits
from planner.domain.changes import Step, merged
from planner.domain.integrity import name_of
from planner.domain.model import MINUTES_IN_WORKING_DAY, Activity, ActivityKind, Dependency
from planner.domain.plan import Plan
from planner.domain.scheduling.edits_in_time import shift_all
from planner.domain.scheduling.working_days import working_time
from planner.errors import EditRefused
from planner.message import N_
from planner.ui.action_spec import ActionSpec, declare
from planner.ui.conditions import can_edit, needs_to_edit
from planner.ui.dialogs.common import show_modal
from planner.ui.edit_runner import run_edit
from planner.ui.there_and_back import Way

if TYPE_CHECKING:
    from planner.ui.plan_window import PlanWindow

NEW_NAMES = {
    ActivityKind.TASK: N_("New activity"),
    ActivityKind.MILESTONE: N_("New milestone"),
    ActivityKind.SUMMARY: N_("New summary activity"),
}


# --- what can be done now ---------------------------------------------------------------------


def chosen_activities(window: PlanWindow) -> list[Activity]:
    """The chosen activities, in the order they were chosen in."""
    plan = window.document.plan

    def found() -> list[Activity]:
        table = plan.table("activity")
        return [cast(Activity, table[i]) for i in window.selection.chosen if i in table]

    return list(window.selection.worked_out("activities", plan, found))


def in_outline_order(window: PlanWindow) -> list[UUID]:
    """The chosen activities from top to bottom."""
    rows = window.planning.table.rows
    ids = [a.id for a in chosen_activities(window)]
    hidden = len(rows.rows)
    places = {i: rows.row_of(i) for i in ids}
    return sorted(ids, key=lambda i: hidden if (place := places[i]) is None else place)


@needs_to_edit(N_("Choose an activity first."))
def has_activities(window: PlanWindow) -> bool:
    return bool(chosen_activities(window))


@needs_to_edit(N_("Choose two or more activities first, in the order in which they follow each other (Ctrl+click)."))
def has_two(window: PlanWindow) -> bool:
    return len(chosen_activities(window)) > 1


@needs_to_edit(N_("Choose an activity that has links first."))
def has_links(window: PlanWindow) -> bool:
    return bool(_links_to_take_out(window))


@needs_to_edit(N_("Choose an activity or a milestone first; a summary activity follows from what is in it."))
def has_work(window: PlanWindow) -> bool:
    return any(not a.is_summary for a in chosen_activities(window))


def add_task(window: PlanWindow) -> None:
    _add(window, ActivityKind.TASK)


def add_milestone(window: PlanWindow) -> None:
    _add(window, ActivityKind.MILESTONE)


def add_summary(window: PlanWindow) -> None:
    _add(window, ActivityKind.SUMMARY)


def _add(window: PlanWindow, kind: ActivityKind) -> None:
    """Put a new row below the current one (inside it, if it is an open summary) and start typing its name."""
    plan = window.document.plan
    current = plan.get(Activity, window.selection.current)
    place: dict[str, UUID | None] = {}
    if current is not None:
        inside = current.is_summary and not window.planning.table.rows.is_collapsed(current.id)
        place = {
            "organisation_id": current.organisation_id,
            "parent_id": current.id if inside else current.parent_id,
            "after_id": None if inside else current.id,
        }
    window.show_view("planning")
    added: list[UUID] = []

    def edit(plan: Plan) -> Step:
        step = edits.add_activity(plan, window.translator.translate(NEW_NAMES[kind]), kind, **place)  # type: ignore[arg-type]
        added.extend(c.id for c in step.changes if c.kind == "activity" and c.before is None)
        return step

    if run_edit(window, window.document, edit) and added:
        window.selection.show(added[0])
        window.planning.table.edit_name(added[0], new=True)


def edit_cell(window: PlanWindow) -> None:
    """Type in the current cell of the table; from elsewhere, in the name of what is chosen."""
    window.show_view("planning")
    if window.planning.table.hasFocus() or window.planning.table.is_editing:
        window.planning.table.edit_here()
    elif window.selection.current is not None:
        window.planning.table.edit_name(window.selection.current)


def delete(window: PlanWindow) -> None:
    """Take the chosen activities out, and choose the row that comes in their place."""
    rows = window.planning.table.rows
    ids = in_outline_order(window)
    place = rows.row_of(ids[0]) if ids else None
    if ids and run_edit(window, window.document, edits.remove_activities, ids) and place is not None and rows.rows:
        window.selection.show(rows.rows[min(place, len(rows.rows) - 1)].id)


def indent(window: PlanWindow) -> None:
    _keeping_sight(window, edits.indent, Way("outline", 1))


def outdent(window: PlanWindow) -> None:
    _keeping_sight(window, edits.outdent, Way("outline", -1))


def move_up(window: PlanWindow) -> None:
    _keeping_sight(window, lambda plan, ids: edits.move_in_outline(plan, ids, -1), Way("place", -1))


def move_down(window: PlanWindow) -> None:
    _keeping_sight(window, lambda plan, ids: edits.move_in_outline(plan, ids, 1), Way("place", 1))


def _keeping_sight(window: PlanWindow, edit: Callable[[Plan, list[UUID]], Step], way: Way) -> None:
    ids, current = in_outline_order(window), window.selection.current
    if window.there_and_back.run(way, ids, lambda plan: edit(plan, ids)) and current is not None:
        window.planning.table.bring_into_sight(current)


# --- links -----------------------------------------------------------------------------------------


def link(window: PlanWindow) -> None:
    """Each chosen activity waits for the one that was chosen before it."""
    run_edit(window, window.document, edits.link_in_order, [a.id for a in chosen_activities(window)])


def unlink(window: PlanWindow) -> None:
    run_edit(window, window.document, edits.unlink, _links_to_take_out(window))


@needs_to_edit(N_("Choose two linked activities of different organisations first."))
def has_chain_link(window: PlanWindow) -> bool:
    return _chain_link(window) is not None


def agree(window: PlanWindow) -> None:
    """Make an agreement of the chain dependency of what is chosen, and show it."""
    from planner.domain.control.agreements import agreement_of_link

    link = _chain_link(window)
    if link is not None and run_edit(window, window.document, agreement_of_link, link):
        window.selection.show(window.document.plan.agreements[-1].id)


def _chain_link(window: PlanWindow) -> Dependency | None:
    """The one chain dependency among the chosen activities, or of the single chosen one."""
    plan = window.document.plan
    found = [link for link in _links_to_take_out(window) if plan.is_chain(link)]
    return found[0] if len(found) == 1 else None


def _links_to_take_out(window: PlanWindow) -> list[Dependency]:
    """The links among the chosen activities; of a single one, all that it has."""
    plan = window.document.plan

    def found() -> list[Dependency]:
        ids = {a.id for a in chosen_activities(window)}
        if len(ids) == 1:
            only = next(iter(ids))
            return [*plan.predecessors(only), *plan.successors(only)]
        return [d for d in plan.rows(Dependency) if d.predecessor_id in ids and d.successor_id in ids]

    return list(window.selection.worked_out("links", plan, found))


# --- time and progress -------------------------------------------------------------------------------


def earlier(window: PlanWindow) -> None:
    _nudge(window, -1)


def later(window: PlanWindow) -> None:
    _nudge(window, 1)


def _nudge(window: PlanWindow, by: int) -> None:
    """Move the chosen activities one working day."""
    planned = window.document.schedule
    ids = [a.id for a in chosen_activities(window) if not a.is_summary]

    def edit(plan: Plan) -> Step:
        goals = {i: _working_day(plan, plan.activity(i), planned[i].start.date(), by) for i in ids}
        return shift_all(plan, planned, goals)

    window.there_and_back.run(Way("day", by), ids, edit)


def longer(window: PlanWindow) -> None:
    _stretch(window, 1)


def shorter(window: PlanWindow) -> None:
    _stretch(window, -1)


def _stretch(window: PlanWindow, by: int) -> None:
    """Let the chosen work take one working day more or less."""
    work = [a for a in chosen_activities(window) if not a.is_summary and not a.is_plain_milestone]

    def edit(plan: Plan) -> Step:
        if not work:
            raise EditRefused(N_("A milestone has a date, but no duration."))
        steps: list[Step] = []
        for activity in work:
            if activity.duration_minutes is None:
                raise EditRefused(N_("{name} has no term: there is no duration to change."), name=name_of(activity))
            minutes = max(activity.duration_minutes + by * MINUTES_IN_WORKING_DAY, MINUTES_IN_WORKING_DAY)
            steps.append(edits.set_field(plan, activity, "duration_minutes", minutes))
        return steps[0] if len(steps) == 1 else merged("activity.stretch", steps, steps[0].words)

    window.there_and_back.run(Way("duration", by), [a.id for a in work], edit)


def _working_day(plan: Plan, activity: Activity, day: date, by: int) -> date:
    """The nearest working day before or after a day, on the activity's calendar."""
    time = working_time(plan, activity)
    for _ in range(400):
        day += timedelta(days=by)
        if time.is_working_day(day):
            return day
    raise EditRefused(N_("There is no working day near by."))


def set_assumptions(window: PlanWindow) -> None:
    """Say which values of the first chosen activity nobody gave, and why they are what they are."""
    from planner.ui.dialogs.assuming import AssumptionsDialog

    rows = [a for a in chosen_activities(window) if not a.is_summary]
    if rows:
        show_modal(AssumptionsDialog(window.document, window.translator, rows[0].id, window))


def set_progress(window: PlanWindow) -> None:
    """Ask for a percentage, and give it to the chosen activities."""
    rows = [a for a in chosen_activities(window) if not a.is_summary]
    words = window.translator
    percent, wanted = QInputDialog.getInt(
        window,
        words.translate("Progress"),
        words.plural("% complete of this activity:", "% complete of {number} activities:", len(rows)),
        rows[0].percent_complete if rows else 0,
        0,
        100,
        5,
    )
    if wanted and rows:
        run_edit(window, window.document, lambda plan: edits.set_fields(plan, rows, "percent_complete", percent))


def take_baseline(window: PlanWindow) -> None:
    """Ask for a name, and freeze the dates as they are planned now."""
    words, plan = window.translator, window.document.plan
    offered = words.translate("Baseline {day}", day=plan.programme.status_date)
    name, wanted = QInputDialog.getText(
        window, words.translate("Take baseline"), words.translate("Name of the baseline:"), text=offered
    )
    if not wanted:
        return
    dates = {i: (planned.start, planned.finish) for i, planned in window.document.schedule.activities.items()}
    if run_edit(window, window.document, edits.take_baseline, name.strip(), plan.programme.status_date, dates):
        window.show_baseline(shown=True)


@needs_to_edit(
    N_("Choose activities first; and clear sorting, grouping and filter, which leave the outline out of sight.")
)
def has_outline(window: PlanWindow) -> bool:
    """Whether activities are chosen whose place in the outline can be seen."""
    return bool(chosen_activities(window)) and not window.planning.arrangement


declare(
    ActionSpec(
        "activity.rename",
        N_("Edit cell"),
        edit_cell,
        ("F2",),
        has_activities,
        icon="edit",
        in_planning=True,
    ),
    ActionSpec(
        "activity.remove",
        N_("Delete"),
        delete,
        ("Del",),
        has_activities,
        icon="delete",
        in_planning=True,
    ),
    ActionSpec(
        "activity.add",
        N_("Add activity"),
        add_task,
        ("Ins", "Ctrl+Return"),
        can_edit,
        icon="plus",
        short=N_("Activity"),
    ),
    ActionSpec(
        "milestone.add",
        N_("Add milestone"),
        add_milestone,
        ("Ctrl+M",),
        can_edit,
        icon="milestone",
        short=N_("Milestone"),
    ),
    ActionSpec(
        "summary.add",
        N_("Add summary activity"),
        add_summary,
        ("Ctrl+Shift+M",),
        can_edit,
        icon="summary",
    ),
    ActionSpec(
        "activity.indent",
        N_("Indent"),
        indent,
        ("Alt+Shift+Right",),
        has_outline,
        icon="indent",
        in_planning=True,
    ),
    ActionSpec(
        "activity.outdent",
        N_("Outdent"),
        outdent,
        ("Alt+Shift+Left",),
        has_outline,
        icon="outdent",
        in_planning=True,
    ),
    ActionSpec("activity.up", N_("Move up"), move_up, ("Alt+Up",), has_outline, icon="up", in_planning=True),
    ActionSpec(
        "activity.down",
        N_("Move down"),
        move_down,
        ("Alt+Down",),
        has_outline,
        icon="down",
        in_planning=True,
    ),
    ActionSpec(
        "activity.earlier",
        N_("One working day earlier"),
        earlier,
        ("Ctrl+Shift+Left",),
        has_work,
        in_planning=True,
    ),
    ActionSpec(
        "activity.later",
        N_("One working day later"),
        later,
        ("Ctrl+Shift+Right",),
        has_work,
        in_planning=True,
    ),
    ActionSpec(
        "activity.longer",
        N_("One working day longer"),
        longer,
        ("Ctrl+Alt+Shift+Right",),
        has_work,
        in_planning=True,
    ),
    ActionSpec(
        "activity.shorter",
        N_("One working day shorter"),
        shorter,
        ("Ctrl+Alt+Shift+Left",),
        has_work,
        in_planning=True,
    ),
    ActionSpec(
        "dependency.add",
        N_("Link in order of selection"),
        link,
        ("Ctrl+F2", "Ctrl+L"),
        has_two,
        icon="link",
        short=N_("Link"),
    ),
    ActionSpec("dependency.remove", N_("Unlink"), unlink, ("Ctrl+Shift+F2", "Ctrl+Shift+L"), has_links, icon="unlink"),
    ActionSpec("dependency.agree", N_("Make an agreement of the dependency"), agree, when=has_chain_link),
    ActionSpec("activity.progress", N_("Progress…"), set_progress, ("Ctrl+Shift+G",), has_work),
    ActionSpec("activity.assume", N_("Assumptions…"), set_assumptions, when=has_work),
    ActionSpec(
        "baseline.take",
        N_("Take baseline…"),
        take_baseline,
        ("Ctrl+Shift+B",),
        can_edit,
        icon="baseline",
    ),
)
