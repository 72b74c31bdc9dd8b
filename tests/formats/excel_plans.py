"""Plans for the workbook tests: one made by hand with every kind of row, and random ones with awkward contents."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain import model as m
from planner.domain.clean_text import clean_text
from planner.domain.date_reader import read_date
from planner.domain.imprecise_date import Firmness, ImpreciseDate, Nature
from planner.domain.plan import Plan
from planner.domain.scheduling import schedule
from planner.formats.excel import write_workbook
from planner.language import translator

TODAY = date(2022, 7, 6)


def small_plan() -> Plan:
    """Two organisations, a summary with a task and a milestone in it, a link, and a row of each other kind."""
    calendar = m.WorkCalendar(name="Werkdagen Rijk")
    programme = m.Programme(name="Wet & uitvoering", status_date=TODAY, calendar_id=calendar.id)
    pol = m.Organisation(code="POL", name="Politie", position=1)
    om = m.Organisation(code="OM", name="Openbaar Ministerie", position=2, calendar_id=calendar.id)
    track = m.Track(code="OPL", name="Opleiding")
    summary = m.Activity(
        key="POL-1", name="Implementatie", kind=m.ActivityKind.SUMMARY, organisation_id=pol.id, position=1
    )
    task = m.Activity(
        key="POL-2",
        name="=Scholing & toetsing",
        parent_id=summary.id,
        position=1,
        organisation_id=pol.id,
        involved_ids=(om.id,),
        track_id=track.id,
        duration_minutes=40 * 480,
        percent_complete=40,
        start_window=ImpreciseDate(date(2022, 6, 1), date(2022, 9, 5), "in de loop van de zomer", Firmness.EXPECTED),
        deadline=datetime(2023, 3, 1, 23, 59),
        note="Eerste regel\nTweede regel",
    )
    milestone = m.Activity(
        key="POL-3",
        name="Gereed",
        kind=m.ActivityKind.MILESTONE,
        parent_id=summary.id,
        position=2,
        organisation_id=pol.id,
        duration_minutes=0,
        start_window=ImpreciseDate.exact(date(2024, 1, 1), "per 1 januari 2024"),
    )
    advice = m.Activity(key="OM-1", name="Aanwijzing", organisation_id=om.id, position=2, duration_minutes=None)
    link = m.Dependency(predecessor_id=task.id, successor_id=milestone.id, lag=4800)
    criterion = m.Criterion(organisation_id=pol.id, name="Opgeleid", track_id=track.id, activity_id=task.id)
    judged = m.Assessment(criterion_id=criterion.id, on=TODAY, light=m.Light.ORANGE, explanation="Wacht op lokalen")
    motion = m.Commitment(
        key="MO-1",
        kind=m.CommitmentKind.MOTION,
        title="Vast aanspreekpunt",
        made_on=ImpreciseDate.exact(date(2022, 4, 14)),
        term=ImpreciseDate(words="zo snel mogelijk", nature=Nature.NO_TERM),
        organisation_id=pol.id,
        activity_ids=(task.id, milestone.id),
        reference="31015-250",
    )
    indicator = m.Indicator(key="KG-1", name="Werkvoorraad", unit="zaken", organisation_id=pol.id)
    measured = m.Measurement(indicator_id=indicator.id, at=ImpreciseDate.exact(date(2022, 6, 2)), value=3361.5)
    source = m.Source(key="BR-1", title="Brief", on=TODAY, reference="34843-60")
    cited = m.Citation(source_id=source.id, about_id=task.id, place="§2", quote="“op dit moment”", fact_id="LF-019")
    agreed = m.Agreement(
        key="AFS-1",
        title="Lesmateriaal",
        giver_id=pol.id,
        taker_id=om.id,
        activity_id=task.id,
        promised=read_date("medio maart 2023", today=TODAY),
    )
    risk = m.Risk(key="RIS-1", title="Te weinig docenten", probability=4, organisation_id=pol.id, owner="projectleider")
    decided = m.Decision(key="BES-1", title="Uitstel scholing", on=TODAY, decider="stuurgroep", activity_ids=(task.id,))
    steered: list[m.Entity] = [agreed, risk, decided]
    series = [m.KeySeries(prefix="POL", last=3), m.KeySeries(prefix="OM", last=4)]
    rows: list[m.Entity] = [calendar, programme, pol, om, track, summary, task, milestone, advice, link, criterion]
    return Plan.of([*rows, judged, motion, indicator, measured, source, cited, *steered, *series])


def written(plan: Plan, folder: Path, language: str = "nl", name: str = "plan.xlsx", **more: Any) -> Path:
    path = folder / name
    write_workbook(plan, schedule(plan), path, translator(language), **more)
    return path


class Edited:
    """A workbook opened as Excel would, with cells by sheet, key and machine name."""

    def __init__(self, path: Path) -> None:
        self.path, self.book = path, load_workbook(path)

    def sheet(self, kind: str) -> Worksheet:
        for sheet in self.book.worksheets:
            if any(str(cell.value or "").startswith(f"{kind}.") for cell in sheet[2]):
                return sheet
        raise LookupError(kind)

    def column(self, kind: str, field: str) -> int:
        return next(c.column for c in self.sheet(kind)[2] if c.value == f"{kind}.{field}")

    def row(self, kind: str, text: str) -> int:
        """The row in which some cell holds a text."""
        return next(row[0].row for row in self.sheet(kind).iter_rows(min_row=4) if any(c.value == text for c in row))

    def set(self, kind: str, text: str, field: str, value: Any) -> str:
        """Type a value in the row with a text; gives the cell's place."""
        return self.put(kind, self.row(kind, text), field, value)

    def put(self, kind: str, number: int, field: str, value: Any) -> str:
        cell = self.sheet(kind).cell(number, self.column(kind, field))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return f"{self.sheet(kind).title}!{cell.coordinate}"

    def add(self, kind: str, /, **values: Any) -> int:
        """A new row below the table."""
        number = self.sheet(kind).max_row + 1
        for field, value in values.items():
            self.put(kind, number, field, value)
        return number

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


