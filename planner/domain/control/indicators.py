"""Indicators as series for charts and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.domain.model import Indicator, Measurement
from planner.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement with its place in time: the day, or the middle of its window."""

    measurement: Measurement
    day: date | None
    value: float | None
    change: float | None  # since the measurement with a value before it


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator with its points, oldest first. Units differ between series and never mix."""

    indicator: Indicator
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        """The last point that has a value."""
        return next((p for p in reversed(self.points) if p.value is not None), None)

    @property
    def lowest(self) -> float | None:
        return min((p.value for p in self.points if p.value is not None), default=None)

    @property
    def highest(self) -> float | None:
        return max((p.value for p in self.points if p.value is not None), default=None)


def series(plan: Plan, indicator_id: UUID) -> Series:
    """The series of one indicator."""
    points: list[Point] = []
    before: float | None = None
    for measurement in plan.measurements(indicator_id):
        value = measurement.value
        change = value - before if value is not None and before is not None else None
        points.append(Point(measurement, _day(measurement), value, change))
        before = before if value is None else value
    return Series(plan.row(Indicator, indicator_id), tuple(points))


def all_series(plan: Plan) -> tuple[Series, ...]:
    """Every indicator's series, in the plan's order."""
    return tuple(series(plan, indicator.id) for indicator in plan.indicators)


def _day(measurement: Measurement) -> date | None:
    return measurement.at.middle or measurement.at.latest or measurement.at.earliest
