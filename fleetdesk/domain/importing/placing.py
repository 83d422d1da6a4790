"""Rows of a table that have an address and no coordinates, to be placed by it."""

from collections.abc import Iterable, Mapping

from fleetdesk.domain.importing.mapping import PLACE
from fleetdesk.domain.importing.preview import PreviewRow

COORDINATES = ("lat", "lon", PLACE)


def wants_place(cells: Mapping[str, str]) -> bool:
    """Return whether a row, given by what its cells were mapped to, is to be placed by its address."""
    return bool(cells.get("address")) and not any(cells.get(name) for name in COORDINATES)


def addresses_to_place(rows: Iterable[PreviewRow]) -> dict[str, list[int]]:
    """Return the addresses of the rows that have no coordinates, each with the numbers of its rows."""
    found: dict[str, list[int]] = {}
    for row in rows:
        if wants_place(row.cells):
            found.setdefault(row.cells["address"], []).append(row.number)
    return found
