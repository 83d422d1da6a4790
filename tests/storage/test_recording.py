"""What the desk showed, on the disk: each minute comes back as it was, the oldest goes first, damage stops nothing."""

import random
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from fleetdesk.domain.history.private import PrivateTime
from fleetdesk.domain.recording.picture import AccountPicture, UnitPicture, minute_of, without_private_place
from fleetdesk.domain.units import Position, Unit, UnitKind
from fleetdesk.storage.recording import WHOLE_EVERY, RecordingFile
from tests.storage.recorded_days import BEGINS, by_key, made_pictures


@pytest.fixture
def path(tmp_path):
    return tmp_path / "recording.db"


@pytest.fixture
def opened(path):
    made = []

    def open_file(limit=1e9, days=14):
        file = RecordingFile(path, limit, days)
        made.append(file)
        file.load()
        return file

    yield open_file
    for each in made:
        each.close()


def record(file, pictures):
    for each in pictures:
        file.add([each])


def test_any_minute_of_a_night_comes_back_as_it_was_shown(opened, day_seed):
    """Against a plain list of the pictures, over the night on which the clocks go back, with two starts of the desk."""
    pictures = made_pictures(day_seed, 200)
    record(opened(), pictures[:90])
    file = opened()
    record(file, pictures[90:])
    chance = random.Random(day_seed)
    for picture in chance.sample(pictures, 60):
        (found,) = file.pictures(minute_of(picture.at))
        assert by_key(found) == by_key(picture)


def test_the_accounts_of_a_minute_come_back_together(opened):
    file = opened()
    one, other = made_pictures(1, 3), made_pictures(2, 3, account="other")
    for each in zip(one, other, strict=True):
        file.add(each)
    assert [by_key(each) for each in file.pictures(minute_of(one[1].at))] == [by_key(one[1]), by_key(other[1])]


def test_a_minute_that_is_not_recorded_is_that_before(opened):
    file, pictures = opened(), made_pictures(3, 2)
    file.add([pictures[0]])
    assert by_key(file.pictures(minute_of(pictures[0].at) + 40)[0]) == by_key(pictures[0])
    assert file.pictures(minute_of(pictures[0].at) - 1) == []


def test_a_private_person_has_no_place_in_the_file(opened):
    file, person = opened(), Unit("m", "7", name="Mari")
    seen = Position("m", "7", UnitKind.PERSON, 58.5, 25.0, 40.0, 90, BEGINS, private=True)
    file.add([AccountPicture("m", BEGINS.timestamp(), (UnitPicture(person, seen),))])
    (found,) = file.pictures(minute_of(BEGINS.timestamp()))
    assert found.units[0].position == replace(seen, lat=None, lon=None, speed_kmh=None, heading_deg=None)


def hidden_in(picture, times):
    """What a picture should hold when these private times are known."""
    units = []
    for each in picture.units:
        hidden = any(
            each.unit.id == time.person
            and time.begins.timestamp() <= picture.at
            and (time.ends is None or picture.at < time.ends.timestamp())
            for time in times
        )
        place = each.position and (
            each.position.lat,
            each.position.lon,
            each.position.speed_kmh,
            each.position.heading_deg,
        )
        if hidden and place and any(value is not None for value in place):
            each = UnitPicture(each.unit, without_private_place(replace(each.position, private=True)), *each[2:])
        units.append(each)
    return replace(picture, units=tuple(units))


def test_places_of_private_trips_that_become_known_later_are_taken_out_and_nothing_else(opened, day_seed):
    """Against a plain list of the pictures; the recording goes on after it, and goes through another start."""
    pictures, chance = made_pictures(day_seed, 4 * WHOLE_EVERY), random.Random(day_seed)
    file = opened()
    record(file, pictures[:100])
    moments = sorted(chance.sample(range(100), 6))
    begins = [BEGINS + timedelta(minutes=each) for each in moments]
    times = {PrivateTime("3", *begins[:2]), PrivateTime("3", *begins[2:4]), PrivateTime("5", begins[4])}
    times |= {
        PrivateTime("nobody", begins[0]),
        PrivateTime("7", BEGINS - timedelta(days=2), BEGINS - timedelta(days=1)),
    }
    file.hide("m", times)
    record(file, pictures[100:])
    for source in (file, opened()):
        for number in chance.sample(range(len(pictures)), 40):
            picture = pictures[number]
            (found,) = source.pictures(minute_of(picture.at))
            assert by_key(found) == by_key(hidden_in(picture, times) if number < 100 else picture)


