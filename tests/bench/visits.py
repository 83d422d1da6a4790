"""Who was in an area in a month, by the tracks of 1,000 vehicles on the disk; beside reading every day of them."""

import asyncio
import math
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fleetdesk.app.loop import new_loop
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.chunks import DAY_S, ChunkKind, by_day, day_number
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.stays import stays
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.service import HistoryService
from fleetdesk.sync.history.visits import VisitService
from tests.bench.measure import Figure, Row, longest_gap, row
from tests.conftest import application

VEHICLES, MADE, DAYS, POINTS, EVERY_S = 1000, 20, 31, 480, 30
"""Of so many vehicles the tracks are made up, each of the others has those of one of them."""
BEGUN = datetime(2026, 10, 1, tzinfo=UTC)
ENDED = BEGUN + timedelta(days=DAYS)
NOW = ENDED + timedelta(days=1)
PERIOD = Span(BEGUN.timestamp(), ENDED.timestamp())
PLAIN = 20
"""So many vehicles are read whole; the rest would take as long for each."""


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner(loop_factory=lambda: new_loop(application())) as loop:
        file = _filled(Path(folder) / "history.db")
        history = HistoryService(file, {}, lambda: NOW)
        service = VisitService(history, file, {}, lambda: NOW)
        keys = [f"m/{number}" for number in range(VEHICLES)]
        plain = Figure(tuple(each * VEHICLES / PLAIN for each in _plain(loop, history, keys[:PLAIN])))
        for name, area in (("a site", _around(58.9, 24.2, 300)), ("the yard of all", _around(58.5, 25.0, 300))):
            ours = _timed(loop, service, keys, area)
            figure, gap = (Figure(tuple(each)) for each in zip(*ours, strict=True))
            yield row(f"{name} against a month of 1,000 vehicles", figure, plain, f"all read, of {PLAIN}")
            yield row("longest gap of the window's thread meanwhile", gap, None, "")
        file.close()


def _timed(
    loop: asyncio.Runner, service: VisitService, keys: list[str], area: Area, runs: int = 3
) -> list[tuple[float, float]]:
    """Milliseconds of an answer, and of the longest gap meanwhile."""
    found = []

    async def ask() -> None:
        async for _some in service.kept(keys, PERIOD, area):
            pass

    async def ask_and_watch() -> None:
        begun = asyncio.get_running_loop().time()
        gap = await longest_gap(ask)
        found.append(((asyncio.get_running_loop().time() - begun) * 1000, gap))

    for _run in range(runs):
        loop.run(ask_and_watch())
    return found


def _plain(loop: asyncio.Runner, history: HistoryService, keys: list[str]) -> Iterator[float]:
    """Milliseconds of reading, cleaning and trying every day."""
    area = _around(58.9, 24.2, 300)
    for _run in range(3):
        begun = time.perf_counter()
        for view in loop.run(history.kept(keys, PERIOD, kinds=[ChunkKind.TRACK])).views:
            stays(view.track, area)
        yield (time.perf_counter() - begun) * 1000


def _around(lat: float, lon: float, metres: float) -> Area:
    tall, wide = metres / 111_195, metres / 111_195 / math.cos(math.radians(lat))
    return Area.of(
        [(lon - wide, lat - tall), (lon + wide, lat - tall), (lon + wide, lat + tall), (lon - wide, lat + tall)]
    )


def _filled(path: Path) -> HistoryFile:
    file = HistoryFile(path, 1e12)
    file.load()
    for number in range(MADE):
        points = [_point(number, day, place) for day in range(DAYS) for place in range(POINTS)]
        days = range(day_number(BEGUN.timestamp()), day_number(ENDED.timestamp()))
        file.put("m", str(number), ChunkKind.TRACK, by_day(points, days), ENDED.timestamp() + DAY_S)
    db = sqlite3.connect(path)
    with db:
        for number in range(MADE, VEHICLES):
            for table, rest in (
                ("chunk", "kind, day, fetched_at, closed, used_at, size, body"),
                ("track_cells", "day, cells"),
            ):
                db.execute(
                    f"INSERT INTO {table} SELECT account, ?, {rest} FROM {table} WHERE unit = ?",
                    (str(number), str(number % MADE)),
                )
    db.close()
    return file


def _point(number: int, day: int, place: int) -> TrackPoint:
    """A round of four hours from a yard that all share, a point each 30 s at 60 to 90 km/h, another way each day."""
    at = BEGUN + timedelta(days=day, hours=7, seconds=place * EVERY_S)
    turn = 2 * math.pi * place / (POINTS - 1)
    heading, wide = (number * 37 + day * 11) % 360, 0.45
    north = wide * math.cos(math.radians(heading)) * (1 - math.cos(turn))
    east = 2 * wide * math.sin(math.radians(heading)) * (1 - math.cos(turn)) + 0.25 * math.sin(turn)
    return TrackPoint("m", str(number), at, round(58.5 + north, 6), round(25 + east, 6), 40.0, 1, (4.0,), "EE, Tartu")
