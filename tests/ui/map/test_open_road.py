"""The way by road to the open task: asked for when it is opened, drawn when it comes, kept while it is driven."""

from datetime import timedelta

import pytest

from tests.roads.conftest import client
from tests.roads.conftest import make_router as make_router  # a fixture
from tests.sync.fakes import position
from tests.task_lists import apply_tasks
from tests.ui.map.test_task_pins import LATER, NOWHERE, TASK
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("window")


class Drawn:
    """A desk with a router, and what of a way is on its map."""

    def __init__(self, desk, router):
        self.desk, self.router, self.minutes = desk, router, 0
        desk.fill()
        apply_tasks(desk.store, "m", [TASK, LATER, NOWHERE])

    @property
    def road(self):
        return self.desk.view.map.pane.map.state.value("open_road")

    @property
    def routes(self):
        return [path for _, path, *_ in self.router.asked if path.startswith("/route")]

    def open(self, key):
        self.desk.editing.open_key(key)

    def move(self, lat, lon):
        """Drive the vehicle there; its line is looked at when other ways are known, and twice a minute."""
        self.minutes += 1
        later = self.desk.store.now() + timedelta(minutes=self.minutes)
        self.desk.store.apply_positions([position("242KDN", lat=lat, lon=lon, speed_kmh=50.0, at=later)])
        self.desk.services.roads.changed.emit()


@pytest.fixture
async def drawn(desk, make_router):
    made = Drawn(desk, make_router("osrm"))
    desk.services.roads.use(client("osrm", made.router))
    yield made
    await desk.services.roads.close()
    await desk.background.close()


async def test_it_is_drawn_when_the_router_has_answered(drawn):
    drawn.open("m/7")
    await until(lambda: drawn.road)
    assert drawn.road[-1] == [58.5, 25.0]
    assert len(drawn.routes) == 1


async def test_another_task_has_another_way_and_one_without_a_place_none(drawn):
    drawn.open("m/7")
    await until(lambda: drawn.road)
    drawn.open("m/8")
    await until(lambda: drawn.road and drawn.road[-1] == [59.0, 25.0])
    drawn.open("m/11")
    assert not drawn.road


async def test_a_router_that_fails_leaves_the_straight_line(drawn):
    drawn.router.fault = lambda handler: handler.answer(500, b"")
    drawn.open("m/7")
    await until(lambda: drawn.routes)
    await until(lambda: any("router fails" in each for each in drawn.desk.window.notices.sentences))
    assert not drawn.road


async def test_without_a_router_nothing_is_asked_and_nothing_drawn(drawn):
    drawn.desk.services.roads.use(None)
    drawn.open("m/7")
    assert not drawn.road
    assert drawn.router.asked == []


async def test_it_is_asked_for_anew_only_where_the_vehicle_has_left_it(drawn):
    drawn.move(58.7, 24.6)
    drawn.open("m/7")
    await until(lambda: drawn.road)
    before = drawn.road
    drawn.move(58.6, 24.8)
    assert drawn.road == before
    drawn.move(58.6, 24.2)
    await until(lambda: drawn.road and drawn.road[0] != before[0])
    assert len(drawn.routes) == 2
