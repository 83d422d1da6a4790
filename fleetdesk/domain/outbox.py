"""What waits on this computer to be done by a server: one write each, its state, and both in words. No I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import ended, filled, joined, together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.documents import Upload, type_words, upload_of
from fleetdesk.domain.keys import TaskKey, task_key
from fleetdesk.domain.refusals import CORRECTABLE, way_out
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.task_fields import BY_NAME, LATER, Clash, Fields, Value


class OpKind(StrEnum):
    """The kinds of writes."""

    CREATE = "task.create"
    UPDATE = "task.update"
    STATUS = "task.status"
    UPLOAD = "file.upload"
    RETYPE = "file.retype"
    POI = "poi.create"
    ZONE = "geozone.create"
    TIE = "geozone.link"
    ORDER = "vehicle.event"
    REPORT = "report.create"


DOCUMENT_KINDS = frozenset({OpKind.UPLOAD, OpKind.RETYPE})
CREATION_KINDS = frozenset({OpKind.POI, OpKind.ZONE, OpKind.TIE, OpKind.ORDER, OpKind.REPORT})
"""Writes that make something which is neither a task nor a document, and change no task."""
PLACE_KINDS = frozenset({OpKind.POI, OpKind.ZONE})
_WHAT = {
    OpKind.CREATE: _("New task {name}"),
    OpKind.POI: _("New place {name}"),
    OpKind.ZONE: _("New geozone {name}"),
    OpKind.TIE: _("Geozone alarm {name}"),
    OpKind.ORDER: _("Order to {name}"),
    OpKind.REPORT: _("Report {name}"),
}
REASON = 400
FILE_AGAIN = _("Change what is wrong and retry it, or cancel it.")
EDIT_AGAIN = _("Edit it and save again, or discard it.")
ORDER_ANEW = _("Discard it, and begin anew with other values.")


class OpState(StrEnum):
    """Where a write stands. Only DONE and CANCELLED are ends; nothing else leaves without the user."""

    QUEUED = "queued"
    SENDING = "sending"
    CONFIRMING = "confirming"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    CONFLICT = "conflict"
    DEAD = "dead"
    DONE = "done"
    CANCELLED = "cancelled"


class OpCode(StrEnum):
    """Why a write stands where it stands, as the column `code` keeps it."""

    NONE = ""
    USER = "user"  # the user has decided that it goes on as it is
    AGAIN = "again"  # it never arrived and is sent anew
    DOUBT = "doubt"  # it may have arrived
    UNSENT = "unsent"
    HALTED = "halted"  # FleetDesk ended on the way
    PAUSED = "paused"  # by the user
    UNASSIGNED = "unassigned"  # a new task without a vehicle, which no server takes
    RESCUED = "rescued"  # it comes from a damaged file or a copy and may have been sent since
    DAMAGED = "damaged"  # on this disk
    REFUSED = "refused"  # by the server
    TAKEN = "taken"  # its order reference is another task's
    UNKNOWN = "unknown"  # its task was never made on the server
    OLD = "old"  # a status that was set long ago and never sent
    UNKEPT = "unkept"  # the server took it and kept other values
    GONE = "gone"  # its task or document is gone from the server
    CLASH = "clash"  # somebody else has changed the same
    LOST = "lost"  # the copy of the document is gone from this disk
    SPOILT = "spoilt"  # the copy of the document is another than was queued
    WHICH = "which"  # one of several files on the server may be it
    UNLISTED = "unlisted"  # the server does not show what it took
    UNTOLD = "untold"  # it may have arrived, and nothing that the server lists tells whether it has
    DISCARDED = "discarded"
    REPLACED = "replaced"
    MERGED = "merged"


PAUSED, RESCUED = OpCode.PAUSED, OpCode.RESCUED
ENDED = frozenset({OpState.DONE, OpState.CANCELLED})
IN_FLIGHT = frozenset({OpState.SENDING, OpState.CONFIRMING, OpState.UNCERTAIN})
ASKING = frozenset({OpState.BLOCKED, OpState.CONFLICT, OpState.DEAD})


@dataclass(frozen=True, slots=True)
class Draft:
    """A write the user wants: `task` is the end of the task's key, `base` what the changed fields were before.

    `label` is what people call the task; `proposed` that its order reference is our own random one.
    """

    account: str
    task: str
    kind: OpKind
    fields: Fields
    base: Fields = field(default_factory=dict)
    label: str = ""
    proposed: bool = False

    @property
    def key(self) -> TaskKey:
        """Return the key of the task that the write belongs to."""
        return task_key(self.account, self.task)


@dataclass(frozen=True, slots=True)
class Op:
    """One write in the outbox. Moments are seconds since 1970 (UTC); `server_id` is the vendor's id of the task.

    `code` is an OpCode or, of a write that was not sent, the name of the error.
    Of an upload `known` holds the ids of the task's files before it, and its own as soon as a server has named one; of
    a creation those of what looked the same before it, its own, and of a tie the geozone's.
    Nothing sends a write with a `removed_account`, which is on hold until it is given to an account or discarded.
    """

    id: int
    uid: str
    account: str
    task: str
    seq: int
    kind: OpKind
    state: OpState
    fields: Fields
    base: Fields
    label: str = ""
    proposed: bool = False
    server_id: int | None = None
    attempts: int = 0
    looks: int = 0
    not_before: float = 0.0
    created_at: float = 0.0
    sent_at: float | None = None
    done_at: float | None = None
    http: int | None = None
    code: str = ""
    reason: str = ""
    theirs: Fields = field(default_factory=dict)
    damaged: bool = False
    known: Mapping[str, Any] = field(default_factory=dict)
    removed_account: str = ""

    @property
    def key(self) -> TaskKey:
        """Return the key of the task that the write belongs to."""
        return task_key(self.account, self.task)

    @property
    def on_hold(self) -> bool:
        """Return whether the write's account was removed, so that nothing sends it."""
        return bool(self.removed_account)

    @property
    def asks(self) -> bool:
        """Return whether the write waits for the user to decide."""
        return self.damaged or self.on_hold or (self.state in ASKING and not self.paused and not self.unassigned)

    @property
    def paused(self) -> bool:
        """Return whether the user stopped the write for a while."""
        return self.state is OpState.BLOCKED and self.code == PAUSED

    @property
    def unassigned(self) -> bool:
        """Return whether the write makes a task that has no vehicle yet, so that it is kept and not sent."""
        return self.state is OpState.BLOCKED and self.code == OpCode.UNASSIGNED and not self.damaged

    @property
    def of_document(self) -> bool:
        """Return whether the write is about a document of the task and changes no field of it."""
        return self.kind in DOCUMENT_KINDS

    @property
    def of_creation(self) -> bool:
        """Return whether the write makes something that is neither a task nor a document of one."""
        return self.kind in CREATION_KINDS

    @property
    def makes_place(self) -> bool:
        """Return whether a place or geozone comes of the write: it can be read, and is not on hold."""
        return self.kind in PLACE_KINDS and not self.damaged and not self.on_hold

    @property
    def upload(self) -> Upload | None:
        """Return the document that an upload files; None for another write."""
        return None if self.kind is not OpKind.UPLOAD or self.damaged else upload_of(self.fields)

    @property
    def never_sent(self) -> bool:
        """Return whether no byte of the write can have reached a server."""
        return self.state is OpState.QUEUED and self.attempts == 0

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """Return the fields that somebody else changed too, where the write waits for that to be decided."""
        return tuple(
            Clash(name, self.base.get(name), self.fields.get(name), theirs) for name, theirs in self.theirs.items()
        )