def test_hiding_writes_nothing_where_nothing_is_told(opened, path):
    file = opened()
    record(file, made_pictures(21, 40))
    rows = lambda: sqlite3.connect(path).execute("SELECT minute, body FROM frame ORDER BY minute").fetchall()  # noqa: E731
    times = [PrivateTime("3", BEGINS)]
    file.hide("m", times)
    before = rows()
    file.hide("m", times)
    file.hide("other", [PrivateTime("5", BEGINS)])
    assert rows() == before


def test_a_damaged_frame_keeps_nobody_from_hiding_the_rest(opened, path):
    file, pictures = opened(), made_pictures(22, 2 * WHOLE_EVERY)
    record(file, pictures)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE frame SET body = x'00' WHERE minute = ?", (minute_of(pictures[3].at),))
    other.close()
    file.hide("m", [PrivateTime("3", BEGINS)])
    (found,) = file.pictures(minute_of(pictures[-1].at))
    assert by_key(found) == by_key(hidden_in(pictures[-1], [PrivateTime("3", BEGINS)]))


def test_the_voltages_of_a_unit_are_those_of_its_positions_each_once(opened, day_seed):
    """Against a plain list of the pictures; the unit comes and goes, and the recording has two starts."""
    pictures = made_pictures(day_seed, 150)
    record(opened(), pictures[:70])
    file = opened()
    record(file, pictures[70:])
    first, last = 20, 110
    minutes = [minute_of(pictures[each].at) for each in (first, last)]
    told = [each for chain in file.chains("m", *minutes) for each in file.voltages("m", "3", chain)]
    seen = [each.position for picture in pictures for each in picture.units if each.unit.id == "3" and each.position]
    known = {(round(each.fixed_at.timestamp(), 3), each.power_v) for each in seen if each.fixed_at and each.power_v}
    inside = {each for each in known if each[0] / 60 >= minutes[0] and each[0] / 60 < minutes[1]}
    assert inside <= {(round(at, 3), volts) for at, volts in told} <= known


def test_numbers_that_are_none_become_unknown(opened):
    file = opened()
    seen = Position("m", "7", UnitKind.VEHICLE, 58.5, 25.0, float("nan"), power_v=1e300, counter1=float("inf"))
    file.add([AccountPicture("m", BEGINS.timestamp(), (UnitPicture(Unit("m", "7"), seen),))])
    (found,) = file.pictures(minute_of(BEGINS.timestamp()))
    assert found.units[0].position == replace(seen, speed_kmh=None, power_v=None, counter1=None)


def test_what_is_too_old_goes_and_what_stays_can_be_read(opened):
    file, pictures = opened(days=2 / 24), made_pictures(4, 300)
    record(file, pictures)
    minutes = file.minutes()
    assert minutes[-1] - minutes[0] <= 120
    assert by_key(file.pictures(minutes[0])[0]) == by_key(pictures[minutes[0] - minute_of(pictures[0].at)])


def test_the_size_is_bounded_and_the_oldest_goes_first(opened, tmp_path):
    unbounded, pictures = opened(), made_pictures(5, 4 * WHOLE_EVERY)
    record(unbounded, pictures)
    limit = unbounded.size / 2
    file = RecordingFile(tmp_path / "bounded.db", limit, 14)
    file.load()
    for each in pictures:
        file.add([each])
        assert file.size <= limit
    minutes, begins = file.minutes(), minute_of(pictures[0].at)
    assert minutes[-1] == minute_of(pictures[-1].at)
    assert by_key(file.pictures(minutes[0])[0]) == by_key(pictures[minutes[0] - begins])
    file.close()


