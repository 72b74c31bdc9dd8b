"""How reports put dates, lights and slack into words."""

from __future__ import annotations

from uuid import UUID

from planner.chart.marks import is_done, is_within
from planner.chart.reports.report import ReportCell, Tone
from planner.domain.model import Activity, Light, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity
from planner.language.translator import Translator
from planner.message import N_

LIGHTS: dict[Light, str] = {
    Light.GREEN: N_("green"),
    Light.ORANGE: N_("orange"),
    Light.RED: N_("red"),
    Light.GREY: N_("grey"),
}
SIGNS: dict[Light, str] = {Light.GREEN: "✓", Light.ORANGE: "▲", Light.RED: "✕", Light.GREY: "•"}
"""What stands for a light where there is only text: colour alone tells nothing to who does not see it."""
MEANINGS: dict[Light, str] = {
    Light.GREEN: N_("green: on schedule"),
    Light.ORANGE: N_("orange: needs attention, can still be mended"),
    Light.RED: N_("red: will not be ready as things are"),
    Light.GREY: N_("grey: not judged, or not started"),
}
"""What each light means; stands in every legend that has it."""


def when(activity: Activity, planned: ScheduledActivity, translator: Translator) -> ReportCell:
    """The date of a milestone, or the finish of work: in the words that were said where it is not certain."""
    if is_done(activity, planned):
        return ReportCell(translator.date(planned.finish.date(), "medium"))
    window = activity.start_window if activity.is_milestone else activity.finish_window
    if is_within(planned) and window is not None and window.words:
        return ReportCell(window.words, tone=Tone.WORDS)
    if planned.termless:
        return ReportCell(translator.translate(N_("no term")), tone=Tone.QUIET)
    return ReportCell(translator.date(planned.finish.date(), "medium"))


def slack_words(minutes: int | None, translator: Translator, *, assumed: bool = False) -> str:
    """Slack in working days, with a word where it rests on assumptions; or that nothing leads there."""
    if minutes is None:
        return translator.translate(N_("not known"))
    slack = translator.duration(minutes)
    return f"{slack}, {translator.translate(N_('assumption'))}" if assumed else slack


def owner(plan: Plan, organisation_id: UUID | None) -> str:
    """The code of an organisation; empty for none."""
    found = plan.get(Organisation, organisation_id)
    return found.code if found is not None else ""


def named(plan: Plan, schedule: Schedule, activity_id: UUID | None) -> str:
    """An activity with its key."""
    found = plan.get(Activity, activity_id)
    return f"{found.key} {found.name}" if found is not None else ""
