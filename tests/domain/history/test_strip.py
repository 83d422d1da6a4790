"""A day in parts: in order, without overlap, with what nobody knows told as such; and what it comes to."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.parts import PartKind, UnitPast, input_numbers
from fleetdesk.domain.history.records import InputPeriod, Refuel, Trip
from fleetdesk.domain.history.totals import Totals, together
from fleetdesk.domain.history.view import view_of
from tests.domain.history.tracks import BEGUN, NOW, drive, rest

START = BEGUN.timestamp()
PERIOD = Span(START, START + 4 * 3600)
NOBODY = UnitPast("m/242KDN")


def at(minutes):
    return BEGUN + timedelta(minutes=minutes)


def trip(begins, ends, number=1, **more):
    return Trip("m", number, "242KDN", None, at(begins), at(ends), distance_km=more.pop("km", 10.0), **more)


def on(begins, ends, pattern=1, number=1):
    return InputPeriod("m", number, "242KDN", at(begins), at(ends), input=pattern)


def told(past, period=PERIOD):
    """The parts as kind, first and last minute."""
    parts = view_of(past, period, NOW).parts
    return [(each.kind.value, (each.begins - START) / 60, (each.ends - START) / 60) for each in parts]


def totals(past, period=PERIOD):
    return view_of(past, period, NOW).totals


MORNING = UnitPast(
    "m/242KDN",
    trips=(trip(30, 60, previous_ended_at=at(-600), stop_ended_at=at(120), max_kmh=80.0, start_address="Home",
                end_address="Yard"),
           trip(120, 150, 2, previous_ended_at=at(60), stop_ended_at=at(240), max_kmh=90.0)),
    inputs=(on(29, 62), on(70, 80, 2, 2), on(118, 152, 1, 3)),
    refuels=(Refuel("m", 1, "242KDN", at(90), at(95), before_l=20.0, after_l=70.0, address="Pump"),),
    points=(),
)  # fmt: skip


def test_every_source_has_its_part():
    assert told(MORNING) == [
        ("stop", 0, 29), ("idling", 29, 30), ("trip", 30, 60), ("idling", 60, 62), ("stop", 62, 70), ("input", 70, 80),
        ("stop", 80, 90), ("refuel", 90, 95), ("stop", 95, 118), ("idling", 118, 120), ("trip", 120, 150),
        ("idling", 150, 152), ("stop", 152, 240),
    ]  # fmt: skip


def test_the_figures_are_those_of_the_parts():
    assert totals(MORNING) == Totals(
        km=20.0, driving_s=3600.0, idling_s=7 * 60.0, standing_s=173 * 60.0, litres=50.0, top_kmh=90.0, trips=2, stops=3
    )


def test_a_time_of_which_nobody_tells_is_unknown():
    silent = UnitPast("m/242KDN", trips=(trip(30, 60),), inputs=(), refuels=(), points=())
    assert told(silent) == [("unknown", 0, 30), ("trip", 30, 60), ("unknown", 60, 240)]
    assert totals(silent).unknown_s == 210 * 60


@pytest.mark.parametrize("past", [NOBODY, UnitPast("m/242KDN", (), (), (), ())])
def test_where_nobody_tells_anything_no_figure_is_zero(past):
    assert totals(past) == Totals(unknown_s=4 * 3600.0)


def test_what_one_source_lacks_is_unknown_and_the_rest_is_told():
    lacking = replace(MORNING, refuels=None, inputs=None)
    assert (totals(lacking).litres, totals(lacking).idling_s, totals(lacking).km) == (None, None, 20.0)
    partial = replace(MORNING, partial=frozenset({"refuels", "inputs"}))
    assert (totals(partial).litres, totals(partial).idling_s) == (None, None)


def test_no_refuel_is_no_litres_where_the_vendor_tells_of_refuels():
    assert totals(replace(MORNING, refuels=())).litres == 0


def test_a_trip_without_a_distance_leaves_the_distance_unknown():
    assert totals(replace(MORNING, trips=(*(MORNING.trips or ()), trip(200, 210, 3, km=None)))).km is None


def test_the_track_tells_what_the_vendor_does_not_list_yet():
    points = (*rest(0, 60, 0.0), *drive(60, 30), *rest(90, 150, 30.0))
    by_track = UnitPast("m/242KDN", (), (), (), points)
    assert told(by_track) == [("stop", 0, 60), ("trip", 60, 90), ("stop", 90, 240)]
    assert totals(by_track).km == pytest.approx(30, rel=0.01)
    assert view_of(by_track, PERIOD, NOW).parts[1].by_track


def test_points_that_were_lost_at_an_arrival_make_no_trip_of_their_own():
    points = (*rest(0, 30, 0.0), *drive(30, 25), *rest(59.5, 60, 30.0))
    one = UnitPast("m/242KDN", (trip(30, 58, stop_ended_at=at(240)),), (), (), points)
    assert told(one) == [("stop", 0, 30), ("trip", 30, 58), ("stop", 58, 240)]


def test_a_drive_that_goes_on_long_after_a_listed_trip_is_one():
    points = (*rest(0, 30, 0.0), *drive(30, 60), *rest(90, 60, 60.0))
    one = UnitPast("m/242KDN", (trip(30, 60),), (), (), points)
    assert ("trip", 60, 90) in told(one)


def test_a_trip_that_the_period_cuts_has_its_share():
    half = Span(START + 45 * 60, PERIOD.ends)
    one = UnitPast("m/242KDN", trips=(trip(30, 60, km=30.0),), points=())
    assert totals(one, half).km == pytest.approx(15.0)
    assert totals(one, half).driving_s == 15 * 60
    slow_then_fast = (*drive(30, 15, kmh=20.0), *drive(45, 15, km_from=5.0, kmh=100.0))
    assert totals(replace(one, points=slow_then_fast), half).km == pytest.approx(25.0, rel=0.02)


def test_an_open_trip_lasts_until_now():
    open_trip = trip(200, 240, in_progress=True)
    one = UnitPast("v/jan", trips=(replace(open_trip, ended_at=None, driver="jan"),))
    (last,) = [each for each in view_of(one, PERIOD, NOW).parts if each.kind is PartKind.TRIP]
    assert (last.ends, last.under_way) == (PERIOD.ends, True)


def test_a_person_stands_between_two_trips_where_the_vendor_tells_of_no_stops():
    two = UnitPast("v/jan", trips=(trip(30, 60, end_address="Nitra"), trip(90, 120, 2)))
    assert ("stop", 60, 90) in told(two)


def test_what_a_private_trip_hides_no_part_tells():
    private = trip(30, 60, private=True, start_address="Clinic", end_address="Clinic", note="x", purpose="Health")
    after = trip(90, 120, 2, start_address="Clinic")
    parts = view_of(UnitPast("v/jan", trips=(private, after)), PERIOD, NOW).parts
    (hidden,) = [each for each in parts if each.private]
    assert {hidden.start, hidden.end, hidden.note, hidden.purpose} == {None}
    assert [each.start for each in parts if each.kind is PartKind.STOP] == [None]


def test_the_part_ahead_is_not_there():
    assert told(MORNING, Span(START, START + 9 * 3600))[-1] == ("stop", 152, 240)
    assert told(MORNING, Span(START + 9 * 3600, START + 10 * 3600)) == []


def test_inputs_are_told_by_their_numbers():
    assert [input_numbers(each) for each in (0, 1, 2, 7, None)] == [(), (1,), (2,), (1, 2, 3), ()]


def test_the_totals_of_several_are_unknown_where_ones_are():
    one, other = Totals(km=5.0, litres=3.0, top_kmh=80.0, trips=1), Totals(litres=1.0, trips=2)
    assert together([one, other]) == Totals(litres=4.0, top_kmh=80.0, trips=3)
    assert together([]) == Totals()


def test_those_of_which_nothing_is_known_are_told_by_the_unknown_time():
    one, nobody = Totals(km=5.0, trips=1, unknown_s=60.0), Totals(unknown_s=3600.0)
    assert together([one, nobody]) == Totals(km=5.0, trips=1, unknown_s=3660.0)
    assert together([nobody, nobody]) == Totals(unknown_s=7200.0)


minutes = st.integers(-60, 300)
spans = st.lists(st.tuples(minutes, minutes).map(sorted), max_size=6)


@given(spans, spans, spans)
def test_parts_never_overlap_and_leave_nothing_out(trips, inputs, refuels):
    past = UnitPast(
        "m/242KDN",
        tuple(trip(a, b, n, stop_ended_at=at(b + 20)) for n, (a, b) in enumerate(trips)),
        tuple(on(a, b, n % 4, n) for n, (a, b) in enumerate(inputs)),
        tuple(Refuel("m", n, "242KDN", at(a), at(b), before_l=1.0, after_l=2.0) for n, (a, b) in enumerate(refuels)),
        (),
    )
    parts = view_of(past, PERIOD, NOW).parts
    assert (parts[0].begins, parts[-1].ends) == (PERIOD.begins, PERIOD.ends)
    assert all(one.ends == other.begins for one, other in pairwise(parts))
    assert all(each.seconds > 0 for each in parts)
