"""The schedule: computed from the plan, never stored."""

from planner.domain.scheduling.schedule import Driver, DriverKind, Schedule, ScheduledActivity, schedule

__all__ = ["Driver", "DriverKind", "Schedule", "ScheduledActivity", "schedule"]
