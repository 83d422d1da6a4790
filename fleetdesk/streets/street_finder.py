"""The street that a place is on, by a map file that a process of its own reads."""

from collections.abc import Sequence

from fleetdesk.reader.worker_process import command
from fleetdesk.streets.map_file import NO_ANSWER, MapFile
from fleetdesk.streets.near_process import PLACE

COMMAND = command("fleetdesk.streets.near_process")
MOST_FAILURES = 3
"""After so many, in a row or not, a file is not asked any more: each may take seconds."""


class StreetFinder:
    """Starts its process when it is asked first. `at` and `close` block, and are called from one thread at a time."""

    def __init__(self, file: str, command: Sequence[str] = COMMAND) -> None:
        self._file = MapFile(file, command)
        self._failures = 0

    def at(self, lat: float, lon: float) -> str:
        """Return the name of the street, or its number, of a place in degrees; empty where none is near or known."""
        if self._failures >= MOST_FAILURES:
            return ""
        try:
            return self._file.ask(PLACE.pack(lat, lon)).decode("utf-8", "replace")
        except NO_ANSWER:
            self._failures += 1
            return ""

    def close(self) -> None:
        """End the process and wait for that."""
        self._file.close()
        self._file.end()
