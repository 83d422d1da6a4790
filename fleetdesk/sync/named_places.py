"""The named places of the open accounts, asked for once somebody wants to see them, and those on their way there."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QTimer

from fleetdesk.api.provider import Provider
from fleetdesk.domain.creations import as_place
from fleetdesk.domain.outbox import Op
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.sync.account_lists import AccountLists, Ask
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

DAY_S, AGAIN_S = 86_400.0, 600.0
"""A list is good for a day; one that failed is asked for again after ten minutes."""
SOON_MS = 100
Named = Poi | Place | Geozone


class NamedPlaces(AccountLists[Named]):
    """What accounts list of places, and what waits to be made there."""

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__(store, providers, background, "named places", _asking, lambda _listed: DAY_S, AGAIN_S)
        self._waiting: dict[str, Op] = {}
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)  # an import changes them some times a second
        self._soon.timeout.connect(self.changed)
        store.ops_changed.connect(self._ops_changed)

    @property
    def places(self) -> list[Named]:
        """Return the places of all accounts that have answered; deleted geozones are none."""
        return [each for each in self.rows if not _is_deleted(each)]

    @property
    def waiting(self) -> list[tuple[Op, Named]]:
        """Return the writes that make a place or geozone, with what each makes, the oldest first."""
        return [(op, as_place(op.account, op.kind, op.fields)) for op in self._waiting.values()]

    def take(self, account: str, made: object) -> None:
        """Add what a server has just made to what the account lists; what is no place lets its list be read again."""
        listed = self._listed.get(account)
        if isinstance(made, (Poi, Geozone)) and listed is not None:
            rest = [each for each in listed if (type(each), each.id) != (type(made), made.id)]
            self._listed[account] = [*rest, made]
            self._soon.start()
        else:
            self.ask_account_again(account)

    async def ask_one(self, place: Place) -> bool:
        """Ask for one visited place anew; return whether another one is known now. FleetError where nobody answers."""
        provider = self._providers.get(place.account)
        part = provider.visited if provider is not None else None
        found = await part.one(place.id) if part is not None and place.id is not None else None
        listed = self._listed.get(place.account)
        if listed is None or found is None or found == place:
            return False
        self._listed[place.account] = [found if each == place else each for each in listed]
        self.changed.emit()
        return True

    def _ops_changed(self, changed: Iterable[Op]) -> None:
        if not any(op.of_creation for op in changed):
            return
        ops = self._store.task_store.waiting
        waiting = {key: op for key, op in ops.items() if op.makes_place}
        if waiting != self._waiting:
            self._waiting = waiting
            self._soon.start()


def _asking(provider: Provider) -> Ask[Named] | None:
    return provider.places.known if provider.places is not None else None


def _is_deleted(each: Named) -> bool:
    return isinstance(each, Geozone) and each.deleted_at is not None
