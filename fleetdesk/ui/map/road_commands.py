"""The command "Roads": a router chosen, asked once, used and remembered."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.estimate import point
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import Router
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Roads
from fleetdesk.sync.background import Background
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.pane import MapPane
from fleetdesk.ui.map.road_dialog import RoadDialog
from fleetdesk.ui.widgets.answers import accept, say_failure
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices

NOT_HERE = _("The router answers, but knows no way where your vehicles are. Does it have the roads of this country?")


class RoadCommands:
    """Binds the choice of a router to settings and roads. `open_router` may wait for a disk."""

    def __init__(
        self,
        pane: MapPane,
        store: Store,
        roads: RoadService,
        profile: Profile,
        open_router: Callable[[Roads], Router | None],
        background: Background,
        notices: Notices,
    ) -> None:
        self._pane, self._store, self._roads, self._profile = pane, store, roads, profile
        self._open, self._background, self._notices = open_router, background, notices
        roads.failing.connect(self._say_failing)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.MAP, _("Roads"), "", self.pick_router, asks=True)]

    def pick_router(self) -> None:
        """Ask for the router."""
        dialog = RoadDialog(self._pane.window(), self._profile.settings.roads)
        dialog.used.connect(lambda roads: self._background.start(self._use(roads, dialog), "use roads"))
        dialog.show_it()

    def show_roads(self, roads: Roads) -> None:
        """Use a router from now on without asking it, or say why that cannot be."""
        self._background.start(self._show(roads), "roads")

    async def _show(self, roads: Roads) -> None:
        try:
            self._roads.use(await asyncio.to_thread(self._open, roads))
        except FleetError as error:
            self._roads.use(None)
            self._notices.say(together(_("Distances and times are estimates."), str(error)), trouble=True)

    async def _use(self, roads: Roads, dialog: RoadDialog) -> None:
        try:
            router = await asyncio.to_thread(self._open, roads)
        except FleetError as error:
            say_failure(dialog, dialog.say_refused, str(error), self._notices)
            return
        if router is not None and (wrong := await self._wrong_with(router)):
            await router.close()
            say_failure(dialog, dialog.say_refused, wrong, self._notices)
            return
        self._roads.use(router)
        accept(dialog)
        await asyncio.to_thread(self._profile.save_settings, replace(self._profile.settings, roads=roads))

    async def _wrong_with(self, router: Router) -> str:
        """Ask for one way, and return what is wrong; empty where nothing is."""
        places = list(self._places())
        one, other = (places[0], places[-1]) if places else self._middle()
        try:
            found = await router.matrix([one], other)
        except FleetError as error:
            return str(error)
        return NOT_HERE if places and found[0] is None else ""

    def _places(self) -> Iterator[Point]:
        """Yield where the first vehicles are, because there must be roads."""
        placed = (point(each.position) for each in self._store.fleet.values() if not each.suspect)
        for place, _number in zip(filter(None, placed), range(2), strict=False):
            yield place

    def _middle(self) -> tuple[Point, Point]:
        view = self._pane.map.view
        lat, lon = (view.lat, view.lon) if view else (0.0, 0.0)
        return (lon, lat), (lon, lat)

    def _say_failing(self, sentence: str) -> None:
        if sentence:
            told = _("The router fails, so distances and times are estimates for now.")
            self._notices.say(together(told, sentence), trouble=True)
        else:
            self._notices.say(_("Distances and times are by road again."))
