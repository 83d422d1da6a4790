"""The command "Streets": a street map chosen, opened off the window's thread, shown and remembered."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.presets import published_yesterday
from fleetdesk.streets.stores import TileStore
from fleetdesk.streets.tiles import TileSource, plain
from fleetdesk.sync.background import Background
from fleetdesk.ui.map.about_map import AboutMapDialog, makers_of
from fleetdesk.ui.map.keep_commands import Countries, KeepCommands, MakeKeeping
from fleetdesk.ui.map.pane import MapPane
from fleetdesk.ui.map.street_dialog import StreetDialog
from fleetdesk.ui.map.street_hint import StreetHint
from fleetdesk.ui.widgets.answers import accept, say_failure
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices

Opened = tuple[TileSource | None, TileStore | None]


class StreetCommands:
    """Binds the choice of a street map to map and settings. `open_tiles` may wait for a disk.

    `shown` is told the path of each map file that is shown, an empty one for a street map that is no file, or none.
    """

    def __init__(
        self,
        pane: MapPane,
        profile: Profile,
        open_tiles: Callable[[Tiles], Opened],
        background: Background,
        notices: Notices,
        read_countries: Callable[[], Countries],
        make_keeping: MakeKeeping,
        shown: Callable[[str], None],
    ) -> None:
        self._pane, self._profile, self._open, self._shown = pane, profile, open_tiles, shown
        self._keep = KeepCommands(read_countries, make_keeping, background, notices, self._use_kept)
        self._background, self._notices = background, notices
        self._store: TileStore | None = None
        self._hint = StreetHint(pane.map)
        self._hint.wanted.connect(self.pick_tiles)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        about = Command(Menu.MAP, _("About this map"), "", self.show_about, asks=True)
        return [Command(Menu.MAP, _("Streets"), "", self.pick_tiles, asks=True), about]

    def pick_tiles(self) -> None:
        """Ask for the street map."""
        dialog = StreetDialog(self._pane.window(), self._profile.settings.tiles)
        dialog.used.connect(lambda tiles: self._background.start(self._use(tiles, dialog), "use streets"))
        dialog.country_wanted.connect(self.keep_country)
        dialog.show_it()

    def show_about(self) -> None:
        """Show whose map this is, under which terms, and where mistakes of it are mended."""
        self._background.start(self._show_about(self._profile.settings.tiles), "about this map")

    async def _show_about(self, tiles: Tiles) -> None:
        told = plain(self._store.metadata.get("attribution", "")) if self._store else ""
        makers = await asyncio.to_thread(makers_of, replace(tiles, attribution=tiles.attribution or told))
        AboutMapDialog(self._pane.window(), makers).show_it()

    def keep_country(self) -> None:
        """Ask for a country whose streets are kept on this computer."""
        self._keep.open(self._pane.window(), self._pane.map.view, published_yesterday(datetime.now(UTC)))

    def _use_kept(self, tiles: Tiles) -> None:
        self._background.start(self._show_kept(tiles), "use streets")

    async def _show_kept(self, tiles: Tiles) -> None:
        if wrong := await self._try(tiles):
            self._notices.say(wrong, trouble=True)
        else:
            await self._save(tiles)

    async def _use(self, tiles: Tiles, dialog: StreetDialog) -> None:
        if wrong := await self._try(tiles):
            say_failure(dialog, dialog.say_refused, wrong, self._notices)
            return
        accept(dialog)
        await self._save(tiles)

    async def _save(self, tiles: Tiles) -> None:
        settings = replace(self._profile.settings, tiles=tiles)
        await asyncio.to_thread(self._profile.save_settings, settings)

    def say_failing(self, sentence: str) -> None:
        """Say why the server of the streets fails, and show the local names; an empty sentence: it is back."""
        self._pane.map.streets.set_failing(bool(sentence))
        if sentence:
            told = _("The server of the streets fails, so the map shows what it has itself.")
            self._notices.say(together(told, sentence), trouble=True)
        else:
            self._notices.say(_("The streets are back."))

    def show_tiles(self, tiles: Tiles) -> None:
        """Show a street map as soon as its file is open, or say why there is none."""
        self._background.start(self._show(tiles), "streets")

    async def _show(self, tiles: Tiles) -> None:
        if wrong := await self._try(tiles):
            self._notices.say(together(_("The streets cannot be shown."), wrong), trouble=True)

    async def _try(self, tiles: Tiles) -> str:
        """Show a street map; return what is wrong with it, empty where nothing is."""
        try:
            source, store = await asyncio.to_thread(self._open, tiles)
            self._store = store
            self._pane.map.streets.show(source, store)
            self._hint.refresh()
            self._shown(source.file if source else "")
        except (ValueError, FleetError) as error:
            return str(error)
        return ""
