"""The activity on the disk: one SQLite file, in which entries are kept for some days. It may be lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from fleetdesk.base.sentences import plain
from fleetdesk.base.translation import _
from fleetdesk.domain.activity import Activity
from fleetdesk.storage.disposable_file import DisposableFile

MIGRATIONS = (
    """
    CREATE TABLE activity(id INTEGER PRIMARY KEY, at REAL NOT NULL, body BLOB NOT NULL);
    CREATE INDEX activity_at ON activity(at)
    """,
)
PROBES = ("SELECT id, at, body FROM activity LIMIT 0",)
MOST = 100_000

_encode = msgspec.msgpack.Encoder(enc_hook=plain).encode
_decode = msgspec.msgpack.Decoder(Activity).decode

DAMAGED = _("The activity was damaged ({reason}) and begins anew; the old one is {file}.")
UNKEPT = _("Activity is not kept in this run.")


class ActivityLog(DisposableFile):
    """One file, opened by load(), in which entries stay for so many days.

    Every call may wait for the disk: use a thread from the window.
    """

    def __init__(self, path: Path, days: float) -> None:
        super().__init__(path, MIGRATIONS, PROBES, DAMAGED, UNKEPT)
        self._kept_for, self.dropped = timedelta(days=days), 0

    def load(self, now: datetime) -> tuple[list[Activity], str | None]:
        """Open the file, remove what is too old, and return the rest, the oldest first, and a notice.

        Of more than MOST entries the newest are returned; what cannot be read is left out and counted in `dropped`.
        """
        notice = self._open()
        with self._reading() as db:
            db.execute("DELETE FROM activity WHERE at < ?", ((now - self._kept_for).timestamp(),))
            rows = db.execute("SELECT body FROM activity ORDER BY at DESC, id DESC LIMIT ?", (MOST,)).fetchall()
        return [each for (body,) in reversed(rows) if (each := self._read(body)) is not None], notice

    def _read(self, body: bytes) -> Activity | None:
        try:
            return _decode(body)
        except (msgspec.DecodeError, ValueError, TypeError):
            self.dropped += 1
            return None

    def add(self, activities: Sequence[Activity]) -> None:
        """Write entries, all or none; sqlite3.Error where the disk does not take them. load() comes before."""
        rows = [(each.at.timestamp(), _encode(each)) for each in activities]
        with self._lock:
            if self._db is None:
                return
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany("INSERT INTO activity(at, body) VALUES (?, ?)", rows)
