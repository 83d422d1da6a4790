"""Draws tracks on the map, as fine as its zoom, off the window's thread; the map keeps showing what is live."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.drawn_track import MOST, WORLD, Box, DrawnTrack, around
from fleetdesk.domain.history.parts import Part, PartKind
from fleetdesk.domain.history.view import UnitView
from fleetdesk.mapview.projection import View
from fleetdesk.mapview.track_layer import MapStop, MapTrack
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.background import Background
from fleetdesk.sync.newest import Newest
from fleetdesk.ui.history.rows import HistoryRow
from fleetdesk.ui.widgets import formatting

MOST_STOPS, FIT_ZOOM, LEAST_OF_PART = 400, 14.0, 50
"""LEAST_OF_PART: so many stretches of each picked part are drawn, however many are picked."""
Places = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class _Drawn:
    """What is drawn of one unit."""

    view: UnitView
    track: DrawnTrack
    stops: tuple[MapStop, ...]


@dataclass(frozen=True)
class _Scene:
    """What the map is to show at once."""

    tracks: list[MapTrack] = field(default_factory=list)
    picked: list[Places] = field(default_factory=list)


class TrackOnMap(QObject):
    """Shows the tracks of units, and the parts that are picked, until they are cleared here or on the map."""

    def __init__(self, map_: MapWidget, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._map = map_
        self._newest = Newest(background, "track on the map")
        self._drawn: tuple[_Drawn, ...] = ()
        self._picked: tuple[HistoryRow, ...] = ()
        self._span: tuple[str, Span] | None = None
        map_.view_changed.connect(lambda *_view: self._refresh())
        map_.track.cleared.connect(self._forget)

    def show_views(self, views: Sequence[UnitView], *, fit: bool) -> None:
        """Draw the tracks of these units in place of others; with `fit` bring all of them into sight."""
        self._picked, self._span = (), None
        self._newest.start(partial(self._show_views, tuple(views), fit))

    async def _show_views(self, views: Sequence[UnitView], fit: bool) -> None:
        self._drawn = tuple(await asyncio.to_thread(lambda: [_drawn(view) for view in views]))
        boxes = [box for each in self._drawn if (box := each.track.bounds) is not None]
        if not boxes:
            self._map.track.clear()
            return
        if fit:
            self._map.fit(_union(boxes))
        await self._draw()

    def pick(self, rows: Iterable[HistoryRow]) -> None:
        """Show these parts more plainly than the rest, and bring them into sight; none shows all alike."""
        self._picked = tuple(rows)
        self._newest.start(self._show_picked)

    def show_span(self, unit: str, span: Span | None) -> None:
        """Show a span of a unit's way more plainly than the rest, and bring it into sight; None shows all alike."""
        self._span = None if span is None else (unit, span)
        self._newest.start(self._show_picked)

    def mark(self, place: tuple[float, float] | None) -> None:
        """Mark where the unit was at a moment, as (lat, lon); None takes the mark away."""
        self._map.track.mark(place)

    async def _show_picked(self) -> None:
        box = await asyncio.to_thread(self._box_of_picked, self._picked)
        if box is not None:
            self._map.fit(box)
        if self._drawn or self._picked:
            await self._draw()

    def _box_of_picked(self, picked: Sequence[HistoryRow]) -> Box | None:
        """Return the box around what is picked; made in a thread, because that may be all points of a long track."""
        places = [place for row in picked for place in self._places_of(row)]
        places += [place for line in self._span_lines(FIT_ZOOM, WORLD) for place in line]
        return around(places)

    def clear(self) -> None:
        """Take all of it off the map."""
        self._forget()
        self._map.track.clear()

    def _forget(self) -> None:
        self._drawn, self._picked, self._span = (), (), None

    def _refresh(self) -> None:
        if self._drawn:
            self._newest.start(self._draw)

    async def _draw(self) -> None:
        view = self._map.view
        if view is None:
            return  # the page says what it shows as soon as it can
        scene = await asyncio.to_thread(self._scene, view, self._drawn, self._picked)
        stops = [stop for each in self._drawn for stop in each.stops]
        if self._drawn or self._picked:  # nobody has cleared it meanwhile
            self._map.track.show(scene.tracks, stops, scene.picked)

    def _scene(self, view: View, drawn: Sequence[_Drawn], picked: Sequence[HistoryRow]) -> _Scene:
        box = _box_of(view)
        tracks = [MapTrack(line.places, line.bands) for each in drawn for line in each.track.lines(view.zoom, box)]
        most = max(MOST // max(len(picked), 1), LEAST_OF_PART)
        plain = [line for row in picked for line in self._lines_of(row, view.zoom, box, most)]
        plain += self._span_lines(view.zoom, box)
        return _Scene(tracks, [each for each in plain if each])

    def _span_lines(self, zoom: float, box: Box) -> list[Places]:
        """Return what is to be seen in a box of the way in the span that the charts show."""
        unit, span = self._span or ("", Span(0.0, 0.0))
        of_unit = (each.track for each in self._drawn if each.view.key == unit)
        return [line.places for track in of_unit for line in track.between(span.begins, span.ends, zoom, box)]

    def _lines_of(self, row: HistoryRow, zoom: float, box: Box, most: int) -> list[Places]:
        """Return what is to be seen in a box of the way of a part, or where it was."""
        of_unit = (each.track for each in self._drawn if each.view.key == row.unit and row.part.kind is PartKind.TRIP)
        begins, ends = row.part.begins, row.part.ends
        lines = [line for track in of_unit for line in track.between(begins, ends, zoom, box, most)]
        south, west, north, east = box
        return [line.places for line in lines] or [
            (place,) for place in self._places_of(row) if south <= place[0] <= north and west <= place[1] <= east
        ]

    def _places_of(self, row: HistoryRow) -> list[tuple[float, float]]:
        """Return places that show where a part was: points of its track, else what the vendor tells."""
        part = row.part
        for each in self._drawn:
            if each.view.key == row.unit:
                found = _on_track(each.view, part)
                if found:
                    return found
        return [place for place in (part.place, part.end_place) if place is not None]


def _on_track(view: UnitView, part: Part) -> list[tuple[float, float]]:
    within = view.track.within(part.begins, part.ends)
    if part.kind is not PartKind.TRIP:
        place = view.track.place_at(part.begins) or view.track.place_at(part.ends)
        return [place] if place else []
    return list(zip(within.lat.tolist(), within.lon.tolist(), strict=True))


def _drawn(view: UnitView) -> _Drawn:
    stops = [part for part in view.parts if part.kind is PartKind.STOP]
    longest = sorted(stops, key=lambda part: -part.seconds)[:MOST_STOPS]
    placed = ((part, view.track.place_at(part.begins) or view.track.place_at(part.ends)) for part in longest)
    told = (MapStop(*place, formatting.length(part.seconds)) for part, place in placed if place is not None)
    return _Drawn(view, DrawnTrack(view.track), tuple(told))


def _box_of(view: View) -> Box:
    """Return what is in sight, and as much again on each side, so that a short move shows no end of the line."""
    north, west = view.place(-view.width, -view.height)
    south, east = view.place(2 * view.width, 2 * view.height)
    return south, west, north, east


def _union(boxes: Sequence[Box]) -> Box:
    south, west, north, east = zip(*boxes, strict=True)
    return min(south), min(west), max(north), max(east)
