"""Opening the history from everywhere, fetching it, cancelling that, and its track on the map."""

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from fleetdesk.api.parts import RowList
from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import DAY_S
from fleetdesk.domain.history.drawn_track import around
from fleetdesk.domain.history.parts import PartKind, UnitPast
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.history.records import Trip
from fleetdesk.domain.history.view import view_of
from fleetdesk.sync.store import Link
from fleetdesk.ui.history.rows import rows_of
from tests.domain.history.tracks import drive, rest
from tests.sync.fakes import NOW
from tests.waiting import settled, until

SEEN = {"lat": 58.5, "lon": 25.0, "zoom": 9.0}


def entry(menu, text):
    return next(each for each in menu.actions() if each.text().partition("\t")[0] == text)


def command(desk, text):
    desk.window.actions_by_text[text].trigger()


async def test_the_command_shows_today_of_the_selected_vehicle(asked, pane):
    command(asked, "History")
    await settled(asked)
    assert pane.header.count.text() == "242KDN"
    assert not pane.visibleRegion().isEmpty()
    assert "trips 0" in pane.totals.whole or "trips" in pane.totals.whole
    assert pane.model.rowCount() > 0
    assert {name for name, unit, *_ in asked.vendor.asked if unit == "242KDN"} == {
        "trips",
        "inputs",
        "refuels",
        "track",
    }


async def test_a_key_the_menu_of_a_vehicle_and_its_card_show_it_too(asked, pane):
    asked.view.vehicles.pane.table.setFocus()
    QTest.keyClick(asked.view.vehicles.pane.table, Qt.Key.Key_H)
    await settled(asked)
    assert pane.header.count.text() == "242KDN"
    asked.store.select(["m/820BHT"])
    asked.view.vehicles.commands.popup(QPoint(5, 5))
    (menu,) = [each for each in asked.window.findChildren(QMenu) if any("History" in a.text() for a in each.actions())
               and any("Copy position" in a.text() for a in each.actions()) and each.isVisible()]  # fmt: skip
    entry(menu, "History").trigger()
    await settled(asked)
    assert pane.header.count.text() == "820BHT"
    asked.store.select(["m/242KDN"])
    details = asked.view.vehicles.details
    (made,) = [e for e in details.findChildren(QPushButton) if e.accessibleName() == "History of the vehicle"]
    made.click()
    await settled(asked)
    assert pane.header.count.text() == "242KDN"
    asked.store.select([])
    assert not made.isEnabled()


async def test_a_task_shows_its_vehicle_around_its_window_where_it_has_one(asked, pane):
    menu = asked.task_menu.popup(("m/7",), QPoint(5, 5))
    entry(menu, "History of the vehicle").trigger()
    await settled(asked)
    period, window = pane.period_row.period(), asked.store.tasks["m/7"]
    assert pane.period_row.kind is PeriodKind.CUSTOM
    assert (period.begins, period.ends) == (window.start_at.timestamp() - 3600, window.stop_at.timestamp() + 3600)
    menu = asked.task_menu.popup(("m/8",), QPoint(5, 5))
    assert not [each for each in menu.actions() if "History" in each.text()]


async def test_nothing_selected_is_said_and_too_many_at_once_are_refused(asked, pane):
    asked.view.history.controller.open([f"m/{number}" for number in range(31)])
    assert asked.vendor.asked == []
    asked.store.select([])
    asked.view.history.controller.open_selected()
    said = [each.text() for each in asked.window.notices.findChildren(QLabel)]
    assert any("Select vehicles first" in each for each in said)
    assert asked.vendor.asked == []


