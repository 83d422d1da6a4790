"""What is known elsewhere as places of the gazetteer: each under a key by which its owner knows it again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource, StreetRow, is_sound
from fleetdesk.domain.geo import Area
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.towns import Town

Origin = tuple[str, KnownPlace]
"""The key under which its owner knows a place, and the place."""


_SOURCES = {Poi: PlaceSource.POI, Place: PlaceSource.VISITED, Geozone: PlaceSource.GEOZONE}


def of_tasks(tasks: Iterable[Task]) -> Iterator[Origin]:
    """Yield the places of tasks, and of their starts."""
    for task in tasks:
        at = task.start_at.timestamp() if task.start_at else 0.0
        yield from _one(task.key, task.address, task.lat, task.lon, PlaceSource.TASK, at)
        if task.start is not None:
            start = task.start.address, task.start.lat, task.start.lon
            yield from _one(f"{task.key} start", *start, PlaceSource.TASK, at)


def of_listed(listed: Iterable[Poi | Place | Geozone]) -> Iterator[Origin]:
    """Yield what a vendor lists, by its name with the address behind it; a zone without a middle is none."""
    for each in listed:
        address = None if isinstance(each, Geozone) else each.address
        names = dict.fromkeys(part.strip() for part in (each.name, address) if part and part.strip())
        source = _SOURCES[type(each)]
        yield from _one(f"{source} {each.id}", ", ".join(names), each.lat, each.lon, source)


def of_templates(templates: Mapping[str, str]) -> Iterator[Origin]:
    """Yield the places of saved templates, which are JSON texts by their names."""
    for name, text in templates.items():
        values = _read(text)
        if isinstance(values, dict):
            place = (values.get("address"), values.get("lat"), values.get("lon"))
            yield from _one(name, *place, PlaceSource.TEMPLATE)


def of_areas(areas: Mapping[str, str]) -> Iterator[Origin]:
    """Yield the middles of saved areas, which are GeoJSON texts by their names."""
    for name, text in areas.items():
        try:
            south, west, north, east = Area.from_geojson(_read(text)).bounds
        except (FleetError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError):
            continue
        yield from _one(name, name, (south + north) / 2, (west + east) / 2, PlaceSource.AREA)


def of_towns(towns: Iterable[Town]) -> Iterator[Origin]:
    """Yield the towns of the local map."""
    for town in towns:
        yield from _one(f"{town.name} {town.lat} {town.lon}", town.name, town.lat, town.lon, PlaceSource.TOWN)


def of_streets(rows: Iterable[StreetRow]) -> Iterator[Origin]:
    """Yield the streets of a map file."""
    for street, settlement, lat, lon in rows:
        label = ", ".join(part for part in (street, settlement) if part)
        yield from _one(f"{label} {lat} {lon}", label, lat, lon, PlaceSource.STREET)


def _one(key: str, label: Any, lat: Any, lon: Any, source: PlaceSource, at: float = 0.0) -> Iterator[Origin]:
    numbers = isinstance(lat, float | int) and isinstance(lon, float | int)
    if isinstance(label, str) and numbers and is_sound(label, lat, lon):
        yield key, KnownPlace(label.strip(), float(lat), float(lon), source, used_at=at)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
