"""A disk in memory that forgets what was not synced when the power goes; SQLite writes to it through apsw.

The worst case (docs/outbox.md#the-file): of what was written to a file since its last xSync each sector of 512 bytes is
there, or as it was before, or torn between the two, and its length is any on the way.
"""

import itertools
import sqlite3

import apsw

SECTOR = 512
CHECKPOINT_PAGES = 40  # a thousand by default, more than any of these lives writes: no cut would meet a checkpoint
_NAMES = itertools.count()


class PowerCut(BaseException):
    """The machine is off."""


class _Stored:
    """What a file is for the program, and what of it surely is on the plates."""

    def __init__(self, content=b""):
        self.now, self.synced = bytearray(content), bytes(content)


class Disk(apsw.VFS):
    """Files by name; the power goes at the n-th write, sync or truncation, in the file `cut_in`.

    With `safe` a torn write spoils nothing beside it, which SQLite takes for granted of the disks of Linux and Windows.
    """

    def __init__(self, files=None, cut_at=0, *, safe=True):
        self.vfs = f"disk{next(_NAMES)}"
        super().__init__(self.vfs, base="unix")  # shared memory is not needed: the file is opened exclusively
        self.files = {name: _Stored(content) for name, content in (files or {}).items()}
        self.steps, self.syncs, self._cut_at = 0, 0, cut_at
        self.safe, self.cut_in = safe, ""
        self._frozen = []
        self.buried, self.plugged = False, []

    def step(self, name):
        """One more thing asked of the disk; the power goes at the one that was chosen, and stays away."""
        self.steps += 1
        if self.steps == self._cut_at:
            self.cut_in = name
            self._frozen = [(name, stored.synced, bytes(stored.now)) for name, stored in self.files.items()]
        if self._cut_at and self.steps >= self._cut_at and not self.buried:
            raise PowerCut

    def bury(self):
        """The program that was cut off is cleared away; what SQLite still wants of the disk goes nowhere."""
        self.buried = True
        for connection in self.plugged:
            connection.close()
        self.plugged.clear()

    def xOpen(self, name, flags):
        named = name.filename() if hasattr(name, "filename") else str(name)
        return _File(self, named, flags)

    @property
    def written_ahead(self):
        """Whether anything stood in the write-ahead log when the power went."""
        return any(name.endswith("-wal") and now for name, _, now in self._frozen)

    def xDelete(self, name, sync):
        self.step(name)
        self.files.pop(name, None)

    def xAccess(self, name, flags):
        return name in self.files

    def xFullPathname(self, name):
        return name

    def after_the_cut(self, dice):
        """What is found when the power is back."""
        return {name: _survivor(old, new, dice) for name, old, new in self._frozen}


def _survivor(old, new, dice):
    """Sector by sector the old, the new, or some of each."""
    if old == new or dice.random() < 0.2:
        return old
    length = dice.choice([len(old), len(new), dice.randint(*sorted((len(old), len(new))))])
    kept = bytearray(old[:length].ljust(length, b"\0"))
    for at in range(0, min(length, len(new)), SECTOR):
        whole = min(SECTOR, len(new) - at, length - at)
        part = dice.choice([0, whole, whole, dice.randrange(whole + 1)])
        kept[at : at + part] = new[at : at + part]
    return bytes(kept)


class _File:
    """One open file."""

    def __init__(self, disk, name, flags):
        self._disk, self._name = disk, name
        self._stored = disk.files.setdefault(name, _Stored())
        flags[1] = flags[0]

    def xRead(self, amount, offset):
        return bytes(self._stored.now[offset : offset + amount])

    def xWrite(self, data, offset):
        self._disk.step(self._name)
        body = self._stored.now
        if len(body) < offset:
            body.extend(bytes(offset - len(body)))
        body[offset : offset + len(data)] = data

    def xTruncate(self, size):
        self._disk.step(self._name)
        del self._stored.now[size:]

    def xSync(self, flags):
        self._disk.step(self._name)
        self._disk.syncs += 1
        self._stored.synced = bytes(self._stored.now)

    def xFileSize(self):
        return len(self._stored.now)

    def xLock(self, level):
        return None

    def xUnlock(self, level):
        return None

    def xCheckReservedLock(self):
        return False

    def xFileControl(self, op, pointer):
        return False

    def xSectorSize(self):
        return SECTOR

    def xDeviceCharacteristics(self):
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE if self._disk.safe else 0

    def xClose(self):
        return None


class Plugged:
    """apsw's connection, answering as the standard library's does."""

    def __init__(self, path, disk, synchronous="FULL"):
        self._db = apsw.Connection(str(path), vfs=disk.vfs)
        self._synchronous = synchronous
        disk.plugged.append(self)
        self._db.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        self._db.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}").fetchall()

    def execute(self, sql, values=()):
        if sql == "PRAGMA synchronous=FULL":
            sql = f"PRAGMA synchronous={self._synchronous}"
        try:
            found = self._db.execute(sql, values)
            return _Rows(found.fetchall())
        except apsw.ConstraintError as error:
            raise sqlite3.IntegrityError(str(error)) from error

    @property
    def in_transaction(self):
        return not self._db.get_autocommit()

    def close(self):
        self._db.close(True)


class _Rows:
    """All rows of one statement, read at once as the standard library would one by one."""

    def __init__(self, rows):
        self._rows = rows

    def fetchall(self):
        return self._rows

    def fetchone(self):
        return self._rows.pop(0) if self._rows else None

    def __iter__(self):
        return iter(self._rows)
