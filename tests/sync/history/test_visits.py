"""Who was here: the same as by reading everything, from this computer at once, the rest on a budget and once."""

import math
import random
import sqlite3
from datetime import UTC, datetime

import pytest

from fleetdesk.base.errors import NotSignedIn, Unreachable
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.chunks import DAY_S, ChunkKind, by_day, day_number
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.stays import stays
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.service import HistoryService
from fleetdesk.sync.history.visits import VisitService, runs_near
from tests.sync.history.fakes import NOW, People, Vehicles

TODAY = day_number(NOW.timestamp())
DAYS = range(TODAY - 6, TODAY)
PERIOD = Span(DAYS.start * DAY_S, DAYS.stop * DAY_S)
HERE = Area.of([(24.99, 58.49), (25.01, 58.49), (25.01, 58.51), (24.99, 58.51)])


@pytest.fixture
def file(tmp_path):
    made = HistoryFile(tmp_path / "history.db", 1e9)
    yield made
    made.close()


@pytest.fixture
def vendor():
    return Vehicles()


@pytest.fixture
def service(file, vendor):
    return made(file, vendor)


def made(file, *vendors):
    providers = {each.account: each for each in vendors}
    history = HistoryService(file, providers, lambda: NOW)
    return VisitService(history, file, providers, lambda: NOW)


async def kept(service, keys, area=HERE, period=PERIOD):
    return [each async for some in service.kept(keys, period, area) for each in some]


async def fetched(service, keys, period=PERIOD):
    return [each async for each in service.fetch(keys, period, HERE)]


def wandering(dice, days):
    """Points of a unit that drives around and stands, with rubbish between and a night without points now and then."""
    lat, lon, at = 58.5 + dice.uniform(-0.3, 0.3), 25.0 + dice.uniform(-0.5, 0.5), float(days.start * DAY_S)
    points, heading = [], 0.0
    while at < days.stop * DAY_S:
        at += dice.choice((30, 60, 60, 300, 300, 300, 300, 6 * 3600))
        heading += dice.uniform(-0.7, 0.7)
        step = dice.choice((0, 0.02, 0.05, 0.15))
        lat, lon = lat + step * math.cos(heading), lon + step * math.sin(heading)
        if abs(lat - 58.5) > 0.6 or abs(lon - 25.0) > 1.0:
            heading = math.atan2(25.0 - lon, 58.5 - lat)
        points.append(TrackPoint("m", "a", datetime.fromtimestamp(at, UTC), lat, lon))
        if dice.random() < 0.02:
            points.append(TrackPoint("m", "a", datetime.fromtimestamp(at + 5, UTC), *dice.choice(((0, 0), (10, 10)))))
    return points


async def test_what_is_left_out_by_cells_changes_no_answer(file, service, day_seed):
    dice, count = random.Random(day_seed), 0
    file.load()
    for number in range(12):
        file.put("m", str(number), ChunkKind.TRACK, by_day(wandering(dice, DAYS), DAYS), NOW.timestamp())
    history = HistoryService(file, {}, lambda: NOW)
    keys = [f"m/{number}" for number in range(12)]
    views = (await history.kept(keys, PERIOD, kinds=[ChunkKind.TRACK])).views
    for _turn in range(8):
        track, half = dice.choice(views).track, dice.uniform(0.002, 0.1)
        place = dice.randrange(len(track.at))
        lat, lon = float(track.lat[place]), float(track.lon[place])
        area = Area.of([(lon - half, lat - half), (lon + half, lat - half), (lon + half, lat + half)])
        whole = {view.key: stays(view.track, area) for view in views}
        found = await kept(service, keys, area)
        assert {each.key: [visit.stay for visit in each.visits] for each in found} == whole
        count += sum(map(len, whole.values()))
    assert count > 10


def test_days_beside_those_that_may_touch_are_read_too():
    kept_days = {1: False, 2: False, 3: True, 5: False, 6: False, 7: False, 8: True}
    assert runs_near(kept_days) == [range(2, 6), range(7, 9)]
    assert runs_near({1: False, 2: False}) == []
    assert runs_near({}) == []


async def test_without_tracks_nothing_is_known_and_nobody_is_asked(service, vendor):
    (found,) = await kept(service, ["m/a"])
    assert (found.visits, found.known, found.missing, found.days, found.points) == ((), 0, 6, 6, False)
    assert vendor.asked == []


async def test_the_budget_is_what_is_missing(service):
    found = await kept(service, ["m/a", "m/b"])
    budget = service.budget(found)
    assert (budget.units, budget.days, budget.requests) == (("m/a", "m/b"), 12, 4)
    assert budget.seconds > 0


async def test_of_an_account_that_is_not_open_nothing_can_be_asked_for(service):
    found = await kept(service, ["m/a", "o/b"])
    assert service.budget(found).units == ("m/a",)


async def test_the_rest_is_fetched_and_no_closed_day_twice(service, vendor):
    (answer,) = await fetched(service, ["m/a"])
    assert [round(each.stay.seconds) for each in answer.found[0].visits] == [round(PERIOD.ends - PERIOD.begins - 3600)]
    assert answer.found[0].missing == 0
    vendor.asked.clear()
    again = await kept(service, ["m/a"])
    assert again == list(answer.found)
    assert service.budget(again).units == ()
    await fetched(service, ["m/a"])
    assert vendor.asked == []


async def test_the_budget_learns_how_many_requests_a_unit_takes(file):
    vendor = Vehicles(most=24)  # points an answer: one an hour
    service = made(file, vendor)
    await fetched(service, ["m/a"])
    asked = len([each for each in vendor.asked if each[0] == "track"])
    assert asked > 2
    assert service.budget(await kept(service, ["m/b", "m/c"])).requests == 2 * asked


async def test_what_fails_is_told_and_the_rest_goes_on(service, vendor):
    vendor.failing = {"track": Unreachable("The server failed.")}
    answers = await fetched(service, [f"m/{number}" for number in range(8)])
    assert len(answers) == 2
    assert "0: The server failed." in answers[0].troubles
    assert answers[-1].progress.done == answers[-1].progress.of == 8


async def test_a_refused_sign_in_ends_it(service, vendor):
    vendor.failing = {"track": NotSignedIn("Sign in again.")}
    answers = await fetched(service, [f"m/{number}" for number in range(20)])
    assert len(answers) == 1


def test_vendors_that_tell_no_ways_are_left_out_and_that_is_said(file):
    service = made(file, Vehicles(), People())
    assert service.told_of(["m/a", "v/jan", "o/b"]) == (("m/a", "o/b"), ("Fake tells no way that was driven.",))
    assert service.told_of(["m/a"]) == (("m/a",), ())


async def test_days_kept_before_cells_were_are_read(file, service, tmp_path):
    """A file of an earlier FleetDesk has no word on where its days were."""
    await fetched(service, ["m/a"])
    answer = await kept(service, ["m/a"])
    db = sqlite3.connect(tmp_path / "history.db")
    with db:
        db.execute("DELETE FROM track_cells")
    db.close()
    assert await kept(service, ["m/a"]) == answer
