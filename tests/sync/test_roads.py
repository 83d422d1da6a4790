"""Ways for whoever shows them: at once as an estimate, by road when the router, which is real, has answered."""

import asyncio

import pytest

from fleetdesk.domain.roads import straight_way
from fleetdesk.roads.opening import open_router
from fleetdesk.sync.background import Background
from fleetdesk.sync.roads import REST_S, RoadService
from tests.roads.conftest import client
from tests.roads.conftest import make_router as make_router  # a fixture
from tests.roads.fakes import MIDDLE_OF_THE_SEA, expected

TALLINN, TARTU, NARVA = (24.7536, 59.4370), (26.7290, 58.3780), (28.1790, 59.3772)


class Desk:
    """The service with what it said, and a clock that a test sets."""

    def __init__(self):
        self.now, self.said, self.reported = 1000.0, [], []
        self.service = RoadService(Background(lambda name, error: self.reported.append(error)), lambda: self.now)
        self.service.failing.connect(self.said.append)

    async def changed(self):
        """Wait until other ways are known."""
        await self._signal(self.service.changed)

    async def failing(self):
        """Wait until something is said of the router."""
        await self._signal(self.service.failing)

    async def _signal(self, signal):
        come = asyncio.Event()
        connection = signal.connect(lambda *_: come.set())
        try:
            await asyncio.wait_for(come.wait(), 20)
        finally:
            self.service.disconnect(connection)


def run(story, kind="osrm", router=None):
    """Let a story happen to the service with a router."""

    async def happen():
        desk = Desk()
        if router is not None:
            desk.service.use(client(kind, router))
        try:
            await story(desk)
        finally:
            await desk.service.close()
        assert desk.reported == []

    asyncio.run(happen())


def test_without_a_router_all_ways_are_estimates_and_nobody_is_asked(make_router):
    router = make_router("osrm")

    async def story(desk):
        desk.service.use(open_router("", router.url, "", "truck", "FleetDesk/test"))
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        desk.service.ask_line("open", [TALLINN, TARTU])
        await asyncio.sleep(0)
        assert desk.service.ways_of("m") is straight_way
        assert desk.service.ways_of("m")(TALLINN, TARTU) == straight_way(TALLINN, TARTU)

    run(story)
    assert router.asked == []


def test_choosing_a_router_asks_nothing(make_router):
    router = make_router("osrm")

    async def story(desk):
        assert not desk.service.ways_of("m")(TALLINN, TARTU).by_road

    run(story, router=router)
    assert router.asked == []


def test_the_estimate_is_there_at_once_and_the_road_when_it_comes(make_router):
    async def story(desk):
        desk.service.ask("nearest", [(TALLINN, TARTU), (NARVA, TARTU)])
        assert desk.service.ways_of("m")(TALLINN, TARTU) == straight_way(TALLINN, TARTU)
        await desk.changed()
        way = desk.service.ways_of("m")(NARVA, TARTU)
        assert way.by_road
        assert (way.km, way.minutes) == pytest.approx(expected(NARVA, TARTU), rel=1e-3)

    run(story, router=make_router("osrm"))


def test_what_is_known_is_not_asked_for_again(make_router):
    router = make_router("osrm")

    async def story(desk):
        desk.service.ask("nearest", [(TALLINN, TARTU), (MIDDLE_OF_THE_SEA, TARTU)])
        await desk.changed()
        moved = TALLINN[0] + 0.0001, TALLINN[1]
        desk.service.ask("nearest", [(moved, TARTU), (MIDDLE_OF_THE_SEA, TARTU), (NARVA, TARTU)])
        await desk.changed()

    run(story, router=router)
    assert [path.split("/")[-1].count(";") for _, path, *_ in router.asked] == [2, 1]


