"""A replay from the history to the way back, in the whole window."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from fleetdesk.api.parts import RowList
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.sync.store import Link
from tests.domain.history.tracks import drive, rest
from tests.sync.fakes import position
from tests.ui.history.conftest import SEEN
from tests.waiting import settled, until

KEYS = ["m/242KDN", "m/820BHT"]


@pytest.fixture
def asked(telling):
    """A desk whose account tells of two vehicles that drove to the same yard today."""

    async def track(unit, start):
        points = [*rest(-60, 60, 0.0), *drive(0, 30), *rest(30, 60, 30.0)]
        late = timedelta(minutes=5 if unit == "820BHT" else 0)
        told = (replace(each, unit=unit, at=each.at + late) for each in points)
        return RowList(each for each in told if each.at >= start)

    desk = telling
    desk.vendor.history.track = track
    desk.store.set_link(Link("m", "Metrotec"))
    desk.store.select(KEYS)
    desk.view.map.pane.map.lifecycle.bridge.heard.emit("view", SEEN)
    desk.map, desk.bar = desk.view.map.pane.map, desk.view.replay.controller.bar
    return desk


async def shown(desk):
    desk.window.actions_by_text["History"].trigger()
    await settled(desk)


async def replayed(desk):
    await shown(desk)
    desk.window.actions_by_text["Replay"].trigger()
    await until(lambda: desk.map.replay.is_shown)
    desk.view.replay.controller.play_or_pause()  # stands still, so that the test has the time to itself


def message(desk):
    return desk.map.state.value("replay")


async def test_it_replays_the_units_and_the_period_of_the_history_behind_another_dock_too(asked):
    await replayed(asked)
    assert [row[0] for row in message(asked)["units"]] == ["242KDN 60 km/h", "820BHT"]
    assert "(replay)" in message(asked)["words"]
    assert asked.bar.isVisible()
    await until(lambda: bool(asked.map.state.value("replay_ways")))
    asked.view.map.pane.hide()  # it goes on behind another dock
    asked.view.map.pane.show()
    assert asked.map.replay.is_shown
    assert asked.bar.isVisible()
    assert asked.bar.timeline.maximum() > 3600


async def test_escape_brings_the_live_map_back_wherever_the_focus_is(asked):
    await replayed(asked)
    asked.view.vehicles.pane.table.setFocus()
    QTest.keyClick(asked.view.vehicles.pane.table, Qt.Key.Key_Escape)
    assert not asked.map.replay.is_shown
    assert message(asked) is None
    assert not asked.bar.isVisible()
    assert asked.map.track.is_shown
    assert asked.store.selection == tuple(KEYS)


async def test_escape_works_on_the_page_in_the_bar_and_in_the_history(asked):
    for find in (asked.map.focusProxy, lambda: asked.bar.timeline, lambda: asked.view.history.pane.built().table):
        await replayed(asked)
        assert asked.map.replay.is_shown
        widget = find()
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert not asked.map.replay.is_shown, widget


async def test_the_button_brings_it_back_too_and_gives_the_map_the_keyboard(asked):
    await replayed(asked)
    asked.bar.buttons[-1].click()
    assert not asked.map.replay.is_shown
    assert asked.map.isAncestorOf(asked.window.focusWidget())


async def test_news_leave_the_past_as_it_is(asked):
    await replayed(asked)
    before = message(asked)
    asked.store.apply_positions([position("242KDN", lat=58.9, speed_kmh=10.0)])
    assert message(asked) == before
    assert asked.map.unit_at(asked.map.rect().center()) is None


async def test_it_begins_with_the_first_trip_or_with_the_row_that_is_chosen(asked):
    await replayed(asked)
    pane = asked.view.history.pane.built()
    rows = [*pane.model.shown_items().values()]
    driven = next(row for row in rows if row.part.km)
    assert message(asked)["at"] == pytest.approx(driven.part.begins, abs=60)
    asked.view.replay.controller.end()
    pane.table.selectRow(pane.model.row(rows[-1].number))
    asked.window.actions_by_text["Replay"].trigger()
    await until(lambda: asked.map.replay.is_shown)
    assert message(asked)["at"] == pytest.approx(rows[-1].part.begins, abs=60)


async def test_it_goes_on_where_it_was_left(asked):
    await replayed(asked)
    controller = asked.view.replay.controller
    controller.go(message(asked)["at"] + 1234)
    left = message(asked)["at"]
    controller.end()
    asked.window.actions_by_text["Replay"].trigger()
    await until(lambda: asked.map.replay.is_shown)
    assert message(asked)["at"] == pytest.approx(left, abs=60)


async def test_without_a_history_it_fetches_that_of_the_selected_first(asked):
    asked.window.actions_by_text["Replay"].trigger()
    await until(lambda: asked.map.replay.is_shown)
    assert len(message(asked)["units"]) == 2


async def test_it_ends_with_what_it_is_of(asked):
    pane = asked.view.history.pane.built()
    ways = (pane.close, lambda: pane.period_row.choose(PeriodKind.YESTERDAY), lambda: asked.store.forget("m"))
    for number, take_away in enumerate(ways):
        await replayed(asked)
        assert asked.view.replay.controller.runs, number
        take_away()
        await until(lambda: not asked.map.replay.is_shown)
        await settled(asked)
        assert not asked.view.replay.controller.runs, number
        asked.view.history.pane.built().period_row.choose(PeriodKind.TODAY)
        await settled(asked)


async def test_who_is_near_whom_what_happened_and_who_is_nowhere_is_said_in_words(asked):
    await replayed(asked)
    controller = asked.view.replay.controller
    begun = controller.clock.at
    controller.go(message(asked)["at"] + 3600)
    assert "242KDN and 820BHT: 10 m" in asked.bar.words.whole
    assert [row[-1] for row in message(asked)["near"]] == ["10 m"]
    controller.go(begun - 60)
    controller.step(1)
    assert "242KDN: a trip begins" in asked.bar.words.whole
    controller.step(1)
    assert "820BHT: a trip begins" in asked.bar.words.whole
    controller.step(-1)
    assert "242KDN: a trip begins" in asked.bar.words.whole
    assert not controller.clock.plays
    controller.go(begun + 3 * 3600)
    assert message(asked)["units"] == []
    assert "Place unknown: 242KDN, 820BHT" in asked.bar.words.whole


async def test_space_plays_and_pauses_on_the_map(asked):
    await replayed(asked)
    page = asked.map.focusProxy()
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert asked.view.replay.controller.clock.plays
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert not asked.view.replay.controller.clock.plays


async def test_frames_come_while_it_plays_and_the_speed_counts(asked):
    await replayed(asked)
    controller = asked.view.replay.controller
    before = message(asked)["at"]
    asked.bar.speed.setCurrentIndex(4)
    assert controller.clock.speed == 600
    controller.play_or_pause()
    await until(lambda: message(asked)["at"] > before + 60)
    controller.play_or_pause()
    assert asked.bar.play.text() == "Play"


async def test_while_it_is_dragged_it_stands_where_it_is_dragged(asked):
    await replayed(asked)
    controller = asked.view.replay.controller
    controller.play_or_pause()
    asked.bar.held.emit(True)
    asked.bar.moved.emit(controller.clock.at + 900)
    held = message(asked)["at"]
    asked.bar.held.emit(False)
    await until(lambda: message(asked)["at"] > held)


async def test_a_time_of_which_no_place_is_known_is_not_replayed(asked, monkeypatch):
    async def track(unit, start):
        return RowList([])

    monkeypatch.setattr(asked.vendor.history, "track", track)
    await shown(asked)
    asked.window.actions_by_text["Replay"].trigger()
    await settled(asked)
    assert not asked.map.replay.is_shown
    said = [each.text() for each in asked.window.notices.findChildren(QLabel)]
    assert any("there is nothing to replay" in each for each in said)


async def test_a_selected_row_of_the_list_does_not_move_the_map_of_the_past(asked):
    await replayed(asked)
    before = asked.map.state.value("view")
    asked.view.vehicles.pane.table.chosen.emit(("m/966AJJ",))
    assert asked.map.state.value("view") == before
    asked.view.replay.controller.end()
    asked.view.vehicles.pane.table.chosen.emit(("m/966AJJ",))
    assert asked.map.state.value("view") != before


async def test_what_is_told_of_an_area_now_steps_aside(asked):
    panel = asked.view.map.pane.panel
    asked.view.map.pane.show_area(Area.of([(24.0, 58.0), (26.0, 58.0), (26.0, 59.5), (24.0, 59.5)]))
    await until(panel.isVisible)
    await replayed(asked)
    assert not panel.isVisible()
    asked.area.ask(asked.area.area)
    assert not panel.isVisible()
    asked.view.replay.controller.end()
    assert panel.isVisible()


async def test_escape_ends_a_drawing_first(asked):
    await replayed(asked)
    asked.map.set_tool("polygon")
    asked.view.vehicles.commands.clear()
    assert asked.map.replay.is_shown
    asked.view.vehicles.commands.clear()
    assert not asked.map.replay.is_shown


async def test_what_was_fetched_anew_is_replayed_from_its_first_trip(asked):
    await replayed(asked)
    begun = message(asked)["at"]
    asked.view.replay.controller.go(begun + 1234)
    asked.view.history.pane.built().period_wanted.emit(True)
    await settled(asked)
    assert not asked.map.replay.is_shown
    asked.window.actions_by_text["Replay"].trigger()
    await until(lambda: asked.map.replay.is_shown)
    assert message(asked)["at"] == pytest.approx(begun, abs=60)
