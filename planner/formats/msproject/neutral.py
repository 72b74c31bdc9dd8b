"""The neutral form of a plan file: what MPXJ read, as plain JSON, before anything of it becomes ours.

Times are ISO text to the minute, durations whole working minutes (minutes on the clock where
`elapsed`), ids the source's own unique ids. `None` where the file does not say.

    project    name, start, finish, status_date, schedule_from ("start"|"finish"), calendar (uid),
               minutes_per_day, critical_slack_minutes, honour_constraints, application, type, guid,
               projects (how many the file holds; the first is read)
    calendars  uid, name, parent (uid), week (seven days from Monday, each [[from, to], …] in minutes
               after midnight, the base's hours filled in), exceptions (first, last, name, spans),
               the base's exceptions not repeated, resource (bool)
    tasks      in outline order: uid, parent (uid), level (1 at the top), wbs, activity_id, name,
               kind ("task"|"milestone"|"summary"), duration_minutes, duration_unit, elapsed,
               constraint ("ASAP" … "MFO"), constraint_date, deadline, calendar (its own),
               effective_calendar (its own, else that of the resources that do the work, else the
               project's), joint_calendars (two of which the hours both count: its own and that of its
               resources; None otherwise), mixed_calendars (resources on several: the first is given),
               ignore_resource_calendar, percent_complete, remaining_minutes, stop, resume,
               actual_start, actual_finish, start, finish,
               early_start, early_finish, late_start, late_finish, manual, active, external, splits, guid,
               notes, baselines ({"0": [start, finish], …}); and where slack is asked for (MPXJ counts what
               a file does not say, day by day): total_slack_minutes, start_slack_minutes,
               finish_slack_minutes, free_slack_minutes, critical
    links      predecessor, successor (uids), type ("FS" …), lag (minutes, or percent), lag_unit
               ("work"|"elapsed"|"percent"|"elapsed-percent"), lag_text
    lost       what the file holds and is not kept: {what: how many}
"""

from __future__ import annotations

from typing import Any

VERSION = 1
MOST_TASKS = 200_000
MOST_EXCEPTIONS = 20_000
Neutral = dict[str, Any]

WRITABLE = frozenset({".xml", ".xer"})
