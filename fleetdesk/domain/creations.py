"""What is made on a server besides tasks and documents: places, geozones, their ties, orders to vehicles, reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fleetdesk.domain.outbox import OpKind
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.domain.task_fields import Fields, Value, same

ENTER, LEAVE = 1, 2
"""The events of a tie, in the vendor's numbers (docs/vendors/metrotec.md#geozones)."""
INTERVAL, LIGHT, OTHER = 3, 4, 5
"""The types of an order to a vehicle, in the vendor's numbers."""
SAME_RADIUS_M = 1.0
_IDENTITY: Mapping[OpKind, tuple[str, ...]] = {
    OpKind.POI: ("lat", "lon", "name", "comment", "purpose"),
    OpKind.ZONE: ("lat", "lon", "name", "radius_m"),
    OpKind.TIE: ("unit", "zone"),
    OpKind.ORDER: ("unit", "event_type", "description"),
    OpKind.REPORT: ("type", "type_id", "group", "group_id", "start_at", "stop_at"),
}
"""By what a creation is recognised among those that a server lists."""
_TOLD: Mapping[OpKind, tuple[str, ...]] = {
    OpKind.ZONE: ("name", "lat", "lon", "radius_m"),
    OpKind.POI: (
        *("name", "lat", "lon", "radius_m", "purpose", "comment", "type"),
        *("address", "country_code", "phone", "contact"),
    ),
}


@dataclass(frozen=True, slots=True)
class Made:
    """What a server lists, or says that it made: its id, what it tells of the fields, and the value itself."""

    id: int | None
    fields: Fields
    value: object = None


def is_made(kind: OpKind, sent: Fields, made: Made) -> bool:
    """Return whether this is what was sent, by all that is told of it."""
    told = (name for name in _IDENTITY[kind] if name in made.fields)
    return all(_same(name, sent.get(name), made.fields[name]) for name in told)


def _same(name: str, one: Value, other: Value) -> bool:
    if name == "radius_m" and isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) < SAME_RADIUS_M
    return same(name, one, other)


def as_place(account: str, kind: OpKind, fields: Fields) -> Poi | Geozone:
    """Return the place or geozone that a write makes, which has no id yet; ValueError for what makes neither."""
    names = _TOLD.get(kind)
    if names is None:
        raise ValueError(kind)
    told: dict[str, Any] = {name: fields.get(name) for name in names}
    return Geozone(account, 0, **told) if kind is OpKind.ZONE else Poi(account, None, **told)
