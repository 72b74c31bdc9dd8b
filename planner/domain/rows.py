"""Valid rows, made and changed: what the model does not allow is refused in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic import ValidationError

from planner.domain.fields import field_spec
from planner.domain.plan import Row
from planner.errors import EditRefused
from planner.message import N_, Message


def make(entity: type[Row], **values: Any) -> Row:
    """A valid row, or EditRefused saying in words which value will not do."""
    try:
        return entity.model_validate(values)
    except ValidationError as error:
        raise refusal(error, entity.kind_name) from None


def change_row(row: Row, **values: Any) -> Row:
    """A valid changed copy, or EditRefused saying in words which value will not do."""
    try:
        return cast(Row, row.changed(**values))
    except ValidationError as error:
        raise refusal(error, row.kind_name) from None


def refusal(error: ValidationError, kind: str) -> EditRefused:
    """The first trouble that validation found, as a sentence."""
    trouble: Mapping[str, Any] = error.errors()[0]
    place = str(trouble["loc"][0]) if trouble["loc"] else ""
    spec = field_spec(kind, place) if place else None
    words: dict[str, Any] = {"field": Message(spec.heading) if spec and spec.heading else place}
    words |= {name: value for name, value in trouble.get("ctx", {}).items() if isinstance(value, int | float | str)}
    match trouble["type"]:
        case "string_too_short" | "missing":
            return EditRefused(N_("{field} cannot be empty."), **words)
        case "string_too_long":
            return EditRefused(N_("{field} can have {max_length} characters at most."), **words)
        case "greater_than_equal":
            return EditRefused(N_("{field} cannot be less than {ge}."), **words)
        case "less_than_equal":
            return EditRefused(N_("{field} cannot be more than {le}."), **words)
        case "string_pattern_mismatch":
            return EditRefused(N_("{field} cannot be “{value}”."), value=str(trouble["input"]), **words)
        case "value_error" if not place:
            return EditRefused(_reason(trouble))
        case "value_error":
            return EditRefused(N_("{field}: {reason}"), reason=_reason(trouble), **words)
        case _:
            return EditRefused(N_("{field} cannot be “{value}”."), value=str(trouble["input"]), **words)


def _reason(trouble: Mapping[str, Any]) -> Message:
    """The sentence of a rule of the model itself; those are marked for the catalogue where they stand."""
    return Message(str(trouble["ctx"]["error"]))