def lacks_vehicle(kind: OpKind, fields: Fields) -> bool:
    """Return whether a write makes a task without a vehicle, which is kept until it has one."""
    return kind is OpKind.CREATE and not all(fields.get(name) for name in LATER)


def what(op: Op) -> str:
    """Say in words what the write does: "New task ORDER-1" or "ORDER-1: vehicle, stop"."""
    if op.kind in _WHAT:
        return _WHAT[op.kind].format(name=readable(op.label, NAME))
    return filled("{task}: {change}", task=readable(op.label, NAME), change=_change(op))


def _change(op: Op) -> str:
    if op.of_document:
        return _document_words(op)
    if op.kind is OpKind.STATUS:
        return _("status {status}").format(status=_status(op.fields.get("status")))
    return joined(BY_NAME[name].within for name in op.fields if name in BY_NAME)


def _document_words(op: Op) -> str:
    if op.kind is OpKind.UPLOAD:
        return document_words(op.fields)
    name, words = _document_parts(op.fields)
    return _("“{name}” becomes {type}").format(name=name, type=words)


def document_words(fields: Mapping[str, object]) -> str:
    """Return type and name of a document, as the fields of a write hold them."""
    name, words = _document_parts(fields)
    return filled("{type} “{name}”", type=words, name=name)


