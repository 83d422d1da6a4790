"""What drivers are booked for in a time, asked of all accounts that keep bookings; waybills are those that are open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fleetdesk.api.driver_parts import BookingPart
from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import FleetError
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.booking_calendar import Booked, booked
from fleetdesk.domain.drivers import Booking, Waybill
from fleetdesk.domain.history.periods import moment
from fleetdesk.sync.history.progress import OnProgress, ProgressCount

FRESH_S = 120.0
"""An answer is good for two minutes."""
MOST_KEPT = 40


@dataclass(frozen=True)
class FoundBookings:
    """What is booked in a period by its key, and sentences on what is missing; `has_any` accounts keep bookings."""

    period: Span
    rows: Mapping[str, Booked]
    has_any: bool
    troubles: tuple[str, ...] = ()


class BookingService:
    """`providers` is the session's own mapping of open accounts, `now` the clock."""

    def __init__(self, providers: Mapping[str, Provider], now: Callable[[], datetime]) -> None:
        self._providers, self._now = providers, now
        self._kept: dict[tuple[str, Span], tuple[float, list[Booking | Waybill]]] = {}

    async def fetch(
        self, period: Span, on_progress: OnProgress = lambda progress: None, *, anew: bool = False
    ) -> FoundBookings:
        """Return what touches a period; what fails is told in `troubles` and keeps the rest."""
        parts = [(account, each.bookings) for account, each in self._providers.items() if each.bookings is not None]
        count = ProgressCount(on_progress)
        count.expect(2 * len(parts))
        rows: list[Booking | Waybill] = []
        for account, part in parts:
            rows += await self._of_account(account, part, period, count, anew=anew)
        return FoundBookings(period, booked(rows, period), bool(parts), tuple(dict.fromkeys(count.troubles)))

    async def _of_account(
        self, account: str, part: BookingPart, period: Span, count: ProgressCount, *, anew: bool
    ) -> list[Booking | Waybill]:
        key, now = (account, period), self._now().timestamp()
        at, known = self._kept.get(key, (0.0, []))
        if not anew and now - at < FRESH_S:
            count.done(2)
            return known
        try:
            rows: list[Booking | Waybill] = [*await part.bookings(moment(period.begins), moment(period.ends))]
            count.done()
            rows += await part.waybills()
            count.done()
        except FleetError as error:
            count.say(f"{account}: {error}", error)
            return known
        self._keep(key, (now, rows))
        return rows

    def _keep(self, key: tuple[str, Span], answer: tuple[float, list[Booking | Waybill]]) -> None:
        self._kept.pop(key, None)
        self._kept[key] = answer
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
