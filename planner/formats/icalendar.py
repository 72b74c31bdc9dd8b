"""A plan's milestones, deadlines and terms as an agenda that a calendar program reads (RFC 5545).

Everything is an event of whole days that keeps nobody busy. What was said in words is a span from
its first day to its last, tentative, with the words in its title. An event keeps its UID (of the
row and its programme) however often it is written, and the same plan gives the same bytes: the time
stamp is the programme's status date, and `seq`, which grows with every step, is the SEQUENCE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from planner import __version__
from planner.domain.control.commitments import is_settled
from planner.domain.control.statements import grounds_words, statements
from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature
from planner.domain.model import Activity, Commitment, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.errors import FileTrouble
from planner.language import Translator
from planner.message import N_
from planner.writing import write_file

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its days, both inclusive, and what is told about it."""

    uid: str
    first: date
    last: date
    title: str
    lines: tuple[str, ...]
    organisations: tuple[str, ...]
    tentative: bool


def write_calendar(
    plan: Plan, schedule: Schedule, path: Path, translator: Translator, organisation: str | None = None, *, seq: int = 0
) -> None:
    """Write an agenda, replacing the file in one go; FileTrouble if that cannot be done.

    With the code of an `organisation`: only what it carries out, answers for or is involved in.
    """
    content = calendar_bytes(plan, schedule, translator, organisation, seq=seq)
    write_file(path, content)


