"""Shows a replay on the map: ways as fine as its zoom, drawn off the window's thread, and units at each moment."""

import asyncio
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.history.drawn_track import MOST, DrawnTrack
from fleetdesk.domain.history.replay import STATES, Instant, Near
from fleetdesk.mapview.projection import View
from fleetdesk.mapview.replay_layer import NearPair, ReplayedUnit, ReplayedWay
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.background import Background
from fleetdesk.sync.newest import Newest
from fleetdesk.ui.replay.scene import Scene
from fleetdesk.ui.replay.words import banner_words, metres_words, unit_words

MOST_LINES = 40
"""Of more pairs the nearest are joined by lines: a yard full of trucks would be one blot."""


class ReplayOnMap(QObject):
    """Draws a scene until it is cleared; `is_person` tells of a unit's key."""

    def __init__(
        self, map_: MapWidget, zone: ZoneInfo, background: Background, is_person: Callable[[str], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._map, self._zone, self._is_person = map_, zone, is_person
        self._newest = Newest(background, "ways of the replay")
        self._scene: Scene | None = None
        self._people: Sequence[bool] = ()
        map_.view_changed.connect(lambda *_view: self._refresh())

    def show_scene(self, scene: Scene) -> None:
        """Draw another scene, and bring all of it into sight."""
        self._scene, self._people = scene, [self._is_person(key) for key in scene.keys]
        if scene.bounds is not None:
            self._map.fit(scene.bounds)
        self._refresh()

    def clear(self) -> None:
        """Draw nothing any more."""
        self._scene = None

    def show(self, instant: Instant, near: Sequence[Near]) -> None:
        """Show the units of the scene at a moment, and who is near whom."""
        scene = self._scene
        if scene is None:
            return
        lat, lon, heading = instant.lat.tolist(), instant.lon.tolist(), instant.heading.tolist()
        names = [unit_words(label, instant, n) for n, label in enumerate(scene.labels)]
        states = instant.states.tolist()
        units = [
            ReplayedUnit(names[n], lat[n], lon[n], STATES[states[n]], _known(heading[n]), self._people[n])
            for n in range(len(lat))
            if lat[n] == lat[n]  # NaN is a place that nobody knows
        ]
        pairs = [
            NearPair(((lat[each.one], lon[each.one]), (lat[each.other], lon[each.other])), _metres(each))
            for each in near[:MOST_LINES]
        ]
        self._map.replay.show(instant.at, banner_words(instant.at, self._zone), units, pairs)

    def _refresh(self) -> None:
        if self._scene is not None:
            self._newest.start(self._draw)

    async def _draw(self) -> None:
        view, scene = self._map.view, self._scene
        if view is None or scene is None:
            return
        ways = await asyncio.to_thread(_ways, scene.ways, view)
        if scene is self._scene:
            self._map.replay.show_ways(ways)


def _ways(tracks: Sequence[DrawnTrack], view: View) -> list[ReplayedWay]:
    """Return the ways in sight, and as much again on each side; all together about MOST stretches at most."""
    north, west = view.place(-view.width, -view.height)
    south, east = view.place(2 * view.width, 2 * view.height)
    most = max(MOST // max(len(tracks), 1), 50)
    return [
        ReplayedWay(line.places, line.times)
        for track in tracks
        for line in track.lines(view.zoom, (south, west, north, east), most)
    ]


def _known(heading: float) -> float | None:
    return heading if heading == heading else None


def _metres(near: Near) -> str:
    return pgettext("unit", "{distance} m").format(distance=metres_words(near.metres))
