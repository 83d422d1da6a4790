"""The open task compared with its vehicle's track: shown at once where that is kept, asked for by one press."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fleetdesk.domain.tasks import TaskStatus
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.ui.desk import task
from tests.waiting import settled

WINDOW = {"start_at": NOW - timedelta(hours=30), "stop_at": NOW - timedelta(hours=28)}
THERE, AWAY = {"lat": 58.5, "lon": 25.0}, {"lat": 58.55, "lon": 25.0}


@pytest.fixture
def past(telling):
    return telling


async def opened(desk, **values):
    apply_tasks(desk.store, "m", [replace(task(7, "242KDN"), **(WINDOW | values))])
    desk.view.tasks.controller.open_key("m/7")
    await settled(desk)
    return desk.view.tasks.form.fact


async def asked(desk, view):
    QTest.mouseClick(view.ask, Qt.MouseButton.LeftButton)
    assert (view.ask.text(), view.ask.isEnabled()) == ("Asking for the track …", False)
    await settled(desk)


async def test_without_a_kept_track_nobody_is_asked_and_it_is_offered(past):
    view = await opened(past, **THERE)
    assert view.told.whole == "No track of that time is on this computer."
    assert (view.ask.isVisibleTo(view), view.strip.isVisibleTo(view), past.vendor.asked) == (True, False, [])


async def test_a_press_asks_and_tells_what_contradicts(past):
    view = await opened(past, status=TaskStatus.COMPLETED, **AWAY)
    await asked(past, view)
    assert view.wrong.whole == "It is marked done, but the vehicle was never nearer than 5.6 km."
    assert "nearest 5.6 km" in view.told.whole
    assert (view.ask.isVisibleTo(view), view.strip.isVisibleTo(view)) == (False, True)


async def test_what_is_kept_is_shown_at_once(past):
    await asked(past, await opened(past, **THERE))
    past.vendor.asked.clear()
    past.view.tasks.form.show_task(None)
    view = await opened(past, **THERE)
    assert view.told.whole == "By the track: there all the time."
    assert past.vendor.asked == []


async def test_a_change_of_the_open_task_is_compared_anew(past):
    await asked(past, await opened(past, status=TaskStatus.COMPLETED, **AWAY))
    apply_tasks(past.store, "m", [replace(past.store.tasks["m/7"], **THERE)])
    await settled(past)
    assert past.view.tasks.form.fact.wrong.isHidden()


async def test_what_the_vendor_refuses_is_said(past):
    view = await opened(past, **THERE)
    past.services.providers.clear()
    await asked(past, view)
    assert any("not signed in" in each for each in past.window.notices.sentences)
    assert view.ask.isEnabled()


async def test_a_task_without_place_or_time_has_nothing_to_compare(past):
    for values in ({"lat": None, "lon": None}, {"start_at": None, "stop_at": None, **THERE}):
        assert not (await opened(past, **THERE)).isHidden()
        assert (await opened(past, **values)).isHidden(), values


async def test_times_of_the_server_that_contradict_need_no_track(past):
    work = {"work_started_at": NOW - timedelta(hours=28), "work_finished_at": NOW - timedelta(hours=29)}
    view = await opened(past, **THERE, **work)
    assert "finished before that" in view.wrong.whole


async def test_the_strip_shows_the_window_and_the_stay(past):
    view = await opened(past, work_started_at=NOW - timedelta(hours=29), **THERE)
    await asked(past, view)
    view.strip.resize(400, 40)
    (window, _), (stay, _), (begun, _) = view.strip.bars()
    assert window.top() < stay.top()
    assert stay.width() > 380
    assert window.left() <= begun.center().x() <= window.right()
