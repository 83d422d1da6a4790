"""What a vendor's document teaches about an account: one finding an operation, and what to make of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from fleetdesk.api.binding import Bound
from fleetdesk.api.operations import Operation
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Account

NEW, SAME, KEPT, UNTRIED, MISSING = "new", _("as before"), "kept", _("not tried"), _("not found")


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
        """Whether the account would get another place than it has."""
        return self.state in (NEW, UNTRIED) and self.change is not None


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
        """The account's own places with those of the document laid over them."""
        return {
            **account.overrides,
            **{each.operation: dict(each.change or {}) for each in self.findings if each.taken},
        }

    def said(self) -> str:
        """A sentence that counts."""
        counts = {
            state: sum(each.state == state for each in self.findings) for state in (NEW, UNTRIED, SAME, KEPT, MISSING)
        }
        told = ", ".join(f"{count} {state}" for state, count in counts.items() if count) + "."
        host = _(" The document is written for {host}; its paths are read as below the account's own address.").format(
            host=self.host
        )
        return told + (host if self.host else "")


def finding_of(ours: Operation, found: Bound, state: str, why: str) -> Finding:
    """The line of the table for one operation of ours."""
    if found.change is None:
        return Finding(ours.name, ours.method, ours.path, "", MISSING, found.why)
    same = ours.overridden(found.change) == ours.overridden({"path": ours.path})
    method, path, time = found.change["method"], found.change["path"], found.change.get("time", ours.time)
    told = why if time == ours.time else _("{why}; times are {time}").format(why=why, time=time)
    return Finding(ours.name, method, ours.path, path, SAME if same else state, "" if same else told, found.change)
