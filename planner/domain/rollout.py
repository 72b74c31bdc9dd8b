"""The same plan for many: what every member of a group does, copied to each and kept in step with its model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from planner.domain.changes import RowChange, Step
from planner.domain.control.groups import members
from planner.domain.copying import NOT_COPIED
from planner.domain.integrity import name_of
from planner.domain.keys import KeyAllocator, activity_prefix
from planner.domain.model import NAME, Activity, Criterion, Dependency, Gate, Organisation
from planner.domain.plan import Plan
from planner.domain.rows import change_row, make
from planner.errors import EditRefused
from planner.message import N_

FOLLOWED = tuple(
    name for name in ("name", *Activity.model_fields) if name not in NOT_COPIED | {"id", "model_id", "active", "splits"}
)
"""Fields of a copy that follow its model for as long as the member did not change them itself."""
LABEL = "group.rollout"


@dataclass
class Rollout:
    """What a rollout does: `step`, and in numbers what was made, brought up to date, and left as the member has it.

    `left` are copies whose members changed a field that the model changed too; `gone` are copies of what the
    model no longer has: they stay, for the member to decide. `set_aside` are the model's own activities that
    counted until now.
    """

    step: Step
    members: int = 0
    made: int = 0
    updated: int = 0
    links: int = 0
    criteria: int = 0
    left: list[Activity] = field(default_factory=list[Activity])
    gone: list[Activity] = field(default_factory=list[Activity])
    set_aside: list[Activity] = field(default_factory=list[Activity])


def roll_out(plan: Plan, model_id: UUID, group_id: UUID, before: Plan | None = None) -> Rollout:
    """Give each member of a group its copy of an activity with all that is in it, as one step.

    Links among the model's activities are copied, links to others are made from each copy to the same other;
    the criteria of the group are copied to each member. A member that has its copy already gets what is new in
    the model, and the fields that the model changed since `before` (the plan as it was rolled out last; without
    it nothing that is there is changed). The model itself becomes inactive: it moves nothing.

    Raises EditRefused where the group has no members, the model is a copy itself, or something in it is not the
    group's own work.
    """
    model, group = plan.activity(model_id), plan.row(Organisation, group_id)
    to = members(plan, group_id)
    if not to:
        raise EditRefused(N_("{name} has no members to roll anything out to."), name=name_of(group))
    if model.model_id is not None:
        raise EditRefused(N_("{name} was rolled out itself; choose the activity of the group."), name=name_of(model))
    for row in _inside(plan, model):
        if row.organisation_id not in (group_id, None) or row.gate is Gate.ENTRY:
            raise EditRefused(
                N_("{name} is not the work of {group}: only what the group does can be its model."),
                name=name_of(row),
                group=name_of(group),
            )
    return _Rollout(plan, model, group, to, before).made()


class _Rollout:
    def __init__(
        self, plan: Plan, model: Activity, group: Organisation, to: Sequence[Organisation], before: Plan | None
    ) -> None:
        self.plan, self.model, self.group, self.to, self.before = plan, model, group, to, before
        self.rows = _inside(plan, model)
        self.keys = KeyAllocator(plan)
        self.changes: list[RowChange] = []
        self.result = Rollout(Step(LABEL, ()))
        self.known: dict[tuple[UUID, UUID], Activity] = {
            (a.model_id, a.organisation_id): a
            for a in plan.rows(Activity)
            if a.model_id is not None and a.organisation_id is not None
        }
        self.copies: dict[tuple[UUID, UUID], UUID] = {}

    def made(self) -> Rollout:
        last = max((a.position for a in self.plan.children(self.model.parent_id)), default=0.0)
        for number, member in enumerate(self.to, 1):
            self._give(member, last + number)
        self._link()
        self._judge()
        for row in self.rows:
            if row.active:
                self.result.set_aside.append(row)
                self.changes.append(RowChange.update(row, change_row(row, active=False)))
        kept = {row.id for row in self.rows}
        mine = {each.id for each in self.to}
        self.result.gone = [
            copy
            for (model_id, owner), copy in self.known.items()
            if owner in mine and model_id not in kept and self._was_in(model_id)
        ]
        self.result.members = len(self.to)
        words = {"name": self.model.name, "group": self.group.name, "count": str(len(self.to))}
        self.result.step = Step(LABEL, (*self.changes, *self.keys.changes()), words)
        return self.result

    def _was_in(self, model_id: UUID) -> bool:
        """Whether a model activity that is gone was part of this model when it was rolled out last."""
        return self.before is not None and any(
            a.id == model_id and (a.id == self.model.id or _is_in(self.before, a, self.model.id))
            for a in self.before.rows(Activity)
        )

    def _give(self, member: Organisation, place: float) -> None:
        for row in self.rows:
            copy = self.known.get((row.id, member.id))
            if copy is not None:
                self.copies[row.id, member.id] = copy.id
                self._bring_up_to_date(row, copy, member)
            else:
                self._add(row, member, place)

    def _add(self, row: Activity, member: Organisation, place: float) -> None:
        is_top = row.id == self.model.id
        parent_id = self.model.parent_id if is_top else self.copies[row.parent_id, member.id]  # type: ignore[index]
        values = {name: getattr(row, name) for name in Activity.model_fields if name not in NOT_COPIED}
        made = make(
            Activity,
            **values
            | {
                "id": uuid4(),
                "key": self.keys.take(activity_prefix(self.plan, member.id)),
                "name": self._name(row, member),
                "kind": row.kind,
                "gate": row.gate if row.gate is not Gate.ENTRY else Gate.NONE,
                "parent_id": parent_id,
                "position": place if is_top else row.position,
                "organisation_id": member.id,
                "involved_ids": (),
                "model_id": row.id,
                "active": True,
            },
        )
        self.copies[row.id, member.id] = made.id
        self.changes.append(RowChange.add(made))
        self.result.made += 1

    def _name(self, row: Activity, member: Organisation) -> str:
        """The summary around a member's copy carries its name; in others it takes the place of the group's."""
        if row.id == self.model.id and row.is_summary:
            return member.name
        return row.name.replace(self.group.name, member.name)[:NAME]

    def _bring_up_to_date(self, row: Activity, copy: Activity, member: Organisation) -> None:
        then = self.before.get(Activity, row.id) if self.before is not None else None
        if then is None or self.before is None:
            return
        values: dict[str, object] = {}
        deviates = False
        for name in FOLLOWED:
            old, new, has = getattr(then, name), getattr(row, name), getattr(copy, name)
            if name == "name":
                old, new = self._name(then, member), self._name(row, member)
            if new in (old, has):
                continue
            if has == old:
                values[name] = new
            else:
                deviates = True
        if deviates:
            self.result.left.append(copy)
        if values:
            self.changes.append(RowChange.update(copy, change_row(copy, **values)))
            self.result.updated += 1

    def _link(self) -> None:
        inside = {row.id for row in self.rows}
        there = {(link.predecessor_id, link.successor_id) for link in self.plan.rows(Dependency)}
        links = [*_unique(link for row in self.rows for link in self._around(row))]
        for link in links:
            for member in self.to:
                ends = tuple(
                    self.copies[end, member.id] if end in inside else end
                    for end in (link.predecessor_id, link.successor_id)
                )
                if ends in there:
                    continue
                values = {name: getattr(link, name) for name in Dependency.model_fields if name != "id"}
                made = make(Dependency, **values | {"predecessor_id": ends[0], "successor_id": ends[1]})
                self.changes.append(RowChange.add(made))
                self.result.links += 1

    def _around(self, row: Activity) -> Iterable[Dependency]:
        return (*self.plan.predecessors(row.id), *self.plan.successors(row.id))

    def _judge(self) -> None:
        """Give each member the criteria of the group that it does not have by name."""
        own: dict[UUID, set[str]] = {}
        for criterion in self.plan.rows(Criterion):
            own.setdefault(criterion.organisation_id, set()).add(criterion.name)
        for criterion in [c for c in self.plan.rows(Criterion) if c.organisation_id == self.group.id]:
            for member in self.to:
                if criterion.name in own.get(member.id, ()):
                    continue
                values = {name: getattr(criterion, name) for name in Criterion.model_fields if name != "id"}
                about = self.copies.get((criterion.activity_id, member.id)) if criterion.activity_id else None
                values |= {"organisation_id": member.id, "activity_id": about or criterion.activity_id}
                self.changes.append(RowChange.add(make(Criterion, **values)))
                self.result.criteria += 1


def _inside(plan: Plan, model: Activity) -> list[Activity]:
    """A model with all that is in it, in the plan's order."""
    return [a for a, _ in plan.outline if a.id == model.id or _is_in(plan, a, model.id)]


def _is_in(plan: Plan, activity: Activity, summary_id: UUID) -> bool:
    return any(up.id == summary_id for up in plan.ancestors(activity.id))


def _unique(links: Iterable[Dependency]) -> list[Dependency]:
    return list({link.id: link for link in links}.values())
