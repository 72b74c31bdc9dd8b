"""Small plans with a schedule written by hand, and random ones, for tests of layout."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import (
    Activity,
    ActivityKind,
    CalendarException,
    CalendarPurpose,
    Dependency,
    Entity,
    Gate,
    Organisation,
    OrganisationKind,
    Programme,
    WorkCalendar,
)
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule, ScheduledActivity

STATUS = date(2022, 7, 6)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour)


class PlanMaker:
    """Collects rows and the dates that a schedule would give them."""

    def __init__(self, status: date = STATUS) -> None:
        self.rows: list[Entity] = [
            Programme(name="Implementatie Wet seksuele misdrijven", status_date=status, version="3")
        ]
        self.planned: dict[UUID, ScheduledActivity] = {}
        self.slack: dict[UUID, int | None] = {}

    def organisation(self, code: str, name: str, kind: OrganisationKind = OrganisationKind.CHAIN) -> Organisation:
        row = Organisation(code=code, name=name, subtitle=f"{name} landelijk", kind=kind, position=len(self.rows))
        self.rows.append(row)
        self.slack[row.id] = 480 * 12
        return row

    def activity(
        self,
        name: str,
        first: date,
        last: date,
        *,
        organisation: Organisation | None = None,
        parent: Activity | None = None,
        kind: ActivityKind = ActivityKind.TASK,
        percent: int = 0,
        critical: bool = False,
        near: bool = False,
        window: tuple[date, date, str] | None = None,
        termless: bool = False,
        gate: Gate = Gate.NONE,
        deadline: date | None = None,
        slack_days: int = 0,
        done: bool = False,
        conditional: bool = False,
    ) -> Activity:
        number = len(self.rows)
        row = Activity(
            key=f"A-{number}",
            name=name,
            kind=kind,
            gate=gate,
            parent_id=parent.id if parent else None,
            position=number,
            organisation_id=organisation.id if organisation else None,
            percent_complete=percent,
            start_window=ImpreciseDate(window[0], window[1], window[2]) if window else None,
            duration_minutes=None if termless else 0 if kind is ActivityKind.MILESTONE else 480,
            deadline=at(deadline, 17) if deadline else None,
            actual_finish=at(last, 17) if done else None,
            conditional=conditional,
        )
        finish = at(first, 9) if kind is ActivityKind.MILESTONE else at(last, 17)
        self.rows.append(row)
        self.planned[row.id] = ScheduledActivity(
            activity_id=row.id,
            start=at(first),
            finish=finish,
            late_start=at(first) + timedelta(days=slack_days),
            late_finish=finish + timedelta(days=slack_days),
            total_slack=slack_days * 480,
            free_slack=slack_days * 480,
            critical=critical,
            near_critical=near,
            percent=percent,
            duration_minutes=None if termless else 0 if kind is ActivityKind.MILESTONE else 480,
            termless=termless,
            shown_from=window[0] if window else None,
            shown_to=window[1] if window else None,
        )
        return row

    def link(self, first: Activity, second: Activity) -> Dependency:
        row = Dependency(predecessor_id=first.id, successor_id=second.id)
        self.rows.append(row)
        return row

    def recess(self, name: str, first: date, last: date) -> None:
        self.rows.append(
            WorkCalendar(
                name=name,
                purpose=CalendarPurpose.RECESS,
                exceptions=(CalendarException(first=first, last=last, name=name),),
            )
        )

    def done(self) -> tuple[Plan, Schedule]:
        return Plan.of(self.rows), Schedule(self.planned, self.slack)


def chain_plan() -> tuple[Plan, Schedule]:
    """A programme with every kind of mark: the mockup's, in small."""
    make = PlanMaker()
    task, milestone, summary = ActivityKind.TASK, ActivityKind.MILESTONE, ActivityKind.SUMMARY
    law = make.organisation("JenV", "Ministerie van JenV", OrganisationKind.MINISTRY)
    police, om, vng = (
        make.organisation("POL", "Politie"),
        make.organisation("OM", "Openbaar Ministerie"),
        make.organisation("GEM", "Gemeenten"),
    )
    make.recess("zomerreces", date(2022, 7, 8), date(2022, 9, 5))
    make.recess("zomerreces", date(2023, 7, 7), date(2023, 9, 4))
    top = make.activity(
        "Wetgevingstraject", date(2021, 12, 3), date(2024, 7, 1), organisation=law, kind=summary, percent=57
    )
    make.activity(
        "Ministerraad akkoord",
        date(2021, 12, 3),
        date(2021, 12, 3),
        organisation=law,
        parent=top,
        kind=milestone,
        done=True,
        percent=100,
    )
    advice = make.activity(
        "Advies Raad van State",
        date(2021, 12, 6),
        date(2022, 6, 8),
        organisation=law,
        parent=top,
        percent=100,
        done=True,
    )
    report = make.activity(
        "Nader rapport",
        date(2022, 6, 9),
        date(2022, 8, 12),
        organisation=law,
        parent=top,
        percent=30,
        critical=True,
        deadline=date(2022, 8, 1),
    )
    submit = make.activity(
        "Indiening Tweede Kamer",
        date(2022, 9, 5),
        date(2022, 9, 5),
        organisation=law,
        parent=top,
        kind=milestone,
        window=(date(2022, 7, 6), date(2022, 9, 5), "in de loop van de zomer"),
    )
    house = make.activity(
        "Behandeling Tweede Kamer", date(2022, 10, 3), date(2023, 6, 30), organisation=law, parent=top, critical=True
    )
    entry = make.activity(
        "Inwerkingtreding",
        date(2024, 7, 1),
        date(2024, 7, 1),
        organisation=law,
        parent=top,
        kind=milestone,
        gate=Gate.ENTRY,
        critical=True,
    )
    group = make.activity("Politie", date(2022, 5, 2), date(2024, 5, 1), organisation=police, kind=summary)
    team = make.activity(
        "Projectteam en impactanalyse",
        date(2022, 5, 2),
        date(2022, 9, 30),
        organisation=police,
        parent=group,
        percent=45,
        slack_days=40,
    )
    module = make.activity(
        "Opleidingsmodule zedenrecherche ontwikkelen",
        date(2022, 9, 5),
        date(2023, 4, 28),
        organisation=police,
        parent=group,
        near=True,
    )
    train = make.activity(
        "Opleiden zedenrechercheurs (alle eenheden)",
        date(2023, 5, 1),
        date(2024, 4, 12),
        organisation=police,
        parent=group,
        critical=True,
    )
    make.activity(
        "Vast aanspreekpunt", date(2022, 7, 6), date(2022, 7, 6), organisation=police, parent=group, termless=True
    )
    make.activity(
        "Pilot digitale opsporing",
        date(2022, 12, 1),
        date(2023, 3, 1),
        organisation=police,
        parent=group,
        conditional=True,
    )
    ready = make.activity(
        "Politie gereed",
        date(2024, 5, 1),
        date(2024, 5, 1),
        organisation=police,
        parent=group,
        kind=milestone,
        gate=Gate.READY,
    )
    guide = make.activity("Aanwijzingen herzien", date(2022, 10, 3), date(2023, 9, 29), organisation=om, kind=task)
    make.activity("Handreiking en voorlichting gemeenten", date(2023, 9, 4), date(2024, 4, 26), organisation=vng)
    for first, second in (
        (advice, report),
        (report, submit),
        (submit, house),
        (team, module),
        (module, train),
        (train, ready),
        (guide, train),
        (ready, entry),
    ):
        make.link(first, second)
    return make.done()
