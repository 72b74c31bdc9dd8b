"""Groups of organisations: who is in them, how far they are together, and when a group counts as ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.domain.control.readiness import ready_milestone
from planner.domain.control.state import State, States, states
from planner.domain.model import Activity, Organisation, names_in
from planner.domain.plan import Plan
from planner.domain.scheduling import Schedule
from planner.message import N_, Message

WEAKEST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class MemberState:
    """One member: how it stands, when it is ready as planned, and whether it is."""

    organisation: Organisation
    state: State
    begun: bool
    ready: bool
    ready_on: date | None


@dataclass(frozen=True, slots=True)
class GroupState:
    """The sum of a group's members. `behind` are the mandatory ones that are not ready, the latest first.

    `earliest`, `median` and `latest` are planned days of readiness, None where no member has one. `share` is the
    part of the members (or of their size) that is ready and counts, 0 to 100; `rule` says what has to be.
    """

    group: Organisation
    members: tuple[MemberState, ...]
    behind: tuple[MemberState, ...]
    share: float
    is_ready: bool
    rule: Message
    earliest: date | None
    median: date | None
    latest: date | None

    def count(self, *wanted: State) -> int:
        """How many members have one of these states."""
        return sum(member.state in wanted for member in self.members)

    @property
    def begun(self) -> int:
        return sum(member.begun for member in self.members)

    @property
    def ready(self) -> int:
        return sum(member.ready for member in self.members)

    @property
    def answered_percent(self) -> int:
        """The share that is not silent in the last round."""
        silent = self.count(State.SILENT)
        return round(100 * (len(self.members) - silent) / len(self.members)) if self.members else 100

    @property
    def weakest(self) -> tuple[Organisation, ...]:
        """The few that are furthest behind."""
        return tuple(member.organisation for member in self.behind[:WEAKEST_SHOWN])


def children(plan: Plan, group_id: UUID) -> tuple[Organisation, ...]:
    """What is directly in a group, in the plan's order."""
    return tuple(each for each in plan.organisations if each.part_of_id == group_id)


def groups(plan: Plan) -> tuple[Organisation, ...]:
    """The organisations that others are part of, in the plan's order."""
    holding = {each.part_of_id for each in plan.organisations}
    return tuple(each for each in plan.organisations if each.id in holding)


def members(plan: Plan, group_id: UUID) -> tuple[Organisation, ...]:
    """All that is in a group, however deep, without the groups in between, in the plan's order."""
    inside: dict[UUID | None, list[Organisation]] = {}
    for each in plan.organisations:
        inside.setdefault(each.part_of_id, []).append(each)
    found: set[UUID] = set()
    waiting = list(inside.get(group_id, ()))
    while waiting:
        each = waiting.pop()
        waiting += inside.get(each.id, ())
        if each.id not in inside:
            found.add(each.id)
    return tuple(each for each in plan.organisations if each.id in found)


def members_of_set(plan: Plan, name: str) -> tuple[Organisation, ...]:
    """The organisations of a named set, in the plan's order."""
    wanted = name.casefold()
    return tuple(o for o in plan.organisations if any(s.casefold() == wanted for s in o.set_names))


def group_state(plan: Plan, schedule: Schedule, group: Organisation, found: States | None = None) -> GroupState:
    """How far a group is together."""
    judged = found or states(plan, schedule)
    own: dict[UUID | None, list[Activity]] = {}
    for activity in judged.leaves:
        own.setdefault(activity.organisation_id, []).append(activity)
    each = tuple(
        _member(plan, schedule, judged, organisation, own.get(organisation.id, []))
        for organisation in members(plan, group.id)
    )
    days = sorted(member.ready_on for member in each if member.ready_on is not None)
    share, is_ready = _judged(group, each)
    behind = [member for member in each if member.organisation.mandatory and not member.ready]
    behind.sort(key=lambda member: (member.ready_on is not None, -(member.ready_on or date.max).toordinal()))
    return GroupState(
        group,
        each,
        tuple(behind),
        share,
        is_ready,
        rule_of(group),
        days[0] if days else None,
        days[(len(days) - 1) // 2] if days else None,
        days[-1] if days else None,
    )


def _member(
    plan: Plan, schedule: Schedule, judged: States, organisation: Organisation, own: list[Activity]
) -> MemberState:
    milestone = ready_milestone(plan, organisation.id)
    work = [milestone] if milestone is not None else own
    ready = bool(work) and all(activity.has_happened for activity in work)
    known = [activity for activity in work if judged.of(activity) is not State.NO_TERM]
    ready_on = max((schedule[activity.id].finish.date() for activity in known), default=None)
    begun = any(activity.has_begun for activity in own)
    return MemberState(organisation, judged.of(organisation), begun, ready, ready_on)


def _judged(group: Organisation, each: tuple[MemberState, ...]) -> tuple[float, bool]:
    """Which share is ready of those that the share is about, and whether the group is."""
    counting = [member for member in each if member.organisation.mandatory]
    wanted = {name.casefold() for name in names_in(group.ready_all_of)}

    def is_named(member: MemberState) -> bool:
        return any(name.casefold() in wanted for name in member.organisation.set_names)

    named = [member for member in counting if is_named(member)]
    rest = [member for member in counting if not is_named(member)]
    share = _share(rest, by_size=group.ready_by_size)
    enough = share >= group.ready_percent - 1e-9
    return share, bool(counting) and enough and all(member.ready for member in named)


def _share(each: Iterable[MemberState], *, by_size: bool) -> float:
    """The ready part in percent; a member whose size nobody gave weighs nothing by size."""
    weights = [((member.organisation.size or 0.0) if by_size else 1.0, member.ready) for member in each]
    total = sum(weight for weight, _ in weights)
    return 100 * sum(weight for weight, ready in weights if ready) / total if total else 100.0


def rule_of(group: Organisation) -> Message:
    """What makes a group ready, in words."""
    words = {"percent": group.ready_percent, "sets": ", ".join(names_in(group.ready_all_of))}
    if group.ready_all_of and group.ready_by_size:
        return Message(N_("all of {sets}, and of the rest {percent} % by size"), words)
    if group.ready_all_of:
        return Message(N_("all of {sets}, and {percent} % of the rest"), words)
    if group.ready_by_size:
        return Message(N_("{percent} % by size"), words)
    if group.ready_percent == 100:
        return Message(N_("all members"))
    return Message(N_("{percent} % of the members"), words)
