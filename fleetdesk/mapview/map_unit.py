"""Units as the page shows them, under numbers that it knows them by, and what of them it has not been told yet."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import FADES
from fleetdesk.mapview.changes import Changes
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


def looks_of(units: Sequence[MapUnit]) -> NDArray[np.int32]:
    """Return what each marker looks like as one number: state, fade, flags, and heading + 1 (0 unknown)."""
    _, _, _, states, headings, fades, _, persons, suspects, soon = zip(*units, strict=True)
    state = np.array([_STATE[each] for each in states], "<i4")
    fade = np.clip(np.array(fades, "<i4"), 0, len(FADES) - 1)
    person, suspect, rest_soon = (np.array(each, "<i4") for each in (persons, suspects, soon))
    flags = _PERSON * person | _SUSPECT * suspect | _REST_SOON * rest_soon
    heading = np.array([0 if each is None else int(each) % 360 + 1 for each in headings], "<i4")
    return cast(NDArray[np.int32], state | fade << _FADE | flags << _FLAGS | heading << _HEADING)


def packed(units: Sequence[MapUnit], numbers: Sequence[int]) -> str:
    """Return units as the page reads them: number, lat and lon in millionths of a degree, look; four int32 each."""
    if not units:
        return ""
    cells = np.empty((len(units), 4), "<i4")
    cells[:, 0] = numbers
    cells[:, 1] = np.rint(np.array([unit.lat for unit in units]) * PER_DEGREE)
    cells[:, 2] = np.rint(np.array([unit.lon for unit in units]) * PER_DEGREE)
    cells[:, 3] = looks_of(units)
    return b64encode(cells.tobytes()).decode("ascii")


class MapUnits(Changes[MapUnit]):
    """Collects changes until the page takes them; a unit that looks the same is not sent.

    A message has `named`, a list of number, key and label of each unit that is new or has another label, and `looks`,
    which is packed(): ten thousand units that moved are texts of none.
    """

    def __init__(self) -> None:
        super().__init__(("units", "changed", "gone"))
        self._told: dict[str, tuple[int, str]] = {}  # the number and the label that the page knows, by key
        self._free: list[int] = []  # the numbers of units that are gone

    def restart(self) -> None:
        """Send all of them with the next message, under new numbers."""
        super().restart()
        self._told.clear()
        self._free.clear()

    def _part(self, keys: Iterable[str]) -> dict[str, Any]:
        self._free += [self._told.pop(key)[0] for key in self._gone if key in self._told]
        units = [self.items[key] for key in keys]
        named = [self._named(unit) for unit in units if self._told.get(unit.key, (0, None))[1] != unit.label]
        return {"named": named, "looks": packed(units, [self._told[unit.key][0] for unit in units])}

    def _named(self, unit: MapUnit) -> tuple[int, str, str]:
        """Give a new unit a number, that of one that is gone or else the next, and note its label."""
        known = self._told.get(unit.key)
        number = known[0] if known else self._free.pop() if self._free else len(self._told)
        self._told[unit.key] = number, unit.label
        return number, unit.key, unit.label
