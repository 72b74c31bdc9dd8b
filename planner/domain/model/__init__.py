"""The entities of a programme: frozen rows, each field declared and validated once, in the modules here.

Plain SQLModel classes without a table (a `table=True` class does not validate); `planner.storage`
derives the tables. Times are naive local datetimes to the minute. A finish that is given as a day
is that day at 23:59, meaning its end; a start that is given as a day is that day at 00:00.
"""

from __future__ import annotations

from planner.domain.model.choices import (
    ActivityKind,
    Agreed,
    Better,
    CalendarPurpose,
    CommitmentKind,
    CommitmentStatus,
    Constraint,
    FigureRole,
    Gate,
    HolidaySet,
    LagUnit,
    Light,
    LinkType,
    OrganisationKind,
    Pinning,
    PlanOn,
    PlanState,
    RiskStatus,
    ScheduleFrom,
    Stage,
)
from planner.domain.model.entity import (
    MINUTES_IN_WORKING_DAY,
    NAME,
    TEXT,
    Entity,
)
from planner.domain.model.planning import (
    OFFICE_DAY,
    OFFICE_WEEK,
    Activity,
    Baseline,
    BaselineDate,
    CalendarException,
    Dependency,
    Organisation,
    Programme,
    Span,
    Spans,
    Track,
    WorkCalendar,
)
from planner.domain.model.records import (
    Citation,
    KeySeries,
    Remark,
    Reply,
    SavedView,
    Source,
    UpdateRound,
)
from planner.domain.model.steering import (
    Agreement,
    Assessment,
    AttentionChoice,
    Commitment,
    Criterion,
    Decision,
    Indicator,
    Measurement,
    Overruling,
    Risk,
    Scenario,
)

__all__ = [
    "ABOUT",
    "ENTITIES",
    "KEYED",
    "MINUTES_IN_WORKING_DAY",
    "NAME",
    "OFFICE_DAY",
    "OFFICE_WEEK",
    "REFERENCES",
    "TEXT",
    "Activity",
    "ActivityKind",
    "Agreed",
    "Agreement",
    "Assessment",
    "AttentionChoice",
    "Baseline",
    "BaselineDate",
    "Better",
    "CalendarException",
    "CalendarPurpose",
    "Citation",
    "Commitment",
    "CommitmentKind",
    "CommitmentStatus",
    "Constraint",
    "Criterion",
    "Decision",
    "Dependency",
    "Entity",
    "FigureRole",
    "Gate",
    "HolidaySet",
    "Indicator",
    "KeySeries",
    "LagUnit",
    "Light",
    "LinkType",
    "Measurement",
    "Organisation",
    "OrganisationKind",
    "Overruling",
    "Pinning",
    "PlanOn",
    "PlanState",
    "Programme",
    "Remark",
    "Reply",
    "Risk",
    "RiskStatus",
    "SavedView",
    "Scenario",
    "ScheduleFrom",
    "Source",
    "Span",
    "Spans",
    "Stage",
    "Track",
    "UpdateRound",
    "WorkCalendar",
]

ENTITIES: dict[str, type[Entity]] = {
    entity.kind_name: entity
    for entity in (
        Programme,
        WorkCalendar,
        Organisation,
        Track,
        Activity,
        Dependency,
        Baseline,
        BaselineDate,
        Criterion,
        Assessment,
        Source,
        Commitment,
        Agreement,
        Decision,
        Risk,
        Overruling,
        AttentionChoice,
        Indicator,
        Measurement,
        Citation,
        UpdateRound,
        Reply,
        Remark,
        Scenario,
        SavedView,
        KeySeries,
    )
}
"""Every kind of row, by name, in an order in which what is referred to comes first."""

KEYED = tuple(kind for kind, entity in ENTITIES.items() if "key" in entity.model_fields)
"""Kinds whose rows have a readable key."""

ABOUT = tuple(kind for kind, entity in ENTITIES.items() if "about_id" in entity.model_fields)
"""Kinds whose rows are about a row of any kind, and go with it."""

REFERENCES: dict[str, dict[str, str]] = {
    "programme": {"calendar_id": "calendar"},
    "calendar": {"base_id": "calendar"},
    "organisation": {"calendar_id": "calendar"},
    "activity": {
        "parent_id": "activity",
        "organisation_id": "organisation",
        "involved_ids": "organisation",
        "track_id": "track",
        "calendar_id": "calendar",
    },
    "dependency": {"predecessor_id": "activity", "successor_id": "activity"},
    "baseline_date": {"baseline_id": "baseline", "activity_id": "activity"},
    "criterion": {"organisation_id": "organisation", "track_id": "track", "activity_id": "activity"},
    "assessment": {"criterion_id": "criterion"},
    "commitment": {
        "organisation_id": "organisation",
        "involved_ids": "organisation",
        "activity_ids": "activity",
        "made_in_id": "source",
        "settled_in_id": "source",
    },
    "agreement": {
        "giver_id": "organisation",
        "taker_id": "organisation",
        "activity_id": "activity",
        "needed_by_id": "activity",
    },
    "decision": {"activity_ids": "activity"},
    "risk": {"organisation_id": "organisation", "activity_ids": "activity"},
    "measurement": {"indicator_id": "indicator"},
    "indicator": {"organisation_id": "organisation"},
    "citation": {"source_id": "source"},
    "update_round": {"organisation_ids": "organisation", "baseline_id": "baseline"},
    "remark": {"organisation_id": "organisation"},
    "reply": {"round_id": "update_round", "organisation_id": "organisation"},
}
"""Which field refers to a row of which kind (fields that end in _ids hold several)."""
