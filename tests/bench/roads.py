"""Figures of roads: the nearest twelve of a fleet by the straight line, and by the ways that a router has answered."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence

from fleetdesk.domain.ranking import nearest, ways_wanted
from fleetdesk.domain.roads import FindWay, Router, straight_way
from fleetdesk.domain.tasks import Task
from fleetdesk.roads.opening import open_router
from fleetdesk.sync.background import Background
from fleetdesk.sync.roads import Pair, RoadService
from fleetdesk.sync.store import Store
from tests.bench.measure import RUNS, Figure, Row, row, timed
from tests.roads.fakes import FakeOsrm
from tests.sync.fakes import NOW, position, unit
from tests.ui.desk import ZONE, task

COUNT, TWELVE = 1000, 12


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    router = FakeOsrm()
    try:
        yield from asyncio.run(_rows(router))
    finally:
        router.close()


async def _rows(router: FakeOsrm) -> list[Row]:
    store, wanted = _store(), task(1)
    background = Background(print)
    roads = RoadService(background)
    client = open_router("osrm", router.url, "", "truck", "FleetDesk/bench")
    assert client is not None
    pairs = ways_wanted(wanted, store.fleet, ())
    matrix = await _asked(client, pairs[:TWELVE])
    roads.use(client)
    roads.ask("bench", pairs)
    await asyncio.gather(*background.running)
    by_road = _ranked(store, wanted, roads.ways_of("m"))
    straight = _ranked(store, wanted, straight_way)
    await roads.close()
    lines = timed(lambda: [straight_way(*each) for each in pairs[:TWELVE]])
    return [
        row("a matrix of 12 over HTTP on loopback, asked and read", matrix, lines, "12 straight lines"),
        row(f"the nearest 12 of {COUNT} by roads that are known", by_road, straight, "straight lines"),
    ]


async def _asked(client: Router, pairs: Sequence[Pair]) -> Figure:
    """Time a matrix, which the router on loopback answers in a thread of the same process."""
    runs = []
    for _number in range(RUNS + 1):
        began = time.perf_counter()
        found = await client.matrix([source for source, _target in pairs], pairs[0][1])
        runs.append((time.perf_counter() - began) * 1000)
        assert all(found)
    return Figure(tuple(runs[1:]))


def _ranked(store: Store, wanted: Task, find: FindWay) -> Figure:
    return timed(lambda: nearest(wanted, store.fleet, (), NOW, ZONE, find=find))


def _store() -> Store:
    """A fleet all over the country of the router."""
    chance, store = random.Random(1), Store(lambda: NOW)
    names = [f"{number:04d}" for number in range(COUNT)]
    store.apply_units("m", [unit(name) for name in names])
    places = [(chance.uniform(57.8, 59.4), chance.uniform(22.5, 27.5)) for _name in names]
    store.apply_positions([position(name, lat=lat, lon=lon) for name, (lat, lon) in zip(names, places, strict=True)])
    return store
