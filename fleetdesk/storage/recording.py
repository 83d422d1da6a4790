"""The recording on the disk: what the desk showed each minute of the last days, in one SQLite file. It may be lost."""

import math
import sqlite3
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from fleetdesk.base.translation import _
from fleetdesk.domain.history.private import PrivateTime
from fleetdesk.domain.recording.columns import voltage_of
from fleetdesk.domain.recording.picture import AccountPicture, minute_of
from fleetdesk.storage.disposable_file import DisposableFile
from fleetdesk.storage.recording_frames import FrameError, FrameWriter, picture_of, rows_of, without_places

RECORDING_DB = "recording.db"
"""What the file is called in the folder of the data."""
MIGRATIONS = (
    """
    CREATE TABLE frame(
        account TEXT NOT NULL, minute INTEGER NOT NULL, whole INTEGER NOT NULL, size INTEGER NOT NULL,
        body BLOB NOT NULL
    );
    CREATE UNIQUE INDEX frame_place ON frame(account, minute, whole, size);
    CREATE INDEX frame_minute ON frame(minute)
    """,
)
PROBES = ("SELECT account, minute, whole, size, body FROM frame LIMIT 0",)
DAMAGED = _("The recording for going back in time was damaged ({reason}) and begins anew; the old one is {file}.")
UNKEPT = _("What this run shows is not recorded, so nobody can go back to it.")
WHOLE_EVERY = 30
"""One frame in so many is a whole picture: so many at most have to be read for one moment."""
ROW_BYTES = 100
"""What a frame takes on the disk beside its content, about."""
ROOM = 0.95  # of the limit that is left full when frames have to go
DAY_M = 24 * 60
ENDLESS_M = 2**40
"""After every minute."""


class RecordingFile(DisposableFile):
    """Frames by account and minute (counted since 1970), opened by load(). Every call may wait for the disk.

    At most `limit_bytes` and so many `days` are kept; the oldest go first, and no frame stays without the whole picture
    that it is told against. add(), forget() and empty() are called one after the other. sqlite3.Error where the disk
    does not take or give it.
    """

    def __init__(self, path: Path, limit_bytes: float, days: float) -> None:
        super().__init__(path, MIGRATIONS, PROBES, DAMAGED, UNKEPT)
        self._limit, self._days = limit_bytes, days
        self._accounts: dict[str, _Writing] = {}
        self.dropped = 0

    def load(self) -> str | None:
        """Open the file where it is not open yet; return what has to be said of it."""
        return self._open()

    # -- writing

    def add(self, pictures: Iterable[AccountPicture]) -> None:
        """Keep the pictures of one minute, all or none, and remove what is too old or too much.

        What is kept of that minute, or of later ones because the clock was wrong, is replaced.
        """
        before, self._accounts = self._accounts, {}  # where this fails, the next pictures are whole
        made = [(each, _next(before.get(each.account), minute_of(each.at))) for each in pictures]
        rows = [
            (each.account, to.minute, to.frames == 1, len(body) + ROW_BYTES, body)
            for each, to in made
            for body in (to.writer.frame(each),)
        ]
        with self._writing() as db:
            for row in rows:
                db.execute("DELETE FROM frame WHERE account = ? AND minute >= ?", row[:2])
                db.execute("INSERT INTO frame VALUES (?, ?, ?, ?, ?)", row)
            self._make_room(db)
        self._accounts = {each.account: to for each, to in made}

    def hide(self, account: str, times: Iterable[PrivateTime]) -> None:
        """Remove the places of people who were on private trips at these times, as far as they are kept."""
        spans = list(times)
        hidden = _hidden_at(spans)
        for chain in self.chains(account, 0, ENDLESS_M):
            if any(_meet(chain, span) for span in spans):
                with self._reading() as db:
                    frames = _chain(db, account, chain)
                self._hide_in(account, frames, hidden)

    def _hide_in(self, account: str, frames: list[tuple[int, bytes]], hidden: Callable[[str, float], bool]) -> None:
        """Write the frames from a whole one to the next anew without what is hidden; damaged ones stay as they are."""
        try:
            bodies = without_places([body for _minute, body in frames], hidden)
        except FrameError:
            return
        if bodies is None:
            return
        self._accounts.pop(account, None)  # its next frame would be told against what is not there any more
        with self._writing() as db:
            for (minute, _body), body in zip(frames, bodies, strict=True):
                values = (body, len(body) + ROW_BYTES, account, minute)
                db.execute("UPDATE frame SET body = ?, size = ? WHERE account = ? AND minute = ?", values)

    def forget(self, account: str) -> None:
        """Remove everything of an account."""
        self._accounts.pop(account, None)
        with self._writing() as db:
            db.execute("DELETE FROM frame WHERE account = ?", (account,))

    def keep_only(self, accounts: Iterable[str]) -> None:
        """Remove everything of all other accounts."""
        kept = set(accounts)
        with self._reading() as db:
            known = {str(account) for (account,) in db.execute("SELECT DISTINCT account FROM frame")}
        for account in known - kept:
            self.forget(account)

    def empty(self) -> None:
        """Remove everything and give the room back to the disk."""
        self._accounts.clear()
        with self._writing() as db:
            db.execute("DELETE FROM frame")
        self._give_room_back()

    def _make_room(self, db: sqlite3.Connection) -> None:
        """Remove frames that are older than the days allow, then the oldest beyond the limit of bytes."""
        oldest, newest = db.execute("SELECT min(minute), max(minute) FROM frame").fetchone()
        if oldest is None:
            return
        first = newest - int(self._days * DAY_M)
        if oldest < first:
            _remove_before(db, first)
        kept = _size(db)
        if kept <= self._limit:
            return
        for minute, size in db.execute("SELECT minute, sum(size) FROM frame GROUP BY minute ORDER BY minute"):
            kept, first = kept - size, minute + 1
            if kept <= self._limit * ROOM:
                break
        _remove_before(db, first)

    # -- reading

    @property
    def size(self) -> int:
        """Return how many bytes are kept; blocks for one read."""
        with self._reading() as db:
            return _size(db)

    def minutes(self) -> list[int]:
        """Return the minutes of which anything is kept, in their order."""
        with self._reading() as db:
            return [int(minute) for (minute,) in db.execute("SELECT DISTINCT minute FROM frame ORDER BY minute")]

    def pictures(self, minute: int) -> list[AccountPicture]:
        """Return the accounts of a minute, or of the last one before it that is kept; nothing where none is.

        An account whose frames cannot be read is left out and counted in `dropped`.
        """
        with self._reading() as db:
            at = db.execute("SELECT max(minute) FROM frame WHERE minute <= ?", (minute,)).fetchone()[0]
            rows = db.execute("SELECT account FROM frame WHERE minute = ? ORDER BY account", (at,)).fetchall()
            bodies = {str(account): _bodies(db, account, at) for (account,) in rows}
        found = (self._picture(account, frames) for account, frames in bodies.items())
        return [each for each in found if each is not None]

    def chains(self, account: str, first: int, last: int) -> list[range]:
        """Return the minutes of an account from one whole picture up to the next, where they touch these."""
        with self._reading() as db:
            wholes = db.execute("SELECT minute FROM frame WHERE account = ? AND whole ORDER BY minute", (account,))
            edges = [*(int(minute) for (minute,) in wholes), ENDLESS_M]
        return [range(*each) for each in pairwise(edges) if each[0] <= last and each[1] > first]

    def voltages(self, account: str, unit: str, chain: range) -> list[tuple[float, float]]:
        """Return when (seconds since 1970) a unit measured its supply and what it was, in minutes that chains() gave.

        Frames that cannot be read are counted in `dropped`.
        """
        with self._reading() as db:
            bodies = [body for _minute, body in _chain(db, account, chain)]
        try:
            rows = rows_of(bodies, unit)
        except FrameError:
            self.dropped += 1
            return []
        return list(dict.fromkeys(each for row in rows if (each := voltage_of(row)) is not None))

    def _picture(self, account: str, bodies: list[bytes]) -> AccountPicture | None:
        try:
            return picture_of(account, bodies)
        except FrameError:
            self.dropped += 1
            return None


