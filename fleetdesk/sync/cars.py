"""VEZMA's cars and the kinds of service of the company, asked for while somebody looks, within the budget."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.keys import account_of, split_key
from fleetdesk.domain.places import Service
from fleetdesk.domain.units import Unit
from fleetdesk.sync.account_lists import AccountLists, Ask
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.history.account import has_room
from fleetdesk.sync.store import Store

AGAIN_S, DAY_S, FAILED_AGAIN_S = 900.0, 86_400.0, 300.0
"""Cars are asked for again after a quarter of an hour, services after a day, what failed after five minutes."""

LITTLE_LEFT = _("{account}: little is left of the requests that it may make, and positions need that. Ask again later.")


class Cars(QObject):
    """Knows the cars of the open accounts once somebody wants them. `changed` when there are others, or none came."""

    changed = Signal()

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__()
        self._store, self._providers = store, providers
        common = store, providers, background
        self.lists = AccountLists[Unit](*common, "cars", _cars, lambda _listed: AGAIN_S, FAILED_AGAIN_S)
        self.kinds = AccountLists[Service](*common, "services", _services, lambda _listed: DAY_S, FAILED_AGAIN_S)
        self._newer: dict[str, Unit] = {}
        self._troubles: dict[str, str] = {}
        for each in (self.lists, self.kinds):
            each.changed.connect(self._take)
            each.failed.connect(self.changed)

    @property
    def cars(self) -> dict[str, Unit]:
        """Return the cars by their keys, each as it was told last."""
        return {each.key: self._newer.get(each.key, each) for each in self.lists.rows}

    def troubles_of(self, key: str) -> tuple[str, ...]:
        """Return why something is missing of a car, in sentences."""
        account = account_of(key)
        told = (self.lists.troubles.get(account), self.kinds.troubles.get(account), self._troubles.get(key))
        return tuple(dict.fromkeys(each for each in told if each))

    def services_of(self, account: str) -> list[str] | None:
        """Return the names of the services of a company that are not deleted; None before they were told."""
        if not self.kinds.knows(account):
            return None
        names = (each.name for each in self.kinds.rows if each.account == account and not each.deleted)
        return sorted({name for name in names if name}, key=str.casefold)

    def drivers(self) -> dict[str, Seen]:
        """Return the people whose open trips are with cars, by the keys of the cars; a trip names a car by its name."""
        people = {(seen.unit.account, seen.vehicle): seen for seen in self._store.fleet.values() if seen.vehicle}
        found = {
            key: people.get((car.account, car.name or "")) or people.get((car.account, car.id))
            for key, car in self.cars.items()
        }
        return {key: seen for key, seen in found.items() if seen is not None}

    async def ask_one(self, key: str) -> None:
        """Ask for one car as it is now, where the budget leaves room for it; what fails becomes a trouble."""
        account, car = split_key(key)
        provider = self._providers.get(account)
        if provider is None or provider.cars is None:
            return
        self._troubles.pop(key, None)
        if not await has_room(provider):
            self._troubles[key] = LITTLE_LEFT.format(account=account)
        else:
            try:
                self._newer[key] = await provider.cars.one(car)
            except FleetError as error:
                self._troubles[key] = f"{account}: {error}"
        self.changed.emit()

    def _take(self) -> None:
        """Believe a newer list rather than what was told of single cars before."""
        if self.sender() is self.lists:
            self._newer.clear()
        self.changed.emit()


def _cars(provider: Provider) -> Ask[Unit] | None:
    return provider.cars.known if provider.cars is not None else None


def _services(provider: Provider) -> Ask[Service] | None:
    return provider.cars.services if provider.cars is not None else None
