"""What would follow if a vehicle were given a task, and who could do it best."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.domain.assignment_impact import Sign, assignment_impact
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.motion import Motion, judge, last_known
from fleetdesk.domain.ranking import nearest
from fleetdesk.domain.roads import AVERAGE_KMH, ESTIMATE, ROAD_FACTOR
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position, Unit, UnitKind

ZONE = ZoneInfo("Europe/Tallinn")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 14:00 in Tallinn
MINUTE = timedelta(minutes=1)
KM_NORTH = 1 / 111.195  # degrees


@dataclass
class Car:
    unit: Unit
    position: Position | None
    motion: Motion
    driving: TachoState | None = None

    @property
    def label(self):
        return self.unit.plate or self.unit.id


def car(name="A", km=0.0, left=None, account="m", kind=UnitKind.VEHICLE, heard=timedelta(), **more):
    place = Position(account, name, kind, 58.0 + km * KM_NORTH, 25.0, speed_kmh=50.0, fixed_at=NOW - heard)
    driving = None if left is None else TachoState(account, name, until_daily_rest_min=left, **more)
    return Car(Unit(account, name, plate=name, kind=kind), place, judge(place, NOW), driving)


def task(number=1, km=0.0, opens=0, closes=120, unit=None, **more):
    return Task(
        "m",
        number,
        unit=unit,
        order_ref=f"ORDER-{number}",
        status=more.pop("status", TaskStatus.CREATED),
        lat=58.0 + km * KM_NORTH,
        lon=25.0,
        start_at=NOW + opens * MINUTE,
        stop_at=NOW + closes * MINUTE,
        **more,
    )


def minutes(found):
    return round((found.arrival - NOW).total_seconds() / 60)


def test_the_way_is_the_straight_line_times_a_factor():
    found = assignment_impact(task(km=10), car(), [], NOW)
    assert found.distance_km == pytest.approx(10 * ROAD_FACTOR, rel=1e-3)
    assert minutes(found) == round(10 * ROAD_FACTOR / AVERAGE_KMH * 60)
    assert found.sign is Sign.GOOD


def test_it_is_said_in_one_sentence():
    other = task(2, unit="A", opens=30, closes=60)
    found = assignment_impact(task(km=20, closes=36), car(left=84), [other], NOW)
    assert found.in_words(ZONE) == (
        "26.0 km, about 14:26, 10 min before the window closes; clashes with ORDER-2; "
        f"84 min of driving left, 57 after the drive to the task ({ESTIMATE})"
    )
    assert found.sign is Sign.DOUBTFUL


def test_too_late_is_bad_and_says_how_much():
    found = assignment_impact(task(km=100, closes=95), car(), [], NOW)
    assert found.sign is Sign.BAD
    assert "35 min after the window closes" in found.in_words(ZONE)


def test_too_early_says_so():
    assert "47 min before the window opens" in assignment_impact(task(km=10, opens=60), car(), [], NOW).in_words(ZONE)


def test_what_is_in_progress_comes_first():
    """10 km to it, done in half an hour, and 20 km from there."""
    running = task(2, km=10, closes=30, unit="A", status=TaskStatus.IN_PROGRESS)
    found = assignment_impact(task(km=30), car(), [running], NOW)
    assert found.distance_km == pytest.approx(26, rel=1e-3)
    assert minutes(found) == 56
    assert found.drive_min == pytest.approx(39, rel=1e-3)
    assert found.in_words(ZONE).startswith("after ORDER-2, 26.0 km")


def test_what_is_in_progress_and_overdue_ends_when_it_is_reached():
    running = task(2, km=10, opens=-90, closes=-60, unit="A", status=TaskStatus.IN_PROGRESS)
    assert minutes(assignment_impact(task(km=10), car(), [running], NOW)) == 13


def test_more_driving_than_is_left_is_bad():
    found = assignment_impact(task(km=100, closes=300), car(left=84), [], NOW)
    assert found.over_hours
    assert found.sign is Sign.BAD
    assert "needs 130 min of driving, 84 min of driving left" in found.in_words(ZONE)


def test_little_driving_left_at_the_task_is_a_doubt_and_said():
    found = assignment_impact(task(km=40, closes=300), car(left=81), [], NOW)
    assert (found.left_after_min, found.runs_out, found.sign) == (28, True, Sign.DOUBTFUL)
    assert "81 min of driving left, 28 after the drive to the task" in found.in_words(ZONE)
    assert found.brief(ZONE).startswith("only 28 min of driving left there")


def test_enough_driving_left_at_the_task_is_none():
    found = assignment_impact(task(km=40, closes=300), car(left=83), [], NOW)
    assert (found.left_after_min, found.runs_out, found.sign) == (30, False, Sign.GOOD)


def test_what_is_used_up_on_the_way_leaves_nothing_to_tell():
    assert assignment_impact(task(km=100, closes=300), car(left=84), [], NOW).left_after_min is None


def test_a_daily_rest_in_between_gives_new_driving_time():
    assert not assignment_impact(task(km=100, opens=900, closes=1200), car(left=84), [], NOW).over_hours


def test_driving_time_that_nobody_sent_is_unknown_and_not_enough_for_a_veto():
    found = assignment_impact(task(km=100, closes=300), car(), [], NOW)
    assert not found.over_hours
    assert "driving time left unknown" in found.in_words(ZONE)


def test_an_old_tachograph_message_says_its_time():
    found = assignment_impact(task(km=1), car(left=84, at=NOW - 45 * MINUTE), [], NOW)
    assert "84 min of driving left as of 13:15" in found.in_words(ZONE)


def test_a_task_does_not_clash_with_itself_nor_with_what_is_finished():
    given_ = task(1, unit="A")
    done = task(2, unit="A", status=TaskStatus.COMPLETED)
    assert assignment_impact(given_, car(), [given_, done], NOW).clashes == ()


def test_many_clashes_are_counted():
    others = [task(number, unit="A") for number in range(2, 8)]
    assert "clashes with ORDER-2, ORDER-3, ORDER-4 and 3 more" in assignment_impact(
        task(), car(), others, NOW
    ).in_words(ZONE)


@pytest.mark.parametrize(
    ("given_", "vehicle", "words"),
    [
        (task(), car(account="other"), "is a vehicle of other"),
        (task(), car(kind=UnitKind.PERSON), "is a person"),
        (task(status=TaskStatus.CANCELLED), car(), "finished"),
    ],
)
def test_what_cannot_be_given_is_refused_in_words(given_, vehicle, words):
    found = assignment_impact(given_, vehicle, [], NOW)
    assert words in found.in_words(ZONE)
    assert found.sign is Sign.BAD


def test_without_a_place_there_is_no_estimate_and_no_lie():
    nowhere = car()
    nowhere.position = None
    assert "the vehicle has no position" in assignment_impact(task(), nowhere, [], NOW).in_words(ZONE)
    placeless = replace(task(), lat=None)
    found = assignment_impact(placeless, car(), [], NOW)
    assert "the task has no place" in found.in_words(ZONE)
    assert "estimate" not in found.in_words(ZONE)
    assert found.sign is Sign.DOUBTFUL


def order(*cars, wanted=None, others=(), **more):
    fleet = {f"{each.unit.account}/{each.unit.id}": each for each in cars}
    return nearest(wanted or task(km=0, closes=60), fleet, others, NOW, ZONE, **more)


def labels(found):
    return [each.label for each in found]


def test_who_arrives_first_is_first():
    found = order(car("FAR", 30), car("NEAR", 5), car("MID", 20))
    assert labels(found) == ["NEAR", "MID", "FAR"]
    assert [each.rank for each in found] == [1, 2, 3]


def test_legal_comes_before_near_and_in_time_before_late():
    found = order(car("TIRED", 10, left=5), car("LATE", 100), car("FAR", 40))
    assert labels(found) == ["FAR", "LATE", "TIRED"]


def test_a_clash_comes_after_who_is_free():
    busy = task(2, unit="BUSY")
    assert labels(order(car("BUSY", 5), car("FREE", 20), others=[busy])) == ["FREE", "BUSY"]


def test_silent_ones_come_last_with_the_reason_and_then_those_nobody_has_seen():
    unseen = car("UNSEEN")
    unseen.position, unseen.motion = None, judge(None, NOW)
    found = order(unseen, car("SILENT", 1, heard=timedelta(hours=5)), car("FAR", 40))
    assert labels(found) == ["FAR", "SILENT", "UNSEEN"]
    assert "moving, then silent 5 h" in found[1].reason
    assert "no position" in found[2].reason


def parked(name, km, heard):
    made = car(name, km, heard=heard)
    made.position = replace(made.position, speed_kmh=0.0, ignition=False)
    made.motion = judge(made.position, NOW)
    return made


def test_an_old_position_loses_its_tick_and_comes_after_fresh_ones():
    found = order(parked("OLD", 1, timedelta(hours=4)), car("FRESH", 40))
    assert labels(found) == ["FRESH", "OLD"]
    assert [each.assignment_impact.sign for each in found] == [Sign.GOOD, Sign.DOUBTFUL]
    assert [each.age for each in found] == [timedelta(), timedelta(hours=4)]
    assert "its position is 4 h old" in found[1].reason
    assert "its position is 4 h old" in found[1].assignment_impact.brief(ZONE)


def test_a_vehicle_of_a_lost_account_is_doubted_however_near_it_was():
    lost = car("LOST", 1, heard=timedelta(minutes=2))
    lost.motion = last_known(lost.motion)
    found = order(lost, car("FRESH", 40))
    assert labels(found) == ["FRESH", "LOST"]
    assert "its position is 2 min old" in found[1].reason


def test_other_accounts_and_people_are_no_candidates():
    assert labels(order(car("A"), car("B", account="other"), car("P", kind=UnitKind.PERSON))) == ["A"]


def test_no_more_than_asked_for():
    assert len(order(*(car(f"{number:03d}", number) for number in range(40)), most=7)) == 7


CARS = st.lists(
    st.tuples(st.integers(0, 300), st.none() | st.integers(0, 300), st.integers(0, 3), st.booleans()), max_size=14
)


@given(CARS, st.integers(1, 200), st.integers(1, 6))
def test_looking_at_the_near_ones_first_leaves_out_nobody_better(rows, closes, most):
    """The same as judging everybody and sorting."""
    cars = [
        car(f"{number:02d}", km, left, heard=timedelta(hours=5 * silent))
        for number, (km, left, _, silent) in enumerate(rows)
    ]
    busy = [
        task(100 * number + each, unit=f"{number:02d}", km=200, status=TaskStatus.IN_PROGRESS)
        for number, (_, _, count, _) in enumerate(rows)
        for each in range(count)
    ]
    wanted = task(km=0, closes=closes)
    everybody = order(*cars, wanted=wanted, others=busy, most=len(cars) + 1)
    assert labels(order(*cars, wanted=wanted, others=busy, most=most)) == labels(everybody)[:most]


def test_among_others_only_what_is_wrong_is_said():
    other = task(2, unit="A")
    assert (
        assignment_impact(task(km=10, closes=60), car(), [], NOW).brief(ZONE)
        == "about 14:13, 47 min before the window closes"
    )
    worst = assignment_impact(task(km=100, closes=95), car(left=84), [other], NOW).brief(ZONE)
    assert worst == "needs 130 min of driving, 84 left; 35 min after the window closes; clashes with ORDER-2"