# --- random plans ---------------------------------------------------------------------------------

AWKWARD = (
    "=1+1",
    "+31",
    "-x",
    "@naam",
    "'quoted",
    "_x0041_",
    "#N/A",
    "1-7",
    "TRUE",
    "a\r\nb\rc\nd",
    "é\u0301 ☃ 😀",
    "\ufffe x",
)
TEXTS = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40), st.text(st.characters(codec="utf-8"), max_size=12))
NAMES = TEXTS.filter(lambda text: len(clean_text(text, lines=False)) > 0)
DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))
MOMENTS = st.datetimes(datetime(1890, 1, 1), datetime(2150, 12, 31)).map(lambda t: t.replace(second=0, microsecond=0))
STARTS = st.one_of(MOMENTS, DAYS.map(lambda d: datetime(d.year, d.month, d.day)))
FINISHES = st.one_of(MOMENTS, DAYS.map(lambda d: datetime(d.year, d.month, d.day, 23, 59)))


@st.composite
def windows(draw: st.DrawFn) -> ImpreciseDate:
    """Date windows of every nature, with words and without."""
    words = draw(st.one_of(st.just(""), st.sampled_from(["na de zomer", "Q3 2024", "1-7-2024", "2024", "zsm"]), TEXTS))
    firmness, nature = draw(st.sampled_from(Firmness)), draw(st.sampled_from(Nature))
    if nature is not Nature.WINDOW:
        months = draw(st.integers(1, 60)) if nature is Nature.DURATION else None
        return ImpreciseDate(words=words, firmness=firmness, nature=nature, months=months)
    first = draw(st.one_of(st.none(), DAYS))
    if first is not None and draw(st.booleans()):
        return ImpreciseDate(first, first, words, firmness)
    last = draw(st.one_of(st.none(), DAYS.filter(lambda day: first is None or day >= first)))
    lenient = last + timedelta(days=20) if last and draw(st.booleans()) else None
    return ImpreciseDate(first, last, words, firmness, lenient=lenient, vague=draw(st.booleans()))