async def test_another_period_is_fetched(asked, pane):
    command(asked, "History")
    await settled(asked)
    pane.period_row.choose(PeriodKind.YESTERDAY)
    await settled(asked)
    assert "trips 1" in pane.totals.whole
    first = pane.model.item(pane.model.key(0)).part.begins
    assert first >= (NOW.timestamp() // DAY_S - 1) * DAY_S - 2 * 3600


async def test_what_fails_is_said_in_the_dock(asked, pane):
    asked.vendor.failing = {"inputs": Unreachable("The server failed.")}
    command(asked, "History")
    await settled(asked)
    assert pane.trouble.whole == "242KDN: The server failed."
    assert "idling unknown" in pane.totals.whole


async def test_fetching_is_cancelled_and_what_is_here_is_shown(asked, pane, monkeypatch):
    reached = asyncio.Event()

    async def never(unit, start):
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(asked.vendor.history, "track", never)
    command(asked, "History")
    await reached.wait()
    (cancel,) = [each for each in pane.findChildren(QPushButton) if each.accessibleName() == "Cancel fetching"]
    assert cancel.isVisibleTo(pane)
    cancel.click()
    await settled(asked)
    assert "was cancelled" in pane.trouble.whole
    assert not cancel.isVisibleTo(pane)
    assert pane.model.rowCount() > 0


async def test_the_track_is_on_the_map_until_escape(asked, pane):
    command(asked, "History")
    await settled(asked)
    track = asked.view.map.pane.map.track
    assert track.is_shown
    assert asked.view.map.pane.map.state.value("track")["stops"] is not None
    pane.table.setFocus()
    asked.view.vehicles.commands.clear()
    assert not track.is_shown
    asked.view.map.pane.map.lifecycle.bridge.heard.emit("view", SEEN | {"zoom": 10.0})
    await settled(asked)
    assert not track.is_shown


async def test_escape_on_the_map_and_closing_the_dock_take_it_away_too(asked, pane):
    command(asked, "History")
    await settled(asked)
    assert asked.view.map.pane.on_escape()
    assert not asked.view.map.pane.map.track.is_shown
    command(asked, "History")
    await settled(asked)
    assert asked.view.map.pane.map.track.is_shown
    pane.close()
    await until(lambda: not asked.view.map.pane.map.track.is_shown)


async def test_a_row_is_brought_into_sight(asked, pane):
    command(asked, "History")
    pane.period_row.choose(PeriodKind.YESTERDAY)
    await settled(asked)
    map_ = asked.view.map.pane.map
    driven = [row for row in range(pane.model.rowCount()) if pane.model.item(pane.model.key(row)).part.km]
    pane.table.selectRow(driven[0])
    await settled(asked)
    assert map_.state.value("track")["picked"]
    await until(lambda: (map_.view.lat, map_.view.lon) == pytest.approx((58.5, 25.0), abs=0.01))


async def test_the_kept_history_is_emptied_and_a_removed_account_leaves_nothing(asked, pane):
    asked.store.set_link(Link("m", "Metrotec"))
    command(asked, "History")
    await settled(asked)
    assert await asked.services.history.size() > 0
    command(asked, "Empty the kept history")
    await settled(asked)
    assert await asked.services.history.size() == 0
    asked.view.history.controller.open(["m/820BHT"])
    await settled(asked)
    assert await asked.services.history.size() > 0
    asked.store.forget("m")
    await settled(asked)
    assert await asked.services.history.size() == 0


async def test_a_trip_that_is_chosen_is_drawn_along_its_way(asked, pane, monkeypatch):
    async def track(unit, start):
        points = [*rest(-60, 60, 0.0), *drive(0, 30), *rest(30, 60, 30.0)]
        return RowList(each for each in points if each.at >= start)

    monkeypatch.setattr(asked.vendor.history, "track", track)
    command(asked, "History")
    await settled(asked)
    shown = asked.view.map.pane.map.state.value("track")
    assert sum(len(line) // 3 for line in shown["lines"]) > 10
    assert [words for _lat, _lon, words in shown["stops"]] == ["1:00", "1:00"]
    rows = [pane.model.item(pane.model.key(row)) for row in range(pane.model.rowCount())]
    (driven,) = [row for row, each in enumerate(rows) if each.part.by_track and each.part.km]
    pane.table.selectRow(driven)
    await settled(asked)
    (picked,) = asked.view.map.pane.map.state.value("track")["picked"]
    assert picked[0] == pytest.approx([58.5, 25.0])
    assert len(picked) > 10
    pane.table.clearSelection()
    await settled(asked)
    assert asked.view.map.pane.map.state.value("track")["picked"] == []


async def test_a_person_s_trip_is_shown_by_its_ends_and_a_private_one_not_at_all(asked, pane):
    begun = NOW - timedelta(hours=2)
    trip = Trip("m", 1, started_at=begun, ended_at=begun + timedelta(hours=1), start_lat=58.5, start_lon=25.0,
                end_lat=58.6, end_lon=25.1, private=False)  # fmt: skip
    past = [UnitPast(f"m/{name}", (replace(trip, private=name == "eva"),)) for name in ("jan", "eva")]
    views = [view_of(each, Span(begun.timestamp(), NOW.timestamp()), NOW) for each in past]
    on_map = asked.view.history.controller.on_map
    jan, eva = (next(row for row in rows_of([view], {}).values() if row.part.kind is PartKind.TRIP) for view in views)
    on_map.pick([jan, eva])
    await settled(asked)
    assert asked.view.map.pane.map.state.value("track")["picked"] == [[[58.5, 25.0]], [[58.6, 25.1]]]


async def test_of_very_many_picked_parts_little_is_drawn_and_nothing_is_made_in_the_window(asked, pane, monkeypatch):
    """Counted in places of the map's message: a track of a month has 100,000, and a part that is out of sight none."""
    begun, around_in = NOW - timedelta(hours=4), []
    trips = tuple(
        Trip("m", n, started_at=begun + timedelta(minutes=10 * n), ended_at=begun + timedelta(minutes=10 * n + 9))
        for n in range(24)
    )
    points = tuple(replace(each, lat=58.5 + n % 7 * 1e-2) for n, each in enumerate(drive(0, 239)))
    view = view_of(UnitPast("m/242KDN", trips, points=points), Span(begun.timestamp(), NOW.timestamp()), NOW)
    rows = [row for row in rows_of([view], {}).values() if row.part.kind is PartKind.TRIP]

    def noted(places):
        around_in.append(threading.current_thread())
        return around(places)

    for name, value in (("MOST", 48), ("LEAST_OF_PART", 2), ("around", noted)):
        monkeypatch.setattr(f"fleetdesk.ui.history.track_on_map.{name}", value)
    on_map, map_ = asked.view.history.controller.on_map, asked.view.map.pane.map
    on_map.show_views([view], fit=False)
    await settled(asked)
    on_map.pick(rows)
    await settled(asked)
    drawn = sum(map(len, map_.state.value("track")["picked"]))
    assert len(rows) <= drawn <= 4 * len(rows) < len(points) / 4
    assert around_in
    assert threading.main_thread() not in around_in
    map_.lifecycle.bridge.heard.emit("view", {"lat": 10.0, "lon": 10.0, "zoom": 12.0})
    await settled(asked)
    assert map_.state.value("track")["picked"] == []