def test_a_death_in_the_middle_of_writing_loses_that_minute_alone(opened, path):
    """The transaction that is not committed is gone; the next start goes on with a whole picture."""
    pictures = made_pictures(6, 12)
    record(opened(), pictures[:10])
    dying = sqlite3.connect(path, isolation_level=None)
    dying.execute("BEGIN IMMEDIATE")
    dying.execute("INSERT INTO frame VALUES ('m', ?, 0, 10, x'00')", (minute_of(pictures[10].at),))
    dying.close()
    file = opened()
    record(file, pictures[11:])
    assert file.minutes() == [minute_of(each.at) for each in (*pictures[:10], pictures[11])]
    assert by_key(file.pictures(minute_of(pictures[11].at))[0]) == by_key(pictures[11])


def test_a_disk_that_takes_a_minute_not_breaks_none_after_it(opened, path):
    file, pictures = opened(), made_pictures(7, 8)
    record(file, pictures[:4])
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON frame BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(sqlite3.Error):
            file.add([pictures[4]])
        other.execute("DROP TRIGGER full")
    other.close()
    record(file, pictures[5:])
    assert by_key(file.pictures(minute_of(pictures[7].at))[0]) == by_key(pictures[7])


def test_where_the_clock_goes_back_the_minutes_are_those_of_the_right_clock(opened):
    file, wrong = opened(), made_pictures(8, 10, begins=BEGINS + timedelta(hours=3))
    record(file, wrong)
    right = made_pictures(9, 4)
    record(file, right)
    assert file.minutes() == [minute_of(each.at) for each in right]
    assert by_key(file.pictures(minute_of(right[3].at))[0]) == by_key(right[3])


def test_a_removed_account_leaves_nothing(opened):
    file, pictures = opened(), made_pictures(10, 3)
    record(file, pictures)
    file.forget("m")
    assert file.minutes() == []
    file.add([pictures[2]])
    assert by_key(file.pictures(minute_of(pictures[2].at))[0]) == by_key(pictures[2])


def test_only_the_accounts_that_are_set_up_are_kept(opened):
    file = opened()
    file.add([*made_pictures(11, 1), *made_pictures(12, 1, account="gone")])
    file.keep_only(["m"])
    assert [each.account for each in file.pictures(minute_of(BEGINS.timestamp()))] == ["m"]


def test_emptying_gives_the_room_back(opened, path):
    file = opened()
    record(file, made_pictures(13, 100))
    taken = lambda: sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))  # noqa: E731
    before = taken()
    file.empty()
    assert file.size == 0
    assert taken() < before


@pytest.mark.parametrize("body", [b"", b"\x00" * 40, "text", None])
def test_a_damaged_frame_costs_its_account_and_no_other(opened, path, body):
    file = opened()
    file.add([*made_pictures(14, 1), *made_pictures(15, 1, account="other")])
    with sqlite3.connect(path) as other:
        if body is None:
            other.execute("UPDATE frame SET body = substr(body, 1, 30) WHERE account = 'm'")
        else:
            other.execute("UPDATE frame SET body = ? WHERE account = 'm'", (body,))
    other.close()
    assert [each.account for each in file.pictures(minute_of(BEGINS.timestamp()))] == ["other"]
    assert file.dropped == 1


def test_flipped_bits_are_never_more_than_a_frame_that_cannot_be_read(opened, path, day_seed):
    file, chance = opened(), random.Random(day_seed)
    record(file, made_pictures(16, 3))
    with sqlite3.connect(path, isolation_level=None) as other:
        rows = other.execute("SELECT rowid, body FROM frame").fetchall()
        for _ in range(60):
            for row, body in rows:
                spoilt = bytearray(body)
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
                other.execute("UPDATE frame SET body = ? WHERE rowid = ?", (bytes(spoilt), row))
            file.pictures(minute_of(BEGINS.timestamp()) + 2)
    other.close()
    assert file.dropped > 0
