"""Organisations, tracks and keys that travelled in fields of ours, as rows of the plan that a file is read into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from planner.domain.model import Activity, Entity, Organisation, Track
from planner.domain.plan import Plan
from planner.domain.rows import make
from planner.errors import EditRefused
from planner.formats.msproject.neutral import Neutral
from planner.formats.msproject.own_fields import guid_of, own_values

Coded = TypeVar("Coded", Organisation, Track)
Said = Mapping[str, Any]


class OwnRows:
    """What the tasks of one file say in fields of ours. Rows are known by their codes."""

    def __init__(self, neutral: Neutral, plan: Plan) -> None:
        self._plan = plan
        self._said = {task["uid"]: said for task in neutral["tasks"] if (said := own_values(task.get("own", "")))}
        self._ids = {task["uid"]: guid_of(task) for task in neutral["tasks"] if task["uid"] in self._said}
        self._fresh: dict[tuple[str, str], Entity] = {}
        self._keys = set(plan.activities_by_key)

    def rows(self) -> list[Entity]:
        """The organisations and tracks that the plan lacks."""
        for said in self._said.values():
            for described in said["org"]:
                self._row(Organisation, described)
            self._row(Track, said.get("track"))
        return list(self._fresh.values())

    def id_of(self, uid: int) -> UUID | None:
        """The id that an activity had, where it is free here."""
        found = self._ids.get(uid)
        return found if found is not None and self._plan.get(Activity, found) is None else None

    def key_of(self, uid: int) -> str | None:
        """The key that an activity had, where it is free here: each is given out once."""
        key = self._said[uid]["kept"].get("key") if uid in self._said else None
        if not isinstance(key, str) or key in self._keys:
            return None
        self._keys.add(key)
        return key

    def values(self, uid: int) -> dict[str, Any]:
        """Organisation, who else is involved, and track, as the activity had them."""
        said = self._said.get(uid)
        if said is None:
            return {}
        owners = [self._row(Organisation, described) for described in said["org"]]
        track = self._row(Track, said.get("track"))
        found: dict[str, Any] = {"involved_ids": tuple(row.id for row in owners[1:] if row is not None)}
        if track is not None:
            found["track_id"] = track.id
        if owners and owners[0] is not None:
            found["organisation_id"] = owners[0].id
        return found

    def _row(self, entity: type[Coded], described: Any) -> Coded | None:
        if not isinstance(described, dict) or not isinstance(described.get("code"), str):
            return None
        code = str(described["code"]).casefold()
        known = next((row for row in self._plan.rows(entity) if row.code.casefold() == code), None)
        if known is not None:
            return known
        place = entity.kind_name, code
        if place not in self._fresh:
            try:
                self._fresh[place] = make(entity, **described, position=float(len(self._fresh)))
            except EditRefused:
                return None
        found = self._fresh[place]
        assert isinstance(found, entity)
        return found
