"""What the commands of the window do: each is a word of the dispatcher, and none waits."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from fleetdesk.base.errors import FleetError, Refused
from fleetdesk.base.jsonable import jsonable
from fleetdesk.base.own_thread import in_own_thread
from fleetdesk.domain.geo import Area
from fleetdesk.profile.accounts import BASE_URLS
from fleetdesk.profile.secrets import AVAILABLE_S, keyring_available
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Account, Tiles
from fleetdesk.storage.named_json import NamedJson
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.background import Background
from fleetdesk.sync.poller import UNKNOWN_PATH
from fleetdesk.sync.store import LinkStatus, Store
from fleetdesk.ui.accounts.connect_dialog import ConnectDialog, Wish
from fleetdesk.ui.map import streets
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.widgets.foreign_text import add_entry, copy
from fleetdesk.ui.window.main_window import MainWindow


class WindowCommands:
    """Binds the window's commands to session, store and map."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        store: Store,
        area: AreaQuery,
        areas: NamedJson,
        background: Background,
        dress: Callable[[str], None],
        learn: Callable[[str], None] = lambda account: None,
    ) -> None:
        self._window, self._session, self._store, self._area = window, session, store, area
        self._areas, self._background, self._dress, self._learn = areas, background, dress, learn
        self._followed: str | None = None
        self.more: list[Command] = []
        window.map.menu_wanted.connect(self._map_menu)
        window.vehicles.menu_wanted.connect(self._vehicle_menu)
        window.vehicles.connect_wanted.connect(self.connect)
        window.map.panel.save_wanted.connect(self.save_area)
        window.map.panel.export_wanted.connect(self.export_area)
        window.map.map.follow_ended.connect(lambda: self._followed_is(None))
        area.unknown_units.connect(lambda account: session.refresh(account, "units"))

    def commands(self) -> list[Command]:
        """Every command with its menu and key."""
        window, tool = self._window, self._window.map.map.set_tool
        return [
            Command("FleetDesk", "Keys", "?", self.show_keys),
            Command("FleetDesk", "Quit", "Ctrl+Q", window.close),
            Command("Fleet", "Find a vehicle", "Ctrl+F or F3", window.vehicles.search.setFocus),
            Command("Fleet", "Select all shown", "Ctrl+A", self.select_all),
            Command("Fleet", "Clear selection", "Esc", window.clear),
            Command("Fleet", "Follow", "F", self.follow),
            Command("Fleet", "Open on map", "Ctrl+Return", self.open_selected),
            Command("Fleet", "Copy position", "Ctrl+Shift+C", self.copy_position),
            Command("Fleet", "Refresh", "F5", session_refresh(self._session)),
            Command("Tasks", "Find a task", "Ctrl+Shift+F", window.tasks.search.setFocus),
            Command("Map", "Select units", "S", lambda: tool("select")),
            Command("Map", "Polygon", "P", lambda: tool("polygon")),
            Command("Map", "Rectangle", "R", lambda: tool("rectangle")),
            Command("Map", "Circle", "C", lambda: tool("circle")),
            Command("Map", "Freehand lasso", "L", lambda: tool("lasso")),
            Command("Map", "Take the area away", "", window.map.clear_area),
            Command("Map", "Save the area", "", self.save_area),
            Command("Map", "Saved areas", "", self.pick_area),
            Command("Map", "Export the area", "", self.export_area),
            Command("Map", "Whole fleet", "Ctrl+Home", window.map.map.fit),
            Command("Map", "Streets", "", self.pick_tiles),
            Command("View", "Light", "", lambda: self._dress("light")),
            Command("View", "Dark", "", lambda: self._dress("dark")),
            Command("View", "As the system", "", lambda: self._dress("system")),
            Command("Accounts", "Connect an account", "", self.connect),
            Command("Accounts", "Sign in again", "", self.sign_in_again),
            Command("Accounts", "Remove an account", "", self.remove),
            Command("Help", "Type a command", "Ctrl+K", window.counters.command.setFocus),
            *self.more,
        ]

    # -- units

    def select_all(self) -> None:
        """Selects all that list shows."""
        self._store.select(self._window.vehicles.model.keys())

    def open_selected(self) -> None:
        """The selected unit, near."""
        if self._store.selection:
            self._window.open_unit(self._store.selection[0])

    def follow(self) -> None:
        """Follows the selected unit, or stops following."""
        chosen = self._store.selection[0] if len(self._store.selection) == 1 else None
        if chosen is None and self._followed is None:
            self._window.notices.say("Select one vehicle to follow it.")
            return
        self._followed_is(None if chosen == self._followed else chosen)
        self._window.map.map.follow(self._followed)

    def _followed_is(self, key: str | None) -> None:
        self._followed = key
        seen = self._store.fleet.get(key or "")
        self._window.map.say_count(f"following {seen.label} · F ends it" if seen else "")

    def copy_position(self) -> None:
        """Latitude and longitude of the selected unit, for pasting anywhere."""
        seen = self._store.fleet.get(self._store.selection[0]) if self._store.selection else None
        if seen and seen.placed and seen.position:
            self._copy(f"{seen.position.lat:.6f}, {seen.position.lon:.6f}")
        else:
            self._window.notices.say("Select a vehicle with a position first.")

    def _copy(self, text: str) -> None:
        copy(text)
        self._window.notices.say(f"Copied {text}")

    def _vehicle_menu(self, place: QPoint) -> None:
        menu = QMenu(self._window)
        new = self._window.tasks.new_wanted.emit
        for text, do in (
            ("New task", lambda: new()),
            ("Follow", self.follow),
            ("Open on map", self.open_selected),
            ("Copy position", self.copy_position),
        ):
            add_entry(menu, text).triggered.connect(do)
        menu.popup(place)

    def _map_menu(self, lat: float, lon: float, key: str, place: QPoint) -> None:
        if key:
            self._store.select([key])
            self._vehicle_menu(place)
            return
        menu = QMenu(self._window)
        menu.addAction("New task here").triggered.connect(lambda: self._window.map.task_wanted.emit(lat, lon))
        menu.addAction("Nearest vehicles").triggered.connect(lambda: self._window.show_nearest(lat, lon))
        add_entry(menu, f"Copy {lat:.5f}, {lon:.5f}").triggered.connect(lambda: self._copy(f"{lat:.6f}, {lon:.6f}"))
        menu.addAction("Centre here").triggered.connect(lambda: self._window.map.map.center_on(lat, lon))
        menu.addAction("Draw polygon").triggered.connect(lambda: self._window.map.map.set_tool("polygon"))
        menu.popup(place)

    # -- areas

    def save_area(self) -> None:
        """Keeps the drawn area under a name."""
        area = self._area.area
        if area is None:
            self._window.notices.say("Draw an area first: P polygon, R rectangle, C circle, L lasso.")
            return
        text = json.dumps(area.geojson())
        ask.ask_name(
            self._window,
            "Save the area as",
            "",
            lambda name: self._later(asyncio.to_thread(self._areas.save, name, text), "save area"),
        )

    def pick_area(self) -> None:
        """Offers the saved areas."""
        self._later(self._offer_areas(), "saved areas")

    async def _offer_areas(self) -> None:
        areas = await asyncio.to_thread(self._areas.all)
        if not areas:
            self._window.notices.say("No area is saved yet. Draw one, then press Save.")
            return
        show = lambda name: self._window.map.show_area(Area.from_geojson(json.loads(areas[name])), fit=True)  # noqa: E731
        drop = lambda name: self._later(asyncio.to_thread(self._areas.drop, name), "forget area")  # noqa: E731
        ask.pick_area(self._window, areas, show, drop)

    def export_area(self) -> None:
        """Writes the area and both answers as GeoJSON."""
        verdict = self._area.verdict
        if verdict is None:
            self._window.notices.say("There is no area to export. Draw one first.")
            return
        feature = {"type": "Feature", "geometry": verdict.area.geojson(), "properties": jsonable(verdict.jsonable())}
        text = json.dumps(feature, ensure_ascii=False, indent=1)
        write = lambda file: self._later(self._write(Path(file), text), "export")  # noqa: E731
        ask.pick_file(self._window, "Export the area", "GeoJSON (*.geojson)", write, save="area.geojson")

    async def _write(self, file: Path, text: str) -> None:
        try:
            await asyncio.to_thread(file.write_text, text, encoding="utf-8")
        except OSError as error:
            self._window.notices.say(f"{file} could not be written: {error.strerror}.", trouble=True)
        else:
            self._window.notices.say(f"Written to {file}.")

    # -- streets

    def pick_tiles(self) -> None:
        """Asks for the street map."""
        ask.pick_tiles(self._window, self._session.desk.settings.tiles, self._use_tiles)

    def _use_tiles(self, tiles: Tiles, answer: Callable[[str], None]) -> None:
        self._later(self._used_tiles(tiles, answer), "use streets")

    async def _used_tiles(self, tiles: Tiles, answer: Callable[[str], None]) -> None:
        wrong = await self._shown_tiles(tiles)
        answer(wrong)
        if not wrong:
            settings = replace(self._session.desk.settings, tiles=tiles)
            await asyncio.to_thread(self._session.desk.keep, settings)

    def show_tiles(self, tiles: Tiles) -> None:
        """Shows a street map, as soon as its file is open, or says why there is none."""
        self._later(self._showed_tiles(tiles), "streets")

    async def _showed_tiles(self, tiles: Tiles) -> None:
        if wrong := await self._shown_tiles(tiles):
            self._window.notices.say(f"The streets cannot be shown. {wrong}", trouble=True)

    async def _shown_tiles(self, tiles: Tiles) -> str:
        """What is wrong with a street map, else "" once it is shown."""
        try:
            self._window.map.map.set_tiles(*await asyncio.to_thread(streets.opened, tiles))
        except (ValueError, FleetError) as error:
            return str(error)
        return ""

    # -- accounts

    def connect(self) -> None:
        """Opens the dialog that connects an account."""
        self._later(self._connect(), "connect dialog")

    async def _connect(self) -> None:
        dialog = ConnectDialog(BASE_URLS, await _has_keyring(), self._window)
        dialog.test_wanted.connect(lambda wish: self._later(self._test(dialog, wish), "test account"))
        dialog.connect_wanted.connect(lambda wish: self._later(self._add(dialog, wish), "connect account"))
        dialog.learn_wanted.connect(lambda wish: self._later(self._add(dialog, wish, untried=True), "connect account"))
        dialog.open()

    async def _test(self, dialog: ConnectDialog, wish: Wish) -> None:
        try:
            said = await self._session.try_out(_account(wish), wish.secret)
        except FleetError as error:
            dialog.say(str(error), unknown_paths=_is_of_paths(error))
        else:
            dialog.say(said, good=True)

    async def _add(self, dialog: ConnectDialog, wish: Wish, *, untried: bool = False) -> None:
        try:
            await self._session.add(_account(wish), wish.secret, untried=untried)
        except FleetError as error:
            dialog.say(str(error), unknown_paths=_is_of_paths(error))
            return
        dialog.accept()
        if untried:
            self._learn(wish.name)
        else:
            self._window.notices.say(f"{wish.name} is connected.")

    def remove(self) -> None:
        """Asks which account to take off the desk."""
        names = [each.name for each in self._session.desk.settings.accounts]
        if names:
            waiting = {
                name: sum(op.account == name for op in self._store.task_store.waiting.values()) for name in names
            }
            ask.ask_remove(
                self._window, waiting, lambda name: self._later(self._session.remove(name), "remove account")
            )
        else:
            self._window.notices.say("No account is set up.")

    def sign_in_again(self) -> None:
        """Asks for an account's secret, where the old one is refused or was for one session only."""
        names = [each.name for each in self._session.desk.settings.accounts]
        waiting = [name for name, link in self._store.links.items() if link.status is LinkStatus.SIGN_IN]
        first = [*waiting, *(name for name in names if name not in waiting)]
        if first:
            sign_in = self._session.sign_in_again
            ask.ask_secret(self._window, first, lambda name, secret: self._later(sign_in(name, secret), "sign in"))
        else:
            self._window.notices.say("No account is set up.")

    def show_keys(self) -> None:
        """The sheet of keys."""
        rows = [(each.key, f"{each.menu}: {each.text}") for each in self.commands() if each.key]
        rows += [
            ("Shift+drag", "Map: take all in a box"),
            ("Backspace", "Drawing: take the last corner back"),
            ("Shift, Alt", "Drawing: add to the area, take from it"),
            ("Up, Down", "Times of a task: a quarter of an hour"),
            ("Arrows, Enter", "Day board: walk from bar to bar, open one"),
            ("+, -", "Day board: zoom"),
            ("Alt+arrows", "Day board: move the bar in time, to another vehicle"),
            ("Alt+Shift+left, right", "Day board: move the bar's end"),
        ]
        ask.show_keys(self._window, rows)

    def _later(self, work: object, name: str) -> None:
        self._background.start(work, name)  # type: ignore[arg-type]


def session_refresh(session: Session) -> Callable[[], None]:
    """Asks every server again."""
    return lambda: session.refresh()


async def _has_keyring() -> bool:
    """Whether a secret can go to a keyring now; one that does not answer in good time keeps no dialog waiting."""
    return await in_own_thread(keyring_available, AVAILABLE_S)


def _is_of_paths(error: FleetError) -> bool:
    """Whether the server answered that there is nothing at an address."""
    return isinstance(error, Refused) and error.status in UNKNOWN_PATH


def _account(wish: Wish) -> Account:
    return Account(wish.name, wish.provider, wish.url, wish.username, wish.store, sign_in=wish.sign_in)
