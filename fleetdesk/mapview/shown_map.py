"""What the map shows now, for a file of it: the same as the page was told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from fleetdesk.mapview.deltas import MapState
from fleetdesk.mapview.map_unit import MapUnit
from fleetdesk.mapview.pins import APPEARANCES, MapPin
from fleetdesk.mapview.projection import View
from fleetdesk.mapview.theme import STATES
from fleetdesk.mapview.web_page import ShownMap, Sign


def shown_map(state: MapState, view: View, title: str, notes: Sequence[str], details: Callable[[str], str]) -> ShownMap:
    """Return what is shown: units that no filter leaves out, tasks, the drawn area, and the track as fine as it is now.

    `details` says by a unit's key what its hover says below the name.
    Who is on a private trip has no place, so is in no state of the map.
    """
    theme: dict[str, Any] = state.value("theme")
    wanted = state.value("filter")
    units = [each for each in state.units.values() if wanted is None or each.key in wanted]
    north, west = view.place(0, 0)
    south, east = view.place(view.width, view.height)
    return ShownMap(
        {"lat": view.lat, "lon": view.lon, "zoom": view.zoom},
        (south, west, north, east),
        theme["colours"],
        [*_tasks(state.pins.values(), theme), *_units(units, theme, details)],
        [shape["rings"] for shape in state.value("area") or []],
        state.value("track"),
        title,
        notes,
    )


def _units(units: Sequence[MapUnit], theme: dict[str, Any], details: Callable[[str], str]) -> Iterator[Sign]:
    for each in units:
        look = theme["states"][STATES.index(each.state)]
        fade = theme["fades"][min(max(each.fade, 0), len(theme["fades"]) - 1)]
        shape = "square" if look["shape"] == "arrow" and each.heading_deg is None else look["shape"]
        turn, told = (each.heading_deg or 0) % 360, details(each.key)
        yield Sign(each.lat, each.lon, shape, look["colour"], each.label, told, turn, fade)


def _tasks(pins: Iterable[MapPin], theme: dict[str, Any]) -> Iterator[Sign]:
    for each in pins:
        colour = theme["tasks"][APPEARANCES.index(each.appearance)]["colour"]
        yield Sign(each.lat, each.lon, "pin", colour, each.label, each.detail)
