"""The fields of a task that a dispatcher may set: their names, words and kinds, and when two values are the same."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.tasks import Start, Task, TaskStatus

Value = str | float | int | bool | datetime | TaskStatus | None
Fields = Mapping[str, Value]

TOLERANCE = 1e-6  # servers round; a millionth of a degree is a tenth of a metre


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    TIME = "time"
    FLAG = "flag"
    STATUS = "status"


LATER = ("unit",)
"""What a new task may still lack: without it the task is kept on this computer and sent once it has it."""

NEVER_EMPTY = (FieldKind.NUMBER, FieldKind.WHOLE, FieldKind.LATITUDE, FieldKind.LONGITUDE)
"""What cannot be taken away again: the reference names no way to send a number as empty."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the domain, its words on the desk, and what it may hold.

    `longest` is our own limit in characters: the reference names none for tasks (docs/vendors/metrotec.md#tasks).
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    longest: int = 255

    @property
    def within(self) -> str:
        """Return the field's words within a sentence."""
        return _WITHIN[self.name]


FIELDS = (
    Field("unit", pgettext("field", "Vehicle"), required=True, longest=64),
    Field("order_ref", pgettext("field", "Order reference"), required=True, longest=100),
    Field("start_at", pgettext("field", "Start"), FieldKind.TIME, required=True),
    Field("stop_at", pgettext("field", "Stop"), FieldKind.TIME, required=True),
    Field("address", pgettext("field", "Address")),
    Field("lat", pgettext("field", "Latitude"), FieldKind.LATITUDE, required=True),
    Field("lon", pgettext("field", "Longitude"), FieldKind.LONGITUDE, required=True),
    Field("description", pgettext("field", "Description"), longest=2000),
    Field("details", pgettext("field", "Details"), longest=2000),
    Field("notes", pgettext("field", "Notes"), longest=2000),
    Field("start_address", pgettext("field", "Start address")),
    Field("start_lat", pgettext("field", "Start latitude"), FieldKind.LATITUDE),
    Field("start_lon", pgettext("field", "Start longitude"), FieldKind.LONGITUDE),
    Field("planned_km", pgettext("field", "Planned km"), FieldKind.NUMBER),
    Field("status", pgettext("field", "Status"), FieldKind.STATUS),
    Field("active", pgettext("field", "Active"), FieldKind.FLAG),
    Field("group", pgettext("field", "Group"), FieldKind.WHOLE),
    Field("not_own", pgettext("field", "Not an own vehicle"), FieldKind.FLAG),
)
_WITHIN = {
    "unit": pgettext("field within a sentence", "vehicle"),
    "order_ref": pgettext("field within a sentence", "order reference"),
    "start_at": pgettext("field within a sentence", "start"),
    "stop_at": pgettext("field within a sentence", "stop"),
    "address": pgettext("field within a sentence", "address"),
    "lat": pgettext("field within a sentence", "latitude"),
    "lon": pgettext("field within a sentence", "longitude"),
    "description": pgettext("field within a sentence", "description"),
    "details": pgettext("field within a sentence", "details"),
    "notes": pgettext("field within a sentence", "notes"),
    "start_address": pgettext("field within a sentence", "start address"),
    "start_lat": pgettext("field within a sentence", "start latitude"),
    "start_lon": pgettext("field within a sentence", "start longitude"),
    "planned_km": pgettext("field within a sentence", "planned km"),
    "status": pgettext("field within a sentence", "status"),
    "active": pgettext("field within a sentence", "active"),
    "group": pgettext("field within a sentence", "group"),
    "not_own": pgettext("field within a sentence", "not an own vehicle"),
}
BY_NAME = {each.name: each for each in FIELDS}
_START = {"start_lat": "lat", "start_lon": "lon", "start_address": "address"}


def fields_of(task: Task) -> dict[str, Value]:
    """Return the settable fields of a task, with its start flattened."""
    start = task.start or Start()
    return {
        each.name: getattr(start, _START[each.name]) if each.name in _START else getattr(task, each.name)
        for each in FIELDS
    }


def with_fields(task: Task, fields: Fields, pending: tuple[str, ...] = ()) -> Task:
    """Return the task as it will be with these fields set; `pending` names those that wait to be sent."""
    start = task.start or Start()
    begun = {_START[name]: value for name, value in fields.items() if name in _START}
    if begun:
        start = replace(start, **begun)  # type: ignore[arg-type]
    rest: dict[str, Any] = {name: value for name, value in fields.items() if name not in _START}
    return replace(task, start=start if start != Start() else None, pending=pending, **rest)


def same(name: str, one: Value, other: Value) -> bool:
    """Return whether two values of a field say the same: servers trim texts, round numbers and drop split seconds."""
    if isinstance(one, bool) or isinstance(other, bool):
        return bool(one) == bool(other)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= TOLERANCE
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.replace(microsecond=0) == other.replace(microsecond=0)
    return _plain(one) == _plain(other)


def _plain(value: Value) -> Value:
    """Turn empty text into None."""
    if isinstance(value, str) and not isinstance(value, TaskStatus):
        return value.replace("\r\n", "\n").strip() or None
    return value


def changes(before: Fields, after: Fields) -> dict[str, Value]:
    """Return the fields of `after` that differ from `before`."""
    return {name: value for name, value in after.items() if not same(name, before.get(name), value)}


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed: as it was, as we want it, as it is on the server."""

    name: str
    base: Value
    mine: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Merge:
    """What is still to be sent, and what needs somebody to decide."""

    send: Mapping[str, Value]
    clashes: tuple[Clash, ...]


def three_way(base: Fields, mine: Fields, theirs: Fields) -> Merge:
    """Merge our changed fields with the server's: equal ones are left out, those others changed too clash."""
    send: dict[str, Value] = {}
    clashes = []
    for name, wanted in mine.items():
        if same(name, wanted, theirs.get(name)):
            continue
        if same(name, base.get(name), theirs.get(name)):
            send[name] = wanted
        else:
            clashes.append(Clash(name, base.get(name), wanted, theirs.get(name)))
    return Merge(send, tuple(clashes))


def to_plain(fields: Fields) -> dict[str, Any]:
    """Return the fields as JSON values; times as ISO 8601 in UTC."""
    return {
        name: value.astimezone(UTC).isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
        for name, value in fields.items()
    }


def from_plain(read: Mapping[str, Any]) -> dict[str, Value]:
    """Read the fields from such JSON values; an unknown name or status is a ValueError."""
    return {name: _from_plain(name, value) for name, value in read.items()}


def _from_plain(name: str, value: Any) -> Value:
    if name not in BY_NAME:
        raise ValueError(f"a task has no field {name}")
    kind = BY_NAME[name].kind
    if value is None:
        return None
    if kind is FieldKind.TIME:
        return datetime.fromisoformat(value)
    return TaskStatus(value) if kind is FieldKind.STATUS else value
