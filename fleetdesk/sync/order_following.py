"""Orders to the devices of vehicles: what one can do, and an order that was sent followed until its device has it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, Unsupported
from fleetdesk.domain.capabilities import Ability
from fleetdesk.domain.units import VehicleEvent, VehicleSettings
from fleetdesk.sync.background import Background

log = structlog.get_logger(__name__)
LOOKS_S = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0)
"""The waits between looks at whether a device has an order; after the last one nobody looks any more."""


class OrderFollowing(QObject):
    """Asks the open accounts, `providers`. handled: the VehicleEvent that a device has now."""

    handled = Signal(object)

    def __init__(
        self, providers: Mapping[str, Provider], background: Background,
        wait: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        super().__init__()
        self._providers, self._background, self._wait = providers, background, wait

    def takes_orders(self, account: str) -> bool:
        """Return whether devices of an account can be told anything."""
        provider = self._providers.get(account)
        return provider is not None and provider.devices is not None

    async def settings(self, account: str, unit: str) -> VehicleSettings:
        """Return what the device of a vehicle can do and what was ordered of it; FleetError in a sentence."""
        provider = self._providers[account]
        if provider.devices is None:
            raise Unsupported(provider.capabilities.why_not(Ability.CREATIONS))
        return await provider.devices.settings(unit)

    def follow(self, made: object) -> None:
        """Look from time to time whether the device has an order that was just sent; anything else is let be."""
        if isinstance(made, VehicleEvent) and made.unit and not made.handled:
            self._background.start(self._follow(made, made.unit), "order")

    async def _follow(self, event: VehicleEvent, unit: str) -> None:
        for wait_s in LOOKS_S:
            await self._wait(wait_s)
            try:
                settings = await self.settings(event.account, unit)
            except (FleetError, KeyError) as error:
                log.info("order not followed", reason=type(error).__name__)
                continue
            found = next((each for each in settings.events if each.id == event.id), None)
            if found is not None and found.handled:
                self.handled.emit(found)
                return
