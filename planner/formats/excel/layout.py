"""Which sheets a workbook has and which columns stand on them; the fields themselves stand in `domain.fields`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from planner.domain.fields import FieldDef, Shape, spec_of
from planner.domain.model import (
    Activity,
    Agreement,
    Assessment,
    Citation,
    Commitment,
    Criterion,
    Decision,
    Dependency,
    Entity,
    Indicator,
    Measurement,
    Organisation,
    Risk,
)
from planner.domain.plan import Plan
from planner.message import N_

FORMAT = 1
"""Version of this layout; a reader refuses a higher one."""
META_SHEET = "_ketenplanner"
ID = "id"
CHECK = "check"
"""Machine name of the column with a check on the cells that the program computes."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: its title, and the fields of one kind, in order. `folded` columns are grouped away at first.

    Without rows only `always` sheets are written, and in one organisation's workbook only `for_one` sheets.
    """

    kind: str
    title: str
    fields: tuple[str, ...]
    folded: frozenset[str] = frozenset()
    always: bool = True
    for_one: bool = False

    @property
    def specs(self) -> tuple[FieldDef, ...]:
        return tuple(spec_of(self.kind, name) for name in self.fields)


def machine_name(kind: str, field: str) -> str:
    """What a column is called, in any language and at any place."""
    return f"{kind}.{field}"


FOLDED = (
    *("involved_ids", "conditional", "gate", "constraint", "constraint_date", "calendar_id"),
    *(
        "remaining_minutes",
        "resume_at",
        "pinning",
        "pinned_start",
        "pinned_finish",
        "active",
        "elapsed",
        "stage",
        "mandatory",
        "shortest_minutes",
        "likely_minutes",
        "longest_minutes",
        "splits",
        "hammock_start_id",
        "hammock_finish_id",
        "actual_start_window",
        "actual_finish_window",
        "branch_percent",
        "cause",
    ),
    *("late_start", "late_finish", "total_slack", "free_slack", "critical"),
)
"""Columns of the planning that are folded away at first: on paper the others fill the width of an A3."""

GROUPING = (
    *("part_of_id", "register_code", "sets", "size", "mandatory"),
    *("ready_percent", "ready_all_of", "ready_by_size", "ready_reason"),
)
"""Columns of organisations for chains with many."""

SHEETS: tuple[SheetLayout, ...] = (
    SheetLayout(
        "activity",
        N_("Planning"),
        (
            *("key", "name", "kind", "parent_id", "organisation_id", "track_id", "state", "start", "finish"),
            *("duration_minutes", "percent_complete", "start_window", "finish_window", "deadline"),
            *("actual_start", "actual_finish", "responsible", "note"),
            *FOLDED,
        ),
        frozenset(FOLDED),
        for_one=True,
    ),
    SheetLayout(
        "dependency",
        N_("Dependencies"),
        ("predecessor_id", "successor_id", "type", "lag", "lag_unit", "note"),
        for_one=True,
    ),
    SheetLayout(
        "organisation",
        N_("Organisations"),
        ("code", "name", "subtitle", "kind", "colour", "calendar_id", "contact_role", *GROUPING, "note"),
    ),
    SheetLayout(
        "commitment",
        N_("Commitments and motions"),
        (
            *(
                "key",
                "kind",
                "title",
                "words",
                "status",
                "made_on",
                "decided_on",
                "settled_on",
                "term",
                "organisation_id",
                "involved_ids",
            ),
            *("activity_ids", "reference", "made_in_id", "settled_in_id", "settled_by", "note"),
        ),
    ),
    SheetLayout(
        "criterion",
        N_("Readiness criteria"),
        (
            *("organisation_id", "track_id", "name", "evidence", "mandatory", "minimum", "needed_by", "activity_id"),
            "workaround",
            "decider",
        ),
        always=False,
        for_one=True,
    ),
    SheetLayout(
        "assessment",
        N_("Assessments"),
        ("criterion_id", "on", "light", "explanation", "evidence", "by_role"),
        always=False,
        for_one=True,
    ),
    SheetLayout(
        "agreement",
        N_("Chain agreements"),
        (
            *("key", "title", "giver_id", "taker_id", "activity_id", "needed_by_id", "promised", "accepted"),
            *("accepted_on", "status", "note"),
        ),
        always=False,
        for_one=True,
    ),
    SheetLayout(
        "risk",
        N_("Risks"),
        (
            *("key", "title", "cause", "effect", "probability", "impact", "measure", "owner", "status"),
            *("organisation_id", "activity_ids", "chance_percent", "shortest_minutes", "likely_minutes"),
            *("longest_minutes", "after_chance_percent", "after_shortest_minutes", "after_likely_minutes"),
            *("after_longest_minutes", "parallel", "note"),
        ),
        always=False,
        for_one=True,
    ),
    SheetLayout(
        "decision",
        N_("Decisions"),
        ("key", "title", "on", "reason", "decider", "meeting", "activity_ids", "date_before", "date_after", "note"),
        always=False,
    ),
    SheetLayout(
        "indicator", N_("Indicators"), ("key", "name", "unit", "better", "momentary", "organisation_id", "note")
    ),
    SheetLayout("measurement", N_("Measurements"), ("indicator_id", "at", "value", "role", "note")),
    SheetLayout("track", N_("Tracks"), ("code", "name")),
    SheetLayout("source", N_("Sources"), ("key", "title", "on", "reference", "address", "note")),
    SheetLayout("citation", N_("Citations"), ("source_id", "about_id", "fact_id", "place", "quote", "reference")),
)
SHEET_OF = {sheet.kind: sheet for sheet in SHEETS}
IN_ORDER_OF_NEED = (
    *("track", "organisation", "activity", "dependency", "criterion", "assessment"),
    *("agreement", "risk", "decision", "indicator", "measurement", "commitment", "source", "citation"),
)
"""Kinds in an order in which what is referred to comes first."""

COMPUTED = ("start", "finish", "late_start", "late_finish", "total_slack", "free_slack", "critical")
ROLLED_UP = ("duration_minutes", "percent_complete")
"""Fields that a summary takes from what is in it: shown as computed, never read back."""
CHECKED = COMPUTED + ROLLED_UP


def is_computed(row: Entity | None, spec: FieldDef) -> bool:
    """Whether a cell only shows what the schedule gives."""
    if not spec.stored:
        return True
    return isinstance(row, Activity) and row.is_summary and spec.name in ROLLED_UP


def is_read_only(spec: FieldDef) -> bool:
    """Whether nothing in a column can be changed on a row that exists."""
    return not spec.stored or not spec.editable or spec.shape is Shape.STRUCTURE


WIDTHS: dict[Shape, int] = {
    Shape.LONG_TEXT: 50,
    Shape.DATE: 11,
    Shape.START: 11,
    Shape.FINISH: 11,
    Shape.PERCENT: 9,
    Shape.DURATION: 9,
    Shape.REFERENCE: 12,
}


def width_of(spec: FieldDef) -> int:
    """How wide a column is, in characters: narrower than in a grid, since captions wrap."""
    return WIDTHS.get(spec.shape, 18 if spec.shape is Shape.CHOICE else spec.width + 2)


# --- which rows ---------------------------------------------------------------------------------


def rows_of(plan: Plan, kind: str, organisation: Organisation | None = None) -> Iterator[tuple[Entity, int]]:
    """The rows of a sheet in order, each with its depth; for one organisation those that concern it."""
    if kind == "activity":
        wanted = _activities_of(plan, organisation)
        return ((a, depth) for a, depth in plan.outline if wanted is None or a.id in wanted)
    chosen = _all_of(plan, kind)
    if organisation is not None:
        chosen = (row for row in chosen if _concerns(plan, row, organisation))
    return ((row, 0) for row in chosen)


def _activities_of(plan: Plan, organisation: Organisation | None) -> set[UUID] | None:
    """Its own activities, and the summaries that they are in; None for all."""
    if organisation is None:
        return None
    own = [a for a in plan.rows(Activity) if organisation.id in (a.organisation_id, *a.involved_ids)]
    return {a.id for a in own} | {above.id for a in own for above in plan.ancestors(a.id)}


def _all_of(plan: Plan, kind: str) -> Iterable[Entity]:
    match kind:
        case "dependency":
            place = {activity.id: i for i, (activity, _) in enumerate(plan.outline)}

            def flow(link: Dependency) -> tuple[int, int, str, str]:
                return place[link.successor_id], place[link.predecessor_id], link.type, str(link.id)

            return sorted(plan.rows(Dependency), key=flow)
        case "assessment":
            return [a for criterion in plan.criteria for a in plan.assessments(criterion.id)]
        case "measurement":
            return [m for indicator in plan.indicators for m in plan.measurements(indicator.id)]
        case "citation":
            place = {source.id: i for i, source in enumerate(plan.sources)}

            def spot(citation: Citation) -> tuple[int, str, str, str]:
                return place[citation.source_id], citation.fact_id, citation.place, str(citation.id)

            return sorted(plan.rows(Citation), key=spot)
        case _:
            return _in_order(plan)[kind]


def _in_order(plan: Plan) -> dict[str, Sequence[Entity]]:
    """The kinds whose order the plan itself knows."""
    return {
        "organisation": plan.organisations,
        "track": plan.tracks,
        "commitment": plan.commitments,
        "criterion": plan.criteria,
        "agreement": plan.agreements,
        "risk": plan.risks,
        "decision": plan.decisions,
        "indicator": plan.indicators,
        "source": plan.sources,
    }


def _concerns(plan: Plan, row: Entity, organisation: Organisation) -> bool:
    match row:
        case Dependency():
            ends = (plan.activity(row.predecessor_id), plan.activity(row.successor_id))
            return any(end.organisation_id == organisation.id for end in ends)
        case Commitment():
            return organisation.id in (row.organisation_id, *row.involved_ids)
        case Agreement():
            return organisation.id in (row.giver_id, row.taker_id)
        case Decision():
            owners = (plan.activity(each).organisation_id for each in row.activity_ids)
            return not row.activity_ids or organisation.id in owners
        case Criterion() | Indicator() | Risk():
            return row.organisation_id == organisation.id
        case Assessment():
            return _concerns(plan, plan.row(Criterion, row.criterion_id), organisation)
        case Measurement():
            return _concerns(plan, plan.row(Indicator, row.indicator_id), organisation)
        case Citation():
            about = about_row(plan, row.about_id)
            if isinstance(about, Activity):
                return organisation.id in (about.organisation_id, *about.involved_ids)
            return about is not None and about.kind_name in SHEET_OF and _concerns(plan, about, organisation)
        case _:
            return True


ABOUT = (
    *("activity", "commitment", "indicator", "measurement", "organisation", "dependency", "criterion", "agreement"),
    *("risk", "decision", "programme", "calendar", "track", "source", "baseline", "assessment"),
)
"""Kinds that a citation can be about, the likeliest first."""


def about_row(plan: Plan, row_id: UUID) -> Entity | None:
    """The row that a citation is about, whatever its kind."""
    for kind in ABOUT:
        row = plan.table(kind).get(row_id)
        if row is not None:
            return cast(Entity, row)
    return None
