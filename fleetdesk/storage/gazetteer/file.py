"""The known places on the disk: who knows them, how often they are used, and which the user has decided on."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.abbreviations import other_forms
from fleetdesk.domain.gazetteer.folding import fold
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.origins import Origin
from fleetdesk.domain.gazetteer.ranking import PlaceMatch, km_between, rank
from fleetdesk.storage.disposable_file import DisposableFile
from fleetdesk.storage.gazetteer import search
from fleetdesk.storage.gazetteer.vocabulary import Vocabulary

GAZETTEER_DB = "gazetteer.db"
"""What the file is called in the data folder."""
MIGRATIONS = (
    """
    CREATE TABLE place(
        id INTEGER PRIMARY KEY, label TEXT NOT NULL, folded TEXT NOT NULL, text TEXT NOT NULL, lat REAL NOT NULL,
        lon REAL NOT NULL, cell TEXT NOT NULL, source TEXT NOT NULL, uses INTEGER NOT NULL DEFAULT 0,
        used_at REAL NOT NULL DEFAULT 0, UNIQUE(folded, cell, source)
    );
    CREATE INDEX place_lat ON place(lat, lon);
    CREATE TABLE origin(owner TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(owner, key))
        WITHOUT ROWID;
    CREATE INDEX origin_place ON origin(place);
    CREATE TABLE listed(owner TEXT PRIMARY KEY, at REAL NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5(
        text, content='place', content_rowid='id', prefix='1 2 3', detail='none', tokenize='ascii'
    );
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)
    """,
)
PROBES = (
    "SELECT id, label, folded, text, lat, lon, cell, source, uses, used_at FROM place LIMIT 0",
    "SELECT owner, key, place FROM origin LIMIT 0",
    "SELECT owner, at FROM listed LIMIT 0",
    "SELECT rowid FROM words WHERE words MATCH '\"a\"' LIMIT 0",
)
_OWNERS = """
    SELECT owner FROM origin WHERE owner >= :from AND owner < :to
    UNION SELECT owner FROM listed WHERE owner >= :from AND owner < :to
