"""What the vendor keeps: documents, files, tokens, the audit and the log of requests, in SQLite."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from threading import RLock
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS doc(kind TEXT, id INTEGER, ref TEXT, live INTEGER NOT NULL DEFAULT 1, body TEXT NOT NULL,
  PRIMARY KEY(kind, id));
CREATE UNIQUE INDEX IF NOT EXISTS doc_ref ON doc(kind, ref) WHERE ref IS NOT NULL;
CREATE TABLE IF NOT EXISTS blob(id INTEGER PRIMARY KEY, sha256 TEXT, size INTEGER, name TEXT, bytes BLOB);
CREATE TABLE IF NOT EXISTS audit(id INTEGER PRIMARY KEY, task INTEGER, body TEXT);
CREATE TABLE IF NOT EXISTS token(jwt TEXT PRIMARY KEY, until REAL, username TEXT);
CREATE TABLE IF NOT EXISTS request(id INTEGER PRIMARY KEY, body TEXT);
CREATE TABLE IF NOT EXISTS tally(api TEXT, operation TEXT, status INTEGER, count INTEGER,
  PRIMARY KEY(api, operation, status));
CREATE TABLE IF NOT EXISTS setting(name TEXT PRIMARY KEY, value TEXT);
"""

_KEPT_REQUESTS = 20_000

Doc = dict[str, Any]


class Taken(Exception):
    """Another document already has this reference."""