def calendar_bytes(
    plan: Plan, schedule: Schedule, translator: Translator, organisation: str | None = None, *, seq: int = 0
) -> bytes:
    """The agenda as it stands in a file; FileTrouble where there is nothing to put in it, which the format forbids."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//Ketenplanner//Ketenplanner {__version__}//{translator.code.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    name = plan.programme.name
    owner = plan.organisations_by_code.get(organisation) if organisation else None
    if organisation and owner is None:
        raise FileTrouble(N_("There is no organisation {code} in this plan."), code=organisation)
    if owner is not None:
        name = translator.translate(N_("{programme}: {organisation}"), programme=name, organisation=owner.name)
    made.add("name", name)
    made.add("x-wr-calname", name)
    stamp = datetime.combine(plan.programme.status_date, time(), UTC)
    found = sorted(entries(plan, schedule, translator, owner), key=lambda e: (e.first, e.last, e.uid))
    if not found:
        raise FileTrouble(N_("There is no milestone, deadline or term with a date for an agenda."))
    for entry in found:
        made.add_component(_event(entry, stamp, seq))
    return made.to_ical()


def _event(entry: Entry, stamp: datetime, seq: int) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("sequence", seq)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))  # the end is exclusive
    event.add("summary", entry.title)
    event.add("description", "\n".join(line for line in entry.lines if line))
    if entry.organisations:
        event.add("categories", list(entry.organisations))
    event.add("status", "TENTATIVE" if entry.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


# --- what is in the agenda ----------------------------------------------------------------------------


def entries(
    plan: Plan, schedule: Schedule, translator: Translator, owner: Organisation | None = None
) -> Iterator[Entry]:
    """Milestones with a date, deadlines, and commitments with a term; of one organisation, or of all."""
    writer = _Writer(plan, schedule, translator)
    for activity, _ in plan.outline:
        if owner is not None and owner.id not in (activity.organisation_id, *activity.involved_ids):
            continue
        if activity.is_milestone and writer.has_date(activity):
            yield writer.milestone(activity)
        if activity.deadline is not None:
            yield writer.deadline(activity, activity.deadline.date())
    for commitment in plan.commitments:
        if owner is not None and owner.id not in (commitment.organisation_id, *commitment.involved_ids):
            continue
        days = _days_of(commitment.term)
        if days is not None and commitment.term is not None:
            yield writer.commitment(commitment, commitment.term, days)


class _Writer:
    """Puts rows of a plan in the words of an agenda."""

    def __init__(self, plan: Plan, schedule: Schedule, translator: Translator) -> None:
        self._plan, self._schedule, self._wording = plan, schedule, translator

    def has_date(self, activity: Activity) -> bool:
        """Whether anything says when it is: what only begins with the programme has no day of its own."""
        return statements(self._plan, self._schedule).finish(activity).planned is not None

    def milestone(self, activity: Activity) -> Entry:
        """A milestone on its day; on all of its window while it is planned inside it."""
        translate, window = self._wording.translate, activity.start_window or activity.finish_window
        day = self._schedule[activity.id].finish.date()
        happened = activity.started_at is not None or activity.finished_at is not None
        first, last, imprecise = day, day, False
        if window is not None and not happened and not window.is_exact:
            first, last = _span(window, day)
            imprecise = True
        title = f"{activity.key} {activity.name}"
        if imprecise:
            title = translate(N_("{title} ({words})"), title=title, words=window)
        if activity.conditional:
            title = translate(N_("{title} (only if conditions are met)"), title=title)
        lines = [self._who(activity.organisation_id, activity.involved_ids)]
        told = statements(self._plan, self._schedule).finish(activity)
        for more in (told.deviation_words, grounds_words(told.rests_on)):
            if more is not None and not happened:
                lines.append(translate(more))
        if imprecise:
            lines.append(translate(N_("Given as “{window}”; planned on {date}."), window=window, date=day))
        lines.append(self._how_firm(window))
        if activity.finished_at is not None or activity.started_at is not None:
            lines.append(translate(N_("Has taken place.")))
        tentative = not happened and (imprecise or activity.conditional)
        names = self._names(activity.organisation_id, activity.involved_ids)
        return Entry(self._uid(activity.id), first, last, title, tuple(lines), names, tentative)

    def deadline(self, activity: Activity, day: date) -> Entry:
        """The last day for an activity."""
        translate = self._wording.translate
        title = translate(N_("Deadline: {key} {name}"), key=activity.key, name=activity.name)
        planned = translate(N_("Planned to finish on {date}."), date=self._schedule[activity.id].finish.date())
        lines = (self._who(activity.organisation_id, activity.involved_ids), planned)
        names = self._names(activity.organisation_id, activity.involved_ids)
        return Entry(self._uid(activity.id, "deadline"), day, day, title, lines, names, tentative=False)

    def commitment(self, commitment: Commitment, term: ImpreciseDate, days: tuple[date, date]) -> Entry:
        """The term of a commitment or motion."""
        translate = self._wording.translate
        title = translate(
            N_("{kind} {key}: {title}"),
            kind=self._wording.choice(commitment.kind),
            key=commitment.key,
            title=commitment.title,
        )
        imprecise = not term.is_exact
        if imprecise:
            title = translate(N_("{title} ({words})"), title=title, words=term)
        lines = (
            self._who(commitment.organisation_id, commitment.involved_ids),
            translate(N_("Status: {status}"), status=commitment.status),
            self._how_firm(term),
            commitment.reference,
            translate(N_("Settled by: {letter}"), letter=commitment.settled_by) if commitment.settled_by else "",
        )
        names = self._names(commitment.organisation_id, commitment.involved_ids)
        tentative = imprecise and not is_settled(commitment)
        return Entry(self._uid(commitment.id), *days, title, lines, names, tentative)

    # --- words ----------------------------------------------------------------------------------------

    def _uid(self, row_id: UUID, part: str = "") -> str:
        return f"{row_id}{'-' + part if part else ''}@{self._plan.programme.id}"

    def _names(self, owner: UUID | None, involved: tuple[UUID, ...]) -> tuple[str, ...]:
        rows = [self._plan.get(Organisation, row_id) for row_id in (owner, *involved)]
        return tuple(dict.fromkeys(row.name for row in rows if row is not None))

    def _who(self, owner: UUID | None, involved: tuple[UUID, ...]) -> str:
        return ", ".join(self._names(owner, involved))

    def _how_firm(self, window: ImpreciseDate | None) -> str:
        if window is None or window.firmness is Firmness.UNSTATED:
            return ""
        return self._wording.translate(N_("How firm: {firmness}"), firmness=window.firmness)


def _span(window: ImpreciseDate, day: date) -> tuple[date, date]:
    """The days of a window, where the day that is planned is one of them; else that day."""
    days = _days_of(window)
    return days if days is not None and days[0] <= day <= days[1] else (day, day)


def _days_of(window: ImpreciseDate | None) -> tuple[date, date] | None:
    """First and last day of a window; of one that is open on a side, the day that is known. None without any."""
    if window is None or window.nature is not Nature.WINDOW:
        return None
    first, last = window.earliest or window.latest, window.latest or window.earliest
    return None if first is None or last is None else (first, last)
