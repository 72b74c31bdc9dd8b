"""Names of choices and of steps, as text to translate. The journal keeps the step's key, never its text."""

from __future__ import annotations

from enum import StrEnum

from planner.domain.imprecise_date import Firmness, Nature
from planner.domain.model import (
    ActivityKind,
    CalendarPurpose,
    CommitmentKind,
    CommitmentStatus,
    Constraint,
    Gate,
    HolidaySet,
    LagUnit,
    Light,
    LinkType,
    OrganisationKind,
    Pinning,
    PlanOn,
    PlanState,
    ScheduleFrom,
)
from planner.message import N_

CHOICE_NAMES: dict[type[StrEnum], dict[StrEnum, str]] = {
    ActivityKind: {
        ActivityKind.TASK: N_("Task"),
        ActivityKind.MILESTONE: N_("Milestone"),
        ActivityKind.SUMMARY: N_("Summary activity"),
    },
    Gate: {
        Gate.NONE: N_("None"),
        Gate.ENTRY: N_("Entry into force"),
        Gate.READY: N_("Organisation ready"),
    },
    Constraint: {
        Constraint.ASAP: N_("As soon as possible"),
        Constraint.ALAP: N_("As late as possible"),
        Constraint.SNET: N_("Start no earlier than"),
        Constraint.SNLT: N_("Start no later than"),
        Constraint.FNET: N_("Finish no earlier than"),
        Constraint.FNLT: N_("Finish no later than"),
        Constraint.MSO: N_("Must start on"),
        Constraint.MFO: N_("Must finish on"),
    },
    LinkType: {
        LinkType.FS: N_("Finish-to-start"),
        LinkType.SS: N_("Start-to-start"),
        LinkType.FF: N_("Finish-to-finish"),
        LinkType.SF: N_("Start-to-finish"),
    },
    LagUnit: {
        LagUnit.WORK: N_("working time"),
        LagUnit.ELAPSED: N_("elapsed time"),
        LagUnit.PERCENT: N_("percent of the predecessor"),
    },
    PlanOn: {
        PlanOn.LATEST: N_("Latest day"),
        PlanOn.MIDDLE: N_("Middle"),
        PlanOn.EARLIEST: N_("Earliest day"),
    },
    Pinning: {
        Pinning.NONE: N_("Worked out"),
        Pinning.HAND: N_("Fixed by hand"),
        Pinning.FILE: N_("Kept from the imported file"),
    },
    ScheduleFrom: {
        ScheduleFrom.START: N_("The start, forwards"),
        ScheduleFrom.FINISH: N_("The finish, backwards"),
    },
    PlanState: {PlanState.DRAFT: N_("Draft"), PlanState.ADOPTED: N_("Adopted")},
    OrganisationKind: {
        OrganisationKind.CHAIN: N_("Chain organisation"),
        OrganisationKind.MINISTRY: N_("Ministry"),
        OrganisationKind.PARLIAMENT: N_("Parliament"),
        OrganisationKind.ADVISER: N_("Adviser"),
        OrganisationKind.OTHER: N_("Other party"),
    },
    CalendarPurpose: {
        CalendarPurpose.WORK: N_("Working days"),
        CalendarPurpose.STATUTORY: N_("Statutory terms"),
        CalendarPurpose.RECESS: N_("Recess"),
    },
    HolidaySet: {
        HolidaySet.NONE: N_("None"),
        HolidaySet.STATE_WORKDAYS: N_("Working days of the State"),
        HolidaySet.STATUTORY_TERMS: N_("Statutory terms"),
    },
    CommitmentKind: {
        CommitmentKind.MOTION: N_("Motion"),
        CommitmentKind.COMMITMENT: N_("Commitment"),
    },
    CommitmentStatus: {
        CommitmentStatus.OPEN: N_("Open"),
        CommitmentStatus.PARTLY: N_("Partly done"),
        CommitmentStatus.DONE: N_("Done"),
        CommitmentStatus.SETTLED: N_("Settled"),
    },
    Light: {
        Light.GREEN: N_("Green"),
        Light.ORANGE: N_("Orange"),
        Light.RED: N_("Red"),
        Light.GREY: N_("Grey"),
    },
    Firmness: {
        Firmness.UNSTATED: N_("Not stated"),
        Firmness.FIRM: N_("Firm"),
        Firmness.TARGET: N_("Target"),
        Firmness.EXPECTED: N_("Expected"),
        Firmness.CONDITIONAL: N_("Conditional"),
    },
    Nature: {
        Nature.WINDOW: N_("Date window"),
        Nature.NO_TERM: N_("No term"),
        Nature.RELATIVE: N_("Relative to another event"),
        Nature.DURATION: N_("Duration only"),
        Nature.RECURRING: N_("Recurring"),
    },
}

KIND_NAMES: dict[str, str] = {
    "programme": N_("programme"),
    "calendar": N_("calendar"),
    "organisation": N_("organisation"),
    "track": N_("track"),
    "activity": N_("activity"),
    "dependency": N_("dependency"),
    "baseline": N_("baseline"),
    "baseline_date": N_("baseline date"),
    "criterion": N_("criterion"),
    "assessment": N_("assessment"),
    "commitment": N_("commitment"),
    "indicator": N_("indicator"),
    "measurement": N_("measurement"),
    "source": N_("source"),
    "citation": N_("citation"),
    "update_round": N_("update round"),
    "reply": N_("reply"),
    "key_series": N_("key series"),
}

STEP_LABELS: dict[str, str] = {
    "row.add": N_("Add {kind} {name}"),
    "row.remove": N_("Remove {kind} {name}"),
    "rows.remove": N_("Remove {count} rows"),
    "row.set": N_("Change {field} of {name}"),
    "rows.set": N_("Change {field} of {count} rows"),
    "rows.edit": N_("Edit {count} rows"),
    "activity.add": N_("Add activity {name}"),
    "activity.remove": N_("Remove {name}"),
    "activity.move": N_("Move {name} in the outline"),
    "activity.indent": N_("Indent {name}"),
    "activity.outdent": N_("Outdent {name}"),
    "activity.shift": N_("Move {name} in time"),
    "activity.stretch": N_("Change the duration of {name}"),
    "dependency.add": N_("Link {first} to {second}"),
    "dependency.remove": N_("Remove the link from {first} to {second}"),
    "plan.restore": N_("Go back to step {seq}"),
    "plan.since": N_("Changes since step {seq}"),
    "baseline.take": N_("Take baseline {name}"),
    "excel.import": N_("Import workbook {name}"),
    "json.import": N_("Import {name}"),
    "project.import": N_("Import plan file {name}"),
}
