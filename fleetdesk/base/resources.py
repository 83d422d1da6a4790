"""Finds what is not Python: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

# What packaging/assets.py builds for the map's page; beside it lie the page's own files.
MAP_ASSETS = (
    "leaflet.js",
    "leaflet.css",
    "leaflet-geoman.js",
    "leaflet-geoman.css",
    "supercluster.js",
    "backdrop.json",
)

_PACKAGE = Path(__file__).parent.parent


def manual() -> Path:
    """Return the folder of the manual, wherever this copy of FleetDesk keeps it."""
    installed = _PACKAGE / "_manual"
    return installed if installed.is_dir() else _PACKAGE.parent / "docs" / "manual"


def path(*parts: str) -> Path:
    """Return the file below resources/, wherever this copy of FleetDesk keeps it."""
    installed = _PACKAGE / "_resources"
    return (installed if installed.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)