class _Writing(NamedTuple):
    """What writes the next frame of an account, its minute, and how many there are from the last whole one on."""

    writer: FrameWriter
    minute: int
    frames: int


def _next(before: _Writing | None, minute: int) -> _Writing:
    """Return how the next frame is written: whole where none is before, it is time, or the clock went back."""
    if before is None or before.frames >= WHOLE_EVERY or minute <= before.minute:
        return _Writing(FrameWriter(), minute, 1)
    return _Writing(before.writer, minute, before.frames + 1)


def _meet(minutes: range, time: PrivateTime) -> bool:
    """Return whether a private time touches these minutes."""
    if minute_of(time.begins.timestamp()) >= minutes.stop:
        return False
    return time.ends is None or minute_of(time.ends.timestamp()) >= minutes.start


def _hidden_at(times: Iterable[PrivateTime]) -> Callable[[str, float], bool]:
    """Return what tells whether a person was on a private trip at a moment."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for each in times:
        ends = math.inf if each.ends is None else each.ends.timestamp()
        spans.setdefault(each.person, []).append((each.begins.timestamp(), ends))
    return lambda person, at: any(begins <= at < ends for begins, ends in spans.get(person, ()))


def _chain(db: sqlite3.Connection, account: str, minutes: range) -> list[tuple[int, bytes]]:
    """Return the minutes and bodies of the frames from a whole one up to the next."""
    where = "account = ? AND minute >= ? AND minute < ?"
    rows = db.execute(
        f"SELECT minute, body FROM frame WHERE {where} ORDER BY minute", (account, minutes.start, minutes.stop)
    )
    return [(int(minute), body) for minute, body in rows]


def _size(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(sum(size), 0) FROM frame").fetchone()[0])


def _remove_before(db: sqlite3.Connection, minute: int) -> None:
    """Remove the frames before a minute, and those after it that would be left without their whole picture."""
    for (account,) in db.execute("SELECT DISTINCT account FROM frame").fetchall():
        where = "SELECT {most}(minute) FROM frame WHERE account = ? AND whole"
        first = db.execute(where.format(most="min") + " AND minute >= ?", (account, minute)).fetchone()[0]
        if first is None:
            first = db.execute(where.format(most="max"), (account,)).fetchone()[0]
        db.execute("DELETE FROM frame WHERE account = ? AND minute < ?", (account, first))


def _bodies(db: sqlite3.Connection, account: str, minute: int) -> list[bytes]:
    """Return the frames of an account from its last whole picture on, up to a minute."""
    whole = "SELECT max(minute) FROM frame WHERE account = ? AND whole AND minute <= ?"
    found = db.execute(
        f"SELECT body FROM frame WHERE account = ? AND minute <= ? AND minute >= ({whole}) ORDER BY minute",
        (account, minute, account, minute),
    )
    return [body for (body,) in found]
