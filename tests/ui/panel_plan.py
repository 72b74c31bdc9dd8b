"""A programme with every kind of row that the panels show, in a real file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.document import PlanDocument
from planner.domain.imprecise_date import ImpreciseDate
from planner.domain.model import (
    Activity,
    ActivityKind,
    Assessment,
    Citation,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Constraint,
    Criterion,
    Dependency,
    Entity,
    Gate,
    Indicator,
    Light,
    LinkType,
    Measurement,
    Organisation,
    OrganisationKind,
    Programme,
    Source,
    Track,
    WorkCalendar,
)
from planner.domain.plan import Plan

DAY = 480


def panel_plan() -> Plan:
    """Two organisations with linked work and entry into force; commitments, figures, sources, criteria."""
    calendar = WorkCalendar(name="Werkdagen")
    ministry = Organisation(code="JENV", name="Ministerie", kind=OrganisationKind.MINISTRY, position=1)
    police = Organisation(code="POL", name="Politie", position=2, colour="#2f6db5")
    track = Track(code="OPL", name="Opleiding", position=1)
    phase = Activity(key="POL-9", name="Politie", kind=ActivityKind.SUMMARY, organisation_id=police.id, position=1)
    inside = {"organisation_id": police.id, "parent_id": phase.id}
    first = Activity(
        key="POL-1",
        name="Module ontwikkelen",
        duration_minutes=20 * DAY,
        start_window=ImpreciseDate.exact(date(2023, 1, 9)),
        position=1,
        **inside,
    )
    second = Activity(key="POL-3", name="Opleiden", duration_minutes=10 * DAY, position=2, track_id=track.id, **inside)
    vague = Activity(key="POL-5", name="Informatie slachtoffers", duration_minutes=None, position=3, **inside)
    entry = Activity(
        key="JENV-9",
        name="Inwerkingtreding",
        kind=ActivityKind.MILESTONE,
        gate=Gate.ENTRY,
        organisation_id=ministry.id,
        duration_minutes=0,
        constraint=Constraint.MSO,
        constraint_date=datetime(2023, 2, 10),
        position=2,
    )
    links = [
        Dependency(predecessor_id=first.id, successor_id=second.id),
        Dependency(predecessor_id=second.id, successor_id=entry.id, lag=5 * DAY),
    ]
    programme = Programme(name="Proef", status_date=date(2022, 7, 6), calendar_id=calendar.id)
    rows: list[Entity] = [programme, calendar, ministry, police, track, phase, first, second, vague, entry, *links]
    return Plan.of([*rows, *_registers(ministry, police, track, second)])


def _registers(ministry: Organisation, police: Organisation, track: Track, about: Activity) -> Sequence[Entity]:
    source = Source(key="BR-1", title="Voortgangsbrief", on=date(2022, 7, 6), reference="34843-60")
    motion = Commitment(
        key="MO-1",
        kind=CommitmentKind.MOTION,
        title="Motie over een vast aanspreekpunt",
        status=CommitmentStatus.SETTLED,
        organisation_id=ministry.id,
        position=1,
    )
    plan_of_action = Commitment(
        key="TZ-2",
        kind=CommitmentKind.COMMITMENT,
        title="Plan van aanpak sturen",
        term=ImpreciseDate(date(2022, 7, 6), date(2022, 9, 5), words="in de loop van de zomer"),
        position=2,
    )
    late = Commitment(
        key="TZ-10",
        kind=CommitmentKind.COMMITMENT,
        title="Brief over de voorbereiding",
        term=ImpreciseDate.exact(date(2022, 6, 1)),
        position=3,
    )
    termless = Commitment(key="TZ-1", kind=CommitmentKind.COMMITMENT, title="Kamer informeren", position=4)
    figure = Indicator(key="KG-1", name="Voorraad", unit="zaken", organisation_id=police.id)
    values = ((2020, 2928.0), (2021, 3351.0), (2022, 3361.0))
    measured = [
        Measurement(indicator_id=figure.id, at=ImpreciseDate.exact(date(year, 6, 2)), value=value)
        for year, value in values
    ]
    criterion = Criterion(organisation_id=police.id, track_id=track.id, name="Iedereen opgeleid", position=1)
    judged = Assessment(criterion_id=criterion.id, on=date(2022, 7, 1), light=Light.ORANGE, explanation="Krap")
    citation = Citation(source_id=source.id, about_id=about.id, place="alinea 2", quote="wordt opgeleid")
    return [source, motion, plan_of_action, late, termless, figure, *measured, criterion, judged, citation]


def open_plan(folder: Path, name: str = "panels.keten") -> PlanDocument:
    """The programme in a file, open."""
    return PlanDocument.create(folder / name, panel_plan(), who="Programmabureau")


def stored(document: PlanDocument) -> Plan:
    """What the file holds, read by somebody else."""
    other = PlanDocument.open(document.path, read_only=True)
    try:
        return other.plan
    finally:
        other.close()


def same_type_link(document: PlanDocument) -> LinkType:
    """The type of the link between the two activities of the police."""
    keys = document.plan.activities_by_key
    return document.plan.predecessors(keys["POL-3"].id)[0].type


def shown(qtbot, widget: QWidget) -> QWidget:
    """A widget that stands on the screen."""
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget
