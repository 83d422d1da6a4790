"""Requests counted on disk, so that restarts and a second desk share one budget.

VEZMA allows 180 requests in 15 minutes and blacklists who takes more (vezma.txt, Rate Limiting). aiolimiter lets
twice that through; pyrate-limiter's SQLite bucket cannot check a reserve and the limit in one transaction and
stays shut for as long as a clock once ran ahead. So the count is a table of ours and one transaction.
"""

import asyncio
import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from fleetdesk.errors import RateLimited

LIMIT = 180
WINDOW_S = 15 * 60.0
RESERVE = 30
# A permit is counted here when it is given and by the server when the request arrives, a deadline later at most.
MARGIN_S = 45.0


def _since_boot() -> float:
    """Seconds since the computer started, sleep included where the system counts it."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class SteadyClock:
    """Seconds since 1970 as they were when the program started, then onwards: deaf to a clock that is set."""

    def __init__(self) -> None:
        self._offset = time.time() - _since_boot()

    def __call__(self) -> float:
        """Seconds since 1970."""
        return self._offset + _since_boot()


class RequestLedger:
    """At most `limit` permits in any window, whoever shares the file; polls leave `reserve` for the user."""

    def __init__(
        self,
        path: Path,
        limit: int = LIMIT,
        window_s: float = WINDOW_S + MARGIN_S,
        reserve: int = RESERVE,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.limit: int | None = limit
        self._limit, self._window_s, self._reserve = limit, window_s, reserve
        self._clock = clock or SteadyClock()
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS request(at REAL NOT NULL);"
        )

    async def permit(self, *, urgent: bool) -> None:
        """Takes one permit, or raises RateLimited with the seconds until the next."""
        wait_s = await asyncio.to_thread(self.take, urgent)
        if wait_s > 0:
            sentence = f"The request budget is used up; the next request may go in {wait_s:.0f} s."
            raise RateLimited(sentence, maybe_done=False, retry_after_s=wait_s)

    async def spent(self) -> int:
        """Requests of the running window."""
        return await asyncio.to_thread(self.count)

    def take(self, urgent: bool) -> float:
        """0 and one permit taken, or the seconds until one is free; blocks while another program holds the file."""
        allowed = self._limit - (0 if urgent else self._reserve)
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                wait_s = self._wait(self._clock(), allowed)
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
        return wait_s

    def _wait(self, now: float, allowed: int) -> float:
        """An entry from the future was written by a clock that ran ahead: it happened before now, at the latest."""
        self._db.execute("UPDATE request SET at = ? WHERE at > ?", (now, now))
        self._db.execute("DELETE FROM request WHERE at <= ?", (now - self._window_s,))
        in_the_way = self._db.execute("SELECT at FROM request ORDER BY at DESC LIMIT 1 OFFSET ?", (allowed - 1,))
        found = in_the_way.fetchone()
        if found:
            return max(float(found[0]) + self._window_s - now, 0.001)
        self._db.execute("INSERT INTO request VALUES (?)", (now,))
        return 0.0

    def count(self) -> int:
        """Requests of the running window; blocks for one read."""
        with self._lock:
            row = self._db.execute("SELECT count(*) FROM request WHERE at > ?", (self._clock() - self._window_s,))
            return int(row.fetchone()[0])

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()


def ledger_name(token: str) -> str:
    """The file name for a token, from which the token cannot be read back."""
    return f"requests-{hashlib.sha256(token.encode()).hexdigest()[:16]}.db"
