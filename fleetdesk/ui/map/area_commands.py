"""The commands about areas: saved under a name, shown again, written to a file."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from fleetdesk.base.files import USERS, write_whole
from fleetdesk.base.jsonable import jsonable
from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Area
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.background import Background
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.ui.map.pane import MapPane
from fleetdesk.ui.map.saved_areas import SavedAreas
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices


class AreaCommands:
    """Binds the area on the map to the file of saved areas."""

    def __init__(
        self,
        pane: MapPane,
        query: AreaQuery,
        areas: SavedValues,
        on_map: SavedAreas,
        background: Background,
        notices: Notices,
    ) -> None:
        self._pane, self._query, self._areas, self._on_map = pane, query, areas, on_map
        self._background, self._notices = background, notices
        pane.panel.save_wanted.connect(self.save_area)
        pane.panel.export_wanted.connect(self.export_area)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [
            Command(Menu.MAP, _("Save the area"), "", self.save_area, asks=True, possible=self._pane.has_area),
            Command(Menu.MAP, _("Saved areas"), "", self.pick_area, asks=True),
            Command(Menu.MAP, _("Export the area"), "", self.export_area, asks=True, possible=self._pane.has_area),
        ]

    def find(self, text: str, most: int) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return at most so many saved areas whose names contain every word of a text; Enter shows one."""
        words = text.casefold().split()
        names = [name for name in self._areas.known if all(word in name.casefold() for word in words)]
        return [(_("Area: {name}").format(name=name), partial(self._show, name)) for name in names[:most]]

    def _show(self, name: str) -> None:
        self._pane.show_area(Area.from_geojson(json.loads(self._areas.known[name])), fit=True)

    def save_area(self) -> None:
        """Save the drawn area under a name."""
        area = self._query.area
        if area is None:
            self._notices.say(_("Draw an area first: P polygon, R rectangle, C circle, L lasso."))
            return
        text = json.dumps(area.geojson())
        ask.ask_name(
            self._pane.window(),
            _("Save the area as"),
            "",
            lambda name: self._start(self._changed(self._areas.save(name, text)), "save area"),
        )

    def pick_area(self) -> None:
        """Offer the saved areas."""
        self._start(self._offer_areas(), "saved areas")

    async def _offer_areas(self) -> None:
        areas = await self._areas.all()
        if not areas:
            self._notices.say(_("No area is saved yet. Draw one, then press Save."))
            return
        forget = lambda name: self._start(self._changed(self._areas.forget(name)), "forget area")  # noqa: E731
        ask.pick_area(self._pane.window(), areas, self._show, forget)

    def export_area(self) -> None:
        """Write the area and both answers as GeoJSON."""
        verdict = self._query.verdict
        if verdict is None:
            self._notices.say(_("There is no area to export. Draw one first."))
            return
        feature = {"type": "Feature", "geometry": verdict.area.geojson(), "properties": jsonable(verdict.jsonable())}
        text = json.dumps(feature, ensure_ascii=False, indent=1)
        write = lambda file: self._start(self._write(Path(file), text), "export")  # noqa: E731
        ask.pick_file(self._pane.window(), _("Export the area"), _("GeoJSON (*.geojson)"), write, save="area.geojson")

    async def _write(self, file: Path, text: str) -> None:
        try:
            await asyncio.to_thread(write_whole, file, text, USERS)
        except OSError as error:
            self._notices.say(
                _("{file} could not be written: {reason}.").format(file=file, reason=error.strerror), trouble=True
            )
        else:
            self._notices.say(_("Written to {file}.").format(file=file))

    async def _changed(self, work: Coroutine[Any, Any, None]) -> None:
        await work
        self._on_map.refresh()

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._background.start(work, name)
