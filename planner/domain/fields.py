"""What every field is called, how it is shown, and whether it can be edited: each declared here once.

Grid, inspector, Excel and the change log read this; limits and validation stand in the model.
"""

from __future__ import annotations

from functools import cache

from planner.domain import model as m
from planner.domain.activity_fields import ACTIVITY_FIELDS, INTERNAL, KEPT, MOVED
from planner.domain.field_def import Column, FieldDef, Section, Shape, Surface
from planner.message import N_

__all__ = ["FIELDS", "Column", "FieldDef", "Section", "Shape", "Surface", "field_spec", "spec_of"]


def _f(name: str, shape: Shape, heading: str = "", **more: object) -> FieldDef:
    return FieldDef(name, shape, heading, **more)  # type: ignore[arg-type]


ID = _f("id", Shape.STRUCTURE, fixed=KEPT)
POSITION = _f("position", Shape.STRUCTURE, fixed=MOVED)
NOTE = _f("note", Shape.LONG_TEXT, N_("Note"), width=40)
ORGANISATION = _f("organisation_id", Shape.REFERENCE, N_("Organisation"), refers_to="organisation", width=12)
INVOLVED = _f("involved_ids", Shape.REFERENCES, N_("Also involved"), refers_to="organisation", width=16)
CALENDAR = _f("calendar_id", Shape.REFERENCE, N_("Calendar"), refers_to="calendar", width=20)
TRACK = _f("track_id", Shape.REFERENCE, N_("Track"), refers_to="track", width=14)
ABOUT = _f("about_id", Shape.STRUCTURE, N_("About"), fixed="a row stays about what it was written about")

