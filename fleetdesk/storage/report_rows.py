"""The rows of reports that are done, on the disk: one SQLite file, limited in size. It may be lost."""

import zlib
from datetime import datetime
from pathlib import Path

import msgspec

from fleetdesk.base.sentences import plain
from fleetdesk.base.translation import _
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.reports import ReportRows
from fleetdesk.storage.disposable_file import DisposableFile
from fleetdesk.storage.inflating import inflated

REPORTS_DB = "reports.db"
MOST_BYTES = 50_000_000
MIGRATIONS = (
    """
    CREATE TABLE report_rows(
        account TEXT NOT NULL, id INTEGER NOT NULL, question TEXT NOT NULL, kept_at REAL NOT NULL,
        unread INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(account, id)
    )
    """,
)
PROBES = ("SELECT account, id, question, kept_at, unread, body FROM report_rows LIMIT 0",)
DAMAGED = _("The kept reports were damaged ({reason}) and are asked for again; the old file is {file}.")
UNKEPT = _("Reports are not kept in this run.")

_encode = msgspec.msgpack.Encoder(enc_hook=plain).encode
_decode = msgspec.msgpack.Decoder(list[Visit]).decode


class ReportRowsFile(DisposableFile):
    """What done reports of accounts hold, opened by load(). Every call may wait for the disk.

    sqlite3.Error where the disk does not take or give it.
    """

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        super().__init__(path, MIGRATIONS, PROBES, DAMAGED, UNKEPT)
        self._most = most_bytes

    def load(self) -> str | None:
        """Open the file where it is not open yet; return what has to be said of it."""
        return self._open()

    def rows(self, report: Report) -> ReportRows | None:
        """Return what is kept of a report; None for nothing, what is damaged, and another report of the same number."""
        with self._reading() as db:
            found = db.execute(
                "SELECT unread, body FROM report_rows WHERE account = ? AND id = ? AND question = ?",
                (report.account, report.id, _question(report)),
            ).fetchone()
        try:
            return None if found is None else ReportRows(tuple(_decode(inflated(found[1]))), int(found[0]))
        except (msgspec.DecodeError, ValueError, TypeError):
            return None

    def keep(self, report: Report, rows: ReportRows, now: datetime) -> None:
        """Keep what a report holds; what was kept longest ago goes where there is too much."""
        body = zlib.compress(_encode(list(rows.visits)))
        told = report.account, report.id, _question(report), now.timestamp(), rows.unread, body
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO report_rows VALUES (?, ?, ?, ?, ?, ?)", told)
            db.execute(
                "DELETE FROM report_rows WHERE rowid IN (SELECT rowid FROM (SELECT rowid, sum(length(body)) OVER "
                "(ORDER BY kept_at DESC, rowid DESC) AS bytes FROM report_rows) WHERE bytes > ?)",
                (self._most,),
            )

    def forget(self, account: str) -> None:
        """Remove what is kept of an account."""
        with self._writing() as db:
            db.execute("DELETE FROM report_rows WHERE account = ?", (account,))


def _question(report: Report) -> str:
    """Return what a report was asked for, as text: another server may number another report the same."""
    asked = report.type, report.type_id, report.group, report.group_id, report.started_at, report.ended_at
    return "|".join("" if each is None else str(each) for each in asked)
