"""Whose writes wait in the outbox: an account's belong to one server, and those of a removed account are on hold."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.outbox import IN_FLIGHT, RESCUED, Op, OpState
from fleetdesk.storage.outbox.db import OPEN, OutboxDatabase
from fleetdesk.storage.outbox.rows import COLUMNS, checksum

_OF_ACCOUNT = ("task_map", "step", "filed")
_FOR_A_WHILE = ("pause", "trait")  # what a server asked for or does: another one has its own
_FIXED = COLUMNS[1:11]
_IN_FLIGHT = f"({', '.join(repr(state.value) for state in sorted(IN_FLIGHT))})"


@dataclass(frozen=True, slots=True)
class Hold:
    """What a removed account left: its name then, its server, when it was removed (seconds), and how much waits.

    `name` stands for the account in the outbox; no account has it.
    """

    name: str
    was: str
    server: str
    at: float
    waiting: int = 0


def _host(server: str) -> str:
    """Return the computer's name in a server's address; the whole text where it has none."""
    return urlsplit(server.partition(" ")[0]).hostname or server


class Holds:
    """Keeps the writes of different servers apart, whatever their accounts are called.

    Moments are in seconds since 1970.
    """

    def __init__(self, database: OutboxDatabase) -> None:
        self._database = database

    def claim(self, account: str, server: str, now: float, uid: str = "") -> Hold | None:
        """Note which server an account is at; put on hold, and return, what waits of another account of its name.

        `uid` is the account's own id, by which it stays the same when its address on that computer is corrected; on
        another computer the same numbers are other tasks. What waits in a file that never said whose it is belongs to
        the first that asks.
        """
        with self._database.transaction():
            known = self._database.rows("SELECT server, uid FROM owner WHERE account = ? AND was IS NULL", account)
            same = any(server == at or (uid and uid == of and _host(server) == _host(at)) for at, of in known)
            held = self.hold(account, now) if known and not same else None
            if (server, uid) not in known:
                self._database.execute(
                    "INSERT OR REPLACE INTO owner VALUES (?, ?, NULL, NULL, ?)", (account, server, uid)
                )
            return held

    def hold(self, account: str, now: float) -> Hold | None:
        """Put all of a removed account under a name that nothing is sent for; None where there is nothing of it."""
        with self._database.transaction():
            server = next(
                (row[0] for row in self._database.rows("SELECT server FROM owner WHERE account = ?", account)), ""
            )
            self._database.execute("DELETE FROM owner WHERE account = ?", (account,))
            if not self._has(account):
                return None
            name = self._free_name(account, now)
            self._database.execute("INSERT INTO owner VALUES (?, ?, ?, ?, '')", (name, server, account, now))
            self._rename_account(account, name)
            return self._hold(name)

    def all(self) -> list[Hold]:
        """Return the holds of which something still waits, the oldest first."""
        found = [
            self._hold(row[0])
            for row in self._database.rows("SELECT account FROM owner WHERE was IS NOT NULL ORDER BY at")
        ]
        return [each for each in found if each.waiting]

    def heir(self, name: str) -> str | None:
        """Return the account that is at the server of a hold now; None where none is."""
        sql = (
            "SELECT account FROM owner WHERE was IS NULL AND server = (SELECT server FROM owner WHERE account = ?) "
            "ORDER BY account = (SELECT was FROM owner WHERE account = ?) DESC LIMIT 1"
        )
        return next((str(row[0]) for row in self._database.rows(sql, name, name)), None)

    def release(self, name: str, account: str, *, other_server: bool = False) -> list[Op]:
        """Give what is on hold to an account, behind what waits of its tasks already; the writes as they are then.

        UsageError where there is no such hold, or where the account is at another server and `other_server` is not
        set: there the numbers of tasks mean other tasks.
        """
        with self._database.transaction():
            hold = next((each for each in self.all() if each.name == name), None)
            if hold is None:
                raise UsageError(
                    _("Nothing is on hold as “{name}”. fleetdesk outbox holds lists what is.").format(name=name)
                )
            own = next(
                (row[0] for row in self._database.rows("SELECT server FROM owner WHERE account = ?", account)), ""
            )
            if own != hold.server and not other_server:
                raise UsageError(_elsewhere(account, own, hold.server))
            numbers = [op.id for op in self._database.ops(f"WHERE o.account = ? AND {OPEN} ORDER BY o.seq, o.id", name)]
            self._join(name, account)
            for number in numbers:
                self._give(number, account)
            self._database.execute("DELETE FROM op WHERE account = ?", (name,))  # ended: its history ends with the hold
            self._drop(name)
            return [self._database.ops("WHERE o.id = ?", number)[0] for number in numbers]

    def _has(self, account: str) -> bool:
        tables = ("op", *_OF_ACCOUNT)
        return any(self._database.rows(f"SELECT 1 FROM {table} WHERE account = ? LIMIT 1", account) for table in tables)

    def _free_name(self, account: str, now: float) -> str:
        day = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M")
        names = (f"{account} (removed {day}{more})" for more in ("", *(f", {number}" for number in range(2, 1000))))
        return next(each for each in names if not self._database.rows("SELECT 1 FROM owner WHERE account = ?", each))

    def _hold(self, name: str) -> Hold:
        was, server, at = self._database.rows("SELECT was, server, at FROM owner WHERE account = ?", name)[0]
        waiting = self._database.rows(f"SELECT count(*) FROM op o WHERE o.account = ? AND {OPEN}", name)[0][0]
        return Hold(name, str(was), str(server), float(at or 0), int(waiting))

    def _rename_account(self, account: str, name: str) -> None:
        """Rename an account in every row, in the transaction that is open; checksums of sound rows stay sound."""
        self._database.execute("PRAGMA defer_foreign_keys=ON")
        for table in _OF_ACCOUNT:
            self._database.execute(f"UPDATE {table} SET account = ? WHERE account = ?", (name, account))
        for table in _FOR_A_WHILE:
            self._database.execute(f"DELETE FROM {table} WHERE account = ?", (account,))
        for (number,) in self._database.rows("SELECT id FROM op WHERE account = ?", account):
            self._set(number, account=name)

    def _join(self, name: str, account: str) -> None:
        """Make the tasks one that both accounts know; where a reference is taken, only the write keeps it."""
        for task, ref, server_id in self._database.rows(
            "SELECT task, order_ref, server_id FROM task_map WHERE account = ?", name
        ):
            self._database.execute(
                "INSERT OR IGNORE INTO task_map VALUES (?, ?, ?, ?)", (account, task, ref, server_id)
            )
            self._database.execute("INSERT OR IGNORE INTO task_map VALUES (?, ?, NULL, NULL)", (account, task))
        for table in ("step", "filed"):
            self._database.execute(f"UPDATE OR IGNORE {table} SET account = ? WHERE account = ?", (account, name))

    def _give(self, number: int, account: str) -> None:
        """Give one write, behind those of its task; one in doubt beside another in doubt waits its turn."""
        task, state = self._database.rows("SELECT task, state FROM op WHERE id = ?", number)[0]
        sql = "SELECT ifnull(max(seq), 0) + 1 FROM op WHERE account = ? AND task = ?"
        seq = self._database.rows(sql, account, task)[0][0]
        if state in IN_FLIGHT:
            doubt = f"SELECT 1 FROM op WHERE account = ? AND task = ? AND state IN {_IN_FLIGHT}"
            after = OpState.QUEUED if self._database.rows(doubt, account, task) else OpState.UNCERTAIN
            self._database.execute(
                "UPDATE op SET state = ?, code = ?, attempts = 1 WHERE id = ?", (after, RESCUED, number)
            )
        self._set(number, account=account, seq=seq)

    def _set(self, number: int, **columns: object) -> None:
        """Change fixed columns of a write; a row that was damaged stays recognisable as such."""
        before = self._database.rows(f"SELECT {', '.join(_FIXED)}, row_sha FROM op WHERE id = ?", number)[0]
        sound = checksum(list(before[:-1])) == before[-1]
        after = [columns.get(name, value) for name, value in zip(_FIXED, before[:-1], strict=True)]
        sets = ", ".join(f"{name} = ?" for name in columns)
        sha = checksum(after) if sound else before[-1]
        self._database.execute(f"UPDATE op SET {sets}, row_sha = ? WHERE id = ?", (*columns.values(), sha, number))

    def _drop(self, name: str) -> None:
        for table in (*_OF_ACCOUNT, *_FOR_A_WHILE, "owner"):
            self._database.execute(f"DELETE FROM {table} WHERE account = ?", (name,))


def says(hold: Hold) -> str:
    """Say how much is on hold, of which account and server."""
    return ngettext(
        "{count} unsent change of the removed account {account} ({server}) is on hold.",
        "{count} unsent changes of the removed account {account} ({server}) are on hold.",
        hold.waiting,
    ).format(count=hold.waiting, account=hold.was, server=hold.server)


def _elsewhere(account: str, own: str, server: str) -> str:
    """Return the refusal to send what was made for another server."""
    sentence = (
        _("{account} is at {own}, and these changes were made for {server}. There the same numbers mean other tasks.")
        if own
        else _(
            "{account} is at no server yet, and these changes were made for {server}. "
            "There the same numbers mean other tasks."
        )
    )
    return sentence.format(account=account, own=own, server=server)
