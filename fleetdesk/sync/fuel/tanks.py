"""The fuel tanks of the open accounts, read while somebody looks at them."""

from collections.abc import Mapping, Sequence

import structlog

from fleetdesk.api.parts import RowList
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.places import Tank
from fleetdesk.sync.account_lists import AccountLists, Ask
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

AGAIN_S, NONE_AGAIN_S = 300.0, 86_400.0
"""Tanks are asked for again after five minutes, an account that had none after a day."""
log = structlog.get_logger(__name__)


class Tanks(AccountLists[Tank]):
    """What accounts tell of their tanks."""

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__(store, providers, background, "tanks", _asking, _again_s, AGAIN_S)
        self._refills: dict[str, Tank] = {}

    @property
    def tanks(self) -> dict[str, Tank]:
        """Return the tanks by their keys."""
        return {unit_key(each.account, each.unit): each for each in self.rows}

    def refill_of(self, key: str) -> Tank | None:
        """Return the answer that tells when the server expects a tank to be filled; None before it came."""
        return self._refills.get(key)

    async def ask_refill(self, key: str, *, anew: bool = False) -> None:
        """Ask when a tank is to be filled, where that is not known yet, or `anew`; what fails is left as it was."""
        tank = self.tanks.get(key)
        provider = self._providers.get(tank.account) if tank else None
        if tank is None or provider is None or provider.tanks is None or (key in self._refills and not anew):
            return
        try:
            found = await provider.tanks.one(tank.unit)
        except FleetError as error:
            log.info("refill not read", account=tank.account, reason=str(error))
            return
        if found is not None:
            self._refills[key] = found
            self.changed.emit()


def _asking(provider: Provider) -> Ask[Tank] | None:
    return provider.tanks.known if provider.tanks is not None else None


def _again_s(listed: Sequence[Tank]) -> float:
    unread = listed.unread if isinstance(listed, RowList) else 0
    return AGAIN_S if listed or unread else NONE_AGAIN_S
