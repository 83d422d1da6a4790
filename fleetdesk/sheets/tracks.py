"""Tracks as files, in the format that the name of a file or the user says."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from fleetdesk.domain.history import track_files
from fleetdesk.domain.history.track import Track
from fleetdesk.sheets.harmless import harmless
from fleetdesk.sheets.whole import write_export


def _csv(track: Track, _name: str) -> Iterator[str]:
    yield _line(track_files.COLUMNS)
    for row in track_files.rows(track):
        yield _line(harmless(each) if isinstance(each, str) else each for each in row)


def _line(cells: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)  # type: ignore[arg-type]
    return text.getvalue()


TRACK_FORMATS: Mapping[str, Callable[[Track, str], Iterator[str]]] = {
    "gpx": track_files.gpx,
    "kml": track_files.kml,
    "geojson": track_files.geojson,
    "csv": _csv,
}
"""What makes the pieces of a file, by its ending: of a track and what its unit is called."""


def write_track(path: Path, track: Track, name: str, kind: str) -> None:
    """Write a track whole or not at all, as one of TRACK_FORMATS; FleetError where its place does not take it."""
    pieces = TRACK_FORMATS[kind](track, name)
    write_export(path, lambda file: file.writelines(piece.encode("utf-8", "replace") for piece in pieces))
