"""The named places of the open accounts, asked for once somebody wants to see them."""

from collections.abc import Callable, Mapping, Sequence

import structlog
from PySide6.QtCore import QObject, Signal

from fleetdesk.api.provider import PlacePart, Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

DAY_S, AGAIN_S = 86_400.0, 600.0
"""A list is good for a day; one that failed is asked for again after ten minutes."""
Named = Poi | Place | Geozone

log = structlog.get_logger(__name__)


class NamedPlaces(QObject):
    """What accounts list of places, once want() was called. `changed` when there are others.

    `providers` is the session's own mapping of open accounts.
    """

    changed = Signal()

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__()
        self._store, self._providers, self._background = store, providers, background
        self._listed: dict[str, Sequence[Named]] = {}
        self._not_before: dict[str, float] = {}
        self._wanted: Callable[[], bool] = lambda: False
        store.links_changed.connect(self.refresh)

    @property
    def places(self) -> list[Named]:
        """Return the places of all accounts that have answered; deleted geozones are none."""
        return [each for listed in self._listed.values() for each in listed if not _is_deleted(each)]

    def want(self, wanted: Callable[[], bool]) -> None:
        """Ask from now on whenever `wanted` says so."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """Ask the open accounts whose list is missing or old; forget what belongs to accounts that are gone."""
        gone = self._listed.keys() - self._store.links.keys()
        for account in gone:
            del self._listed[account]
        if gone:
            self.changed.emit()
        now = self._store.now().timestamp()
        for account, provider in list(self._providers.items()) if self._wanted() else ():
            if provider.places is not None and now >= self._not_before.get(account, 0.0):
                self._not_before[account] = now + DAY_S
                self._background.start(self._ask(account, provider.places), "named places")

    async def _ask(self, account: str, places: PlacePart) -> None:
        try:
            listed = await places.known()
        except FleetError as error:
            self._not_before[account] = self._store.now().timestamp() + AGAIN_S
            log.info("places not listed", account=account, reason=type(error).__name__)
            return
        self._listed[account] = listed
        self.changed.emit()


def _is_deleted(each: Named) -> bool:
    return isinstance(each, Geozone) and each.deleted_at is not None
