"""Where tiles lie: a store is asked for one and answers when it has it, and nobody waits for it."""

from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import Protocol

from fleetdesk.streets.map_file import MapFile
from fleetdesk.streets.schema import Schema
from fleetdesk.streets.tiles import TileSource

Place = tuple[int, int, int]
"""Zoom, x and y of a tile; rows are counted from the north."""

Answer = Callable[[bytes], None]
"""Takes the bytes of a tile, none where there is none; called on any thread."""

Wanted = Callable[[], bool]
"""Whether an answer is still waited for; called on any thread."""

_LEAVE_S = 1.0


class ToldMap(Protocol):
    """A map that says what it is."""

    @property
    def metadata(self) -> Mapping[str, str]:
        """Return what the map says of itself, by the words of MBTiles."""

    @property
    def schema(self) -> Schema:
        """Return how the layers of its tiles are called; IMAGES where they have none."""


class TileStore(ToldMap, Protocol):
    """A tile server or a map file."""

    def ask(self, place: Place, wanted: Wanted, answer: Answer) -> None:
        """Have the tile answered, unless it is not wanted any more when its turn comes."""

    def close(self) -> None:
        """Answer nothing more; what is asked at the moment is left to end by itself."""


class FileTiles:
    """Tiles of a map file, whose process is waited for on a thread; TileError where it cannot be used. Blocks."""

    def __init__(self, file: str) -> None:
        self._file = MapFile(file)
        self.metadata, self.schema = self._file.open()
        self._asked: SimpleQueue[tuple[Place, Wanted, Answer] | None] = SimpleQueue()
        self._closed = False
        self._thread = Thread(target=self._read_all, name="map-file", daemon=True)
        self._thread.start()

    def ask(self, place: Place, wanted: Wanted, answer: Answer) -> None:
        """Have the tile read after those that were asked for before."""
        self._asked.put((place, wanted, answer))

    def close(self) -> None:
        """Leave the file, without waiting for a disk that does not answer."""
        self._closed = True
        self._asked.put(None)
        self._file.close()
        self._thread.join(_LEAVE_S)

    def _read_all(self) -> None:
        while (asked := self._asked.get()) and not self._closed:
            place, wanted, answer = asked
            if wanted():
                answer(self._file.tile(*place))
        self._file.end()


def open_file(source: TileSource) -> FileTiles:
    """Open the tiles of a source's file; TileError where it cannot be used. Blocks: call it in a thread."""
    return FileTiles(source.file)
