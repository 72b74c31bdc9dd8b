"""The schedule: computed from the plan, never stored."""

from planner.domain.scheduling.compute import schedule, slack_to
from planner.domain.scheduling.concern import concerns_schedule
from planner.domain.scheduling.schedule import Driver, DriverKind, Schedule, ScheduledActivity

__all__ = ["Driver", "DriverKind", "Schedule", "ScheduledActivity", "concerns_schedule", "schedule", "slack_to"]
