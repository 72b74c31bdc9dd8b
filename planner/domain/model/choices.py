"""What a choice field can hold."""

from __future__ import annotations

from enum import StrEnum


class ActivityKind(StrEnum):
    TASK = "task"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class Gate(StrEnum):
    """The milestones that rules look for."""

    NONE = ""
    ENTRY = "entry"  # entry into force; at most one in a programme
    READY = "ready"  # an organisation's "startblokken"; at most one an organisation
    DEBATE = "debate"  # a meeting with Parliament, before which promises fall due; any number


class Stage(StrEnum):
    """What an activity is in the course of a law; the phases are those of domain knowledge on Kiwi.

    The milestones among them are moments that rules count from.
    """

    NONE = ""
    PREPARATION = "preparation"  # interne voorbereiding
    CONSULTATION = "consultation"  # consultatie en toetsing
    CABINET = "cabinet"  # voorportaal, onderraad, ministerraad
    COUNCIL_OF_STATE = "council-of-state"  # advisering Raad van State
    FURTHER_REPORT = "further-report"  # nader rapport
    SUBMISSION = "submission"  # indiening bij de Tweede Kamer
    LOWER_PREPARATION = "lower-preparation"  # Tweede Kamer: verslag, nota naar aanleiding van het verslag
    LOWER_DEBATE = "lower-debate"  # Tweede Kamer, plenair
    LOWER_VOTE = "lower-vote"  # stemming Tweede Kamer
    UPPER_PREPARATION = "upper-preparation"  # Eerste Kamer: verslagen en nota's
    UPPER_DEBATE = "upper-debate"  # Eerste Kamer, plenair
    UPPER_VOTE = "upper-vote"  # stemming Eerste Kamer
    SIGNATURE = "signature"  # bekrachtiging
    PUBLICATION = "publication"  # bekendmaking in het Staatsblad
    DECREE = "decree"  # inwerkingtredingsbesluit
    ENTRY = "entry"  # inwerkingtreding
    MONITORING = "monitoring"
    EARLY_REVIEW = "early-review"  # invoeringstoets
    EVALUATION = "evaluation"


class Constraint(StrEnum):
    """The eight constraints of MS Project, by their usual abbreviations."""

    ASAP = "ASAP"
    ALAP = "ALAP"
    SNET = "SNET"
    SNLT = "SNLT"
    FNET = "FNET"
    FNLT = "FNLT"
    MSO = "MSO"
    MFO = "MFO"


class LinkType(StrEnum):
    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagUnit(StrEnum):
    WORK = "work"  # working minutes on the successor's calendar
    ELAPSED = "elapsed"  # minutes on the clock
    PERCENT = "percent"  # of the predecessor's duration


class PlanOn(StrEnum):
    """Which end of a date window the schedule counts with."""

    LATEST = "latest"
    MIDDLE = "middle"
    EARLIEST = "earliest"


class Pinning(StrEnum):
    """What says when an activity is: the schedule, or dates that are kept as given."""

    NONE = ""
    HAND = "hand"
    FILE = "file"  # the dates that an imported file had, kept instead of ours


class ScheduleFrom(StrEnum):
    """The end of the programme that dates are counted from."""

    START = "start"
    FINISH = "finish"  # all is planned as late as `finish_at` allows


class OutOfSequence(StrEnum):
    """What is done with work that began before what it waits for: the three rules of Primavera P6."""

    RETAINED_LOGIC = "retained-logic"  # what is left of it waits
    PROGRESS_OVERRIDE = "progress-override"  # what is left of it goes on; the link says nothing any more
    ACTUAL_DATES = "actual-dates"  # what is left of it goes on; slack before it is counted to its actual start


class PlanState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"


class TextLanguage(StrEnum):
    """The language that a plan's own names and notes are in."""

    DUTCH = "nl"
    ENGLISH = "en"


class OrganisationKind(StrEnum):
    CHAIN = "chain"  # carries the law out and must be ready
    MINISTRY = "ministry"
    PARLIAMENT = "parliament"
    ADVISER = "adviser"
    OTHER = "other"


class CalendarPurpose(StrEnum):
    WORK = "work"
    STATUTORY = "statutory"  # for terms under the Algemene termijnenwet
    RECESS = "recess"


class HolidaySet(StrEnum):
    """Public holidays a calendar takes over; computed by `planner.domain.holidays`."""

    NONE = ""
    STATE_WORKDAYS = "rijk"
    STATUTORY_TERMS = "wettelijke-termijnen"


class CommitmentKind(StrEnum):
    MOTION = "motion"
    COMMITMENT = "commitment"


class CommitmentStatus(StrEnum):
    """Where a commitment or a motion stands; the words are those of the Kamer."""

    UNKNOWN = "unknown"  # no source says what became of it
    SUBMITTED = "submitted"  # ingediend
    HELD = "held"  # aangehouden
    WITHDRAWN = "withdrawn"  # ingetrokken
    REJECTED = "rejected"  # verworpen
    ADOPTED = "adopted"  # aangenomen: asks to be carried out
    OPEN = "open"
    PARTLY = "partly"
    DONE = "done"  # voldaan: Parliament has the result in writing
    SETTLED = "settled"  # afgedaan: used for motions


class Light(StrEnum):
    GREEN = "green"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


class Agreed(StrEnum):
    """Where an agreement between two organisations stands."""

    PROPOSED = "proposed"  # promised by the one, not accepted yet by the other
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


class Likelihood(StrEnum):
    """Five fixed words for a chance, the same for what is worked out and for what is judged."""

    CERTAINLY_NOT = "certainly-not"
    PROBABLY_NOT = "probably-not"
    EITHER_WAY = "either-way"
    PROBABLY = "probably"
    CERTAINLY = "certainly"


class RiskStatus(StrEnum):
    OPEN = "open"
    HAPPENED = "happened"
    CLOSED = "closed"


class FigureRole(StrEnum):
    """What a value of an indicator is."""

    ACTUAL = "actual"
    TARGET = "target"


class Better(StrEnum):
    """Which way an indicator should go."""

    UNSTATED = ""
    UP = "up"
    DOWN = "down"


class State(StrEnum):
    """Where something stands; the first that applies, and of a summary the worst beneath it."""

    DONE = "done"
    LATE = "late"
    WILL_BE_LATE = "will_be_late"
    SILENT = "silent"
    RUNNING = "running"
    UNCERTAIN = "uncertain"
    NO_TERM = "no_term"
    PLANNED = "planned"
