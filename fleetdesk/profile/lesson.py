"""What a vendor's document teaches about an account: one finding an operation, and what to make of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from fleetdesk.api.binding import Bound
from fleetdesk.api.operations import Operation
from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.profile.settings import Account

NEW, SAME, KEPT, UNTRIED, MISSING = "new", "as before", "kept", "not tried", "not found"
"""What became of an operation, as JSON names it; `STATE_WORDS` is for people."""
STATE_WORDS = {
    NEW: pgettext("status", "new"),
    SAME: pgettext("status", "as before"),
    KEPT: pgettext("status", "kept"),
    UNTRIED: pgettext("status", "not tried"),
    MISSING: pgettext("status", "not found"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table: an operation's place before and after, and why."""

    operation: str
    method: str
    before: str
    after: str
    state: str
    why: str
    change: Mapping[str, str] | None = None

    @property
    def taken(self) -> bool:
        """Return whether the account would get another place than it has."""
        return self.state in (NEW, UNTRIED) and self.change is not None

    @property
    def state_words(self) -> str:
        """Return what became of it, in words."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a document teaches about an account; `failed` says why nothing could be tried.

    `host` is the one that the document is written for, where it is another than the account's.
    """

    account: str
    findings: tuple[Finding, ...]
    failed: FleetError | None = None
    host: str | None = None

    def overrides(self, account: Account) -> dict[str, Mapping[str, str]]:
        """Return the account's own places with those of the document laid over them."""
        return {
            **account.overrides,
            **{each.operation: dict(each.change or {}) for each in self.findings if each.taken},
        }

    def said(self) -> str:
        """Return a sentence that counts the findings."""
        told = joined(words for state in (NEW, UNTRIED, SAME, KEPT, MISSING) if (words := self._counted(state)))
        host = _("The document is written for {host}; its paths are read as below the account's own address.")
        return together(joined((told, "."), between=""), host.format(host=self.host) if self.host else "")

    def _counted(self, state: str) -> str:
        count = sum(each.state == state for each in self.findings)
        return _counted_state(state, count).format(count=count) if count else ""


def _counted_state(state: str, count: int) -> str:
    return {
        NEW: ngettext("{count} new", "{count} new", count),
        UNTRIED: ngettext("{count} not tried", "{count} not tried", count),
        SAME: ngettext("{count} as before", "{count} as before", count),
        KEPT: ngettext("{count} kept", "{count} kept", count),
        MISSING: ngettext("{count} not found", "{count} not found", count),
    }[state]


def finding_of(ours: Operation, found: Bound, state: str, why: str) -> Finding:
    """Make the line of the table for one operation of ours."""
    if found.change is None:
        return Finding(ours.name, ours.method, ours.path, "", MISSING, found.why)
    same = ours.overridden(found.change) == ours.overridden({"path": ours.path})
    method, path, time = found.change["method"], found.change["path"], found.change.get("time", ours.time)
    told = why if time == ours.time else _("{outcome}; times are {format}").format(outcome=why, format=time)
    return Finding(ours.name, method, ours.path, path, SAME if same else state, "" if same else told, found.change)
