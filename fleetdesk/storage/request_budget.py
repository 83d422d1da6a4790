"""Requests counted on disk, so that restarts and a second desk share one budget.

VEZMA allows 180 requests in 15 minutes and blacklists who takes more (docs/vendors/vezma.md#rate-limit). aiolimiter
lets twice that through; pyrate-limiter's SQLite bucket cannot check a reserve and the limit in one transaction and
stays shut for as long as a clock once ran ahead. So the count is a table of ours and one transaction.
"""

import asyncio
import contextlib
import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from fleetdesk.base.errors import FleetError, RateLimited
from fleetdesk.base.files import is_odd
from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.domain.capabilities import RequestLimit
from fleetdesk.storage.database import TooNew, is_unwritable, put_aside, refuse_newer
from fleetdesk.storage.schema_backup import keep_version

RESERVE = 30
# A permit is counted here when it is given and by the server when the request arrives, a deadline later at most.
MARGIN_S = 45.0
LONGEST_WAIT_S = 3600.0
DISK_WAIT_S = 60.0
VERSION = 1
ANEW = _(
    "The count of requests was damaged ({reason}). It is kept as {file}; a new count begins as if all requests of the "
    "last {minutes} minutes were used."
)
_SCHEMA = "CREATE TABLE IF NOT EXISTS request(at REAL NOT NULL); CREATE TABLE IF NOT EXISTS shut(until REAL NOT NULL)"
_PROBES = ("SELECT at FROM request LIMIT 0", "SELECT until FROM shut LIMIT 0")


def _since_boot() -> float:
    """Return seconds since the computer started, sleep included where the system counts it."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class SteadyClock:
    """Seconds since 1970 as they were when the program started, then onwards: deaf to a clock that is set."""

    def __init__(self) -> None:
        self._offset = time.time() - _since_boot()

    def __call__(self) -> float:
        """Return seconds since 1970."""
        return self._offset + _since_boot()


class RequestBudget:
    """At most as many permits in any window as the limit says, whoever shares the file.

    Polls leave `reserve` for the user. Each permit is on the disk before it is given, unless it is not `synced`.
    """

    def __init__(
        self,
        path: Path,
        limit: RequestLimit,
        reserve: int = RESERVE,
        clock: Callable[[], float] | None = None,
        margin_s: float = MARGIN_S,
        *,
        synced: bool = True,
    ) -> None:
        self.limit: int | None = limit.requests
        self._limit, self._window_s, self._reserve = limit.requests, limit.window_s + margin_s, reserve
        self._clock = clock or SteadyClock()
        self._lock, self._synced = threading.Lock(), synced
        self.notice = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._open(path)
        except (sqlite3.OperationalError, TooNew, OSError) as error:
            raise FleetError(
                _("Requests cannot be counted in {file} ({reason}), so none is sent.").format(
                    file=path.name, reason=error
                )
            ) from error

    def _open(self, path: Path) -> None:
        refuse_newer(path, VERSION)
        try:
            if is_odd(path):
                raise sqlite3.DatabaseError(_("it is no file"))
            self._db = _opened(path, self._synced)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if is_unwritable(error):
                raise
            self._begin_anew(path, error)

    def _begin_anew(self, path: Path, error: Exception) -> None:
        """Take the window for full, because nobody knows what a damaged file had counted."""
        aside = put_aside(path)
        self.notice = ANEW.format(reason=error, file=aside.name, minutes=number(self._window_s / 60))
        self._db = _opened(path, self._synced)
        now = self._clock()
        self._db.executemany("INSERT INTO request VALUES (?)", [(now,)] * self._limit)

    async def permit(self, *, urgent: bool) -> None:
        """Take one permit, or raise RateLimited with the seconds until the next."""
        try:
            wait_s = await asyncio.to_thread(self.take, urgent)
        except sqlite3.Error as error:
            sentence = _("Requests cannot be counted on this disk ({reason}), so none is sent.").format(reason=error)
            raise RateLimited(sentence, maybe_done=False, retry_after_s=DISK_WAIT_S) from error
        if wait_s > 0:
            sentence = _("The request budget is used up; the next request may go in {seconds} s.").format(
                seconds=number(wait_s)
            )
            raise RateLimited(sentence, maybe_done=False, retry_after_s=wait_s)

    async def spent(self) -> int:
        """Return the requests of the running window; all of them where the disk does not tell."""
        try:
            return await asyncio.to_thread(self.count)
        except sqlite3.Error:
            return self._limit

    async def refused(self, wait_s: float | None) -> float:
        """Send nothing for so long, even after a restart; return the seconds, the window's where None is given."""
        wait_s = self._window_s if wait_s is None else min(wait_s, LONGEST_WAIT_S)
        with contextlib.suppress(sqlite3.Error):
            await asyncio.to_thread(self._shut, self._clock() + wait_s)
        return wait_s

    def _shut(self, until: float) -> None:
        with self._lock:
            self._db.execute("INSERT INTO shut VALUES (?)", (until,))

    def take(self, urgent: bool) -> float:
        """Take one permit and return 0, or return the seconds until one is free; blocks while the file is in use."""
        allowed = self._limit - (0 if urgent else self._reserve)
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                now = self._clock()
                wait_s = self._still_shut(now) or self._wait(now, allowed)
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
        return wait_s

    def _still_shut(self, now: float) -> float:
        """Return the seconds until the server may be asked again; what lies too far ahead does not count."""
        self._db.execute("DELETE FROM shut WHERE until <= ? OR until > ?", (now, now + LONGEST_WAIT_S))
        return float(self._db.execute("SELECT ifnull(max(until) - ?, 0) FROM shut", (now,)).fetchone()[0])

    def _wait(self, now: float, allowed: int) -> float:
        """Take a permit and return 0, or return the wait in seconds; an entry from the future counts as now."""
        self._db.execute("UPDATE request SET at = ? WHERE at > ?", (now, now))
        self._db.execute("DELETE FROM request WHERE at <= ?", (now - self._window_s,))
        in_the_way = self._db.execute("SELECT at FROM request ORDER BY at DESC LIMIT 1 OFFSET ?", (allowed - 1,))
        found = in_the_way.fetchone()
        if found:
            return max(float(found[0]) + self._window_s - now, 0.001)
        self._db.execute("INSERT INTO request VALUES (?)", (now,))
        return 0.0

    def count(self) -> int:
        """Return the requests of the running window; blocks for one read."""
        with self._lock:
            row = self._db.execute("SELECT count(*) FROM request WHERE at > ?", (self._clock() - self._window_s,))
            return int(row.fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


def _opened(path: Path, synced: bool) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
    try:
        if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check failed")
        db.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'FULL' if synced else 'OFF'}")
        _migrate(db, path)
        for probe in _PROBES:
            db.execute(probe)
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the file to this version and keep a copy of it; a file without a number is of the first version."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version == VERSION:
        return
    if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        keep_version(path, version)
    db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA}; PRAGMA user_version={VERSION}; COMMIT")


def budget_name(token: str) -> str:
    """Return the file name for a token, from which the token cannot be read back."""
    return f"requests-{hashlib.sha256(token.encode()).hexdigest()[:16]}.db"
