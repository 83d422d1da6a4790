"""A list that each open account has, asked for while somebody wants to see it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

Row = TypeVar("Row")
Ask = Callable[[], Awaitable[Sequence[Row]]]
LEAST_AGAIN_S = 15.0
"""However often a user asks anew, a list that was read is asked for no sooner."""
log = structlog.get_logger(__name__)


class AccountLists(QObject, Generic[Row]):
    """Knows the lists from want() on. `changed` when there are others, `failed` when one was not read.

    `providers` is the session's own mapping of open accounts; `asking` returns what asks one for its list, None for one
    that has none. A list is asked for again after `again_s`, one that failed after `failed_again_s`; `name` is that of
    the work.
    """

    changed, failed = Signal(), Signal()

    def __init__(
        self,
        store: Store,
        providers: Mapping[str, Provider],
        background: Background,
        name: str,
        asking: Callable[[Provider], Ask[Row] | None],
        again_s: Callable[[Sequence[Row]], float],
        failed_again_s: float,
    ) -> None:
        super().__init__()
        self._store, self._providers, self._background, self._name = store, providers, background, name
        self._asking, self._again_s, self._failed_again_s = asking, again_s, failed_again_s
        self._listed: dict[str, Sequence[Row]] = {}
        self._not_before: dict[str, float] = {}
        self._wanted: list[Callable[[], bool]] = []
        self._asking_now: set[str] = set()
        self.listed_at: dict[str, float] = {}
        """When the newest list of each account was asked for, in seconds since 1970."""
        self.troubles: dict[str, str] = {}
        """Why the newest list of an account is missing, in sentences by the accounts."""
        store.links_changed.connect(self.refresh)

    @property
    def rows(self) -> list[Row]:
        """Return the rows of all accounts that have answered."""
        return [each for listed in self._listed.values() for each in listed]

    def want(self, wanted: Callable[[], bool]) -> None:
        """Ask from now on whenever `wanted`, or what was given before, says so."""
        self._wanted.append(wanted)
        self.refresh()

    def knows(self, account: str) -> bool:
        """Return whether an account has answered."""
        return account in self._listed

    def ask_account_again(self, account: str) -> None:
        """Ask an account for its list anew where somebody wants to see it, however young the one that is known."""
        self._not_before.pop(account, None)
        self.refresh()

    def refresh(self) -> None:
        """Ask the open accounts whose list is missing or old; forget what belongs to accounts that are gone."""
        self._forget_gone()
        now = self._store.now().timestamp()
        for account, provider in list(self._providers.items()) if any(each() for each in self._wanted) else ():
            ask = self._asking(provider)
            if ask is not None and now >= self._not_before.get(account, 0.0):
                self._not_before[account] = now + self._failed_again_s
                self._background.start(self._ask(account, ask, now), self._name)

    def ask_again(self) -> None:
        """Ask anew for each list that is older than LEAST_AGAIN_S, and for what failed; what is being asked is not."""
        now = self._store.now().timestamp()
        for account in self._not_before.keys() - self._asking_now:
            if now - self.listed_at.get(account, 0.0) >= LEAST_AGAIN_S:
                self._not_before[account] = 0.0
        self.refresh()

    def _forget_gone(self) -> None:
        for account in self.troubles.keys() - self._store.links.keys():
            del self.troubles[account]
        gone = self._listed.keys() - self._store.links.keys()
        for account in gone:
            del self._listed[account]
            self.listed_at.pop(account, None)
        if gone:
            self.changed.emit()

    async def _ask(self, account: str, ask: Ask[Row], asked_at: float) -> None:
        self._asking_now.add(account)
        try:
            listed = await ask()
        except FleetError as error:
            log.info("list not read", list=self._name, account=account, reason=type(error).__name__)
            self.troubles[account] = f"{account}: {error}"
        else:
            self.troubles.pop(account, None)
            self._listed[account], self.listed_at[account] = listed, asked_at
            self._not_before[account] = asked_at + self._again_s(listed)
        finally:
            self._asking_now.discard(account)
        (self.failed if account in self.troubles else self.changed).emit()
