"""The days of selected vehicles by road: straight at once, along the roads when they come, asked for once."""

from dataclasses import replace

import pytest

from tests.roads.conftest import make_router as make_router  # a fixture
from tests.task_lists import apply_tasks
from tests.ui.map.test_open_road import Drawn
from tests.ui.map.test_open_road import drawn as drawn  # a fixture
from tests.ui.map.test_task_pins import LATER, TASK
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("window")
UNIT = "m/242KDN"
FIRST, SECOND = [58.5, 25.0], [59.0, 25.0]
"""Where TASK and LATER are."""


def told(drawn, name):
    return drawn.desk.view.map.pane.map.state.value(name)


def roads(drawn):
    return {unit: (first, rest) for unit, first, rest in told(drawn, "day_roads") or []}


async def whole(drawn):
    await until(lambda: all(roads(drawn).get(UNIT, ((), ()))))
    return roads(drawn)[UNIT]


async def test_the_straight_line_is_there_at_once_and_the_roads_when_they_come_until_none_is_selected(drawn):
    drawn.desk.store.select([UNIT])
    assert told(drawn, "routes") == [[UNIT, ["m/7", "m/8"]]]
    assert roads(drawn) == {}
    first, rest = await whole(drawn)
    assert first[-1] == FIRST
    assert (rest[0], rest[-1]) == (FIRST, SECOND)
    assert len(drawn.routes) == 2
    drawn.desk.store.select([])
    await until(lambda: roads(drawn) == {})


async def test_a_vehicle_on_its_way_asks_nothing_and_one_that_strays_asks_for_its_first_way_alone(drawn):
    drawn.move(58.7, 24.6)
    drawn.desk.store.select([UNIT])
    first, rest = await whole(drawn)
    drawn.move(58.6, 24.8)
    assert roads(drawn)[UNIT] == (first, rest)
    drawn.move(58.6, 24.2)
    await until(lambda: roads(drawn)[UNIT][0] not in ([], first))
    assert roads(drawn)[UNIT][1] == rest
    assert len(drawn.routes) == 3


async def test_a_task_that_is_finished_leaves_the_rest_of_the_day(drawn):
    drawn.desk.store.select([UNIT])
    await whole(drawn)
    apply_tasks(drawn.desk.store, "m", [LATER])
    await until(lambda: roads(drawn).get(UNIT, ([], [1]))[1] == [] and roads(drawn)[UNIT][0])
    assert roads(drawn)[UNIT][0][-1] == SECOND


async def test_two_tasks_at_one_place_are_one_stop(drawn):
    apply_tasks(drawn.desk.store, "m", [TASK, replace(LATER, lat=TASK.lat, lon=TASK.lon)])
    drawn.desk.store.select([UNIT])
    await until(lambda: roads(drawn).get(UNIT))
    assert roads(drawn)[UNIT][1] == []


async def test_who_walks_through_the_list_asks_for_the_last_vehicle_alone(drawn):
    drawn.move(58.7, 24.6)
    for key in ("m/820BHT", UNIT, "m/966AJJ", UNIT):
        drawn.desk.store.select([key])
    await whole(drawn)
    assert len(drawn.routes) == 2


async def test_a_router_that_fails_leaves_straight_lines(drawn):
    drawn.router.fault = lambda handler: handler.answer(500, b"")
    drawn.desk.store.select([UNIT])
    await until(lambda: any("router fails" in each for each in drawn.desk.window.notices.sentences))
    assert roads(drawn) == {}
    assert told(drawn, "routes") == [[UNIT, ["m/7", "m/8"]]]


async def test_without_a_router_nobody_is_asked(drawn: Drawn):
    drawn.desk.services.roads.use(None)
    drawn.desk.store.select([UNIT])
    drawn.desk.services.roads.changed.emit()
    assert (roads(drawn), drawn.router.asked) == ({}, [])
