"""The outbox's schema, and how its rows become writes again; each row is checked against its own checksum."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from fleetdesk.domain.documents import upload_of
from fleetdesk.domain.outbox import CREATION_KINDS, DOCUMENT_KINDS, Draft, Op, OpKind, OpState
from fleetdesk.domain.steps import Direction, Step
from fleetdesk.domain.task_fields import Fields, from_plain, to_plain
from fleetdesk.domain.tasks import server_number

MIGRATIONS = (
    """
    CREATE TABLE task_map(account TEXT NOT NULL, task TEXT NOT NULL, order_ref TEXT, server_id INTEGER,
      PRIMARY KEY(account, task), UNIQUE(account, order_ref), UNIQUE(account, server_id));
    CREATE TABLE op(id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, account TEXT NOT NULL, task TEXT NOT NULL,
      seq INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, base TEXT NOT NULL, label TEXT NOT NULL,
      proposed INTEGER NOT NULL, created_at REAL NOT NULL, row_sha BLOB NOT NULL,
      state TEXT NOT NULL CHECK(state IN ('queued', 'sending', 'confirming', 'uncertain', 'blocked', 'conflict',
        'dead', 'done', 'cancelled')),
      attempts INTEGER NOT NULL DEFAULT 0, looks INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
      sent_at REAL, done_at REAL, http INTEGER, code TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
      theirs TEXT NOT NULL DEFAULT '{}', FOREIGN KEY(account, task) REFERENCES task_map(account, task));
    CREATE UNIQUE INDEX one_in_flight ON op(account, task) WHERE state IN ('sending', 'confirming', 'uncertain');
    CREATE UNIQUE INDEX one_a_place ON op(account, task, seq) WHERE state <> 'cancelled';
    CREATE INDEX unended ON op(account, task, seq) WHERE state NOT IN ('done', 'cancelled');
    CREATE TABLE attempt(op INTEGER NOT NULL, started REAL NOT NULL, ended REAL, outcome TEXT, http INTEGER);
    CREATE INDEX attempt_of ON attempt(op);
    CREATE TABLE step(id INTEGER PRIMARY KEY, account TEXT NOT NULL, task TEXT NOT NULL, label TEXT NOT NULL,
      kind TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, at REAL NOT NULL,
      undone INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE pause(account TEXT PRIMARY KEY, until REAL NOT NULL)
    """,
    # Documents: one upload of a task at a time, so that a file that appeared there can be told to be it.
    """
    ALTER TABLE op ADD COLUMN known TEXT NOT NULL DEFAULT '{}';
    DROP INDEX one_in_flight;
    CREATE UNIQUE INDEX one_in_flight ON op(account, task)
      WHERE state IN ('sending', 'confirming', 'uncertain') AND kind NOT IN ('file.upload', 'file.retype');
    CREATE UNIQUE INDEX one_upload ON op(account, task)
      WHERE state IN ('sending', 'confirming', 'uncertain') AND kind = 'file.upload';
    CREATE TABLE filed(account TEXT NOT NULL, task TEXT NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL,
      file INTEGER NOT NULL, blob TEXT NOT NULL, name TEXT NOT NULL, at REAL NOT NULL,
      PRIMARY KEY(account, task, sha256, type));
    CREATE TABLE trait(account TEXT PRIMARY KEY, echoes INTEGER NOT NULL)
    """,
    # Whose writes they are: an account's server and id; of a removed account also its name then, and the moment.
    "CREATE TABLE owner(account TEXT PRIMARY KEY, server TEXT NOT NULL, was TEXT, at REAL, uid TEXT NOT NULL)",
    # What one gesture of the user changed is taken back as one, and done again as one.
    """
    ALTER TABLE step ADD COLUMN gesture TEXT NOT NULL DEFAULT '';
    ALTER TABLE step ADD COLUMN direction TEXT NOT NULL DEFAULT 'done';
    UPDATE step SET gesture = 'step ' || id;
    CREATE INDEX open_step ON step(direction, id) WHERE undone = 0
    """,
)

COLUMNS = (
    "id",
    "uid",
    "account",
    "task",
    "seq",
    "kind",
    "payload",
    "base",
    "label",
    "proposed",
    "created_at",
    "row_sha",
    "state",
    "attempts",
    "looks",
    "not_before",
    "sent_at",
    "done_at",
    "http",
    "code",
    "reason",
    "theirs",
)
LARGEST = 1e11  # the year 5138; further no calendar of ours goes
_NULLABLE = frozenset({"sent_at", "done_at", "http", "server_id"})
_NUMBERS = frozenset({"id", "seq", "proposed", "created_at", "attempts", "looks", "not_before", *_NULLABLE})
SELECT = (
    f"SELECT {', '.join('o.' + name for name in COLUMNS)}, o.known, m.server_id, w.was FROM op o "
    "LEFT JOIN task_map m ON m.account = o.account AND m.task = o.task LEFT JOIN owner w ON w.account = o.account "
)


def new_uid() -> str:
    """Make a name for one write that no other will have."""
    return secrets.token_hex(12)


def dump(fields: Fields) -> str:
    """Write the fields as JSON text, always in the same order."""
    written = json.dumps(to_plain(fields), ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return storable(written)


def storable(text: str) -> str:
    """Return the text without halves of characters, which no file and no server takes."""
    return text.encode("utf-8", "replace").decode()


def load(text: str, kind: str = OpKind.UPDATE.value) -> dict[str, Any]:
    """Read the fields of such a text, for a write of this kind; ValueError or TypeError where they are none."""
    read = json.loads(text)
    if kind not in DOCUMENT_KINDS | CREATION_KINDS:
        return from_plain(read)
    if kind == OpKind.UPLOAD and read:
        upload_of(read)
    return dict(read)


def checksum(values: Sequence[object]) -> bytes:
    """Hash what never changes in a row: SQLite does not notice a flipped byte (docs/outbox.md#the-file)."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()


def insertion(draft: Draft, seq: int, now: float, uid: str) -> dict[str, Any]:
    """Return the columns of a new row."""
    fixed = {
        "uid": uid,
        "account": draft.account,
        "task": draft.task,
        "seq": seq,
        "kind": draft.kind.value,
        "payload": dump(draft.fields),
        "base": dump(draft.base),
        "label": storable(draft.label),
        "proposed": int(draft.proposed),
        "created_at": now,
    }
    return {**fixed, "row_sha": checksum(list(fixed.values())), "state": OpState.QUEUED.value}


def read_op(row: Sequence[Any]) -> Op:
    """Read a row of SELECT; a write whose checksum is wrong is marked as damaged, and kept."""
    named = dict(zip((*COLUMNS, "known", "server_id", "was"), row, strict=True))
    fixed = [named[name] for name in COLUMNS[1:11]]
    try:
        sound = checksum(fixed) == named["row_sha"]
        kind = str(named["kind"])
        return _op(named, load(named["payload"], kind), load(named["base"], kind), damaged=not sound)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError):
        return _op({name: mended(name, value) for name, value in named.items()}, {}, {}, damaged=True)


def mended(name: str, value: object) -> Any:
    """Turn a damaged column into something of its own kind; a row must be shown whatever became of it."""
    if name in _NULLABLE and value is None:
        return None
    if name in _NUMBERS:
        return value if isinstance(value, (int, float)) and abs(value) < LARGEST else 0
    if name == "row_sha":
        return value if isinstance(value, bytes) else b""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _op(named: Mapping[str, Any], fields: Fields, base: Fields, *, damaged: bool) -> Op:
    kinds, states = {each.value for each in OpKind}, {each.value for each in OpState}
    kind = OpKind(named["kind"]) if named["kind"] in kinds else OpKind.UPDATE
    return Op(
        id=int(named["id"]),
        uid=str(named["uid"]),
        account=str(named["account"]),
        task=str(named["task"]),
        seq=int(named["seq"]),
        kind=kind,
        fields=fields,
        base=base,
        label=str(named["label"]),
        state=OpState(named["state"]) if named["state"] in states else OpState.BLOCKED,
        proposed=bool(named["proposed"]),
        server_id=_server_id(named),
        attempts=int(named["attempts"]),
        looks=int(named["looks"]),
        not_before=float(named["not_before"]),
        created_at=float(named["created_at"] or 0),
        sent_at=named["sent_at"],
        done_at=named["done_at"],
        http=named["http"],
        code=str(named["code"]),
        reason=str(named["reason"]),
        theirs=_theirs(named["theirs"]),
        damaged=damaged or named["kind"] not in kinds,
        known=_known(named["known"]),
        removed_account=str(named["was"] or ""),
    )


def _server_id(named: Mapping[str, Any]) -> int | None:
    """Return the server's id of the task; the end of the key, which the checksum covers, comes first."""
    number = server_number(str(named["task"]))
    return named["server_id"] if number is None else number


def _theirs(text: str) -> Fields:
    """Read the server's side of a conflict; it can be asked for again, so a damaged one is just empty."""
    try:
        return load(text)
    except (ValueError, TypeError, AttributeError):
        return {}


def _known(text: str) -> dict[str, Any]:
    """Read what was known of the server's files; without it the user is asked, so a damaged one is just empty."""
    try:
        read = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def read_step(row: Sequence[Any]) -> Step | None:
    """Read one line of the list of what can be taken back; None for a damaged one."""
    number, account, task, label, kind, before, after, at, gesture, direction = row
    try:
        fields = load(before, kind), load(after, kind)
        return Step(number, account, task, label, OpKind(kind), *fields, float(at), gesture, Direction(direction))
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
