"""Figures of the replay of 50 vehicles: preparing a day, one moment, and the window's longest gap while it plays."""

import asyncio
import json
import math
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from zoneinfo import ZoneInfo

from fleetdesk.app.garbage_collection import GarbageCollector
from fleetdesk.app.loop import new_loop
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import distance_m
from fleetdesk.domain.history.parts import UnitPast
from fleetdesk.domain.history.records import TrackPoint
from fleetdesk.domain.history.replay import NEAR_M, near_each_other
from fleetdesk.domain.history.track import Track
from fleetdesk.domain.history.view import UnitView, view_of
from fleetdesk.domain.motion import State
from fleetdesk.mapview.deltas import MapState
from fleetdesk.mapview.replay_layer import ReplayedUnit, ReplayLayer
from fleetdesk.ui.replay.bar import ReplayBar
from fleetdesk.ui.replay.scene import Scene, scene_of
from fleetdesk.ui.replay.words import near_words, unknown_words
from fleetdesk.ui.widgets.theme import LIGHT
from tests.bench.fleet import NOW
from tests.bench.measure import RUNS, Figure, Row, longest_gap, row, timed
from tests.conftest import application

UNITS, EVERY_S = 50, 30
FRAMES, FRAME_S = 60, 0.033
PERIOD = Span(NOW.timestamp() - 86_400, NOW.timestamp())


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    views = [_view(number) for number in range(UNITS)]
    labels = {view.key: view.key for view in views}
    scene = scene_of(views, labels)
    size = f"{UNITS} vehicles, {sum(len(view.track.at) for view in views)} points"
    yield row(f"replay prepared in a thread, {size}", timed(lambda: scene_of(views, labels), 3), None, "")
    turn = count()
    yield row(
        "replay, one moment: places, who is near whom",
        timed(lambda: near_each_other(scene.replay.at(PERIOD.begins + next(turn) * 977 % 86_400))),
        timed(lambda: _plain(views, PERIOD.begins + next(turn) * 977 % 86_400), 3),
        "each unit, each pair by itself",
    )
    bar = ReplayBar(lambda: LIGHT, ZoneInfo("Europe/Tallinn"))
    bar.resize(900, 100)
    bar.show_scene(scene)
    with asyncio.Runner(loop_factory=lambda: new_loop(application())) as runner:
        ours, theirs = runner.run(_gaps(bar, scene, views, labels))
    yield row("replay of 50 vehicles: window's longest gap", ours, theirs, "all of it in the window's thread")


def _view(number: int) -> UnitView:
    """A vehicle on rounds of its own that all lead through one yard, with a rest after each."""
    points, begins = [], NOW - timedelta(days=1)
    for step in range(86_400 // EVERY_S):
        turn = 2 * math.pi * min(step % 120, 90) / 90
        wide = 0.05 + number / 500
        lat, lon = 58.5 + wide * (1 - math.cos(turn)), 25.0 + wide * math.sin(turn + number)
        at = begins + timedelta(seconds=step * EVERY_S)
        points.append(TrackPoint("m", str(number), at, lat, lon, input=1))
    return view_of(UnitPast(f"m/{number}", points=tuple(points)), PERIOD, NOW)


def _plain(views: Sequence[UnitView], at: float) -> list[tuple[int, int]]:
    """Who is near whom, by a look at each point and each pair."""
    places = [_place(view.track, at) for view in views]
    pairs = ((one, other) for one in range(len(places)) for other in range(one + 1, len(places)))
    return [(one, other) for one, other in pairs if _near(places[one], places[other])]


def _near(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    return one is not None and other is not None and distance_m(one, other) <= NEAR_M


def _place(track: Track, at: float) -> tuple[float, float] | None:
    before = None
    for point in track.points:
        moment = point.at.timestamp() if point.at else 0.0
        if moment > at:
            break
        before = point
    return None if before is None else (before.lon or 0.0, before.lat or 0.0)


async def _gaps(
    bar: ReplayBar, scene: Scene, views: Sequence[UnitView], labels: dict[str, str]
) -> tuple[Figure, Figure]:
    async def our_way() -> None:
        await asyncio.to_thread(scene_of, views, labels)
        await _play(bar, scene)

    async def plain_way() -> None:
        scene_of(views, labels)
        for frame in range(3):
            _plain(views, PERIOD.begins + frame * 1000)
            await asyncio.sleep(FRAME_S)

    collector = GarbageCollector()  # as in the desk: none runs in the thread
    ours = [await longest_gap(our_way) for _run in range(RUNS)]
    collector.close()
    return Figure(tuple(ours)), Figure(tuple([await longest_gap(plain_way) for _run in range(3)]))


async def _play(bar: ReplayBar, scene: Scene) -> None:
    """Show frames at x600 as the desk does, but for the page, which has a process of its own."""
    state = MapState()
    layer = ReplayLayer(state.put, bar)
    for frame in range(FRAMES):
        at = PERIOD.begins + 30_000 + frame * FRAME_S * 600
        instant = scene.replay.at(at)
        unplaced = [label for label, placed in zip(scene.labels, instant.placed, strict=True) if not placed]
        near = near_each_other(instant)
        placed = zip(instant.lat.tolist(), instant.lon.tolist(), scene.labels, strict=True)
        layer.show(at, "", [ReplayedUnit(label, lat, lon, State.MOVING, 0.0) for lat, lon, label in placed])
        json.dumps(state.take())
        bar.show_moment(at, ("", near_words(near, scene.labels), unknown_words(unplaced)))
        await asyncio.sleep(FRAME_S)