MAYBE_WINDOW = st.one_of(st.none(), windows())


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Small plans whose cells are as awkward as they can be."""
    pick: Any = lambda items: draw(st.sampled_from(items))  # noqa: E731
    calendars = [m.WorkCalendar(name=draw(NAMES)) for _ in range(2)]
    programme = m.Programme(name=draw(NAMES), status_date=TODAY, calendar_id=calendars[0].id)
    owners = [m.Organisation(code=f"O{i}", name=draw(NAMES), note=draw(TEXTS), position=i) for i in range(3)]
    tracks = [m.Track(code=code, name=draw(NAMES)) for code in ("T,1", "=T")]
    rows: list[m.Entity] = [programme, *calendars, *owners, *tracks]
    activities: list[m.Activity] = []
    for i in range(draw(st.integers(1, 6))):
        summaries = [None, *(a.id for a in activities if a.is_summary)]
        kind = pick(list(m.ActivityKind))
        activities.append(
            m.Activity(
                key=f"A-{i + 1}",
                name=draw(NAMES),
                kind=kind,
                parent_id=pick(summaries),
                position=draw(st.floats(0, 9)),
                organisation_id=pick([None, *(o.id for o in owners)]),
                involved_ids=tuple(o.id for o in draw(st.lists(st.sampled_from(owners), unique=True))),
                track_id=pick([None, *(t.id for t in tracks)]),
                calendar_id=pick([None, *(c.id for c in calendars)]),
                duration_minutes=draw(st.one_of(st.none(), st.integers(0, 100_000))),
                start_window=draw(MAYBE_WINDOW),
                finish_window=draw(MAYBE_WINDOW),
                constraint=pick(list(m.Constraint)),
                constraint_date=draw(st.one_of(st.none(), STARTS)),
                deadline=draw(st.one_of(st.none(), FINISHES)),
                actual_start=draw(st.one_of(st.none(), STARTS)),
                percent_complete=draw(st.integers(0, 100)),
                conditional=draw(st.booleans()),
                responsible=draw(TEXTS),
                note=draw(TEXTS),
            )
        )
    rows += activities
    loose = [a for a in activities if not a.is_summary]
    for first, second in pairwise(loose):
        lag, unit = draw(st.integers(-9_999, 9_999)), pick(list(m.LagUnit))
        rows.append(
            m.Dependency(predecessor_id=first.id, successor_id=second.id, lag=lag, lag_unit=unit, note=draw(TEXTS))
        )
    criteria = [
        m.Criterion(
            organisation_id=owner.id, name="dubbel", needed_by=draw(MAYBE_WINDOW), mandatory=draw(st.booleans())
        )
        for owner in owners
    ]
    rows += [
        *criteria,
        m.Assessment(criterion_id=criteria[0].id, on=draw(DAYS), light=m.Light.GREY, explanation=draw(TEXTS)),
    ]
    rows += [
        m.Agreement(
            key="AFS-1",
            title=draw(NAMES),
            giver_id=owners[0].id,
            taker_id=owners[1].id,
            activity_id=activities[0].id,
            promised=draw(MAYBE_WINDOW),
            accepted_on=draw(st.one_of(st.none(), DAYS)),
            status=pick(list(m.Agreed)),
            note=draw(TEXTS),
        ),
        m.Risk(key="RIS-1", title=draw(NAMES), cause=draw(TEXTS), probability=draw(st.integers(1, 5))),
        m.Decision(key="BES-1", title=draw(NAMES), on=draw(DAYS), date_before=draw(st.one_of(st.none(), FINISHES))),
    ]
    indicator = m.Indicator(key="KG-1", name=draw(NAMES))
    values = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
    rows += [indicator, m.Measurement(indicator_id=indicator.id, at=draw(windows()), value=draw(values))]
    rows.append(
        m.Commitment(
            key="TZ-1",
            kind=m.CommitmentKind.COMMITMENT,
            title=draw(NAMES),
            term=draw(MAYBE_WINDOW),
            activity_ids=tuple(a.id for a in activities[:2]),
            note=draw(TEXTS),
        )
    )
    source = m.Source(key="BR-1", title=draw(NAMES), on=draw(st.one_of(st.none(), DAYS)))
    rows += [source, m.Citation(source_id=source.id, about_id=pick(rows).id, quote=draw(TEXTS))]
    return Plan.of(rows)