def dump(value: Any) -> str:
    """Return compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Store:
    """One SQLite file, shared by all threads of the simulator."""

    def __init__(self, path: str) -> None:
        self._lock = RLock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # A demo's data need not survive a power cut; they do survive the end of the process.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def empty(self) -> bool:
        """Return whether the file holds no document yet."""
        return not self._rows("SELECT 1 FROM doc LIMIT 1")

    def add(self, kind: str, first: int, body: Doc, ref: str | None = None, live: bool = True) -> Doc:
        """Give a document the next id of its kind, keep it and return it; Taken if the reference is in use."""
        with self._lock:
            newest = self._rows("SELECT max(id) FROM doc WHERE kind=?", kind)[0][0]
            body = {**body, "id": first if newest is None else newest + 1}
            try:
                sql = "INSERT INTO doc(kind, id, ref, live, body) VALUES(?,?,?,?,?)"
                self._db.execute(sql, (kind, body["id"], ref, int(live), dump(body)))
            except sqlite3.IntegrityError as error:
                raise Taken(ref) from error
        return body

    def add_many(self, kind: str, rows: Iterable[tuple[Doc, str | None, bool]]) -> None:
        """Keep documents that have their ids already, in one transaction."""
        values = [(kind, body["id"], ref, int(live), dump(body)) for body, ref, live in rows]
        with self._lock:
            self._db.execute("BEGIN")
            self._db.executemany("INSERT INTO doc(kind, id, ref, live, body) VALUES(?,?,?,?,?)", values)
            self._db.execute("COMMIT")

    def put(self, kind: str, body: Doc, ref: str | None = None, live: bool = True) -> None:
        """Replace a document; Taken if the reference is in use by another."""
        with self._lock:
            try:
                sql = "UPDATE doc SET ref=?, live=?, body=? WHERE kind=? AND id=?"
                self._db.execute(sql, (ref, int(live), dump(body), kind, body["id"]))
            except sqlite3.IntegrityError as error:
                raise Taken(ref) from error

    def remove(self, kind: str, number: int) -> None:
        """Remove a document, as if it had never been."""
        self._rows("DELETE FROM doc WHERE kind=? AND id=?", kind, number)

    def clear(self, *kinds: str) -> None:
        """Forget all of these kinds, all files, and who asked and changed what."""
        with self._lock:
            self._db.executemany("DELETE FROM doc WHERE kind = ?", [(kind,) for kind in kinds])
            self._db.executescript("DELETE FROM blob; DELETE FROM audit; DELETE FROM request;")

    def get(self, kind: str, number: int) -> Doc | None:
        """Return a document, or nothing."""
        rows = self._rows("SELECT body FROM doc WHERE kind=? AND id=?", kind, number)
        found: Doc | None = json.loads(rows[0][0]) if rows else None
        return found

    def texts(self, kind: str, live_only: bool = False, limit: int = -1, offset: int = 0) -> list[str]:
        """Return documents as JSON texts in the order of their ids; limit -1 is all."""
        sql = "SELECT body FROM doc WHERE kind=? AND live>=? ORDER BY id LIMIT ? OFFSET ?"
        return [row[0] for row in self._rows(sql, kind, int(live_only), limit, offset)]

    def all(self, kind: str) -> list[Doc]:
        """Return every document of a kind in the order of their ids."""
        return [json.loads(text) for text in self.texts(kind)]

    def count(self, kind: str) -> int:
        """Return how many documents of a kind there are."""
        return int(self._rows("SELECT count(*) FROM doc WHERE kind=?", kind)[0][0])

    def lock(self) -> RLock:
        """Return the lock that makes a read and a write one step."""
        return self._lock

    def add_blob(self, number: int, name: str, data: bytes) -> None:
        """Keep the bytes of file `number`, and the name it was sent with."""
        digest = hashlib.sha256(data).hexdigest()
        self._rows("INSERT OR REPLACE INTO blob VALUES(?,?,?,?,?)", number, digest, len(data), name, data)

    def blobs(self) -> dict[int, tuple[str, int, str]]:
        """Return SHA-256, size and sent name by file id."""
        return {row[0]: (row[1], row[2], row[3]) for row in self._rows("SELECT id, sha256, size, name FROM blob")}

    def blob(self, number: int) -> bytes | None:
        """Return a file's bytes."""
        rows = self._rows("SELECT bytes FROM blob WHERE id=?", number)
        return bytes(rows[0][0]) if rows else None

    def add_audit(self, task: int, body: Doc) -> None:
        """Write a line of the audit."""
        self._rows("INSERT INTO audit(task, body) VALUES(?,?)", task, dump(body))

    def audit(self) -> list[Doc]:
        """Return the audit, oldest first."""
        return [
            {"task": row[0], **json.loads(row[1])} for row in self._rows("SELECT task, body FROM audit ORDER BY id")
        ]

    def add_token(self, jwt: str, until: float, username: str) -> None:
        """Keep a token until a real time in seconds since 1970."""
        self._rows("INSERT INTO token VALUES(?,?,?)", jwt, until, username)

    def token(self, jwt: str) -> tuple[float, str] | None:
        """Return until when a token is good, and whose it is."""
        rows = self._rows("SELECT until, username FROM token WHERE jwt=?", jwt)
        return (rows[0][0], rows[0][1]) if rows else None

    def drop_tokens(self) -> None:
        """Make every token bad at once."""
        self._rows("DELETE FROM token")

    def add_request(self, api: str, operation: str, status: int, body: Doc) -> None:
        """Log a request and how it ended; the newest 20,000 are kept, and counts of all."""
        with self._lock:
            number = self._db.execute("INSERT INTO request(body) VALUES(?)", (dump(body),)).lastrowid or 0
            sql = "INSERT INTO tally VALUES(?,?,?,1) ON CONFLICT DO UPDATE SET count=count+1"
            self._db.execute(sql, (api, operation, status))
            if number % 1000 == 0:
                self._db.execute("DELETE FROM request WHERE id<?", (number - _KEPT_REQUESTS,))

    def requests(self, last: int) -> list[Doc]:
        """Return the last requests, oldest first."""
        rows = self._rows("SELECT id, body FROM request ORDER BY id DESC LIMIT ?", last)
        return [{"id": row[0], **json.loads(row[1])} for row in reversed(rows)]

    def request_counts(self) -> list[tuple[str, str, int, int]]:
        """Return (api, operation, status, how many)."""
        return self._rows("SELECT api, operation, status, count FROM tally ORDER BY 1, 2, 3")

    def setting(self, name: str, value: str) -> str:
        """Return what was kept under a name; the first value given is kept."""
        self._rows("INSERT INTO setting VALUES(?,?) ON CONFLICT DO NOTHING", name, value)
        return str(self._rows("SELECT value FROM setting WHERE name=?", name)[0][0])
