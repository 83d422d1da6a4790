"""The activity of a desk: what happened on it, one entry each, and the words for it. No I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.outbox import Op, OpKind, OpState, what

TEXT = 400
"""As many letters are kept of a name or a reason."""


class ActivityKind(StrEnum):
    """What can happen on a desk. The values are on the disk."""

    SAVED = "saved"
    GIVEN = "given"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    CONFLICT = "conflict"
    TAKEN_BACK = "taken back"
    SIGNED_IN = "signed in"
    LOST = "lost"
    BACK = "back"


WORDS: Mapping[ActivityKind, str] = {
    ActivityKind.SAVED: _("Saved on this computer"),
    ActivityKind.SENT: pgettext("status", "Sent"),
    ActivityKind.UNCERTAIN: _("May have arrived, looked up"),
    ActivityKind.CONFIRMED: _("Confirmed by the server"),
    ActivityKind.REFUSED: _("Refused by the server"),
    ActivityKind.CONFLICT: _("Changed by somebody else too"),
    ActivityKind.TAKEN_BACK: pgettext("status", "Taken back"),
    ActivityKind.SIGNED_IN: pgettext("status", "Signed in"),
    ActivityKind.LOST: _("Connection lost"),
    ActivityKind.BACK: _("Connection came back"),
}
STEPS: Mapping[OpState, ActivityKind] = {
    OpState.CONFIRMING: ActivityKind.SENT,
    OpState.UNCERTAIN: ActivityKind.UNCERTAIN,
    OpState.DONE: ActivityKind.CONFIRMED,
    OpState.DEAD: ActivityKind.REFUSED,
    OpState.CONFLICT: ActivityKind.CONFLICT,
    OpState.CANCELLED: ActivityKind.TAKEN_BACK,
}
"""What a write tells by coming into a state; the other states tell nothing."""
TOLD_BY_VALUE = ("status", "name", "type", "file")
"""The fields whose values the words of a write need; of others the names are enough."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that happened, as parts of a sentence; `at` is in UTC.

    Of a write `key` is its task's, `label` what people call the task, `write` its kind and `fields` what it changes.
    Without `write` it is about the account. `unit` is the key of the vehicle that the task was given to, `whom` its
    name then.
    """

    at: datetime
    kind: ActivityKind
    account: str
    key: str = ""
    label: str = ""
    write: OpKind | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    whom: str = ""
    reason: str = ""


def of_write(op: Op, kind: ActivityKind, at: datetime, unit: str = "", whom: str = "") -> Activity:
    """Make the entry of a write that has come into a state."""
    fields = {name: storable(op.fields[name]) if name in TOLD_BY_VALUE else "" for name in op.fields}
    reason = op.reason if kind in (ActivityKind.REFUSED, ActivityKind.CONFLICT, ActivityKind.UNCERTAIN) else ""
    label, account, key = storable(op.label), storable(op.account), storable(op.key)
    return Activity(at, kind, account, key, label, op.kind, fields, unit, storable(whom), storable(reason))


def storable(value: object) -> str:
    """Return the beginning of a text as it can be on a disk: half a surrogate pair cannot."""
    return str(value or "")[:TEXT].encode("utf-8", "replace").decode("utf-8")


def happened(activity: Activity) -> str:
    """Return what happened, in words: "Given to 242 KDN" or "Refused by the server: too long."."""
    if activity.kind is ActivityKind.GIVEN:
        return _given(readable(activity.whom, NAME))
    words = WORDS[activity.kind]
    reason = readable(activity.reason, TEXT)
    return filled("{what}: {reason}", what=words, reason=reason) if activity.reason else words


def _given(vehicle: str) -> str:
    return _("Given to {vehicle}").format(vehicle=vehicle) if vehicle else _("Taken from its vehicle")


def about(activity: Activity) -> str:
    """Return what the entry is about, in words: a write as the outbox says it, or the account."""
    if activity.write is None:
        return readable(activity.label or activity.account, NAME)
    return what(_write(activity, activity.write))


def _write(activity: Activity, kind: OpKind) -> Op:
    """Return a write with the same words."""
    state, fields = OpState.DONE, dict(activity.fields)
    return Op(0, "", activity.account, "", 0, kind, state, fields, {}, label=activity.label)
