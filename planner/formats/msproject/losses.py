"""What a file holds and is not kept, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from planner.formats.incoming import Rank, Trouble
from planner.formats.msproject.activities_in import is_cut
from planner.formats.msproject.neutral import Neutral
from planner.message import N_, Message

LOST: dict[str, str] = {
    "resources": N_("Not kept: resources (people and equipment): {count}."),
    "assignments": N_("Not kept: assignments of resources to activities: {count}."),
    "costs": N_("Not kept: costs."),
    "custom_fields": N_("Not kept: fields of the file's own: {count}."),
    "user_fields": N_("Not kept: fields that users defined: {count}."),
    "activity_codes": N_("Not kept: activity codes: {count}."),
    "hyperlinks": N_("Not kept: hyperlinks: {count}."),
    "empty_rows": N_("Empty rows were passed over: {count}."),
    "recurring_tasks": N_("Recurring activities are kept as separate ones, without their pattern: {count}."),
    "levelling_delays": N_("Not kept: delays by levelling of resources, at {count} activities."),
    "second_constraints": N_("Not kept: second constraints of activities: {count}."),
    "links_outside": N_("Not kept: links to activities outside this file: {count}."),
    "calendar_exceptions": N_("Not kept: exceptions of calendars beyond what a calendar holds: {count}."),
}


def losses(neutral: Neutral) -> Iterator[Trouble]:
    """One finding for each kind of thing that is left behind or simplified."""
    projects = neutral["project"]["projects"]
    if projects > 1:
        yield _told(Rank.WARNING, N_("The file holds {count} projects; the first one is read."), projects)
    for what, text in LOST.items():
        if neutral["lost"].get(what):
            yield _told(Rank.NOTICE, text, neutral["lost"][what])
    for count, rank, text in (
        (
            sum(1 for task in neutral["tasks"] if task["parts"]),
            Rank.NOTICE,
            N_("Activities whose work is interrupted, with their gaps where the parts add up: {count}."),
        ),
        (
            sum(1 for task in neutral["tasks"] if task["external"]),
            Rank.WARNING,
            N_("Activities of another project are kept with fixed dates: {count}."),
        ),
        (
            sum(1 for task in neutral["tasks"] if task["mixed_calendars"]),
            Rank.WARNING,
            N_("Activities that follow several calendars at once follow one of them here: {count}."),
        ),
        (
            sum(1 for task in neutral["tasks"] if task["manual"]),
            Rank.NOTICE,
            N_("Activities that were scheduled by hand are kept with fixed dates: {count}."),
        ),
        (
            sum(1 for task in neutral["tasks"] if is_cut(task)),
            Rank.WARNING,
            N_("Names longer than 250 characters are cut: {count}."),
        ),
    ):
        if count:
            yield _told(rank, text, count)


def _told(rank: Rank, text: str, count: int) -> Trouble:
    return Trouble(rank, Message(text, {"count": count}))
