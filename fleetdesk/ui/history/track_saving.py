"""The command that saves the track of a unit that the history shows, for other programs."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.history.view import UnitView
from fleetdesk.sheets.tracks import TRACK_FORMATS, write_track
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.dialogs import pick_kind
from fleetdesk.ui.widgets.file_writing import FileWriting, with_ending
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices

NAME_OF_COMMAND = _("Save the track")
KINDS = {
    _("GPX, for navigation and maps (*.gpx)"): "gpx",
    _("KML, for Google Earth (*.kml)"): "kml",
    _("GeoJSON (*.geojson)"): "geojson",
    _("CSV, a row a point (*.csv)"): "csv",
}
NOTHING = _("Open the history of a vehicle first; its track is saved for the period that is shown.")
WHOSE = _("Several vehicles are shown. Select a row of the one whose track is to be saved.")
NO_TRACK = _("No track of {unit} is known in this period.")


class TrackSaving(QObject):
    """Asks for a file and writes the track of the unit of the selected row, or of the only one that is shown."""

    def __init__(self, pane: HistoryPane, long_work: LongWork, notices: Notices) -> None:
        super().__init__(pane)
        self._pane, self._notices, self._files = pane, notices, FileWriting(long_work, notices)
        self._views: Mapping[str, UnitView] = {}
        self._labels: Mapping[str, str] = {}

    def show_views(self, views: Sequence[UnitView], labels: Mapping[str, str]) -> None:
        """Take over what is shown."""
        self._views, self._labels = {each.key: each for each in views}, labels

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME_OF_COMMAND, "", self.ask, asks=True)]

    def ask(self) -> None:
        """Ask for the file, or say what is missing."""
        view = self._chosen()
        if view is None:
            self._notices.say(WHOSE if self._views else NOTHING)
        elif not view.track.points:
            self._notices.say(NO_TRACK.format(unit=readable(self._label(view), NAME)))
        else:

            def begin(path: str, kind: str) -> None:
                self.start(view, Path(path), KINDS[kind])

            pick_kind(self._pane.window(), NAME_OF_COMMAND, list(KINDS), begin, "track.gpx")

    def start(self, view: UnitView, path: Path, kind: str) -> asyncio.Task[None]:
        """Write the track of a unit; an ending that a format has rules, else the file gets that of `kind`."""
        path = with_ending(path, [f".{each}" for each in TRACK_FORMATS], f".{kind}")
        name, ending = self._label(view), path.suffix[1:].casefold()
        return self._files.start(path, lambda: write_track(path, view.track, name, ending), "track file")

    def _chosen(self) -> UnitView | None:
        if not self._views:
            return None
        rows = (self._pane.model.item(key) for key in self._pane.table.selected_keys())
        units = {row.unit for row in rows if row is not None} or set(self._views)
        return self._views.get(next(iter(units))) if len(units) == 1 else None

    def _label(self, view: UnitView) -> str:
        return self._labels.get(view.key, view.key)
