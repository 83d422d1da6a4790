"""Asks what drivers are booked for on the days of the calendar, while its page is in front."""

from PySide6.QtCore import QObject, Signal

from fleetdesk.domain.booking_calendar import Booked
from fleetdesk.domain.keys import unit_key
from fleetdesk.sync.background import Background
from fleetdesk.sync.drivers.bookings import BookingService
from fleetdesk.sync.one_work import OneWork
from fleetdesk.ui.drivers.calendar_page import ASKING, CANCELLED, NO_VENDOR, NOTHING, CalendarPage


class CalendarController(QObject):
    """Binds the page to the service. unit_wanted: the key of the vehicle of what was chosen."""

    unit_wanted = Signal(str)

    def __init__(self, service: BookingService, background: Background) -> None:
        super().__init__()
        self._service = service
        self._page: CalendarPage | None = None
        self._work = OneWork(background, "bookings")

    def attach(self, page: CalendarPage) -> CalendarPage:
        """Take the page over, which was just made."""
        self._page = page
        page.period_wanted.connect(self._fetch)
        page.cancel_wanted.connect(self._cancel)
        page.chosen.connect(self._choose)
        return page

    def look(self) -> None:
        """Ask for the days that are shown; what is not old is not asked for again."""
        self._fetch(anew=False)

    def _choose(self, row: Booked) -> None:
        if row.unit:
            self.unit_wanted.emit(unit_key(row.account, row.unit))

    def _fetch(self, anew: bool) -> None:
        self._work.stop()
        if self._page is not None:
            self._page.show_booked({}, ASKING)
            self._work.start(self._show(self._page, anew=anew))

    async def _show(self, page: CalendarPage, *, anew: bool) -> None:
        try:
            found = await self._service.fetch(page.period, page.progress.show_requests, anew=anew)
        finally:
            page.progress.show_requests(None)
        page.show_booked(found.rows, NOTHING if found.has_any else NO_VENDOR)
        page.say_troubles(*found.troubles)

    def _cancel(self) -> None:
        self._work.stop()
        if self._page is not None:
            self._page.show_booked({}, CANCELLED)
