"""Units as the page shows them: one marker in words, and many as columns of whole numbers."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import FADES
from fleetdesk.mapview.theme import STATES

Cells = NDArray[np.int32]
"""A row a unit: lat and lon in millionths of a degree, and its look."""
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


class UnitColumns(NamedTuple):
    """Many markers, of which no key comes twice; `label` returns the label of the unit with a key.

    `only_moved` says that labels are as they were, so that those of units which are known need not be asked for.
    """

    keys: Sequence[str]
    cells: Cells
    label: Callable[[str], str]
    only_moved: bool = False


def columns_of(units: Iterable[MapUnit]) -> UnitColumns:
    """Return single markers as columns; of two with one key the last counts."""
    known = {unit.key: unit for unit in units}
    return UnitColumns(list(known), _cells_of(list(known.values())), lambda key: known[key].label)


def cells(places: NDArray[np.float64], looks: NDArray[np.int32]) -> Cells:
    """Return places in degrees, a row of lat and lon each, and looks as the page reads them."""
    made = np.empty((len(looks), 3), "<i4")
    made[:, :2] = np.rint(places * PER_DEGREE)
    made[:, 2] = looks
    return made


def looks(
    states: Sequence[State], headings: Sequence[int | None], fades: Sequence[int], flags: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return what each marker looks like as one number: state, fade, flags(), and heading + 1 (0 unknown)."""
    state = np.array([_STATE[each] for each in states], "<i4")
    fade = np.clip(np.array(fades, "<i4"), 0, len(FADES) - 1)
    heading = np.array([-1 if each is None else each % 360 for each in headings], "<i4") + 1
    return cast(NDArray[np.int32], state | fade << _FADE | flags << _FLAGS | heading << _HEADING)


def flags(persons: Sequence[bool], suspects: Sequence[bool], soon: Sequence[bool]) -> NDArray[np.int32]:
    """Return who is a person, has a doubtful place and has little time left to drive as one number each."""
    person, suspect, rest_soon = (np.array(each, "<i4") for each in (persons, suspects, soon))
    return cast(NDArray[np.int32], _PERSON * person | _SUSPECT * suspect | _REST_SOON * rest_soon)


def _cells_of(units: Sequence[MapUnit]) -> Cells:
    if not units:
        return np.empty((0, 3), "<i4")
    _, lats, lons, states, headings, fades, _, persons, suspects, soon = zip(*units, strict=True)
    return cells(np.array((lats, lons)).T, looks(states, headings, fades, flags(persons, suspects, soon)))


def unit_of(key: str, label: str, row: Sequence[int]) -> MapUnit:
    """Return one marker of columns, of which `row` is its row of cells."""
    lat, lon, look = row
    flag, heading = look >> _FLAGS, look >> _HEADING
    return MapUnit(
        key, lat / PER_DEGREE, lon / PER_DEGREE, STATES[look % len(STATES)], heading - 1 if heading else None,
        look >> _FADE & len(FADES) - 1, label,
        person=bool(flag & _PERSON), suspect=bool(flag & _SUSPECT), rest_soon=bool(flag & _REST_SOON),
    )  # fmt: skip


def packed(numbers: NDArray[np.int64], shown: Cells) -> str:
    """Return units as the page reads them: its number and the cells of each, four int32."""
    return b64encode(np.column_stack((numbers, shown)).astype("<i4").tobytes()).decode("ascii")
