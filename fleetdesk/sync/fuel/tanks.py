"""The fuel tanks of the open accounts, read while somebody looks at them."""

from collections.abc import Callable, Mapping, Sequence

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.api.provider import Provider, TankPart
from fleetdesk.base.errors import FleetError
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.places import Tank
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

AGAIN_S, NONE_AGAIN_S = 300.0, 86_400.0
"""Tanks are asked for again after five minutes, an account that had none after a day."""
log = structlog.get_logger(__name__)


class Tanks(QObject):
    """What accounts tell of their tanks while `wanted` says so. `changed` when there is something else.

    `providers` is the session's own mapping of open accounts; `wanted` is set by whoever shows them.
    """

    changed = Signal()

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__()
        self._store, self._providers, self._background = store, providers, background
        self._listed: dict[str, Sequence[Tank]] = {}
        self._refills: dict[str, Tank] = {}
        self._not_before: dict[str, float] = {}
        self.troubles: dict[str, str] = {}
        self.wanted: Callable[[], bool] = lambda: False
        store.links_changed.connect(self.refresh)

    @property
    def tanks(self) -> dict[str, Tank]:
        """Return the tanks by their keys."""
        return {unit_key(each.account, each.unit): each for listed in self._listed.values() for each in listed}

    def refill_of(self, key: str) -> Tank | None:
        """Return the answer that tells when the server expects a tank to be filled; None before it came."""
        return self._refills.get(key)

    def refresh(self) -> None:
        """Ask the open accounts whose tanks are due; forget those of accounts that are gone."""
        for account in self._listed.keys() - self._store.links.keys():
            del self._listed[account]
            self.troubles.pop(account, None)
            self.changed.emit()
        now = self._store.now().timestamp()
        for account, provider in list(self._providers.items()) if self.wanted() else ():
            if provider.tanks is not None and now >= self._not_before.get(account, 0.0):
                self._not_before[account] = now + AGAIN_S
                self._background.start(self._ask(account, provider.tanks), "tanks")

    async def _ask(self, account: str, part: TankPart) -> None:
        try:
            found = await part.known()
        except FleetError as error:
            log.info("tanks not read", account=account, reason=str(error))
            self.troubles[account] = f"{account}: {error}"
        else:
            self.troubles.pop(account, None)
            self._listed[account] = found
            if not found and not found.unread:
                self._not_before[account] = self._store.now().timestamp() + NONE_AGAIN_S
        self.changed.emit()

    async def ask_refill(self, key: str) -> None:
        """Ask when a tank is to be filled, where that is not known yet; what fails is left unknown."""
        tank = self.tanks.get(key)
        provider = self._providers.get(tank.account) if tank else None
        if tank is None or provider is None or provider.tanks is None or key in self._refills:
            return
        try:
            found = await provider.tanks.one(tank.unit)
        except FleetError as error:
            log.info("refill not read", account=tank.account, reason=str(error))
            return
        if found is not None:
            self._refills[key] = found
            self.changed.emit()
