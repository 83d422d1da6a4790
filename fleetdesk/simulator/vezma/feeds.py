"""Long lists, the newest first, made day by day; and keys that lead back to their row."""

import uuid
from collections.abc import Callable, Iterator
from typing import NamedTuple

from fleetdesk.simulator.clock import DAY
from fleetdesk.simulator.seeded_random import mix

_MASK = 0xFFFFFFFFFFFFFFFF
_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 1 << 64)
HISTORY_DAYS = 30
"""VEZMA's lists go back this far from the world's now."""


class Ref(NamedTuple):
    """A row of a list: when it happened, whose it is, its vehicle-day, its place in that day, and its UTC day."""

    at: float
    number: int
    plan: int
    item: int
    day: int


class Keys:
    """Turns rows into UUIDs and back, the same for the same seed."""

    def __init__(self, seed: int, salt: int) -> None:
        self._seed, self._salt = seed, salt

    def key(self, ref: Ref) -> str:
        """Return the row's UUID."""
        payload = ref.number | ref.item << 16 | ref.plan << 24 | (ref.day - ref.plan + 2) << 48
        return str(uuid.UUID(int=((payload * _FACTOR & _MASK) << 64) | mix(self._seed, self._salt, payload)))

    def ref(self, key: str) -> Ref | None:
        """Return what a UUID stands for but for its time (0), or nothing if it is none of ours."""
        try:
            whole = uuid.UUID(key).int
        except ValueError:
            return None
        payload = (whole >> 64) * _INVERSE & _MASK
        if whole & _MASK != mix(self._seed, self._salt, payload):
            return None
        plan = payload >> 24 & 0xFFFFFF
        return Ref(0.0, payload & 0xFFFF, plan, payload >> 16 & 0xFF, plan + (payload >> 48) - 2)


def find(refs: list[Ref], wanted: Ref) -> Ref | None:
    """Return the row that a key's ref stands for, with its time."""
    same = [ref for ref in refs if ref[1:] == wanted[1:]]
    return same[0] if same else None


def newest_first(refs: Callable[[int], list[Ref]], start: Ref | None, at: float) -> Iterator[Ref]:
    """Walk the rows from `start` on (or from the newest), day by day back; `refs(day)` has a day's rows in order."""
    today = int(at // DAY)
    first = start.day if start else today
    for day in range(first, today - HISTORY_DAYS - 1, -1):
        rows = refs(day)
        if start is not None and day == start.day:
            rows = rows[rows.index(start) :]
        yield from rows