def _document_parts(fields: Mapping[str, object]) -> tuple[str, str]:
    name = str(fields.get("name") or _("a document"))
    return readable(name, NAME), type_words(str(fields.get("type") or ""))


def _status(status: Value) -> str:
    return next((row.word for each, row in TASKS.items() if each == status), str(status or ""))


WORDS: Mapping[OpState, str] = {
    OpState.QUEUED: _("saved on this computer"),
    OpState.SENDING: pgettext("status", "sending"),
    OpState.CONFIRMING: _("sent, confirming"),
    OpState.UNCERTAIN: _("waiting to confirm – do not enter it again"),
    OpState.BLOCKED: _("needs your word"),
    OpState.CONFLICT: _("changed by somebody else too"),
    OpState.DEAD: _("refused – needs a correction"),
    OpState.DONE: pgettext("status", "confirmed"),
    OpState.CANCELLED: pgettext("status", "taken back"),
}


def state_words(op: Op) -> str:
    """Say in words where the write stands."""
    if op.damaged:
        return _("damaged on this disk")
    if op.on_hold:
        return pgettext("status", "on hold")
    if op.unassigned:
        return _("unassigned, kept on this computer")
    return pgettext("status", "paused") if op.paused else WORDS[op.state]


def next_words(op: Op, now: float, paused: str = "") -> str:
    """Say what will happen next, and when; `paused` is why the account sends nothing now."""
    if op.damaged:
        return _("It cannot be sent. Note what can be read of it, enter it again, then discard it.")
    if op.on_hold:
        return _(
            "The account {account} was removed. Connect it again and press Send now to give it these "
            "changes, or discard them."
        ).format(account=op.removed_account)
    if op.unassigned:
        return _("It has no vehicle yet. Give it to one, and it is sent.")
    reason = readable(op.reason, REASON, 4)
    if op.state is OpState.UNCERTAIN:
        return _looked_up(reason or _("no answer came"), max(op.not_before - now, 0.0))
    if op.state is OpState.QUEUED:
        return paused or together(_sent(bool(reason), max(op.not_before - now, 0.0)), reason)
    return _standing(op, reason)


def _looked_up(reason: str, wait_s: float) -> str:
    if wait_s < 1:
        return _("It may have arrived ({reason}). FleetDesk looks on the server now.").format(reason=reason)
    return _("It may have arrived ({reason}). FleetDesk looks on the server in {count} s.").format(
        reason=reason, count=number(wait_s)
    )


def _sent(again: bool, wait_s: float) -> str:
    if wait_s < 1:
        return _("Sent again now.") if again else _("Sent now.")
    return (_("Sent again in {count} s.") if again else _("Sent in {count} s.")).format(count=number(wait_s))


def _of_refusal(status: int | None) -> str:
    """Return what to do about a refusal that no other values mend; empty for one that they do."""
    return "" if status is None or status in CORRECTABLE else way_out(status)


def _standing(op: Op, reason: str) -> str:
    anew = ORDER_ANEW if op.of_creation and op.kind not in PLACE_KINDS else EDIT_AGAIN
    again = FILE_AGAIN if op.of_document else anew
    return {
        OpState.SENDING: _("The server has it now; its answer is awaited."),
        OpState.CONFIRMING: _("The server took it. It is read again to be sure."),
        OpState.BLOCKED: _("Paused by you; it goes on from its beginning.") if op.paused else reason,
        OpState.CONFLICT: reason or _("Choose mine, theirs, or edit."),
        OpState.DEAD: together(ended(reason) if reason else "", _of_refusal(op.http), again),
    }.get(op.state, "")
