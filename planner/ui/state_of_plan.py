"""The plan as a whole in a few words: for the left side and the status line. No Qt here."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from planner.document import PlanDocument
from planner.domain.checks import RULES, set_aside
from planner.domain.control.headline import headline
from planner.domain.control.readiness import readiness
from planner.domain.control.statements import grounds_words
from planner.domain.findings import Finding, Rank, RuleContext
from planner.domain.model import Activity, ActivityKind, Light, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.domain.scheduling.working_days import working_days_between
from planner.language import Translator
from planner.language.translator import as_finish
from planner.ui.navigation import EntryState, OrganisationState

NAMED = 3
"""Keys that the status line names of the critical path."""
DATES_IN_BITE = 200


@dataclass(frozen=True)
class PlanState:
    """All that the window tells of the plan as a whole."""

    organisations: Sequence[OrganisationState]
    entry: EntryState | None
    left: str
    right: str
    counts: Mapping[str, int]
    """How much in a view asks for attention, by the view's name."""


def work_out(document: PlanDocument, words: Translator) -> Generator[None, None, PlanState]:
    """The state of the plan as it is when this begins, in bites: whoever asks may stop after each."""
    plan, schedule = document.plan, document.schedule
    for number, activity in enumerate(plan.rows(Activity)):  # dates are worked out when they are asked for
        if activity.id in schedule.activities:
            _ = schedule[activity.id]
        if number % DATES_IN_BITE == 0:
            yield
    organisations = organisation_states(plan, schedule, words)
    yield
    entry = entry_state(plan, schedule, words)
    yield
    case = RuleContext(plan, schedule)
    findings: list[Finding] = []
    for rule in RULES:
        findings.extend(set_aside(document.plan, finding) for finding in rule(case))
        yield
    counts = {
        "findings": sum(finding.rank in (Rank.ERROR, Rank.WARNING) for finding in findings),
        "readiness": sum(state.light is Light.RED for state in organisations),
    }
    return PlanState(organisations, entry, status_left(document, words, findings), status_right(plan, words), counts)


def organisation_states(plan: Plan, schedule: Schedule, words: Translator) -> list[OrganisationState]:
    """The organisations that have to be ready, with light, progress and the reason."""
    states: list[OrganisationState] = []
    for state in readiness(plan, schedule):
        organisation = plan.row(Organisation, state.organisation_id)
        why = words.translate(state.why)
        states.append(
            OrganisationState(organisation.id, organisation.name, organisation.code, state.light, state.percent, why)
        )
    return states


def entry_state(plan: Plan, schedule: Schedule, words: Translator) -> EntryState | None:
    """Entry into force: the date, the sentence on whether it is made, the working days left, and what that rests on."""
    entry = plan.entry
    if entry is None or entry.id not in schedule.activities:
        return None
    found = headline(plan, schedule)
    planned = schedule[entry.id]
    left = round(working_days_between(plan, None, as_finish(plan.programme.status_date), planned.finish))
    parts = [words.sentence(found.message)]
    if not entry.has_happened:
        parts.append(words.plural("{number} working day left", "{number} working days left", left))
    rests = grounds_words(found.rests_on)
    if rests is not None:
        parts.append(words.translate(rests))
    day = words.date(planned.finish.date(), "long")
    return EntryState(day, " · ".join(parts), found.made is False, parts[0])


def status_waiting(document: PlanDocument, words: Translator) -> str:
    """What is sure while the rest is being worked out."""
    return (words.translate("Read only") if document.read_only else words.translate("Saved")) + " · …"


def status_left(document: PlanDocument, words: Translator, findings: Sequence[Finding]) -> str:
    """Saved, how many there are, what is critical, and how many warnings."""
    plan, schedule = document.plan, document.schedule
    kinds = [a.kind for a in plan.rows(Activity)]
    parts = [
        words.translate("Read only") if document.read_only else words.translate("Saved"),
        words.plural("{number} activity", "{number} activities", kinds.count(ActivityKind.TASK)),
        words.plural("{number} milestone", "{number} milestones", kinds.count(ActivityKind.MILESTONE)),
    ]
    critical = critical_path_words(plan, schedule, words)
    if critical:
        parts.append(critical)
    errors = sum(finding.rank is Rank.ERROR for finding in findings)
    if errors:
        parts.append(words.plural("{number} error", "{number} errors", errors))
    warnings = sum(finding.rank is Rank.WARNING for finding in findings)
    if warnings:
        parts.append(words.plural("{number} warning", "{number} warnings", warnings))
    return " · ".join(parts)


def critical_path_words(plan: Plan, schedule: Schedule, words: Translator) -> str:
    """The last critical activities that are not done, by key; empty where none is critical."""
    critical = [
        (planned.start, a.key)
        for a in plan.rows(Activity)
        if not a.is_summary and a.finished_at is None and (planned := schedule[a.id]).critical
    ]
    if not critical:
        return ""
    keys = [key for _, key in sorted(critical)]
    named = ", ".join(keys[:NAMED]) + (" …" if len(keys) > NAMED else "")
    return words.translate("critical path via {keys}", keys=named)


def status_right(plan: Plan, words: Translator) -> str:
    """The status date, and the newest baseline."""
    text = words.translate("Status date {day}", day=words.date(plan.programme.status_date, "long"))
    newest = plan.baselines[-1:]
    if newest:
        text += " · " + words.translate("baseline: {name}", name=newest[0].name)
    return text
