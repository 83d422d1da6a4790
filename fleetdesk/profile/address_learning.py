"""Learns from a vendor's document where an account's operations live: finds, tries, and can be taken back."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fleetdesk.api.binding import Bound, bind
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.openapi import Described
from fleetdesk.api.operations import Operation
from fleetdesk.api.samples import FIRST
from fleetdesk.api.trial import Grade, Trial, Tried
from fleetdesk.api.vendordoc.asking import read_apart
from fleetdesk.api.vendordoc.fetching import fetch, is_address
from fleetdesk.api.vendordoc.places import written_for
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.base.errors import BadAnswer, FleetError, NotSignedIn, Refused
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.profile import accounts
from fleetdesk.profile.lesson import KEPT, NEW, SAME, UNTRIED, Finding, Lesson, finding_of
from fleetdesk.profile.settings import Account, Folders

LOGIN = "auth.login"
OF_WRITES = _("not tried: it writes")
OF_READS = _("not tried: the account has nothing to ask it about")


async def document(source: str) -> list[Described]:
    """Read the operations described in a file or under an address."""
    source = source.strip()
    if is_address(source):
        return await fetch(source)
    parts = urlsplit(source)
    path = unquote(parts.path) if parts.scheme == "file" else source
    return await read_apart(_home(Path(path)), source)


def _home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # there is no such user, and there may be a folder of that name
        return path


async def learn(account: Account, secret: str, folders: Folders, described: Sequence[Described]) -> Lesson:
    """Find the account's operations in a document and try each read; change nothing."""
    found = await asyncio.to_thread(bind, accounts.TABLES[account.provider], described, account.url)
    lesson = await _Lessons(account, secret, folders, found).given()
    return replace(lesson, host=written_for(described, account.url))


def untried(account: Account, described: Sequence[Described], failed: FleetError | None = None) -> Lesson:
    """Return what the document says, with nothing tried."""
    before = accounts.table_of(account)
    found = bind(accounts.TABLES[account.provider], described, account.url)
    why = _("not tried: {reason}").format(reason=failed) if failed else _("not tried")
    findings = tuple(finding_of(before[each.operation], each, UNTRIED, why) for each in found)
    return Lesson(account.name, findings, failed, written_for(described, account.url))


class _Lessons:
    """One account's trial of one document."""

    def __init__(self, account: Account, secret: str, folders: Folders, found: Sequence[Bound]) -> None:
        self._account, self._secret, self._folders = account, secret, folders
        self._found = {each.operation: each for each in found}
        self._before = accounts.table_of(account)
        self._done: dict[str, Finding] = {}
        self._grades: list[bool] = []

    async def given(self) -> Lesson:
        failed: FleetError | None = None
        try:
            provider = await self._signed_in()
            try:
                await self._reads(Trial(provider))
            finally:
                await provider.close()
        except FleetError as error:
            failed = error
        self._rest(failed)
        return Lesson(self._account.name, tuple(self._done[name] for name in self._before), failed)

    async def _signed_in(self) -> Metrotec | Vezma:
        """Return the account's provider, signed in where the document says or, where that fails, as before."""
        login = self._found.get(LOGIN)
        if login is None or not self._changes(login) or accounts.has_api_key(self._account):
            return await self._open(self._account)
        moved = replace(self._account, overrides={**self._account.overrides, LOGIN: dict(login.change or {})})
        try:
            provider = await self._open(moved)
        except (NotSignedIn, Refused, BadAnswer) as error:
            provider = await self._open(self._account, else_say=error)
            self._note(login, KEPT, _("the sign-in works as it was and not as the document has it"))
        else:
            self._note(login, NEW, _("the sign-in works"))
        return provider

    async def _open(self, account: Account, else_say: FleetError | None = None) -> Metrotec | Vezma:
        provider = await asyncio.to_thread(accounts.open_provider, account, self._secret, self._folders)
        try:
            if LOGIN in self._before and not accounts.has_api_key(account):
                await provider.sign_in()
        except FleetError as error:
            await provider.close()
            raise (else_say or error) from error
        return provider

    async def _reads(self, trial: Trial) -> None:
        names = [
            *(name for name in FIRST if name in self._before),
            *(name for name in self._before if name not in FIRST),
        ]
        for name in names:
            found, ours = self._found[name], self._before[name]
            if ours.reads_only and self._changes(found):
                await self._read(trial, ours, found)
            elif name in FIRST and any(self._changes(each) for each in self._found.values()):
                await trial.read(ours)  # for the ids in its answer

    async def _read(self, trial: Trial, ours: Operation, found: Bound) -> None:
        new = await trial.read(ours.overridden(found.change or {}))
        if new is None:
            return  # then it is trusted as the writes are
        old = new if new.grade is Grade.WORKS else await trial.read(ours) or new
        if new.grade is old.grade is Grade.NOT_THERE and "{" in ours.path:
            return  # the 404 may as well be about the thing that was asked for
        self._grades.append(new.there)
        if new.there and new.grade >= old.grade:
            self._note(found, NEW, new.said)
        else:
            self._note(found, KEPT, _why_kept(found, new, old))

    def _rest(self, failed: FleetError | None) -> None:
        """Add writes, what did not change, and what could not be tried."""
        for name, found in self._found.items():
            ours = self._before[name]
            if name in self._done:
                continue
            if not self._changes(found):
                self._done[name] = finding_of(ours, found, SAME, "")
            elif failed:
                self._note(found, UNTRIED, _("not tried: {reason}").format(reason=failed))
            else:
                self._trust(found, OF_READS if ours.reads_only else OF_WRITES)

    def _trust(self, found: Bound, why: str) -> None:
        """Leave a write as it is where the reads of the document do not answer."""
        path = (found.change or {}).get("path")
        beside = [
            each for each in self._done.values() if each.state == KEPT and (each.change or {}).get("path") == path
        ]
        if beside or self._grades.count(False) > self._grades.count(True):
            self._note(found, KEPT, _("not tried, and what was tried of this document does not answer"))
        else:
            self._note(found, UNTRIED, why)

    def _changes(self, found: Bound) -> bool:
        ours = self._before[found.operation]
        return found.change is not None and ours.overridden(found.change) != ours.overridden({"path": ours.path})

    def _note(self, found: Bound, state: str, why: str) -> None:
        self._done[found.operation] = finding_of(self._before[found.operation], found, state, why)


def _why_kept(found: Bound, new: Tried, old: Tried) -> str:
    path = (found.change or {}).get("path", "")
    if old.grade > new.grade:
        return _("{path} {outcome}; the old one {old_outcome}").format(
            path=path, outcome=new.said, old_outcome=old.said
        )
    if old.said == new.said:
        return _("{path} {outcome}, and so does the old one").format(path=path, outcome=new.said)
    return together(path, new.said)
