"""The named places of the open accounts, asked for once somebody wants to see them."""

from collections.abc import Mapping

from fleetdesk.api.provider import Provider
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.sync.account_lists import AccountLists, Ask
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store

DAY_S, AGAIN_S = 86_400.0, 600.0
"""A list is good for a day; one that failed is asked for again after ten minutes."""
Named = Poi | Place | Geozone


class NamedPlaces(AccountLists[Named]):
    """What accounts list of places."""

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__(store, providers, background, "named places", _asking, lambda _listed: DAY_S, AGAIN_S)

    @property
    def places(self) -> list[Named]:
        """Return the places of all accounts that have answered; deleted geozones are none."""
        return [each for each in self.rows if not _is_deleted(each)]


def _asking(provider: Provider) -> Ask[Named] | None:
    return provider.places.known if provider.places is not None else None


def _is_deleted(each: Named) -> bool:
    return isinstance(each, Geozone) and each.deleted_at is not None
