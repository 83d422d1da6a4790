"""Binds the month's dock to the service that gathers it, to the workbook and to the printer."""

import asyncio
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _
from fleetdesk.domain.month import CompanyMonth
from fleetdesk.domain.units import Unit
from fleetdesk.sheets.month_book import write_month
from fleetdesk.sync.background import Background
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.month import MonthService
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.store import Store
from fleetdesk.ui.month.month_page import print_month, title_of
from fleetdesk.ui.month.pane import ASKING, CANCELLED, NOBODY, MonthPane
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.file_writing import FileWriting, with_ending
from fleetdesk.ui.widgets.printing import Printing

NAME = _("Month")
ROOM_PX = 340  # for some rows


class MonthController(QObject):
    """Gathers a month when that is wanted; `month` is the one that is shown, None without one.

    `store` knows the selection, `live` the vehicles and people of now.
    """

    def __init__(
        self,
        pane: MonthPane,
        service: MonthService,
        store: Store,
        live: Store,
        background: Background,
        files: FileWriting,
        printing: Printing,
        zone: ZoneInfo,
    ) -> None:
        super().__init__(pane)
        self._pane, self._service = pane, service
        self._store, self._live = store, live
        self._files, self._printing, self._zone = files, printing, zone
        self.month: CompanyMonth | None = None
        self._gathering = OneWork(background, "month")
        pane.gather_wanted.connect(self._gather)
        pane.cancel_wanted.connect(self._cancel)
        pane.save_wanted.connect(self._ask_where)
        pane.print_wanted.connect(self._print)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME, "", self.open)]

    def open(self) -> None:
        """Show the dock with the months that can be chosen."""
        self._pane.bring_up()
        self._pane.offer_months(self._live.now().astimezone(self._zone).date())
        self._pane.make_room(ROOM_PX)

    def _gather(self) -> None:
        """Gather the month that is chosen in place of what is being gathered."""
        self._gathering.stop()
        month = self._pane.month
        if month is not None:
            self.month = None
            self._pane.show_month(None, ASKING)
            self._gathering.start(self._show(month))

    async def _show(self, month: date) -> None:
        progress = self._pane.progress
        units = sorted(self._units(), key=lambda unit: unit.key)

        def tell(told: Progress) -> None:
            words = _("{done} of {count} gathered").format(done=grouped(told.done), count=grouped(told.of))
            progress.show_progress(told.done, told.of, words)

        try:
            self.month = await self._service.fetch(month, units, tell)
        finally:
            progress.hide()
        self._pane.show_month(self.month, NOBODY)

    def _units(self) -> Iterable[Unit]:
        """Return all vehicles and people, or those that are selected where that is ticked."""
        chosen = self._store.selection if self._pane.selected.isChecked() else None
        return [each.unit for key, each in self._live.fleet.items() if chosen is None or key in chosen]

    def _cancel(self) -> None:
        """Give up what is being gathered; days that have come are kept."""
        self._gathering.stop()
        self._pane.show_month(None, CANCELLED)

    def _ask_where(self) -> None:
        month = self.month
        if month is not None:
            name = f"month-{month.name}.xlsx"

            def start(path: str) -> None:
                self.save(Path(path), month)

            pick_file(self._pane.window(), _("Save the month"), _("Workbook (*.xlsx)"), start, save=name)

    def save(self, path: Path, month: CompanyMonth) -> asyncio.Task[None]:
        """Write the workbook of a month, in a thread."""
        path = with_ending(path, (".xlsx",), ".xlsx")
        return self._files.start(path, lambda: write_month(path, month), "save the month")

    def _print(self) -> None:
        month = self.month
        if month is not None:
            self._printing.preview(self._pane.window(), title_of(month), lambda paper: print_month(month, paper))
