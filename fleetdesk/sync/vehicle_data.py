"""What the vendors answer when they are asked about one vehicle: its device's settings and a fresh position."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.units import Unit, UnitKind, VehicleSettings
from fleetdesk.sync.store import Store

FRESH = timedelta(minutes=1)
"""A unit that is selected again within this time is not asked about again."""
MOST_KEPT = 200
NOT_OPEN = _("{account}: this account is not signed in, so it cannot be asked.")


@dataclass(frozen=True, slots=True)
class VehicleData:
    """What was answered about a unit when it was asked about (UTC); `troubles` say in sentences what was not."""

    settings: VehicleSettings | None = None
    asked_at: datetime | None = None
    troubles: tuple[str, ...] = ()


class VehicleDataService:
    """Asks the open accounts, `providers`, and gives fresh positions to the live store."""

    def __init__(self, store: Store, providers: Mapping[str, Provider]) -> None:
        self._store, self._providers = store, providers
        self._known: dict[str, VehicleData] = {}

    def of(self, key: str) -> VehicleData:
        """Return what is known of a unit."""
        return self._known.get(key, VehicleData())

    def tells_settings(self, account: str) -> bool:
        """Return whether the vendor of an account tells of devices at all."""
        provider = self._providers.get(account)
        return provider is None or provider.devices is not None

    def is_due(self, key: str) -> bool:
        """Return whether a unit was not asked about for a while."""
        asked = self.of(key).asked_at
        return asked is None or self._store.now() - asked >= FRESH

    async def ask(self, unit: Unit, *, anew: bool = False) -> None:
        """Ask about a unit; what fails is kept as sentences, beside what was known before.

        A vendor that counts requests is asked for a position only `anew`, when a user presses for it: it has told all
        positions a moment ago.
        """
        provider = self._providers.get(unit.account)
        if provider is None:
            trouble = NOT_OPEN.format(account=unit.account)
            self._keep(unit.key, replace(self.of(unit.key), troubles=(trouble,)))
            return
        troubles, settings = [], self.of(unit.key).settings
        if anew or provider.capabilities.limit is None:
            troubles += await self._ask_position(provider, unit)
        if provider.devices is not None and unit.kind is UnitKind.VEHICLE:
            try:
                settings = await provider.devices.settings(unit.id)
            except FleetError as error:
                troubles.append(f"{unit.account}: {error}")
        self._keep(unit.key, VehicleData(settings, self._store.now(), tuple(dict.fromkeys(troubles))))

    async def _ask_position(self, provider: Provider, unit: Unit) -> list[str]:
        try:
            self._store.apply_positions([await provider.position(unit.id)])
        except FleetError as error:
            return [f"{unit.account}: {error}"]
        return []

    def _keep(self, key: str, data: VehicleData) -> None:
        self._known.pop(key, None)
        self._known[key] = data
        while len(self._known) > MOST_KEPT:
            del self._known[next(iter(self._known))]
