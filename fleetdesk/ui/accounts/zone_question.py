"""Asks once for each account which clock its vehicles go by, from where they are."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from fleetdesk.base import resources
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.located import place_of
from fleetdesk.domain.zone_guess import guess_zone, same_clock, zone_places, zone_to_name
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Account
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.notices import Notices


class ZoneQuestion:
    """Looks at the first positions of an account that was never asked about."""

    def __init__(self, profile: Profile, store: Store, background: Background, notices: Notices) -> None:
        self._profile, self._store = profile, store
        self._background, self._notices = background, notices
        self._looked: set[str] = set()
        store.fleet_changed.connect(lambda _: self._look())

    def _look(self) -> None:
        for account in self._profile.settings.accounts:
            if not account.zone_asked and account.name not in self._looked and (places := self._places(account.name)):
                self._looked.add(account.name)
                self._background.start(self._ask(account, places), "time zone of an account")

    def _places(self, account: str) -> list[tuple[float, float]]:
        own = (seen for seen in self._store.fleet.values() if seen.unit.account == account)
        return [place for seen in own if (place := place_of(seen.position))]

    async def _ask(self, account: Account, places: list[tuple[float, float]]) -> None:
        year = self._store.now().year
        found = zone_to_name(await asyncio.to_thread(_nearest_zone, places), account.provider, year)
        if found and not same_clock(ZoneInfo(found), ZoneInfo(account.zone), year):
            self._say(account, found)
        await self._keep(account.name, account.zone)

    def _say(self, account: Account, found: str) -> None:
        told = _(
            "{account}: its vehicles are where the clocks show {found}, and times are taken for {zone}. "
            "Close this to leave it so."
        )
        sentence = told.format(account=readable(account.name, NAME), found=found, zone=account.zone)
        action = _("Use {zone}").format(zone=found)
        self._notices.say(sentence, trouble=True, action=action, do=self._taken(sentence, account.name, found))

    def _taken(self, sentence: str, account: str, zone: str) -> Callable[[], None]:
        def use() -> None:
            self._notices.drop(sentence)
            self._background.start(self._use(account, zone), "time zone of an account")

        return use

    async def _use(self, account: str, zone: str) -> None:
        await self._keep(account, zone)
        told = _("{account} goes by {zone} from the next start on.")
        self._notices.say(told.format(account=readable(account, NAME), zone=zone))

    async def _keep(self, name: str, zone: str) -> None:
        """Note that the account was asked about, with the zone that holds for it."""
        settings = self._profile.settings
        for account in settings.accounts:
            if account.name == name:  # it may have been removed meanwhile
                kept = settings.with_account(replace(account, zone=zone, zone_asked=True))
                await asyncio.to_thread(self._profile.save_settings, kept)


def _nearest_zone(places: list[tuple[float, float]]) -> str:
    """Return the zone of these places; reads the table of the time-zone database."""
    return guess_zone(places, zone_places(resources.zone_table()))
