"""The accounts of a running desk: opened, polled, added, tried and taken away."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import NamedTuple, ParamSpec

import structlog

from fleetdesk.api.http import is_loopback
from fleetdesk.api.parts import Listing
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.kept_file import SessionOnly
from fleetdesk.base.own_thread import begun, in_own_thread
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import Position, Unit
from fleetdesk.profile import accounts, address_learning
from fleetdesk.profile.lesson import Lesson
from fleetdesk.profile.lesson_memory import Memory
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import LEAST_POLL_S, Account
from fleetdesk.storage.cache import Cache
from fleetdesk.sync.background import Background
from fleetdesk.sync.holds import HoldService
from fleetdesk.sync.poller import UNHURRIED, Pace, Poller
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Link, LinkStatus, Store
from fleetdesk.sync.uploads import Uploads

LEAST_REMOTE_S = 5.0
"""Seconds between two askings of a server over the network at least, whatever is set."""
P = ParamSpec("P")
log = structlog.get_logger(__name__)


class _Known(NamedTuple):
    """What the cache knows: the last fleet and tasks, and the keys of the tasks that nobody has looked at."""

    units: list[Unit]
    positions: list[Position]
    tasks: list[Task]
    unseen: list[str]


class Session:
    """Holds a poller for each account that could be opened.

    `providers` is filled with the open accounts; `senders` empty what waits of an account as soon as it is open.
    """

    def __init__(
        self,
        desk: Profile,
        store: Store,
        cache: Cache,
        background: Background,
        report: Callable[[str], None],
        holds: HoldService,
        providers: dict[str, Provider],
        senders: tuple[Sender | Uploads, ...],
    ) -> None:
        self.desk, self._store, self._cache, self._holds = desk, store, cache, holds
        self._background, self._report = background, report
        self.providers, self._senders = providers, senders
        self._pollers: dict[str, Poller] = {}
        self._memory = Memory(desk.folders)
        self._reading: Future[_Known] | None = None
        store.links_changed.connect(self._links_changed)

    def _links_changed(self) -> None:
        """Let senders try at once where a server speaks again."""
        for name, link in self._store.links.items():
            for sender in self._senders if link.status is LinkStatus.LIVE else ():
                sender.loops.recovered(name)

    def read_known(self) -> "Future[_Known]":
        """Begin to read what the cache knows in a thread, beside what else a start does."""
        names = self._names()
        self._reading = begun(lambda: _read_known(self._cache, names))
        return self._reading

    async def show_known(self) -> None:
        """Show what the cache knows; one that cannot be read costs that and no more."""
        reading, self._reading = self._reading or self.read_known(), None
        known = await self._read(asyncio.wrap_future(reading))
        for name in self._names():
            self._store.apply_units(name, [each for each in known.units if each.account == name])
            own = [each for each in known.tasks if each.account == name]
            if own:  # where nothing was known, nothing that comes is news
                await self._store.apply_list(name, Listing(own), self._store.task_store.mark())
        self._store.mark_unseen(known.unseen)
        await self._store.apply_fleet(known.positions)

    async def _read(self, reading: "asyncio.Future[_Known]") -> _Known:
        try:
            found = await reading
            if self._cache.dropped:
                self._report(_dropped_sentence(self._cache.dropped))
            return found
        except sqlite3.Error as error:
            self._report(
                _("The last known positions cannot be read ({reason}). The network brings them again.").format(
                    reason=error
                )
            )
            return _Known([], [], [], [])

    async def start(self) -> None:
        """Open every account; a keyring may wait for the user, and the other accounts do not wait with it."""
        await asyncio.gather(*(self.open_or_say(each) for each in self.desk.settings.accounts))

    def _names(self) -> list[str]:
        return [each.name for each in self.desk.settings.accounts]

    async def open_or_say(self, account: Account) -> None:
        """Open an account with its secret; what fails is said, and shown as the account's state."""
        try:
            secret = await in_own_thread(self.desk.secrets.get, account)
            await self.reopen(account, secret)
        except FleetError as error:
            self._store.set_link(Link(account.name, account.provider.title(), LinkStatus.SIGN_IN, str(error)))
            self._report(together(f"{account.name}:", error))
        except Exception as error:
            log.exception("account_failed", account=account.name)
            sentence = _("It could not be opened ({fault}). Look at what the settings hold of it.").format(
                fault=type(error).__name__
            )
            self._store.set_link(Link(account.name, account.provider.title(), LinkStatus.SIGN_IN, sentence))
            self._report(together(f"{account.name}:", sentence))

    async def _poll(self, account: Account, secret: str) -> None:
        notices: list[str] = []
        provider: Provider = await asyncio.to_thread(
            accounts.open_provider, account, secret, self.desk.folders, notices.append
        )
        for notice in notices:
            self._report(notice)
        pace = self._pace(account, provider)
        poller = Poller(provider, self._store, self._cache, self._background, pace, self._report)
        self.providers[account.name] = provider
        self._pollers[account.name] = poller
        poller.start()
        if provider.tasks is not None:
            await self._send(account)

    async def _send(self, account: Account) -> None:
        """Begin to send what waits of an account, once it is sure that it is for its server."""
        if await self._holds.claim(account.name, accounts.server_of(account), account.id):
            await asyncio.to_thread(self._cache.forget, account.name)
        for sender in self._senders:
            sender.loops.start(account.name)

    def _pace(self, account: Account, provider: Provider) -> Pace:
        if provider.capabilities.limit:
            return replace(UNHURRIED, positions=max(account.poll_s, UNHURRIED.positions))
        wanted = account.poll_s or self.desk.settings.poll_s
        return Pace(positions=max(wanted, LEAST_POLL_S if is_loopback(account.url) else LEAST_REMOTE_S))

    async def try_out(self, account: Account, secret: str) -> str:
        """Sign in and ask for positions; return the sentence that says what came, or an error of ours."""
        secret = accounts.tidy_key(secret) if accounts.has_api_key(account) else secret
        provider = await asyncio.to_thread(accounts.open_provider, account, secret, self.desk.folders)
        try:
            await provider.sign_in()
            positions = await provider.positions()
        finally:
            await provider.close()
        count = len(positions)
        return ngettext("It works: {count} position.", "It works: {count} positions.", count).format(count=count)

    async def add(self, account: Account, secret: str, *, untried: bool = False) -> None:
        """Keep an account and begin to poll it; tried before, unless its addresses are still to be learnt."""
        account = accounts.with_id(accounts.checked(account))
        secret = accounts.tidy_key(secret) if accounts.has_api_key(account) else secret
        if account.name in (each.name for each in self.desk.settings.accounts):
            raise UsageError(
                _("There is an account {account} already. Take another name.").format(account=account.name)
            )
        if not untried:
            await self.try_out(account, secret)
        await self.keep(self.desk.secrets.set, account, secret)
        await self.keep(self.desk.save_settings, self.desk.settings.with_account(account))
        await self._poll(account, secret)

    async def sign_in_again(self, name: str, secret: str) -> None:
        """Take a new secret for an account after trying it, and poll on."""
        account = self.desk.settings.account(name)
        secret = accounts.tidy_key(secret) if accounts.has_api_key(account) else secret
        await self.try_out(account, secret)
        await self.keep(self.desk.secrets.set, account, secret)
        await self.reopen(account, secret)

    async def reopen(self, account: Account, secret: str) -> None:
        """Poll an account anew, with this secret."""
        poller = self._pollers.pop(account.name, None)
        if poller:
            await poller.close()
        await self._poll(account, secret)

    async def learn(self, name: str, source: str) -> Lesson:
        """Read a vendor's document (a file or an address) and try what it says for an account; change nothing."""
        account = self.desk.settings.account(name)
        described = await address_learning.document(source)
        secret = await in_own_thread(self.desk.secrets.get, account)
        lesson = await address_learning.learn(account, secret, self.desk.folders, described)
        if lesson.failed:
            raise lesson.failed
        return lesson

    async def use_lesson(self, lesson: Lesson) -> None:
        """Keep what was learnt with the account and poll by it; the addresses before can be taken back."""
        account = self.desk.settings.account(lesson.account)
        await self.keep(self._memory.save, account)
        await self._move(account, lesson.overrides(account))

    async def take_lesson_back(self, name: str) -> None:
        """Give an account the addresses that it had before it learnt others."""
        account = self.desk.settings.account(name)
        before = await asyncio.to_thread(self._memory.before, account)
        await self._move(account, before)
        await self.keep(self._memory.forget, account)

    async def _move(self, account: Account, overrides: Mapping[str, Mapping[str, str]]) -> None:
        secret = await in_own_thread(self.desk.secrets.get, account)  # first: where it fails, nothing has changed
        moved = replace(account, overrides=overrides)
        await self.keep(self.desk.save_settings, self.desk.settings.with_account(moved))
        await self.reopen(moved, secret)

    async def remove(self, name: str) -> None:
        """Take an account, its secret and its cached data away; what waits to be sent for it goes on hold."""
        account = self.desk.settings.account(name)
        await self.keep(self.desk.secrets.forget, account)  # first: where it fails, the account works on
        poller = self._pollers.pop(name, None)
        for sender in self._senders:
            sender.loops.stop(name)
        self.providers.pop(name, None)
        if poller:
            await poller.close()
        kept = tuple(each for each in self.desk.settings.accounts if each.name != name)
        await self.keep(self._memory.forget, account)
        await self.keep(self.desk.save_settings, replace(self.desk.settings, accounts=kept))
        await asyncio.to_thread(self._cache.forget, name)
        self._store.forget(name)
        await self._holds.remove(name)

    async def keep(self, write: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write a file of the user's, or a secret; a keyring or a disk that never answers takes no thread from others.

        What must not be written is said, and work goes on with what is held.
        """
        try:
            await in_own_thread(write, *args, **kwargs)
        except SessionOnly as error:
            self._report(str(error))
        for notice in self._memory.pop_notices():
            self._report(notice)

    def show_finished(self, wanted: bool) -> None:
        """Keep finished tasks, and ask for them, or leave them out again."""
        self._store.keep_finished(wanted)
        for poller in self._pollers.values():
            if wanted:
                poller.refresh("finished")
            else:
                poller.cancel("finished")

    def use_pace(self) -> None:
        """Ask every server at the pace that is set now."""
        for account in self.desk.settings.accounts:
            if account.name in self._pollers:
                self._pollers[account.name].set_pace(self._pace(account, self.providers[account.name]))

    def refresh(self, account: str | None = None, kind: str | None = None) -> None:
        """Ask again at once."""
        for name, poller in self._pollers.items():
            if account in (None, name):
                poller.refresh(kind)

    async def refreshed(self, kind: str | None = None) -> None:
        """Ask all accounts again at once, and return when each has answered or failed; who is cancelled ends that."""
        await asyncio.gather(*(poller.refreshed(kind) for poller in self._pollers.values()))

    async def close(self) -> None:
        """End polling and close every connection; keep which tasks the user has not looked at."""
        await asyncio.gather(*(each.close() for each in self._pollers.values()), return_exceptions=True)
        unseen = {name: self._store.task_store.unseen_of(name) for name in self._pollers}
        with contextlib.suppress(sqlite3.Error):  # a full disk was said while polling
            for name, keys in unseen.items():
                await asyncio.to_thread(self._cache.keep_unseen, name, keys)


def _read_known(cache: Cache, names: list[str]) -> _Known:
    return _Known(cache.units(names), cache.positions(names), cache.tasks(names), cache.unseen(names))


def _dropped_sentence(count: int) -> str:
    return ngettext(
        "{count} of the last known vehicles, positions and tasks cannot be read. The network brings it again.",
        "{count} of the last known vehicles, positions and tasks cannot be read. The network brings them again.",
        count,
    ).format(count=count)
