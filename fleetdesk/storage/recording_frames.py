"""Frames of a recording: whole pictures of an account, and differences between one picture and the next."""

import zlib
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from fleetdesk.base.sentences import plain
from fleetdesk.domain.drivers import TachoState
from fleetdesk.domain.recording.columns import WIDTH, Row, Side, hide_place, row_of, side_of, unit_of
from fleetdesk.domain.recording.packing import PackedTable, Table, packed, unpacked
from fleetdesk.domain.recording.picture import AccountPicture, UnitPicture
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Unit
from fleetdesk.storage.inflating import inflated

LEVEL = 6


class Frame(msgspec.Struct, array_like=True):
    """What is other than in the picture before; in a whole picture nothing is before.

    Units have numbers, in the order in which they came since the last whole picture; `units` are those that are new or
    of which something changed that has no column. `table` is each unit's row less the one before.
    """

    at: float
    link: dict[str, Any]
    units: dict[int, tuple[Unit, TachoState | None, str | None]]
    gone: list[int]
    table: PackedTable
    tasks: list[Task]
    tasks_gone: list[str]


class FrameError(ValueError):
    """A frame that cannot be read."""


_encode = msgspec.msgpack.Encoder(enc_hook=plain).encode
_decode = msgspec.msgpack.Decoder(Frame).decode


class FrameWriter:
    """Turns the pictures of one account into frames; each is made against the one that was kept before."""

    def __init__(self) -> None:
        self._sides: dict[str, tuple[int, Side]] = {}
        self._seen: dict[str, UnitPicture] = {}
        self._rows: list[Row] = []
        self._tasks: dict[str, Task] = {}

    def frame(self, picture: AccountPicture) -> bytes:
        """Return the difference of this picture to the one before, or all of it where it is the first."""
        units = {each.unit.id: each for each in picture.units}
        gone = [self._sides.pop(key)[0] for key in self._sides.keys() - units.keys()]
        before = self._table()
        sides = {}
        for key, seen in units.items():
            if (changed := self._take(key, seen)) is not None:
                sides[self._sides[key][0]] = changed
        self._seen = units
        tasks: dict[str, Task] = {each.key: each for each in picture.tasks}
        changed_tasks = [task for key, task in tasks.items() if self._tasks.get(key) != task]
        tasks_gone, self._tasks = list(self._tasks.keys() - tasks.keys()), dict(tasks)
        difference = self._table()
        difference[: len(before)] -= before
        made = Frame(
            picture.at, dict(picture.link), sides, gone, packed(difference), changed_tasks, [*map(plain, tasks_gone)]
        )
        return _body(made)

    def _take(self, key: str, seen: UnitPicture) -> Side | None:
        """Take a unit's row over; return what else of it has changed, None where nothing has."""
        known, before = self._sides.get(key), self._seen.get(key)
        if known is not None and before == seen:
            return None
        side = side_of(seen)
        number = len(self._rows) if known is None else known[0]
        if known is None:
            self._rows.append(row_of(seen))
        else:
            self._rows[number] = row_of(seen)
        self._sides[key] = number, side
        return side if known is None or known[1] != side else None

    def _table(self) -> Table:
        return np.array(self._rows, np.int64).reshape(-1, WIDTH)


def picture_of(account: str, bodies: Sequence[bytes]) -> AccountPicture:
    """Return the picture after all of these frames, of which the first is whole; FrameError where one is damaged."""
    frames = [_read(body) for body in bodies]
    if not frames:
        raise FrameError("no frame")
    try:
        table = np.zeros((0, WIDTH), np.int64)
        sides: dict[int, Side] = {}
        tasks: dict[str, Task] = {}
        for frame in frames:
            table = _added(table, unpacked(frame.table))
            for number in frame.gone:
                sides.pop(number, None)
            sides.update(frame.units)
            for key in frame.tasks_gone:
                tasks.pop(key, None)
            tasks.update((each.key, each) for each in frame.tasks)
        rows = table.tolist()
        units = tuple(unit_of(rows[number], side) for number, side in sides.items())
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise FrameError(str(error)) from error
    return AccountPicture(account, frames[-1].at, units, tuple(tasks.values()), frames[-1].link)


def rows_of(bodies: Sequence[bytes], unit: str) -> list[Row]:
    """Return the row of one unit after each of these frames that has it; the first frame is whole.

    FrameError where one is damaged.
    """
    table = np.zeros((0, WIDTH), np.int64)
    number, rows = -1, list[Row]()
    try:
        for frame in map(_read, bodies):
            table = _added(table, unpacked(frame.table))
            number = next((each for each, side in frame.units.items() if side[0].id == unit), number)
            number = -1 if number in frame.gone and number not in frame.units else number
            if number >= 0:
                rows.append(tuple(table[number].tolist()))
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise FrameError(str(error)) from error
    return rows


def without_places(bodies: Sequence[bytes], is_hidden: Callable[[str, float], bool]) -> list[bytes] | None:
    """Return the same frames, of which the first is whole, without the places that are hidden; None where none is.

    `is_hidden` is given a unit's id and a moment in seconds since 1970. FrameError where a frame is damaged.
    """
    frames = [_read(body) for body in bodies]
    table = before = np.zeros((0, WIDTH), np.int64)
    numbers: dict[int, str] = {}
    hidden = False
    try:
        for frame in frames:
            table = _added(table, unpacked(frame.table))
            numbers.update((number, side[0].id) for number, side in frame.units.items())
            shown = table.copy()
            for number in [number for number, unit in numbers.items() if is_hidden(unit, frame.at)]:
                hidden |= hide_place(shown[number])
            difference = shown.copy()
            difference[: len(before)] -= before
            frame.table, before = packed(difference), shown
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise FrameError(str(error)) from error
    return [_body(frame) for frame in frames] if hidden else None


def _body(frame: Frame) -> bytes:
    return zlib.compress(_encode(frame), LEVEL)


def _added(table: Table, difference: Table) -> Table:
    """Return the rows after a difference; rows that are new are added to nothing."""
    if difference.shape[1] != WIDTH or len(difference) < len(table):
        raise ValueError("a difference of another table")
    after = difference
    after[: len(table)] += table
    return after


def _read(body: object) -> Frame:
    try:
        return _decode(inflated(body))
    except (msgspec.DecodeError, ValueError, TypeError) as error:
        raise FrameError(str(error)) from error
