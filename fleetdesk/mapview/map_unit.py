"""Units as the page shows them, under numbers that it knows them by, and what of them it has not been told yet."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import FADES
from fleetdesk.mapview.theme import STATES

PER_DEGREE = 1_000_000
_STATE = {state: number for number, state in enumerate(STATES)}
_FADE, _FLAGS, _HEADING = 2, 4, 7
"""By how many bits each part of a look is moved; the state is the lowest."""
_PERSON, _SUSPECT, _REST_SOON = 1, 2, 4


class MapUnit(NamedTuple):
    """One marker on the map, in degrees; `label` is the vendor's text and is never read as HTML."""

    key: str
    lat: float
    lon: float
    state: State
    heading_deg: int | None
    fade: int
    label: str
    person: bool = False
    suspect: bool = False
    rest_soon: bool = False


def look(unit: MapUnit) -> int:
    """Return what a marker looks like as one number: state, fade, flags, and heading + 1 (0 unknown)."""
    heading = 0 if unit.heading_deg is None else int(unit.heading_deg) % 360 + 1
    flags = _PERSON * unit.person | _SUSPECT * unit.suspect | _REST_SOON * unit.rest_soon
    fade = max(0, min(len(FADES) - 1, unit.fade))
    return _STATE[unit.state] | fade << _FADE | flags << _FLAGS | heading << _HEADING


def packed(units: Sequence[MapUnit], numbers: Sequence[int]) -> str:
    """Return units as the page reads them: number, lat and lon in millionths of a degree, look; four int32 each."""
    cells = np.empty((len(units), 4), "<i4")
    cells[:, 0] = numbers
    cells[:, 1] = np.rint(np.array([unit.lat for unit in units]) * PER_DEGREE)
    cells[:, 2] = np.rint(np.array([unit.lon for unit in units]) * PER_DEGREE)
    cells[:, 3] = [look(unit) for unit in units]
    return b64encode(cells.tobytes()).decode("ascii")


class MapUnits:
    """Collects changes until the page takes them; a unit that looks the same is not sent.

    A message has `named`, a list of number, key and label of each unit that is new or has another label, and `looks`,
    which is packed(): ten thousand units that moved are texts of none.
    """

    def __init__(self) -> None:
        self.items: dict[str, MapUnit] = {}
        self._numbers: dict[str, int] = {}
        self._free: list[int] = []
        self._changed: dict[str, None] = {}
        self._named: dict[str, None] = {}
        self._gone: dict[str, None] = {}
        self._whole = True

    def replace(self, units: Iterable[MapUnit]) -> None:
        """Replace all of them."""
        self.items = {unit.key: unit for unit in units}
        self.restart()

    def update(self, changed: Iterable[MapUnit], gone: Iterable[str]) -> None:
        """Change or add some and drop those that are gone."""
        for unit in changed:
            known = self.items.get(unit.key)
            if known != unit:
                self.items[unit.key] = unit
                self._changed[unit.key] = None
                if known is None or known.label != unit.label:
                    self._named[unit.key] = None
                    self._gone.pop(unit.key, None)
        for key in gone:
            if self.items.pop(key, None) is not None:
                self._gone[key] = None
                self._changed.pop(key, None)
                self._named.pop(key, None)

    def restart(self) -> None:
        """Send all of them with the next message."""
        self._whole = True
        self._changed.clear()
        self._named.clear()
        self._gone.clear()

    @property
    def pending(self) -> bool:
        """Return whether something has not been sent yet."""
        return bool(self._whole or self._changed or self._gone)

    def take(self) -> dict[str, Any]:
        """Return what was not sent yet as parts of a message; it counts as sent."""
        message: dict[str, Any] = {}
        if self._whole:
            self._numbers = {key: number for number, key in enumerate(self.items)}
            self._free.clear()
            message = {"units": self._part(self.items, self.items)}
        elif self.pending:
            self._number()
            message = {"changed": self._part(self._named, self._changed), "gone": list(self._gone)}
        self._whole = False
        self._changed.clear()
        self._named.clear()
        self._gone.clear()
        return message

    def _number(self) -> None:
        """Give new units the numbers of those that are gone, then new ones."""
        self._free += [self._numbers.pop(key) for key in self._gone if key in self._numbers]
        for key in self._named:
            if key not in self._numbers:
                self._numbers[key] = self._free.pop() if self._free else len(self._numbers)

    def _part(self, named: Iterable[str], changed: Iterable[str]) -> dict[str, Any]:
        numbers, items = self._numbers, self.items
        keys = list(changed)
        return {
            "named": [(numbers[key], key, items[key].label) for key in named],
            "looks": packed([items[key] for key in keys], [numbers[key] for key in keys]),
        }