"""
_LAST = "\U0010ffff"
_NUMBER = "SELECT id FROM place WHERE folded = ? AND cell = ? AND source = ?"
_UNKNOWN = "SELECT text FROM place WHERE id = ? AND NOT EXISTS (SELECT 1 FROM origin WHERE origin.place = place.id)"
_NEW = "INSERT INTO place(label, folded, text, lat, lon, cell, source) VALUES (?, ?, ?, ?, ?, ?, ?)"
AT_ONCE, PAUSE_S = 200, 0.001
"""So many places are written or removed in one transaction; a pause after each gives a search its turn."""
ALL = -1
DAMAGED = _("The known addresses were damaged ({reason}) and begin anew; the old ones are {file}.")
UNKEPT = _("Known addresses are not kept in this run.")


class GazetteerFile(DisposableFile):
    """One file, opened by load(). Every call may wait for the disk: use a thread from the window."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, MIGRATIONS, PROBES, DAMAGED, UNKEPT)
        self._vocabulary: Vocabulary | None = None

    def load(self) -> str | None:
        """Open the file where it is not open yet; return what has to be said of it."""
        return self._open()

    def find(self, text: str, near: search.Near, now: float, most: int) -> list[PlaceMatch]:
        """Return at most so many places that fit a text, the best first; what was decided for it before all others.

        `near` is a latitude and longitude, `now` is in seconds since 1970. load() comes before.
        """
        with self._lock:
            if self._db is None:
                return []
            query, places = search.find(self._db, text, near, self._words)
            before = search.decided(self._db, text)
        found = rank(query, places, near, now)
        if before is not None:
            rest = [each for each in found if (each.place.folded, each.place.cell) != (before.folded, before.cell)]
            found = [PlaceMatch(before, found[0].score if found else 0.0), *rest]
        return found[:most]

    def around(self, lat: float, lon: float, within_m: float) -> list[KnownPlace]:
        """Return the known addresses within so many metres of a place, the nearest first; no towns, no streets."""
        with self._lock:
            found = search.around(self._db, lat, lon, within_m) if self._db else []
        return sorted(found, key=lambda each: km_between(each, (lat, lon)))

    def put(self, owner: str, places: Iterable[Origin], *, whole: bool = False, counted: bool = False) -> None:
        """Note places that somebody knows; a `whole` list takes away what it lacks, `counted` ones count as uses."""
        keys: set[str] = set()
        left = iter(places)
        while part := list(islice(left, AT_ONCE)):
            keys.update(key for key, _place in part)
            with self._writing() as db:
                for key, place in part:
                    _put(db, owner, key, place, counted=counted)
            time.sleep(PAUSE_S)
        if whole:
            self._drop_others(owner, keys)

    def decided(self, text: str) -> KnownPlace | None:
        """Return the place that the user has chosen for a text before."""
        with self._lock:
            return search.decided(self._db, text) if self._db else None

    def decide(self, text: str, place: KnownPlace) -> None:
        """Remember that the user has chosen this place for this text."""
        if key := fold(text):
            self.put(search.DECIDED, [(key, place)])

    def owners(self, beginning: str) -> list[str]:
        """Return those whose names begin like this and who know something, or whose list was put."""
        with self._lock:
            rows = self._db.execute(_OWNERS, {"from": beginning, "to": beginning + _LAST}) if self._db else ()
            return [owner for (owner,) in rows]

    def forget(self, owner: str, most: int = ALL) -> None:
        """Remove what only this owner knows, or so many places of it; it is an owner until all are removed."""
        self._drop_others(owner, set(), most)
        with self._writing() as db:
            db.execute("DELETE FROM listed WHERE owner = ?", (owner,))

    def listed_at(self, owner: str) -> float:
        """Return when the owner's whole list was put last, in seconds since 1970; 0 for never."""
        with self._lock:
            rows = self._db.execute("SELECT at FROM listed WHERE owner = ?", (owner,)).fetchone() if self._db else None
        return float(rows[0]) if rows else 0.0

    def set_listed(self, owner: str, at: float) -> None:
        """Note that the owner's whole list has been put at this time, in seconds since 1970."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO listed VALUES (?, ?)", (owner, at))

    def _words(self) -> Vocabulary:
        if self._vocabulary is None:
            assert self._db is not None
            self._vocabulary = Vocabulary.of(self._db)
        return self._vocabulary

    def _drop_others(self, owner: str, keys: set[str], most: int = ALL) -> None:
        """Remove what an owner knows under other keys, and places that nobody knows then."""
        with self._writing() as db:
            had = db.execute("SELECT key, place FROM origin WHERE owner = ? LIMIT ?", (owner, most)).fetchall()
        gone = iter([each for each in had if each[0] not in keys])
        while part := list(islice(gone, AT_ONCE)):
            with self._writing() as db:
                db.executemany("DELETE FROM origin WHERE owner = ? AND key = ?", [(owner, key) for key, _place in part])
                _drop_unknown(db, {place for _key, place in part})
            time.sleep(PAUSE_S)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Give the database in one transaction, after which the words are others."""
        with super()._writing() as db:
            self._vocabulary = None
            yield db


def _put(db: sqlite3.Connection, owner: str, key: str, place: KnownPlace, *, counted: bool) -> None:
    """Note one place under a key of its owner, where it is not noted already."""
    number = _number_of(db, place)
    row = db.execute("SELECT place FROM origin WHERE owner = ? AND key = ?", (owner, key)).fetchone()
    if row and row[0] == number:
        return
    db.execute("INSERT OR REPLACE INTO origin VALUES (?, ?, ?)", (owner, key, number))
    if counted:
        db.execute("UPDATE place SET uses = uses + 1, used_at = max(used_at, ?) WHERE id = ?", (place.used_at, number))
    if row:
        db.execute("UPDATE place SET uses = max(uses - ?, 0) WHERE id = ?", (counted, row[0]))
        _drop_unknown(db, {row[0]})


def _number_of(db: sqlite3.Connection, place: KnownPlace) -> int:
    """Return the number of a place in the table, where it is put if it is new."""
    folded = place.folded
    row = db.execute(_NUMBER, (folded, place.cell, place.source)).fetchone()
    if row:
        return int(row[0])
    text = " ".join((folded, *other_forms(folded.split())))
    new = (place.label, folded, text, place.lat, place.lon, place.cell, place.source)
    made = db.execute(_NEW, new)
    db.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (made.lastrowid, text))
    return int(made.lastrowid or 0)


def _drop_unknown(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove those of some places that nobody knows, from the index first, which needs to be told their text."""
    for number in numbers:
        row = db.execute(_UNKNOWN, (number,)).fetchone()
        if row:
            db.execute("INSERT INTO words(words, rowid, text) VALUES ('delete', ?, ?)", (number, row[0]))
            db.execute("DELETE FROM place WHERE id = ?", (number,))
