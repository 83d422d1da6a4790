"""Finds what is not Python: beside the package in a checkout, inside it in a wheel."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

# What packaging/assets.py builds for the map's page; beside it lie the page's own files.
MAP_ASSETS = (
    "leaflet.js",
    "leaflet.css",
    "leaflet-geoman.js",
    "leaflet-geoman.css",
    "supercluster.js",
    "protomaps-leaflet.js",
    "outlines.bin",
    "towns.json",
)

_PACKAGE = Path(__file__).parent.parent


def manual() -> Path:
    """Return the folder of the manual, wherever this copy of FleetDesk keeps it."""
    installed = _PACKAGE / "_manual"
    return installed if installed.is_dir() else _PACKAGE.parent / "docs" / "manual"


def manual_chapters() -> dict[str, str]:
    """Read the chapters of the manual by their files, in the order of their numbers. Waits for the disk."""
    found = sorted(manual().glob("*.md"), key=lambda each: int(each.name.partition("-")[0]))
    return {each.name: each.read_text("utf-8") for each in found}


def zone_table() -> str:
    """Read the table of zones and their chief places that comes with the time-zone database. Waits for the disk."""
    return files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")


def towns() -> list[tuple[str, float, float, int]]:
    """Read the towns of the local map: name, longitude, latitude, and rank, 0 a capital and 8 the smallest.

    None where the map's files were not built. Waits for the disk.
    """
    file = path("map", "assets", "towns.json")
    if not file.is_file():
        return []
    return [(name, lon, lat, rank) for name, lon, lat, rank in json.loads(file.read_text("utf-8"))]


def countries() -> dict[str, list[list[tuple[float, float]]]]:
    """Read the outlines of the countries around: rings of longitude and latitude by English names.

    None where the map's files were not built. Waits for the disk.
    """
    file = path("map", "assets", "countries.json")
    if not file.is_file():
        return {}
    told = json.loads(file.read_text("utf-8"))
    units = told["units"]
    return {name: [list(_unpacked(ring, units)) for ring in rings] for name, rings in told["countries"].items()}


def _unpacked(steps: list[int], units: int) -> Iterator[tuple[float, float]]:
    lon = lat = 0
    for step_lon, step_lat in zip(steps[::2], steps[1::2], strict=True):
        lon, lat = lon + step_lon, lat + step_lat
        yield lon / units, lat / units


def path(*parts: str) -> Path:
    """Return the file below resources/, wherever this copy of FleetDesk keeps it."""
    installed = _PACKAGE / "_resources"
    return (installed if installed.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)
