"""Asks what the selected driver did, while the page of it is in front."""

import asyncio
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from fleetdesk.sync.background import Background
from fleetdesk.sync.drivers.driving import DrivingService
from fleetdesk.sync.one_work import OneWork
from fleetdesk.ui.drivers.rows import DriverRow
from fleetdesk.ui.drivers.times_page import ASKING, CANCELLED, NOBODY, TimesPage
from fleetdesk.ui.drivers.times_words import times_of


class TimesController(QObject):
    """Binds the page to the service."""

    def __init__(self, service: DrivingService, background: Background, zone: ZoneInfo) -> None:
        super().__init__()
        self._service, self._zone = service, zone
        self._page: TimesPage | None = None
        self._row: DriverRow | None = None
        self._shown = ""
        self._work = OneWork(background, "times of a driver")

    def attach(self, page: TimesPage) -> TimesPage:
        """Take the page over, which was just made."""
        self._page = page
        page.period_wanted.connect(lambda anew: self._fetch(anew=anew))
        page.cancel_wanted.connect(self._cancel)
        return page

    def choose(self, row: DriverRow | None, *, at_once: bool) -> None:
        """Take a driver, asked for at once where the page is in front, else when it comes there."""
        self._row = row
        if at_once:
            self.look()

    def look(self) -> None:
        """Ask for the driver that is chosen, unless that is what is shown already."""
        key = self._row.entry.key if self._row is not None else ""
        if key != self._shown:
            self._fetch()

    def _fetch(self, *, anew: bool = False) -> None:
        self._work.stop()
        page, row = self._page, self._row
        if page is None:
            return
        self._shown = row.entry.key if row is not None else ""
        if row is None:
            page.show_nothing("", NOBODY)
            return
        page.show_nothing(row.name, ASKING)
        self._work.start(self._show(page, row, anew=anew))

    async def _show(self, page: TimesPage, row: DriverRow, *, anew: bool) -> None:
        period = page.period_row.period()
        if period is None:
            return
        try:
            found = await self._service.fetch(row.entry.person, period, page.progress.show_requests, anew=anew)
        finally:
            page.progress.show_requests(None)
        times = await asyncio.to_thread(partial(times_of, found, self._zone))
        page.show_times(row.name, times)

    def _cancel(self) -> None:
        self._work.stop()
        if self._page is not None and self._row is not None:
            self._page.show_nothing(self._row.name, CANCELLED)
