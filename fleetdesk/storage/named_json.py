"""The areas a user has drawn and named: precious, so not in the cache but in a file of their own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fleetdesk.base.kept_file import KeptFile, says_dropped, to_json
from fleetdesk.base.translation import _


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def is_input(value: Any) -> bool:
    """Return whether a value of such a file is input to a form: the name of its task, and texts by their fields."""
    texts = value.get("texts") if isinstance(value, dict) else None
    return isinstance(texts, dict) and all(isinstance(text, str) for text in (value.get("name"), *texts.values()))


class NamedJson:
    """Named areas as GeoJSON text. Every call may wait for the disk: use a thread from the window.

    `write` puts a text into a file whole or not at all. An entry that `sound` denies is said, not given, and stays in
    the file. Saving raises SessionOnly where the file must not be written.
    """

    def __init__(
        self,
        path: Path,
        write: Callable[[Path, str], None],
        sound: Callable[[Any], bool] = _is_object,
        *,
        moves: bool = True,
    ) -> None:
        self._file, self._sound = KeptFile(path, write, moves=moves), sound

    def all(self) -> dict[str, str]:
        """Return the areas by name; a file that cannot be read is put aside, never written over."""
        read = self._read()
        kept = {name: shape for name, shape in sorted(read.items()) if self._is_sound(shape)}
        odd = [name for name in read if name not in kept and name != "version"]
        if odd:
            self._file.say(says_dropped(self._file.path, odd))
        return {name: json.dumps(shape) for name, shape in kept.items()}

    def save(self, name: str, geojson: str) -> None:
        """Keep an area under a name, in place of one that had it."""
        with self._file.lock:
            self._keep({**self._read(), name: json.loads(geojson)})

    def drop(self, name: str) -> None:
        """Forget a named area."""
        with self._file.lock:
            self._keep({each: shape for each, shape in self._read().items() if each != name})

    def pop_notices(self) -> list[str]:
        """Return the sentences about the file for the user since the last call."""
        return self._file.pop_notices()

    def _is_sound(self, shape: Any) -> bool:
        try:
            return _is_object(shape) and self._sound(shape)
        except RecursionError:
            return False

    def _read(self) -> dict[str, Any]:
        read = self._file.read(_check)
        return {} if read is None else read

    def _keep(self, areas: dict[str, Any]) -> None:
        self._file.write(to_json(areas), areas)


def _check(read: Any) -> None:
    if not isinstance(read, dict):
        raise ValueError(_("it holds no named entries"))
