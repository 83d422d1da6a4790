"""Places out of files of other programs, and the places of the dock into such files."""

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.place_import import FoundPlace, draft_of, judge
from fleetdesk.sheets.place_files.asking import read_places
from fleetdesk.sheets.place_files.writing import PLACE_FORMATS, WrittenPlace, write_places
from fleetdesk.sync.background import Background
from fleetdesk.sync.creation_service import CreationService
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.ui.places.creating import NO_ACCOUNT, VENDOR
from fleetdesk.ui.places.import_dialog import ImportPlacesDialog
from fleetdesk.ui.places.pane import PlacesPane
from fleetdesk.ui.places.rows import GEOZONE, PlaceRow
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.dialogs import accept, pick_file, pick_kind, refuse
from fleetdesk.ui.widgets.file_writing import FileWriting, with_ending
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices

IMPORT, SAVE = _("Import places"), _("Save the places for other programs")
FILES = _("Places (*.kml *.kmz *.gpx *.geojson *.json)")
KINDS = {
    _("KML, for Google Earth (*.kml)"): "kml",
    _("GPX, waypoints for navigation (*.gpx)"): "gpx",
    _("GeoJSON (*.geojson)"): "geojson",
}
ANSWER_S = 10.0
"""So long an account is waited for before a file is judged without its places."""
NONE_SHOWN = _("The places dock shows no place that could be saved. Open it, and empty its search.")


class PlaceFiles(QObject):
    """The commands of files of places."""

    def __init__(
        self, pane: PlacesPane, window: Callable[[], QWidget], service: CreationService, places: NamedPlaces,
        background: Background, long_work: LongWork, notices: Notices,
    ) -> None:  # fmt: skip
        super().__init__(pane)
        self._pane, self._window, self._service, self._places = pane, window, service, places
        self._background, self._notices, self._files = background, notices, FileWriting(long_work, notices)
        self._long_work, self._reads = long_work, False
        places.want(lambda: self._reads)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [
            Command(Menu.MAP, IMPORT, "", self.ask_import, begins=True, asks=True),
            Command(Menu.MAP, SAVE, "", self.ask_save, asks=True),
        ]

    # -- in

    def ask_import(self) -> None:
        """Ask for the file, or say that no account takes places."""
        if not self._service.accounts:
            self._notices.say(NO_ACCOUNT)
            return

        def begin(path: str) -> None:
            self.start_import(Path(path))

        pick_file(self._window(), IMPORT, FILES, begin)

    def start_import(self, path: Path) -> asyncio.Task[None]:
        """Read a file and show what it names."""
        sentence = _("{file} is being read …").format(file=readable(path.name, NAME))
        return self._long_work.start(self._import(path), "places of a file", sentence)

    async def _import(self, path: Path) -> None:
        found = await read_places(path)
        dialog = ImportPlacesDialog(self._window(), readable(path.name, NAME), self._service.accounts, VENDOR)
        dialog.again.connect(lambda: self._background.start(self._judge(dialog, found), "places of a file"))
        dialog.wanted.connect(
            lambda account, purpose, ticked: self._background.start(
                self._make(dialog, account, purpose, ticked), "import places"
            )
        )
        await self._judge(dialog, found)

    async def _judge(self, dialog: ImportPlacesDialog, found: list[FoundPlace]) -> None:
        await self._ask_once(dialog.account)
        if not isValid(dialog):
            return
        waiting = [place for _op, place in self._places.waiting]
        known = [each for each in (*self._places.places, *waiting) if each.account == dialog.account]
        judged = await asyncio.to_thread(judge, found, known)
        if isValid(dialog):
            dialog.show_judged(judged)

    async def _ask_once(self, account: str) -> None:
        """Ask for the places of an account that has not told them yet, and wait a while for the answer."""
        if self._places.knows(account):
            return
        self._reads, answered = True, asyncio.Event()
        told = [signal.connect(answered.set) for signal in (self._places.changed, self._places.failed)]
        self._places.refresh()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(answered.wait(), ANSWER_S)
        self._reads = False
        for signal, connection in zip((self._places.changed, self._places.failed), told, strict=True):
            signal.disconnect(connection)

    async def _make(self, dialog: ImportPlacesDialog, account: str, purpose: str, ticked: list[FoundPlace]) -> None:
        try:
            drafts = await asyncio.to_thread(lambda: [draft_of(account, each, purpose) for each in ticked])
            await self._service.add(drafts)
        except FleetError as error:
            refuse(dialog, str(error))
            return
        accept(dialog)
        count = len(drafts)
        told = ngettext(
            "{count} place is saved and on its way. The outbox shows how far it is.",
            "{count} places are saved and on their way, one after the other. The outbox shows how far they are.",
            count,
        )
        self._notices.say(told.format(count=count))

    # -- out

    def ask_save(self) -> None:
        """Ask for the file for the places that the dock shows."""
        places = [as_written(row) for row in self._pane.shown() if row.lat is not None and row.lon is not None]
        if not places:
            self._notices.say(NONE_SHOWN)
            return
        pick_kind(self._window(), SAVE, list(KINDS), partial(self._picked, places), "places.kml")

    def _picked(self, places: list[WrittenPlace], path: str, kind: str) -> None:
        self.start_save(places, Path(path), KINDS[kind])

    def start_save(self, places: list[WrittenPlace], path: Path, kind: str) -> asyncio.Task[None]:
        """Write places; an ending that a format has rules, else the file gets that of `kind`."""
        path = with_ending(path, [f".{each}" for each in PLACE_FORMATS], f".{kind}")
        return self._files.start(path, lambda: write_places(path, places, path.suffix[1:].casefold()), "place file")


def as_written(row: PlaceRow) -> WrittenPlace:
    """Return a row of the dock as a file tells it."""
    radius_m = row.radius_m if row.kind == GEOZONE else None
    place = row.lat or 0.0, row.lon or 0.0
    return WrittenPlace(row.name, *place, row.kind, radius_m, row.comment, row.address, row.phone)
