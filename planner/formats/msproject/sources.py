"""Which file an activity came from: `source_uid` is "source#uid", the same at every next import.

The source is the file's own id where its format has one, else the file's name. Programs give a new
id to a copy, and people a new name to each month's file; so a file whose rows are for the most part
those of one earlier source (same unique id and same name) is taken as the next version of that one.
"""

from __future__ import annotations

from collections import Counter
from uuid import UUID, uuid5

from planner.domain.model import NAME, Activity
from planner.domain.plan import Plan
from planner.formats.msproject.neutral import Neutral

MARK = "#"
IDS = UUID("5f0b7a52-2f7f-5b3e-9d51-6f8d1c3f5a10")
"""Under which ids of imported calendars, links and baselines are made: the same at every import."""


def source_of(neutral: Neutral, file_name: str) -> str:
    """The name under which a file's rows are known."""
    own = str(neutral["project"]["guid"] or "").lower()
    kind = str(neutral["project"]["type"] or "").upper()
    if own and kind in ("XER", "PMXML"):
        own = f"{own}:{neutral['project']['name'].casefold()}"
    stem = file_name.rpartition(".")[0] or file_name
    return (own or stem.casefold()).replace(MARK, "-")[: NAME - 20]


def split(source_uid: str) -> tuple[str, str]:
    """Source and unique id; no source where an id stands alone."""
    source, mark, uid = source_uid.rpartition(MARK)
    return (source, uid) if mark else ("", source_uid)


def joined(source: str, uid: int) -> str:
    return f"{source}{MARK}{uid}"


def by_uid(plan: Plan, source: str) -> dict[int, Activity]:
    """The activities that came from a source."""
    found: dict[int, Activity] = {}
    for activity in plan.rows(Activity):
        if activity.source_uid:
            own, uid = split(activity.source_uid)
            if own == source and uid.lstrip("-").isdigit():
                found[int(uid)] = activity
    return found


def earlier_version(plan: Plan, neutral: Neutral, organisation_id: UUID | None) -> str | None:
    """The one source in the plan of which a file holds most rows; None where none or several do."""
    names = {task["uid"]: task["name"].strip().casefold() for task in neutral["tasks"]}
    same: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for activity in plan.rows(Activity):
        source, uid = split(activity.source_uid)
        if not source or (organisation_id is not None and activity.organisation_id != organisation_id):
            continue
        all_of[source] += 1
        if uid.isdigit() and names.get(int(uid)) == activity.name.casefold():
            same[source] += 1
    likely = [source for source, count in same.items() if count * 2 > all_of[source]]
    return likely[0] if len(likely) == 1 else None


def stable_id(*words: object) -> UUID:
    """The id of a row that has no unique id field of its own, made from what it is."""
    return uuid5(IDS, "\x1f".join(map(str, words)))