FIELDS: dict[str, tuple[FieldDef, ...]] = {
    "programme": (
        ID,
        _f("name", Shape.TEXT, N_("Programme"), width=40),
        _f("law", Shape.TEXT, N_("Law"), width=40),
        _f("owner", Shape.TEXT, N_("Commissioned by"), width=30),
        _f("status_date", Shape.DATE, N_("Status date")),
        _f("start_date", Shape.DATE, N_("Programme starts")),
        _f("state", Shape.CHOICE, N_("State"), choices=m.PlanState),
        _f("version", Shape.TEXT, N_("Version")),
        _f("plan_on", Shape.CHOICE, N_("Plan date windows on"), choices=m.PlanOn),
        CALENDAR,
        _f("near_critical_days", Shape.INTEGER, N_("Near-critical up to (working days)")),
        _f("critical_days", Shape.INTEGER, N_("Critical up to (working days)")),
        _f("schedule_from", Shape.CHOICE, N_("Plan from"), choices=m.ScheduleFrom),
        _f("start_minute", Shape.STRUCTURE, fixed=INTERNAL),
        _f("finish_at", Shape.FINISH, N_("Programme finishes")),
        _f("honour_constraints", Shape.YES_NO, N_("Constraints go before links")),
        _f("remaining_from_status", Shape.YES_NO, N_("Plan what is left from the status date")),
        _f("out_of_sequence", Shape.CHOICE, N_("Work that began too early"), choices=m.OutOfSequence, width=22),
        _f("local_governments", Shape.YES_NO, N_("Directly relevant for local governments")),
        _f("implementation_months", Shape.INTEGER, N_("Months of implementation after the vote")),
        _f("shortest_percent", Shape.INTEGER, N_("Chance: shortest duration (% of planned)")),
        _f("longest_percent", Shape.INTEGER, N_("Chance: longest duration (% of planned)")),
        _f("unknown_shortest_days", Shape.INTEGER, N_("Chance: work without a duration, shortest (working days)")),
        _f("unknown_likely_days", Shape.INTEGER, N_("Chance: work without a duration, likely (working days)")),
        _f("unknown_longest_days", Shape.INTEGER, N_("Chance: work without a duration, longest (working days)")),
        _f("branch_percent", Shape.PERCENT, N_("Chance: conditional work is done (%)")),
        _f("alike_organisation", Shape.PERCENT, N_("Chance: correlation within an organisation (%)")),
        _f("alike_track", Shape.PERCENT, N_("Chance: correlation within a track (%)")),
        _f("alike_cause", Shape.PERCENT, N_("Chance: correlation within a cause (%)")),
        NOTE,
    ),
    "calendar": (
        ID,
        _f("name", Shape.TEXT, N_("Name"), width=30),
        _f("purpose", Shape.CHOICE, N_("Purpose"), choices=m.CalendarPurpose),
        _f("base_id", Shape.REFERENCE, N_("Based on"), refers_to="calendar", width=20),
        _f("week", Shape.STRUCTURE, N_("Working week"), edited_in="dialog of calendars"),
        _f("holidays", Shape.CHOICE, N_("Public holidays"), choices=m.HolidaySet),
        _f("exceptions", Shape.STRUCTURE, N_("Exceptions"), edited_in="dialog of calendars"),
        NOTE,
    ),
    "organisation": (
        ID,
        _f("code", Shape.TEXT, N_("Code"), width=10),
        _f("name", Shape.TEXT, N_("Name"), width=34),
        _f("subtitle", Shape.TEXT, N_("Subtitle"), width=30),
        _f("kind", Shape.CHOICE, N_("Kind"), choices=m.OrganisationKind, width=18),
        _f("colour", Shape.TEXT, N_("Colour"), width=9),
        CALENDAR,
        _f("contact_role", Shape.TEXT, N_("Contact (role)"), width=26),
        _f("part_of_id", Shape.REFERENCE, N_("Part of"), refers_to="organisation", width=12),
        _f("register_code", Shape.TEXT, N_("Register code"), width=12),
        _f("sets", Shape.TEXT, N_("Sets"), width=20),
        _f("size", Shape.NUMBER, N_("Size (such as inhabitants)"), width=12),
        _f("mandatory", Shape.YES_NO, N_("Counts for its group")),
        _f("ready_percent", Shape.PERCENT, N_("Group is ready at (%)")),
        _f("ready_all_of", Shape.TEXT, N_("… and all of these sets"), width=20),
        _f("ready_by_size", Shape.YES_NO, N_("Weighed by size")),
        _f("ready_reason", Shape.LONG_TEXT, N_("Why that will do"), width=30),
        NOTE,
        POSITION,
    ),
    "track": (
        ID,
        _f("code", Shape.TEXT, N_("Code"), width=10),
        _f("name", Shape.TEXT, N_("Name"), width=30),
        POSITION,
    ),
    "activity": ACTIVITY_FIELDS,
    "dependency": (
        ID,
        _f("predecessor_id", Shape.REFERENCE, N_("Predecessor"), refers_to="activity"),
        _f("successor_id", Shape.REFERENCE, N_("Successor"), refers_to="activity"),
        _f("type", Shape.CHOICE, N_("Type"), choices=m.LinkType, width=16),
        _f("lag", Shape.INTEGER, N_("Lag"), width=8),
        _f("lag_unit", Shape.CHOICE, N_("Lag unit"), choices=m.LagUnit, width=16),
        NOTE,
    ),
    "baseline": (
        ID,
        _f("name", Shape.TEXT, N_("Name"), width=30),
        _f("taken_on", Shape.DATE, N_("Taken on")),
        NOTE,
    ),
    "baseline_date": (
        ID,
        _f("baseline_id", Shape.REFERENCE, N_("Baseline"), refers_to="baseline"),
        _f("activity_id", Shape.REFERENCE, N_("Activity"), refers_to="activity"),
        _f("start", Shape.START, N_("Start")),
        _f("finish", Shape.FINISH, N_("Finish")),
    ),
    "criterion": (
        ID,
        ORGANISATION,
        TRACK,
        _f("name", Shape.TEXT, N_("Criterion"), width=44),
        _f("evidence", Shape.LONG_TEXT, N_("What counts as evidence"), width=40),
        _f("mandatory", Shape.YES_NO, N_("Mandatory")),
        _f("minimum", Shape.CHOICE, N_("Minimum level"), choices=m.Light),
        _f("needed_by", Shape.WINDOW, N_("Needed by"), width=18),
        _f("activity_id", Shape.REFERENCE, N_("Activity"), refers_to="activity"),
        _f("workaround", Shape.LONG_TEXT, N_("Work-around"), width=40),
        _f("decider", Shape.TEXT, N_("Who decides (role)"), width=22),
        POSITION,
    ),
    "assessment": (
        ID,
        _f("criterion_id", Shape.REFERENCE, N_("Criterion"), refers_to="criterion", width=44),
        _f("on", Shape.DATE, N_("Date")),
        _f("light", Shape.CHOICE, N_("Light"), choices=m.Light),
        _f("explanation", Shape.LONG_TEXT, N_("Explanation"), width=44),
        _f("evidence", Shape.LONG_TEXT, N_("Evidence shown"), width=40),
        _f("by_role", Shape.TEXT, N_("By (role)"), width=20),
    ),
    "commitment": (
        ID,
        _f("key", Shape.TEXT, N_("No."), width=9, fixed=KEPT),
        _f("kind", Shape.CHOICE, N_("Kind"), choices=m.CommitmentKind, width=13),
        _f("title", Shape.TEXT, N_("Title"), width=60),
        _f("words", Shape.LONG_TEXT, N_("In the words used"), width=50),
        _f("status", Shape.CHOICE, N_("Status"), choices=m.CommitmentStatus, width=14),
        _f("made_on", Shape.WINDOW, N_("Made on"), width=16),
        _f("decided_on", Shape.WINDOW, N_("Voted on"), width=16),
        _f("settled_on", Shape.WINDOW, N_("Settled on"), width=16),
        _f("term", Shape.WINDOW, N_("Term"), width=24),
        _f("earlier_terms", Shape.STRUCTURE, fixed=INTERNAL),
        ORGANISATION,
        INVOLVED,
        _f("activity_ids", Shape.REFERENCES, N_("Carried out by"), refers_to="activity", width=16),
        _f("reference", Shape.TEXT, N_("Reference"), width=18),
        _f("made_in_id", Shape.REFERENCE, N_("Made in letter"), refers_to="source", width=14),
        _f("settled_in_id", Shape.REFERENCE, N_("Settled in letter"), refers_to="source", width=14),
        _f("settled_by", Shape.TEXT, N_("Settled by"), width=24),
        NOTE,
        POSITION,
    ),
    "indicator": (
        ID,
        _f("key", Shape.TEXT, N_("No."), width=9, fixed=KEPT),
        _f("name", Shape.TEXT, N_("Indicator"), width=50),
        _f("unit", Shape.TEXT, N_("Unit"), width=12),
        _f("better", Shape.CHOICE, N_("Better is"), choices=m.Better),
        _f("momentary", Shape.YES_NO, N_("Values of one moment")),
        ORGANISATION,
        NOTE,
        POSITION,
    ),
    "measurement": (
        ID,
        _f("indicator_id", Shape.REFERENCE, N_("Indicator"), refers_to="indicator", width=12),
        _f("at", Shape.WINDOW, N_("Measured on"), width=20),
        _f("value", Shape.NUMBER, N_("Value"), width=12),
        _f("role", Shape.CHOICE, N_("What it is"), choices=m.FigureRole),
        NOTE,
    ),
    "source": (
        ID,
        _f("key", Shape.TEXT, N_("No."), width=9, fixed=KEPT),
        _f("title", Shape.TEXT, N_("Title"), width=60),
        _f("on", Shape.DATE, N_("Date")),
        _f("reference", Shape.TEXT, N_("Reference"), width=30),
        _f("address", Shape.TEXT, N_("Address"), width=40),
        NOTE,
        POSITION,
    ),
    "citation": (
        ID,
        _f("source_id", Shape.REFERENCE, N_("Source"), refers_to="source"),
        ABOUT,
        _f("place", Shape.TEXT, N_("Place"), width=24),
        _f("quote", Shape.LONG_TEXT, N_("Quote"), width=60),
        _f("fact_id", Shape.TEXT, N_("Fact")),
        _f("reference", Shape.TEXT, N_("Reference"), width=18),
    ),
    "assumption": (
        ID,
        ABOUT,
        _f("field", Shape.STRUCTURE, fixed="it stays about the value it was written about"),
        _f("reason", Shape.LONG_TEXT, N_("Reason"), width=50),
        _f("by_role", Shape.TEXT, N_("By (role)"), width=20),
        _f("on", Shape.DATE, N_("Date")),
    ),
    "update_round": (
        ID,
        _f("name", Shape.TEXT, N_("Round"), width=30),
        _f("opened_on", Shape.DATE, N_("Opened on")),
        _f("due_on", Shape.DATE, N_("Due on")),
        _f("closed_on", Shape.DATE, N_("Closed on")),
        _f("organisation_ids", Shape.REFERENCES, N_("Asked of"), refers_to="organisation", width=24),
        _f("asked_seq", Shape.STRUCTURE, fixed=INTERNAL),
        _f("baseline_id", Shape.REFERENCE, N_("Baseline"), refers_to="baseline", width=20),
        NOTE,
    ),
    "reply": (
        ID,
        _f("round_id", Shape.REFERENCE, N_("Round"), refers_to="update_round", width=24),
        ORGANISATION,
        _f("received_at", Shape.START, N_("Received on")),
        _f("file_name", Shape.TEXT, N_("File"), width=30),
        _f("digest", Shape.STRUCTURE, fixed=INTERNAL),
        _f("taken", Shape.INTEGER, N_("Taken over"), fixed=INTERNAL),
        _f("kept_out", Shape.INTEGER, N_("Not taken over"), fixed=INTERNAL),
        NOTE,
    ),
    "agreement": (
        ID,
        _f("key", Shape.TEXT, N_("No."), width=9, fixed=KEPT),
        _f("title", Shape.TEXT, N_("What is delivered"), width=50),
        _f("giver_id", Shape.REFERENCE, N_("Delivered by"), refers_to="organisation"),
        _f("taker_id", Shape.REFERENCE, N_("Delivered to"), refers_to="organisation"),
        _f("activity_id", Shape.REFERENCE, N_("By activity"), refers_to="activity"),
        _f("needed_by_id", Shape.REFERENCE, N_("For activity"), refers_to="activity"),
        _f("promised", Shape.WINDOW, N_("Promised"), width=18),
        _f("accepted", Shape.WINDOW, N_("Accepted date"), width=18),
        _f("accepted_on", Shape.DATE, N_("Accepted on")),
        _f("status", Shape.CHOICE, N_("Status"), choices=m.Agreed, width=16),
        NOTE,
        POSITION,
    ),
    "decision": (
        ID,
        _f("key", Shape.TEXT, N_("No."), width=9, fixed=KEPT),
        _f("title", Shape.TEXT, N_("Decision"), width=50),
        _f("on", Shape.DATE, N_("Date")),
        _f("reason", Shape.LONG_TEXT, N_("Reason"), width=40),
        _f("decider", Shape.TEXT, N_("Decided by"), width=22),
        _f("meeting", Shape.TEXT, N_("Meeting"), width=22),
        _f("activity_ids", Shape.REFERENCES, N_("Concerns"), refers_to="activity", width=16),
        _f("date_before", Shape.FINISH, N_("Date before")),
        _f("date_after", Shape.FINISH, N_("Date after")),
        NOTE,
    ),
    "risk": (
        ID,
        _f("key", Shape.TEXT, N_("No."), width=9, fixed=KEPT),
        _f("title", Shape.TEXT, N_("Risk"), width=50),
        _f("cause", Shape.LONG_TEXT, N_("Cause"), width=36),
        _f("effect", Shape.LONG_TEXT, N_("Effect"), width=36),
        _f("probability", Shape.INTEGER, N_("Probability (1-5)"), width=8),
        _f("impact", Shape.INTEGER, N_("Impact (1-5)"), width=8),
        _f("measure", Shape.LONG_TEXT, N_("Measure"), width=36),
        _f("owner", Shape.TEXT, N_("Owner (role)"), width=22),
        _f("chance_percent", Shape.PERCENT, N_("Chance (%)"), width=8),
        _f("shortest_minutes", Shape.DURATION, N_("Shortest delay"), width=10),
        _f("likely_minutes", Shape.DURATION, N_("Likely delay"), width=10),
        _f("longest_minutes", Shape.DURATION, N_("Longest delay"), width=10),
        _f("after_chance_percent", Shape.PERCENT, N_("Chance after the measure (%)"), width=8),
        _f("after_shortest_minutes", Shape.DURATION, N_("Shortest delay after the measure"), width=10),
        _f("after_likely_minutes", Shape.DURATION, N_("Likely delay after the measure"), width=10),
        _f("after_longest_minutes", Shape.DURATION, N_("Longest delay after the measure"), width=10),
        _f("parallel", Shape.YES_NO, N_("Beside other risks")),
        _f("status", Shape.CHOICE, N_("Status"), choices=m.RiskStatus, width=14),
        ORGANISATION,
        _f("activity_ids", Shape.REFERENCES, N_("Concerns"), refers_to="activity", width=16),
        NOTE,
        POSITION,
    ),
    "duration_range": (
        ID,
        _f("name", Shape.TEXT, N_("Name"), width=30),
        ORGANISATION,
        TRACK,
        _f("stage", Shape.CHOICE, N_("Stage of the law"), choices=m.Stage, width=22),
        _f("shortest_percent", Shape.INTEGER, N_("Shortest (% of planned)"), width=10),
        _f("likely_percent", Shape.INTEGER, N_("Likely (% of planned)"), width=10),
        _f("longest_percent", Shape.INTEGER, N_("Longest (% of planned)"), width=10),
        NOTE,
        POSITION,
    ),
    "judgement": (
        ID,
        ORGANISATION,
        _f("on", Shape.DATE, N_("Date")),
        _f("likelihood", Shape.CHOICE, N_("Own judgement"), choices=m.Likelihood, width=20),
        _f("explanation", Shape.LONG_TEXT, N_("Explanation"), width=44),
        _f("by_role", Shape.TEXT, N_("By (role)"), width=20),
    ),
    "chance_result": (
        ID,
        _f("made_at", Shape.START, N_("Worked out on"), fixed=KEPT),
        _f("status_date", Shape.DATE, N_("Status date"), fixed=KEPT),
        _f("round_id", Shape.REFERENCE, N_("Round"), refers_to="update_round", width=24, fixed=KEPT),
        _f("runs", Shape.INTEGER, N_("Runs"), fixed=KEPT),
        _f("seed", Shape.INTEGER, N_("Seed"), fixed=KEPT),
        _f("converged", Shape.YES_NO, N_("Converged"), fixed=KEPT),
        _f("without_risks", Shape.YES_NO, N_("Without risks"), fixed=KEPT),
        _f("inputs", Shape.STRUCTURE, fixed=INTERNAL),
        _f("answer", Shape.STRUCTURE, fixed=INTERNAL),
        NOTE,
    ),
    "overruling": (
        ID,
        _f("rule", Shape.TEXT, N_("Check"), width=24, fixed=INTERNAL),
        ABOUT,
        _f("reason", Shape.LONG_TEXT, N_("Reason"), width=50),
        _f("by_role", Shape.TEXT, N_("By (role)"), width=20),
        _f("on", Shape.DATE, N_("Date")),
    ),
    "attention_choice": (
        ID,
        _f("rule", Shape.TEXT, N_("Check"), width=24, fixed=INTERNAL),
        ABOUT,
        _f("on_paper", Shape.YES_NO, N_("On paper")),
        _f("words", Shape.LONG_TEXT, N_("In these words"), width=50),
    ),
    "remark": (
        ID,
        ABOUT,
        _f("at", Shape.START, N_("Date")),
        _f("text", Shape.LONG_TEXT, N_("Remark"), width=50),
        _f("field", Shape.STRUCTURE, fixed=INTERNAL),
        ORGANISATION,
        _f("origin", Shape.TEXT, N_("From"), width=30),
        _f("handled", Shape.YES_NO, N_("Dealt with")),
    ),
    "scenario": (
        ID,
        _f("name", Shape.TEXT, N_("Scenario"), width=30),
        _f("made_on", Shape.DATE, N_("Made on")),
        _f("changes", Shape.STRUCTURE, fixed=INTERNAL),
        _f("format", Shape.STRUCTURE, fixed=INTERNAL),
        NOTE,
    ),
    "saved_view": (
        ID,
        _f("name", Shape.TEXT, N_("Name"), width=30),
        _f("view", Shape.STRUCTURE, fixed=INTERNAL),
        _f("definition", Shape.STRUCTURE, fixed=INTERNAL),
        POSITION,
    ),
    "key_series": (
        ID,
        _f("prefix", Shape.TEXT, fixed=INTERNAL),
        _f("last", Shape.INTEGER, fixed=INTERNAL),
    ),
}


@cache
def _by_name(kind: str) -> dict[str, FieldDef]:
    return {spec.name: spec for spec in FIELDS[kind]}


def field_spec(kind: str, name: str) -> FieldDef | None:
    """The spec of a field; None for a name that the kind does not have."""
    return _by_name(kind).get(name)


def spec_of(kind: str, name: str) -> FieldDef:
    """The spec of a field that is known to exist; KeyError otherwise."""
    return _by_name(kind)[name]
