"""The tour's steps of an area: drawn with the mouse, answered by the server, its vehicles selected, one followed."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QPushButton

from fleetdesk.base.translation import _, ngettext, source
from fleetdesk.demo.mouse import mouse_event, receiver
from fleetdesk.demo.tour_check import LOOK_MS, hold
from fleetdesk.domain.areas import Verdict
from fleetdesk.domain.keys import split_key

if TYPE_CHECKING:
    from fleetdesk.app.main import App

# Corners of the polygon as shares of the map's width and height: around the middle of Estonia once it is fitted.
CORNERS = ((0.36, 0.40), (0.62, 0.37), (0.76, 0.52), (0.66, 0.70), (0.42, 0.66))


class AreaSteps:
    """`truth` asks the simulator's control endpoint, `until` waits until something is so."""

    def __init__(
        self,
        app: "App",
        truth: Callable[..., Awaitable[Any]],
        until: Callable[[Callable[[], bool], str], Awaitable[None]],
    ) -> None:
        self._app, self._truth, self._until = app, truth, until

    async def polygon(self) -> dict[str, Any]:
        """A polygon is drawn with the mouse: P, five corners, and the first again."""
        view, desk = self._app.view, self._app.services.area_query
        view.map.pane.map.set_tool("polygon")
        await asyncio.sleep(LOOK_MS / 1000)
        for corner in (*CORNERS, CORNERS[0]):
            await self.click(corner)
        await self._until(lambda: desk.verdict is not None, _("no polygon was drawn"))
        assert desk.verdict is not None
        return {"corners": len(desk.verdict.area.parts[0][0]) - 1, "local": len(desk.verdict.local)}

    async def answer(self) -> dict[str, Any]:
        """The server's answer comes and agrees with the simulator's truth, but for who crossed the line meanwhile."""
        desk = self._app.services.area_query
        await self._until(lambda: desk.verdict is not None and desk.verdict.server is not None, _("no answer"))
        verdict = desk.verdict
        assert verdict is not None
        truth = await self._truth_in(verdict)
        said = {split_key(key)[1] for key in verdict.server or ()}
        crossed = said ^ truth
        hold(
            len(crossed) <= max(1, len(truth) // 50),
            _("server and truth differ in {vehicles}").format(vehicles=", ".join(sorted(crossed))),
        )
        hold(bool(said), _("the polygon is empty"))
        return {
            "server": len(said),
            "local": len(verdict.local),
            "agreed": len(verdict.agreed),
            "only_local": len(verdict.only_local),
            "only_server": len(verdict.only_server),
            "crossed_since": len(crossed),
        }

    async def select(self) -> dict[str, Any]:
        """Select takes them all in list and map."""
        desk, store = self._app.services.area_query, self._app.store
        self._press(_("Select area"))
        await self._until(lambda: len(store.selection) > 0, _("nothing was selected"))
        assert desk.verdict is not None
        rows = len(self._app.view.vehicles.pane.table.selected_keys())
        hold(
            rows == len(store.selection),
            ngettext(
                "{rows} rows selected, {count} unit", "{rows} rows selected, {count} units", len(store.selection)
            ).format(rows=rows, count=len(store.selection)),
        )
        return {"selected": len(store.selection)}

    async def follow(self) -> dict[str, Any]:
        """One moving vehicle of them is followed."""
        store, view = self._app.store, self._app.view
        moving = [key for key in store.selection if store.fleet[key].motion.state == "moving"]
        hold(bool(moving), _("nobody in the polygon moves"))
        store.select(moving[:1])
        view.map.pane.map.center_on(*self._place(moving[0]), 10)
        self._app.view.map.commands.follow()
        heard = store.fleet[moving[0]].position
        await self._until(lambda: store.fleet[moving[0]].position != heard, _("it does not move"))
        await asyncio.sleep(1)
        return {"followed": store.fleet[moving[0]].label, "reason": source(store.fleet[moving[0]].motion.reason)}

    def _press(self, name: str) -> None:
        """Presses the button of that accessible name."""
        found = [each for each in self._app.window.findChildren(QPushButton) if each.accessibleName() == name]
        called = ngettext("{count} button is called {name}", "{count} buttons are called {name}", len(found))
        hold(len(found) == 1, called.format(count=len(found), name=name))
        found[0].click()

    def _place(self, key: str) -> tuple[float, float]:
        position = self._app.store.fleet[key].position
        assert position is not None
        assert position.lat is not None
        assert position.lon is not None
        return position.lat, position.lon

    async def click(self, corner: tuple[float, float]) -> None:
        """One click on the map at a share of its size: moved there, pressed, released."""
        view = self._app.view.map.pane.map
        place = QPoint(round(view.width() * corner[0]), round(view.height() * corner[1]))
        target = receiver(view, place)
        local = target.mapFrom(view, place)
        for kind, held in (
            (QEvent.Type.MouseMove, False),
            (QEvent.Type.MouseButtonPress, True),
            (QEvent.Type.MouseButtonRelease, False),
        ):
            QApplication.postEvent(target, mouse_event(kind, target, local, held))
            await asyncio.sleep(0.06)

    async def _truth_in(self, verdict: Verdict) -> set[str]:
        ring = [list(point) for point in verdict.area.parts[0][0]]
        said = await self._truth("truth/in_area", coordinates=json.dumps(ring))
        return {str(each) for each in said}
