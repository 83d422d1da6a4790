"""The drivers of the open accounts with what they are booked for, asked for while somebody wants to see them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from fleetdesk.api.parts import RowList
from fleetdesk.api.provider import Provider
from fleetdesk.domain.driver_roster import Told
from fleetdesk.domain.drivers import Booking, Person, Waybill
from fleetdesk.sync.account_lists import AccountLists, Ask
from fleetdesk.sync.background import Background
from fleetdesk.sync.drivers.unit_drivers import UnitDrivers
from fleetdesk.sync.store import Store

AGAIN_S, COUNTED_AGAIN_S, FAILED_AGAIN_S = 120.0, 600.0, 120.0
"""Lists are asked for again after two minutes, those of a vendor that counts requests after ten."""
BEFORE, AHEAD = timedelta(days=1), timedelta(days=7)
"""Bookings are asked for from a day ago to a week ahead."""


class Roster(QObject):
    """Lists of people, bookings and waybills; `changed` when there is something new, also that a list was not read.

    `providers` is the session's own mapping of open accounts.
    """

    changed = Signal()

    def __init__(self, store: Store, providers: Mapping[str, Provider], background: Background) -> None:
        super().__init__()
        self._store = store
        self.of_units = UnitDrivers(store, providers, background)
        common = store, providers, background
        self._people: AccountLists[Person] = AccountLists(
            *common, "drivers", _asking_people, _people_again_s, FAILED_AGAIN_S
        )
        self._bookings: AccountLists[Booking] = AccountLists(
            *common, "bookings", self._asking_bookings, lambda _listed: AGAIN_S, FAILED_AGAIN_S
        )
        self._waybills: AccountLists[Waybill] = AccountLists(
            *common, "waybills", _asking_waybills, lambda _listed: AGAIN_S, FAILED_AGAIN_S
        )
        for each in self._lists:
            each.changed.connect(self.changed)
            each.failed.connect(self.changed)
        self._people.changed.connect(self.of_units.forget_people)
        self.of_units.changed.connect(self.changed)

    @property
    def _lists(self) -> tuple[AccountLists[Person], AccountLists[Booking], AccountLists[Waybill]]:
        return self._people, self._bookings, self._waybills

    @property
    def told(self) -> Told:
        """Return what was told so far."""
        people, bookings, waybills = (each.rows for each in self._lists)
        return Told(people, self.of_units.people, bookings, waybills)  # type: ignore[arg-type]

    @property
    def as_of(self) -> datetime | None:
        """Return when the oldest of the lists shown was asked for; None before any was read."""
        known = [at for each in self._lists for at in each.listed_at.values()]
        return datetime.fromtimestamp(min(known), self._store.now().tzinfo) if known else None

    @property
    def troubles(self) -> tuple[str, ...]:
        """Return in sentences what is missing, each once."""
        told = (sentence for each in (*self._lists, self.of_units) for sentence in each.troubles.values())
        return tuple(dict.fromkeys(told))

    def want(self, wanted: Callable[[], bool]) -> None:
        """Ask from now on whenever `wanted` says so."""
        for each in self._lists:
            each.want(wanted)

    def refresh(self) -> None:
        """Ask for the lists that are old."""
        for each in self._lists:
            each.refresh()

    def ask_again(self) -> None:
        """Ask for all lists at once, but those that were asked for within the last seconds."""
        for each in self._lists:
            each.ask_again()

    def _asking_bookings(self, provider: Provider) -> Ask[Booking] | None:
        part = provider.bookings
        if part is None:
            return None

        def ask() -> Awaitable[Sequence[Booking]]:
            now = self._store.now()
            return part.bookings(now - BEFORE, now + AHEAD)

        return ask


def _asking_people(provider: Provider) -> Ask[Person] | None:
    return provider.drivers.known if provider.drivers is not None else None


def _asking_waybills(provider: Provider) -> Ask[Waybill] | None:
    return provider.bookings.waybills if provider.bookings is not None else None


def _people_again_s(listed: Sequence[Person]) -> float:
    """Return after how many seconds a list is asked for again: tachographs live, others seldom."""
    live = any(each.driving is not None for each in listed)
    return AGAIN_S if live or not isinstance(listed, RowList) else COUNTED_AGAIN_S
