"""A unit's time in parts that follow each other: what the vendor lists, what its track adds, and what nobody knows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history import by_track
from fleetdesk.domain.history.intervals import Interval, left_of, merged
from fleetdesk.domain.history.parts import Part, PartKind, Place, UnitPast, filled_l, input_numbers, interval_of
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.private import masked
from fleetdesk.domain.history.records import InputPeriod, Refuel, Trip
from fleetdesk.domain.history.track import HOLE_S, Track
from fleetdesk.domain.readings import IGNITION_INPUT

Layer = Iterable[Part]


def parts_of(past: UnitPast, track: Track, period: Span) -> list[Part]:
    """Return the parts of a period that has passed, in order and without overlap or gap.

    Where two sources tell of the same time the first of these counts: trips of the vendor, refuels, drives of the
    track, ignition, other inputs, stops of the vendor, standing by the track.
    """
    trips = sorted(map(masked, past.trips or ()), key=_begun)
    layers: list[Layer] = [
        _trips(trips, moment(period.ends)),
        _refuels(past.refuels or ()),
        _drives(track, trips),
        _idling(past, track),
        _inputs(past.inputs or ()),
        _stops(trips),
        _standing(track),
    ]
    whole = (period.begins, period.ends)
    found: list[Part] = []
    taken: list[Interval] = []
    for layer in layers:
        pieces = [each for part in _apart(layer) for each in _pieces(part, whole, taken, track)]
        found += pieces
        taken = merged([*taken, *((each.begins, each.ends) for each in pieces)])
    found += [Part(PartKind.UNKNOWN, *gap) for gap in left_of(whole, taken)]
    return sorted(found, key=lambda each: each.begins)


def ignition_of(past: UnitPast, track: Track) -> list[Interval] | None:
    """Return when the ignition was on: by the vendor's inputs, without any by the points of the track.

    None where nobody tells, or inputs of some day are missing.
    """
    if "inputs" in past.partial:
        return None
    told = [interval for interval, numbers in _periods(past.inputs or ()) if IGNITION_INPUT in numbers]
    return merged(told) if told else by_track.ignited(track)


def _apart(layer: Layer) -> Iterator[Part]:
    """Yield the parts of one layer in order, each from where the one before has ended."""
    last = float("-inf")
    for part in sorted(layer, key=lambda each: each.begins):
        if part.ends > last:
            yield replace(part, begins=max(part.begins, last))
            last = part.ends


def _pieces(part: Part, whole: Interval, taken: Sequence[Interval], track: Track) -> Iterator[Part]:
    """Yield what is left of a part within the period."""
    begins, ends = max(part.begins, whole[0]), min(part.ends, whole[1])
    if ends > begins:
        for start, stop in left_of((begins, ends), taken):
            yield _shared(part, start, stop, track)


def _shared(part: Part, start: float, stop: float, track: Track) -> Part:
    """Return a piece of a part with its share of what was driven, by the track where that tells."""
    if (start, stop) == (part.begins, part.ends):
        return part
    share = (stop - start) / part.seconds
    driven = None if part.driving_s is None else part.driving_s * share
    return replace(part, begins=start, ends=stop, km=_km_share(part, start, stop, track), driving_s=driven)


def _km_share(part: Part, start: float, stop: float, track: Track) -> float | None:
    if part.km is None:
        return None
    all_m, some_m = track.metres_between(part.begins, part.ends), track.metres_between(start, stop)
    if all_m and some_m is not None:
        return part.km * some_m / all_m
    return part.km * (stop - start) / part.seconds


def _trips(trips: Iterable[Trip], now: datetime) -> Iterator[Part]:
    for trip in trips:
        under_way = trip.in_progress is True and trip.ended_at is None
        interval = interval_of(trip.started_at, now if under_way else trip.ended_at)
        if interval:
            driving_s = interval[1] - interval[0] if trip.driving_s is None else float(trip.driving_s)
            yield Part(
                PartKind.TRIP,
                *interval,
                km=trip.distance_km,
                driving_s=driving_s,
                top_kmh=trip.max_kmh,
                start=trip.start_address,
                end=trip.end_address,
                purpose=trip.purpose,
                note=trip.note,
                private=trip.private is True,
                under_way=under_way,
                place=_place(trip.start_lat, trip.start_lon),
                end_place=_place(trip.end_lat, trip.end_lon),
            )


def _refuels(refuels: Iterable[Refuel]) -> Iterator[Part]:
    for each in refuels:
        interval = interval_of(each.started_at, each.ended_at or each.highest_at)
        if interval:
            yield Part(PartKind.REFUEL, *interval, start=each.address, litres=filled_l(each))


def _drives(track: Track, trips: Iterable[Trip]) -> Iterator[Part]:
    """Yield what the track alone tells.

    Beside a trip of the vendor a short drive is none of its own: the points are up to HOLE_S apart.
    """
    listed = merged(each for trip in trips if (each := interval_of(trip.started_at, trip.ended_at)))
    for drive in by_track.driven(track):
        left = left_of(drive, listed)
        for begins, ends in left if left == [drive] else [each for each in left if each[1] - each[0] > HOLE_S]:
            metres = track.metres_between(begins, ends)
            km = None if metres is None else metres / 1000
            yield Part(PartKind.TRIP, begins, ends, km=km, driving_s=ends - begins, by_track=True)


def _idling(past: UnitPast, track: Track) -> Iterator[Part]:
    for begins, ends in ignition_of(past, track) or ():
        yield Part(PartKind.IDLING, begins, ends)


def _inputs(inputs: Iterable[InputPeriod]) -> Iterator[Part]:
    for (begins, ends), numbers in _periods(inputs):
        others = tuple(each for each in numbers if each != IGNITION_INPUT)
        if others:
            yield Part(PartKind.INPUT, begins, ends, inputs=others)


def _periods(inputs: Iterable[InputPeriod]) -> Iterator[tuple[Interval, tuple[int, ...]]]:
    for each in inputs:
        interval = interval_of(each.started_at, each.ended_at)
        if interval:
            yield interval, input_numbers(each.input)


def _stops(trips: Sequence[Trip]) -> Iterator[Part]:
    """Yield where trips say that the unit stood before and after them, and what lies between two at one place."""
    for trip in trips:
        for interval, address in (
            (interval_of(trip.ended_at, trip.stop_ended_at), trip.end_address),
            (interval_of(trip.previous_ended_at, trip.started_at), trip.start_address),
        ):
            if interval:
                yield Part(PartKind.STOP, *interval, start=address)
    yield from _between_trips(trips)


def _between_trips(trips: Sequence[Trip]) -> Iterator[Part]:
    """Yield the time between two trips of which a vendor tells no stops: the next begins where the last one ended."""
    for before, after in pairwise(trips):
        interval = interval_of(before.ended_at, after.started_at)
        if interval and before.stop_ended_at is None and after.previous_ended_at is None:
            place = _place(before.end_lat, before.end_lon)
            yield Part(PartKind.STOP, *interval, start=before.end_address, place=place)


def _place(lat: float | None, lon: float | None) -> Place:
    return None if lat is None or lon is None else (lat, lon)


def _standing(track: Track) -> Iterator[Part]:
    for begins, ends in by_track.stood(track):
        yield Part(PartKind.STOP, begins, ends, by_track=True)


def _begun(trip: Trip) -> float:
    return trip.started_at.timestamp() if trip.started_at else 0.0
