"""Work that was given no duration at all: the strip offers to make it a milestone."""

from __future__ import annotations

from planner.document import Action, Announcement
from planner.domain.changes import Step
from planner.domain.edits import set_field
from planner.domain.integrity import name_of
from planner.domain.model import Activity, ActivityKind
from planner.domain.plan import Plan
from planner.ui.edit_runner import run_edit
from planner.ui.message_strip import Tone
from planner.ui.plan_window import PlanWindow


def offer_milestone(window: PlanWindow, announcement: Announcement) -> None:
    """Ask about the first activity whose duration a step brought to nothing."""
    if announcement.action is not Action.DO:
        return
    for change in announcement.step.changes:
        before, after = change.before, change.after
        if not isinstance(before, Activity) or not isinstance(after, Activity):
            continue
        if after.kind is ActivityKind.TASK and before.duration_minutes and after.duration_minutes == 0:
            _offer(window, after)
            return


def _offer(window: PlanWindow, activity: Activity) -> None:
    def edit(plan: Plan) -> Step:
        return set_field(plan, plan.activity(activity.id), "kind", ActivityKind.MILESTONE)

    window.strip.notify(
        window.translator.translate("{name} takes no time now.", name=name_of(activity)),
        Tone.NOTE,
        act=window.translator.translate("Make it a milestone"),
        run=lambda: run_edit(window, window.document, edit),
    )
