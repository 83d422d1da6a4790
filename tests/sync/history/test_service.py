"""Fetching the past: each closed day once, what fails keeps the rest, and who is cancelled loses nothing."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fleetdesk.base.errors import FleetError, NotSignedIn, Refused, Unreachable
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import DAY_S, ChunkKind, day_number
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.service import HistoryService
from tests.sync.history.fakes import NOW, People, Vehicles

TODAY = day_number(NOW.timestamp())
WEEK = Span((TODAY - 6) * DAY_S, (TODAY + 1) * DAY_S)
YESTERDAY = Span((TODAY - 1) * DAY_S, TODAY * DAY_S)


@pytest.fixture
def file(tmp_path):
    made = HistoryFile(tmp_path / "history.db", 1e9)
    yield made
    made.close()


def service(file, vendor, now=NOW):
    return HistoryService(file, {vendor.account: vendor}, lambda: now)


def asked(vendor, name):
    return [each for each in vendor.asked if each[0] == name]


async def test_a_week_is_asked_for_in_few_requests(file):
    vendor = Vehicles()
    fetched = await service(file, vendor).fetch(["m/a"], WEEK)
    assert [view.totals.trips for view in fetched.views] == [6]
    assert {name: len(asked(vendor, name)) for name in ("trips", "inputs", "refuels", "track")} == {
        "trips": 2, "inputs": 2, "refuels": 2, "track": 2,
    }  # fmt: skip
    assert fetched.troubles == ()


async def test_a_closed_day_is_never_asked_for_again(file):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    vendor.asked.clear()
    again = await service(file, vendor).fetch(["m/a"], YESTERDAY, anew=True)
    assert vendor.asked == []
    assert again.views[0].totals.trips == 1


async def test_of_a_week_only_today_is_asked_for_again(file):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], WEEK)
    vendor.asked.clear()
    await service(file, vendor, NOW + timedelta(minutes=5)).fetch(["m/a"], WEEK)
    midnight = datetime.fromtimestamp(TODAY * DAY_S, UTC)
    assert {start for _, _, start, _ in vendor.asked if start.hour == 0} == {midnight}
    assert len(asked(vendor, "trips")) == 1


async def test_today_is_not_asked_for_twice_within_a_minute_unless_somebody_wants_it(file):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], WEEK)
    vendor.asked.clear()
    await service(file, vendor, NOW + timedelta(seconds=30)).fetch(["m/a"], WEEK)
    assert vendor.asked == []
    await service(file, vendor, NOW + timedelta(seconds=30)).fetch(["m/a"], WEEK, anew=True)
    assert len(asked(vendor, "trips")) == 1


async def test_a_track_that_comes_in_pieces_is_put_together(file):
    vendor = Vehicles(most=10)
    fetched = await service(file, vendor).fetch(["m/a"], WEEK)
    assert len(fetched.views[0].track.points) == 6 * 24 + 12
    vendor.asked.clear()
    before = Span(WEEK.begins, WEEK.begins + 3 * DAY_S)
    await service(file, vendor).fetch(["m/a"], before)
    assert vendor.asked == []


async def test_what_fails_is_told_and_the_rest_is_kept(file):
    vendor = Vehicles()
    vendor.failing = {"inputs": Unreachable("The server failed.")}
    fetched = await service(file, vendor).fetch(["m/a"], YESTERDAY)
    assert fetched.troubles == ("a: The server failed.",)
    assert (fetched.views[0].totals.trips, fetched.views[0].totals.idling_s) == (1, None)
    vendor.failing.clear()
    vendor.asked.clear()
    fetched = await service(file, vendor).fetch(["m/a"], YESTERDAY)
    assert {each[0] for each in vendor.asked} == {"inputs"}
    assert fetched.troubles == ()


async def test_who_is_not_signed_in_is_told_once_and_shown_what_is_kept(file):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    vendor.failing = {name: NotSignedIn("Sign in again.") for name in ("trips", "track")}
    fetched = await service(file, vendor).fetch(["m/a", "m/b", "m/c"], YESTERDAY)
    assert fetched.troubles == ("m: Sign in again.",)
    assert [view.totals.trips for view in fetched.views] == [1, None, None]


async def test_an_account_that_is_not_open_shows_what_is_kept(file):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    fetched = await HistoryService(file, {}, lambda: NOW).fetch(["m/a"], YESTERDAY)
    assert "only what is on this computer" in fetched.troubles[0]
    assert fetched.views[0].totals.trips == 1


async def test_several_units_come_in_the_order_they_were_asked_for(file):
    fetched = await service(file, Vehicles()).fetch(["m/c", "m/a", "m/b"], YESTERDAY)
    assert [view.key for view in fetched.views] == ["m/c", "m/a", "m/b"]
    assert all(view.totals.trips == 1 for view in fetched.views)


async def test_progress_ends_where_all_is_done(file):
    told = []
    await service(file, Vehicles()).fetch(["m/a", "m/b"], WEEK, told.append)
    assert told[-1].done == told[-1].of == 16
    assert [each.done for each in told] == sorted(each.done for each in told)


async def test_whoever_is_cancelled_goes_on_where_it_stopped(file, monkeypatch):
    vendor, reached = Vehicles(), asyncio.Event()

    async def never(unit, start, stop):
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(vendor.history, "refuels", never)
    fetching = asyncio.ensure_future(service(file, vendor).fetch(["m/a"], YESTERDAY))
    await reached.wait()
    fetching.cancel()
    await asyncio.gather(fetching, return_exceptions=True)
    monkeypatch.undo()
    vendor.asked.clear()
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    assert {each[0] for each in vendor.asked} == {"refuels", "track"}


async def test_a_disk_that_fails_costs_nothing_but_the_next_time(file, monkeypatch):
    vendor = Vehicles()
    made = service(file, vendor)
    await made.fetch(["m/a"], YESTERDAY)
    for name in ("put", "known"):
        monkeypatch.setattr(file, name, broken)
    fetched = await made.fetch(["m/a"], YESTERDAY)
    assert "History cannot be kept on this disk" in fetched.troubles[0]
    assert fetched.views[0].totals.trips == 1


def broken(*_):
    raise sqlite3.OperationalError("database or disk is full")


async def test_pages_are_read_as_far_as_the_period_needs(file):
    people = People()
    fetched = await service(file, people).fetch(["v/jan", "v/eva"], YESTERDAY)
    assert len(people.pages) == 2
    jan, eva = fetched.views
    assert (jan.totals.trips, jan.totals.km) == (24, 24.0)
    assert eva.totals.trips is None


async def test_older_days_go_on_from_the_page_that_was_reached(file):
    people = People()
    await service(file, people).fetch(["v/jan"], YESTERDAY)
    people.pages.clear()
    older = Span(YESTERDAY.begins - 3 * DAY_S, YESTERDAY.begins - 2 * DAY_S)
    fetched = await service(file, people).fetch(["v/jan"], older)
    assert "-1" not in people.pages
    assert fetched.views[0].totals.trips == 24


async def test_pages_that_came_before_the_network_went_are_kept(file):
    people = People(most=3)
    fetched = await service(file, people).fetch(["v/jan"], WEEK)
    assert fetched.troubles == ("v: The network is away.",)
    assert fetched.views[0].totals.trips > 48
    people.known = None
    people.pages.clear()
    fetched = await service(file, people).fetch(["v/jan"], WEEK)
    assert fetched.troubles == ()
    assert fetched.views[0].totals.trips == 6 * 24 + 12


async def test_a_cursor_that_is_refused_is_forgotten(file, monkeypatch):
    people = People()
    await service(file, people).fetch(["v/jan"], YESTERDAY)
    older = Span(YESTERDAY.begins - 3 * DAY_S, YESTERDAY.begins - 2 * DAY_S)
    read = people.page

    async def refusing(cursor="-1"):
        if cursor != "-1" and not people.pages:
            people.pages.append(cursor)
            raise Refused("No such cursor.", 400)
        return await read(cursor)

    monkeypatch.setattr(people, "page", refusing)
    people.pages.clear()
    fetched = await service(file, people).fetch(["v/jan"], older)
    assert fetched.troubles == ("v: No such cursor.",)
    fetched = await service(file, people).fetch(["v/jan"], older)
    assert (fetched.troubles, fetched.views[0].totals.trips) == ((), 24)


async def test_history_waits_where_the_budget_is_for_positions(file):
    people, waits = People(), asyncio.Event()
    people.used = 120

    def on_progress(progress):
        if progress.waits_for == "v":
            waits.set()

    fetching = asyncio.ensure_future(service(file, people).fetch(["v/jan"], YESTERDAY, on_progress))
    await waits.wait()
    assert people.pages == []
    fetching.cancel()
    await asyncio.gather(fetching, return_exceptions=True)


async def test_a_trip_under_way_keeps_its_day_open(file, monkeypatch):
    people = People()
    read = people.page

    async def open_trip(cursor="-1"):
        page = await read(cursor)
        return replace(page, trips=tuple(replace(each, in_progress=True) for each in page.trips))

    monkeypatch.setattr(people, "page", open_trip)
    await service(file, people).fetch(["v/jan"], YESTERDAY)
    people.pages.clear()
    await service(file, people, NOW + timedelta(hours=1)).fetch(["v/jan"], YESTERDAY)
    assert people.pages


async def test_what_cannot_be_removed_is_said(file, monkeypatch):
    made = service(file, Vehicles())
    monkeypatch.setattr(file, "empty", broken)
    with pytest.raises(FleetError, match="cannot be removed now"):
        await made.empty()


async def test_a_chunk_that_cannot_be_read_is_unknown_and_asked_for_again(file, tmp_path):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    with sqlite3.connect(tmp_path / "history.db") as db:
        db.execute("UPDATE chunk SET body = x'00' WHERE kind = 'refuels'")
    db.close()
    assert (await service(file, vendor).kept(["m/a"], YESTERDAY)).views[0].totals.litres is None
    vendor.asked.clear()
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    assert {name for name, *_ in vendor.asked} == {"refuels"}


async def test_what_is_kept_is_shown_without_asking_anybody(file):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    vendor.asked.clear()
    kept = await service(file, vendor).kept(["m/a", "m/b"], YESTERDAY)
    assert vendor.asked == []
    assert [view.totals.trips for view in kept.views] == [1, None]


async def test_only_the_kinds_that_are_wanted_are_asked_for(file):
    vendor = Vehicles()
    await service(file, vendor).fetch(["m/a"], YESTERDAY, kinds=[ChunkKind.TRACK])
    assert {name for name, *_ in vendor.asked} == {"track"}


async def test_points_of_days_before_are_not_taken_for_the_first_day(file, monkeypatch):
    vendor = Vehicles()
    track = vendor.history.track

    async def from_earlier(unit, start):
        return await track(unit, start - timedelta(days=2))

    monkeypatch.setattr(vendor.history, "track", from_earlier)
    await service(file, vendor).fetch(["m/a"], YESTERDAY)
    kept = file.read("m", "a", ChunkKind.TRACK, range(TODAY - 3, TODAY), NOW.timestamp())
    assert {day: len(points) for day, points in kept.items()} == {TODAY - 1: 24}
