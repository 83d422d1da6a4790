"""The areas a user has drawn and named: precious, so not in the cache but in a file of their own."""

import json
from collections.abc import Callable
from pathlib import Path


class AreaBook:
    """Named areas as GeoJSON text. Every call may wait for the disk: use a thread from the window.

    `write` puts a text into a file whole or not at all.
    """

    def __init__(self, path: Path, write: Callable[[Path, str], None]) -> None:
        self._path, self._write = path, write

    def all(self) -> dict[str, str]:
        """The areas by name; a file that cannot be read is kept aside, never overwritten."""
        if not self._path.is_file():
            return {}
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): json.dumps(shape) for name, shape in sorted(read.items())}
        except (ValueError, AttributeError):
            self._path.replace(self._path.with_suffix(".unreadable.json"))
            return {}

    def save(self, name: str, geojson: str) -> None:
        """Keeps an area under a name, in place of one that had it."""
        self._keep({**self.all(), name: geojson})

    def drop(self, name: str) -> None:
        """Forgets a named area."""
        self._keep({each: shape for each, shape in self.all().items() if each != name})

    def _keep(self, areas: dict[str, str]) -> None:
        shapes = {name: json.loads(shape) for name, shape in areas.items()}
        self._write(self._path, json.dumps(shapes, ensure_ascii=False, indent=1))