def test_many_sources_of_one_target_are_one_request(make_router):
    router = make_router("valhalla")

    async def story(desk):
        desk.service.ask("nearest", [((24 + number / 100, 58.5), TARTU) for number in range(300)])
        await desk.changed()
        assert desk.service.ways_of("m")((24, 58.5), TARTU).by_road
        assert desk.service.ways_of("m")((25.99, 58.5), TARTU).by_road
        assert not desk.service.ways_of("m")((26.0, 58.5), TARTU).by_road

    run(story, "valhalla", router)
    assert len(router.asked) == 1


def test_what_is_asked_anew_takes_the_place_of_what_waits(make_router):
    router = make_router("osrm")

    async def story(desk):
        desk.service.ask("drag", [(TALLINN, TARTU)])
        await asyncio.sleep(0)
        for number in range(20):
            desk.service.ask("drag", [(TALLINN, (25.0 + number / 10, 58.5))])
        await desk.changed()
        await desk.changed()

    run(story, router=router)
    assert len(router.asked) == 2


def test_a_line_comes_and_is_kept(make_router):
    router = make_router("osrm")

    async def story(desk):
        desk.service.ask_line("open", [TALLINN, TARTU])
        assert desk.service.line([TALLINN, TARTU]) is None
        await desk.changed()
        line = desk.service.line([TALLINN, TARTU])
        assert line.points[-1] == pytest.approx(TARTU, abs=1e-5)
        desk.service.ask_line("open", [TALLINN, TARTU])
        await asyncio.sleep(0)

    run(story, router=router)
    assert len(router.asked) == 1


def test_a_line_that_is_asked_for_twice_while_it_comes_is_one_request(make_router):
    router = make_router("osrm")

    async def story(desk):
        desk.service.ask_line("open", [TALLINN, TARTU])
        await asyncio.sleep(0)
        desk.service.ask_line("open", [TALLINN, TARTU])
        desk.service.ask_line("day", [TALLINN, NARVA])
        await desk.changed()
        await desk.changed()
        assert desk.service.line([TALLINN, NARVA])

    run(story, router=router)
    assert len(router.asked) == 2


def test_a_line_that_nobody_wants_any_more_is_not_asked_for(make_router):
    router = make_router("osrm")

    async def story(desk):
        desk.service.ask_line("day", [TALLINN, TARTU])
        desk.service.ask_no_line("day")
        desk.service.ask_line("open", [NARVA, TARTU])
        await desk.changed()

    run(story, router=router)
    assert len(router.asked) == 1


def test_a_router_that_fails_is_said_once_and_left_alone_for_a_while(make_router):
    router = make_router("osrm")
    router.fault = lambda handler: handler.answer(500, b"")

    async def story(desk):
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        await desk.failing()
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        await asyncio.sleep(0)
        assert len(router.asked) == 1
        assert len(desk.said) == 1
        assert desk.said[0]
        router.fault = None
        desk.now += REST_S
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        await desk.failing()
        assert desk.said[1:] == [""]
        assert desk.service.ways_of("m")(TALLINN, TARTU).by_road

    run(story, router=router)


def test_the_rest_that_a_router_asks_for_is_kept(make_router):
    router = make_router("osrm")
    router.fault = lambda handler: handler.answer(429, b"", {"Retry-After": "100"})

    async def story(desk):
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        await desk.failing()
        desk.now += 99
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        await asyncio.sleep(0)
        assert len(router.asked) == 1

    run(story, router=router)


def test_another_router_does_not_inherit_what_the_first_has_answered(make_router):
    first, second = make_router("osrm"), make_router("valhalla")

    async def story(desk):
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        await desk.changed()
        desk.service.use(client("valhalla", second))
        assert not desk.service.ways_of("m")(TALLINN, TARTU).by_road

    run(story, router=first)


def test_an_answer_of_a_router_that_is_not_used_any_more_is_dropped(make_router):
    first = make_router("osrm")

    async def story(desk):
        old = client("osrm", first)
        desk.service.use(old)
        desk.service.ask("nearest", [(TALLINN, TARTU)])
        await asyncio.sleep(0)
        desk.service.use(None)
        await asyncio.sleep(0)
        assert not desk.service.ways_of("m")(TALLINN, TARTU).by_road

    run(story)
