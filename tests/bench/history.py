"""Figures of the past: a long track cleaned and put into parts, thinned out for a map, and read from the disk."""

import asyncio
import json
import math
import tempfile
import time
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import DAY_S, ChunkKind, by_day, day_number
from fleetdesk.domain.history.drawn_track import DrawnTrack
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.track import clean
from fleetdesk.domain.history.view import UnitView, view_of
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.history.service import HistoryService
from tests.bench.measure import Figure, Row, row, timed
from tests.sync.history.fakes import NOW, People

COUNT, STEP_S, ZOOM = 100_000, 30, 10
BEGUN = datetime(2026, 10, 1, tzinfo=UTC)
ENDED = BEGUN + timedelta(seconds=COUNT * STEP_S)
BOX = (58.0, 24.0, 59.0, 26.0)
BEAT_S = 0.002
PAGES = 50


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    points = tuple(_point(number) for number in range(COUNT))
    drawn = DrawnTrack(clean(points, ENDED))
    thin, whole = timed(lambda: drawn.lines(ZOOM, BOX)), timed(lambda: json.dumps([[p.lat, p.lon] for p in points]))
    yield row("100,000 points thinned out for what the map shows", thin, whole, "all of them as JSON")
    parts, alone = timed(lambda: _view(points)), timed(lambda: sorted(points, key=lambda p: p.at or BEGUN))
    yield row("the same, cleaned and put into parts", parts, alone, "only sorted")
    gap = Figure(tuple(asyncio.run(_gap(points)) for _number in range(5)))
    yield row("longest gap of the window's thread meanwhile", gap, parts, "done on that thread")
    yield row("the same from the disk, 35 days", *_disk(points), "json.loads of the same")
    walks = [asyncio.run(_walk()) for _number in range(5)]
    kept, away = (Figure(tuple(each[place] for each in walks)) for place in (0, 1))
    plain = timed(lambda: asyncio.run(_pages()))
    yield row("50 pages of VEZMA's trips, of 99 it may use, kept", kept, plain, "read and thrown away")
    yield row("longest gap of the window's thread meanwhile", away, kept, "done on that thread")


def _point(number: int) -> TrackPoint:
    at = BEGUN + timedelta(seconds=number * STEP_S)
    lat, lon = 58.5 + 0.3 * math.sin(number * 0.0037), 25 + 0.6 * math.cos(number * 0.002)
    return TrackPoint("m", "a", at, round(lat, 6), round(lon, 6), 40.0, 1, (4.0, 0.0, 0.0, 0.0), "EE, Tartu")


def _view(points: tuple[TrackPoint, ...]) -> UnitView:
    period = Span(BEGUN.timestamp(), ENDED.timestamp())
    return view_of(UnitPast("m/a", (), (), (), points), period, ENDED)


async def _walk() -> tuple[float, float]:
    """Return the milliseconds of a walk through 50 pages, and for how many of them the loop was away at most."""
    people, begun = People(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        file = HistoryFile(Path(folder) / "history.db", 1e9)
        service = HistoryService(file, {"v": people}, lambda: NOW)
        period = Span(NOW.timestamp() - PAGES * 50 * 3600 + 2 * DAY_S, NOW.timestamp())
        away = await _away(service.fetch(["v/jan"], period))
        assert len(people.pages) == PAGES, len(people.pages)
        file.close()
    return (time.perf_counter() - begun) * 1000, away


async def _pages() -> None:
    people, cursor = People(), "-1"
    for _number in range(PAGES):
        cursor = (await people.page(cursor)).following


async def _gap(points: tuple[TrackPoint, ...]) -> float:
    """Return the milliseconds for which the loop was away at most while a thread worked."""
    return await _away(asyncio.to_thread(_view, points))


async def _away(work: Coroutine[Any, Any, object]) -> float:
    """Return the milliseconds for which the loop was away at most while some work went on."""
    working = asyncio.ensure_future(work)
    longest, last = 0.0, time.perf_counter()
    while not working.done():
        await asyncio.sleep(BEAT_S)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    await working
    return longest * 1000


def _disk(points: tuple[TrackPoint, ...]) -> tuple[Figure, Figure]:
    days = range(day_number(BEGUN.timestamp()), day_number(ENDED.timestamp()) + 1)
    with tempfile.TemporaryDirectory() as folder:
        file = HistoryFile(Path(folder) / "history.db", 1e9)
        file.load()
        file.put("m", "a", ChunkKind.TRACK, by_day(points, days), ENDED.timestamp())
        read = timed(lambda: file.read("m", "a", ChunkKind.TRACK, days, ENDED.timestamp()))
        file.close()
    text = json.dumps([[str(p.at), p.lat, p.lon, p.fuel_l, p.input, p.temperatures, p.address] for p in points])
    return read, timed(lambda: json.loads(text))
