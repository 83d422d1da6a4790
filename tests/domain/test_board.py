"""The day board: who lies in which lane, in which row, and what a change touches."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.domain.board import OPEN_S, UNASSIGNED, Bar, DayBoard, day_span, span, stacked
from fleetdesk.domain.tasks import Task

ZONE = ZoneInfo("Europe/Tallinn")
DAY = date(2026, 11, 23)
EIGHT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 08:00 in Tallinn
MINUTE = timedelta(minutes=1)


def task(number, unit="A", start=EIGHT, minutes=60, **more):
    stop = None if minutes is None else start + minutes * MINUTE
    return Task("m", number, unit=unit, order_ref=f"ORDER-{number}", start_at=start, stop_at=stop, **more)


def board(*tasks, everyone=(), day=DAY, label=str):
    made = DayBoard(day, ZONE, label)
    made.fill({each.key: each for each in tasks}, everyone)
    return made


def shape(made):
    return {lane.key: [(bar.key, bar.row) for bar in lane.bars] for lane in made.lanes}


def test_each_vehicle_has_a_lane_and_nobody_has_the_first():
    made = board(task(1, "B"), task(2, "A"), task(3, None))
    assert [lane.key for lane in made.lanes] == [UNASSIGNED, "m/A", "m/B"]
    assert made.number("m/B") == 2


def test_lanes_are_in_the_order_of_what_vehicles_are_called():
    names = {"m/A": "820 BHT", "m/B": "242 kdn"}
    made = board(task(1, "A"), task(2, "B"), label=names.get)
    assert [lane.key for lane in made.lanes] == [UNASSIGNED, "m/B", "m/A"]


def test_everyone_may_have_a_lane():
    assert [lane.key for lane in board(task(1), everyone=["m/Z", "m/A"]).lanes] == [UNASSIGNED, "m/A", "m/Z"]


def test_what_overlaps_lies_in_rows_and_what_follows_lies_in_one():
    made = board(task(1), task(2, start=EIGHT + 30 * MINUTE), task(3, start=EIGHT + 60 * MINUTE))
    assert shape(made)["m/A"] == [("m/1", 0), ("m/2", 1), ("m/3", 0)]
    assert made.lane("m/1").rows == 2


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 120)), max_size=40))
def test_no_two_bars_of_a_row_overlap_and_no_row_is_wasted(spans):
    lane = stacked(
        "m/A",
        [
            Bar(float(start), float(start + length), f"m/{number}", task(number))
            for number, (start, length) in enumerate(spans)
        ],
    )
    for one in lane.bars:
        for other in lane.bars:
            if one is not other and one.row == other.row:
                assert one.stop <= other.start or other.stop <= one.start
    most = max(
        (sum(bar.start <= at < bar.stop for bar in lane.bars) for at in {bar.start for bar in lane.bars}), default=1
    )
    assert lane.rows == most
    assert len(lane.bars) == len(spans)


def test_a_task_that_begins_the_evening_before_is_on_both_days():
    late = task(1, start=datetime(2026, 11, 22, 21, 0, tzinfo=UTC), minutes=120)  # 23:00 to 01:00
    assert len(board(late)) == len(board(late, day=DAY - timedelta(days=1))) == 1
    assert len(board(late, day=DAY + timedelta(days=1))) == 0


def test_the_day_ends_at_midnight_of_the_company():
    assert len(board(task(1, start=datetime(2026, 11, 23, 22, 0, tzinfo=UTC)))) == 0  # 00:00 of the next day there
    assert len(board(task(1, start=datetime(2026, 11, 23, 21, 59, tzinfo=UTC)))) == 1


@pytest.mark.parametrize(("day", "hours"), [(DAY, 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_is_as_long_as_its_clocks_make_it(day, hours):
    begins, ends = day_span(day, ZONE)
    assert ends - begins == hours * 3600


def test_an_open_window_is_an_hour_and_none_at_all_is_nowhere():
    begins = EIGHT.timestamp()
    assert span(task(1, minutes=None)) == (begins, begins + OPEN_S)
    assert span(Task("m", 1, stop_at=EIGHT)) == (begins - OPEN_S, begins)
    assert span(Task("m", 1)) is None
    nowhere = board(Task("m", 1))
    assert len(nowhere) == 0
    assert nowhere.untimed == {"m/1"}
    nowhere.touch({"m/1": task(1)}, ["m/1"])
    assert nowhere.untimed == set()


def test_a_window_that_ends_before_it_begins_still_has_a_length():
    taken = span(task(1, minutes=-30))
    assert taken is not None
    begins, ends = taken
    assert ends > begins


def test_a_change_moves_the_bar_and_an_empty_lane_goes():
    one, two = task(1, "A"), task(2, "B")
    made = board(one, two)
    moved = task(1, "B")
    made.touch({"m/1": moved, "m/2": two}, ["m/1"])
    assert shape(made) == {UNASSIGNED: [], "m/B": [("m/1", 0), ("m/2", 1)]}
    made.touch({"m/2": two}, ["m/1"])
    assert shape(made) == {UNASSIGNED: [], "m/B": [("m/2", 0)]}
    assert made.bar("m/1") is None


def test_a_change_leaves_the_other_lanes_as_they_are():
    made = board(task(1, "A"), task(2, "B"))
    untouched = made.lane("m/2")
    made.touch({"m/1": task(1, "C"), "m/2": task(2, "B")}, ["m/1"])
    assert made.lane("m/2") is untouched


CHANGES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["A", "B", None]), st.integers(-300, 1500)), max_size=20
)


@given(CHANGES, CHANGES)
def test_changes_come_to_the_same_as_laying_all_out_anew(before, after):
    def tasks(rows):
        return {f"m/{number}": task(number, unit, EIGHT + start * MINUTE) for number, unit, start in rows}

    made = board(*tasks(before).values())
    now = {**tasks(before), **tasks(after)}
    for number in (0, 3):
        now.pop(f"m/{number}", None)
    made.touch(now, {*tasks(before), *tasks(after)})
    assert shape(made) == shape(board(*now.values()))
