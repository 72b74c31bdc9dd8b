"""What a plan as JSON looks like, as a JSON schema made from the entities themselves (draft 2020-12)."""

from __future__ import annotations

import json

from pydantic.json_schema import models_json_schema

from planner.domain.model import ENTITIES
from planner.formats.json_plan import FORMAT, VERSION

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> str:
    """The schema of what `json_plan.dumps` writes, as text; the same for the same program."""
    references, definitions = models_json_schema(
        [(entity, "validation") for entity in ENTITIES.values()], ref_template="#/$defs/{model}"
    )
    rows = {kind: {"type": "array", "items": references[entity, "validation"]} for kind, entity in ENTITIES.items()}
    schema = {
        "$schema": DRAFT,
        "title": "Ketenplanner plan",
        "description": "All rows of a plan, by kind. An id refers to the row that has it; times are local.",
        "type": "object",
        "required": ["format", "version", "rows"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "rows": {"type": "object", "additionalProperties": False, "properties": rows},
        },
        **definitions,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
