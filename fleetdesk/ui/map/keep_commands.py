"""Keeping the streets of a country: planned, confirmed, fetched while the desk goes on, then shown."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.attribution import OSM
from fleetdesk.mapview.projection import View
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.extract.keeping import Keeping
from fleetdesk.streets.extract.tile_ranges import Ring, country_at
from fleetdesk.streets.tiles import TileError
from fleetdesk.sync.background import Background
from fleetdesk.ui.map.keep_dialog import KeepDialog
from fleetdesk.ui.widgets.notices import Notices

Countries = Mapping[str, Sequence[Ring]]
MakeKeeping = Callable[[str, Sequence[Ring], str], tuple[Keeping, Path]]
"""Takes a country's name, its outline and the address of a published map; gives its keeping and its file."""


class KeepCommands:
    """Runs the dialog. `read_countries` waits for the disk; `use` shows a street map and keeps the choice."""

    def __init__(
        self,
        read_countries: Callable[[], Countries],
        make: MakeKeeping,
        background: Background,
        notices: Notices,
        use: Callable[[Tiles], None],
    ) -> None:
        self._read, self._make, self._background = read_countries, make, background
        self._notices, self._use = notices, use
        self._task: asyncio.Task[Any] | None = None

    def open(self, window: QWidget, view: View | None, address: str) -> None:
        """Open the dialog over a window, with the country in the middle of the view, and an address to begin with."""
        self._background.start(self._opened(window, view, address), "countries")

    async def _opened(self, window: QWidget, view: View | None, address: str) -> None:
        countries = await asyncio.to_thread(self._read)
        here = "" if view is None else await asyncio.to_thread(country_at, countries, view.lat, view.lon)
        dialog = KeepDialog(window, list(countries), here, address)
        dialog.planned.connect(lambda name, at: self._run(self._plan(dialog, name, countries[name], at), dialog))
        dialog.begun.connect(lambda name, at: self._run(self._fetch(dialog, name, countries[name], at), dialog))
        dialog.stopped.connect(self._stop)
        dialog.show()

    def _run(self, work: Coroutine[Any, Any, None], dialog: KeepDialog) -> None:
        self._stop()
        self._task = self._background.start(self._said(work, dialog), "keep a country")

    async def _said(self, work: Coroutine[Any, Any, None], dialog: KeepDialog) -> None:
        """Await the work, and show in the dialog why it could not be done."""
        try:
            await work
        except (TileError, FleetError, OSError) as error:
            if isValid(dialog):
                dialog.say_refused(str(error))

    async def _plan(self, dialog: KeepDialog, country: str, rings: Sequence[Ring], address: str) -> None:
        keeping, _file = self._make(country, rings, address)
        plan = await keeping.plan()
        dialog.show_plan(plan.size, len(plan.requests))

    async def _fetch(self, dialog: KeepDialog, country: str, rings: Sequence[Ring], address: str) -> None:
        keeping, file = self._make(country, rings, address)
        await keeping.fetch(await keeping.plan(), dialog.show_progress)
        self._task = None
        dialog.accept()
        self._notices.say(_("The streets of {country} are on this computer.").format(country=country))
        self._use(Tiles(str(file), OSM))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
