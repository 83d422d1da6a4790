"""Private trips and the people on them: what may be shown of these, and nothing else (docs/vendors/vezma.md#trips).

The vendor hides place, address, note and odometer of a private trip. What else could tell the way is hidden here, so
that no reader, store, window or export has anything to hide.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from fleetdesk.domain.history.records import Trip
from fleetdesk.domain.units import Position

MARK = "* Private trip"
"""What the vendor writes in place of a text that it hides."""
HIDDEN: Mapping[str, None] = dict.fromkeys(
    (
        *("start_address", "end_address", "start_lat", "start_lon", "end_lat", "end_lon"),
        *("odometer_start_km", "odometer_end_km", "purpose", "purpose_id", "note"),
    )
)
"""The fields of a private trip that are never known here."""
_TEXTS = ("start_address", "end_address", "note")


def is_private(fields: Mapping[str, Any]) -> bool:
    """Return whether the fields of a VEZMA trip are to be hidden: it is private, or nobody says that it is not."""
    return fields.get("private") is not False or any(fields.get(name) == MARK for name in _TEXTS)


def masked(trip: Trip) -> Trip:
    """Return a private trip with nothing that tells where, its times and distance as they are; another as it is."""
    hidden = trip.private is True or any(getattr(trip, name) == MARK for name in _TEXTS)
    fields: dict[str, Any] = {"private": True, **HIDDEN}
    return replace(trip, **fields) if hidden else trip


def private_people(trips: Iterable[Trip], before: Collection[str] = ()) -> frozenset[str]:
    """Return the people whose newest trip is private, or may be: where they are now, they are privately.

    `before` are those known of earlier; they stay until a newer trip of theirs is not private.
    """
    newest: dict[str, Trip] = {}
    for trip in trips:
        if trip.driver and (trip.driver not in newest or _begun(newest[trip.driver]) < _begun(trip)):
            newest[trip.driver] = trip
    told = {driver for driver, trip in newest.items() if trip.private is not False}
    return frozenset(told.union(each for each in before if each not in newest))


def _begun(trip: Trip) -> float:
    return trip.started_at.timestamp() if trip.started_at else 0.0


def masked_position(position: Position, people: Collection[str]) -> Position:
    """Return the position of one of these people without place, speed and heading; another as it is."""
    if position.unit not in people:
        return position
    return replace(position, lat=None, lon=None, speed_kmh=None, heading_deg=None, private=True)
