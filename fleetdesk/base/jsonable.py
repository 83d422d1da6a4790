"""Domain values as plain JSON values: the spelling that scripts rely on."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from fleetdesk.base.translation import source


def jsonable(value: Any) -> Any:
    """Return the value with dataclasses as objects, tuples as lists and times as ISO 8601 in UTC with Z."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: jsonable(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {source(key): jsonable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(inner) for inner in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    return source(value)  # scripts read English, whatever the language of the desk


def iso(moment: datetime) -> str:
    """Write a time as ISO 8601 in UTC with Z, to the second unless the vendor told more."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    return text.replace("+00:00", "Z")
