"""Private trips and the people on them: what may be shown of these, and nothing else (docs/vendors/vezma.md#trips).

The vendor hides place, address, note and odometer of a private trip. What else could tell the way is hidden here, so
that no reader, store, window or export has anything to hide.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
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
REMEMBERED = timedelta(days=31)
"""No recording goes back further, so that older private trips need not be remembered."""


@dataclass(frozen=True, slots=True)
class PrivateTime:
    """From when to when (UTC) the place of a person is private; still, where `ends` is None."""

    person: str
    begins: datetime
    ends: datetime | None = None


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


def private_times(
    trips: Iterable[Trip], before: Collection[PrivateTime] = (), *, newest: bool
) -> frozenset[PrivateTime]:
    """Return when the places of people are private: from the begin of a private trip to that of their next trip.

    `newest` says that these are the account's newest trips, so that who has no next trip is private still. `before` are
    the times known of earlier; what nobody needs any more is left out.
    """
    told: dict[str, list[Trip]] = {}
    for trip in sorted(trips, key=_begun):
        if trip.driver and trip.started_at:
            told.setdefault(trip.driver, []).append(trip)
    found = {each for theirs in told.values() for each in _times_of_one(theirs, newest=newest)}
    found.update(each for each in before if each.ends or not newest or each.person not in told)
    if not found:
        return frozenset()
    oldest = max(each.begins for each in found) - REMEMBERED
    return frozenset(each for each in found if each.ends is None or each.ends > oldest)


def _times_of_one(trips: list[Trip], *, newest: bool) -> Iterable[PrivateTime]:
    """Yield the private times of one person, whose trips come in the order of their begins."""
    for trip, following in pairwise((*trips, None)):
        if trip is None or trip.private is False or trip.driver is None or trip.started_at is None:
            continue
        known = following.started_at if following else None if newest else trip.ended_at or trip.started_at
        yield PrivateTime(trip.driver, trip.started_at, known)


def _begun(trip: Trip) -> float:
    return trip.started_at.timestamp() if trip.started_at else 0.0


def masked_position(position: Position, people: Collection[str]) -> Position:
    """Return the position of one of these people without place, speed and heading; another as it is."""
    if position.unit not in people:
        return position
    return replace(position, lat=None, lon=None, speed_kmh=None, heading_deg=None, private=True)
