"""The drivers of single vehicles with their phones, for a vendor that has no list of all; good for a day."""

import asyncio
from collections.abc import Iterable, Mapping

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.api.driver_parts import DriverPart
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError, Refused
from fleetdesk.domain.drivers import Person
from fleetdesk.domain.keys import account_of, split_key
from fleetdesk.domain.known_people import folded_name
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.account_lists import LEAST_AGAIN_S
from fleetdesk.sync.background import Background
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.history.progress import OnProgress, Progress
from fleetdesk.sync.store import Store

DAY_S, FAILED_AGAIN_S = 86_400.0, 120.0
MOST_FAILED = 3
"""After so many vehicles in a row that were not answered for, the others of the account are not asked for."""
log = structlog.get_logger(__name__)


class UnitDrivers(QObject):
    """Knows the drivers of the vehicles that were asked for. `changed` when there are others, or one was not read."""

    changed = Signal()

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__()
        self._store, self._providers, self._background = store, providers, background
        self._known: dict[str, tuple[Person, ...]] = {}
        self._not_before: dict[str, float] = {}
        self._asked_at: dict[str, float] = {}
        self.troubles: dict[str, str] = {}
        """Why the drivers of vehicles of an account are missing, in sentences by the accounts."""
        store.links_changed.connect(self._forget_gone)

    @property
    def people(self) -> list[Person]:
        """Return all drivers of vehicles that were asked for."""
        return [person for people in self._known.values() for person in people]

    def of(self, key: str) -> tuple[Person, ...]:
        """Return the drivers of a vehicle, as far as it was asked for."""
        return self._known.get(key, ())

    def callable_now(self, seen: Seen) -> tuple[Person, ...]:
        """Return who with a phone may be in a unit: the driver by the tachograph where known, else its drivers."""
        unit = seen.unit
        if unit.kind is UnitKind.PERSON:
            person = Person(unit.account, unit.id, unit.name or "", unit.phone or "", unit.id)
            return (person,) if person.phone else ()
        with_phone = [each for each in self.of(unit.key) if each.phone]
        driver = folded_name(seen.driver or "")
        at_wheel = [each for each in with_phone if folded_name(each.name) == driver]
        return tuple(at_wheel or with_phone)

    def ask(self, key: str) -> None:
        """Ask for the drivers of one vehicle, where they are not known or a day old."""
        if self._is_due(key):
            self._background.start(self._ask(key), "drivers of a vehicle")

    def ask_person(self, key: str) -> None:
        """Ask anew for one person who is a unit, as a user wants it; LEAST_AGAIN_S later at the earliest."""
        if self._part(key) is not None and self._now() - self._asked_at.get(key, 0.0) >= LEAST_AGAIN_S:
            self._background.start(self._ask(key), "a person")

    def forget_people(self) -> None:
        """Forget the people who were asked for alone, because a newer list tells of all."""
        for key in [each for each, people in self._known.items() if people and _is_unit(people[0])]:
            del self._known[key]

    async def ask_all(self, keys: Iterable[str], on_progress: OnProgress) -> None:
        """Ask for the drivers of vehicles, one after the other; whoever cancels keeps what came."""
        due = [key for key in keys if self._is_due(key)]
        failed: dict[str, int] = {}
        for done, key in enumerate(due):
            on_progress(Progress(done, len(due)))
            account = account_of(key)
            if failed.get(account, 0) < MOST_FAILED and self._is_due(key):
                failed[account] = 0 if await self._ask(key) else failed.get(account, 0) + 1
            await asyncio.sleep(0)

    def _is_due(self, key: str) -> bool:
        seen = self._store.fleet.get(key)
        vehicle = seen is not None and seen.unit.kind is UnitKind.VEHICLE
        return vehicle and self._part(key) is not None and self._now() >= self._not_before.get(key, 0.0)

    def _part(self, key: str) -> DriverPart | None:
        provider = self._providers.get(account_of(key))
        return provider.drivers if provider is not None else None

    def _now(self) -> float:
        return self._store.now().timestamp()

    async def _ask(self, key: str) -> bool:
        """Ask for one vehicle; return whether the server answered, which a refusal is too."""
        account, unit = split_key(key)
        part = self._part(key)
        if part is None:
            return False
        self._asked_at[key] = self._now()
        self._not_before[key] = self._now() + FAILED_AGAIN_S
        try:
            self._known[key] = tuple(await part.of_unit(unit))
        except FleetError as error:
            log.info("drivers not read", account=account, reason=type(error).__name__)
            self.troubles[account] = f"{account}: {error}"
            self.changed.emit()
            return isinstance(error, Refused)
        self._not_before[key] = self._now() + DAY_S
        self.troubles.pop(account, None)
        self.changed.emit()
        return True

    def _forget_gone(self) -> None:
        """Forget what belongs to accounts that are gone."""
        for known in (self._known, self._not_before, self._asked_at):
            for key in [each for each in known if account_of(each) not in self._store.links]:
                del known[key]
        for account in self.troubles.keys() - self._store.links.keys():
            del self.troubles[account]


def _is_unit(person: Person) -> bool:
    """Return whether a person is a unit, as VEZMA's are."""
    return person.unit == person.id
