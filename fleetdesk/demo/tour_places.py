"""The tour's steps of places and orders: each is made once, by the simulator's own state."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QDialog, QLineEdit

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.keys import split_key
from fleetdesk.domain.located import place_of
from fleetdesk.ui.orders.dialog import OrderDialog
from fleetdesk.ui.places.poi_dialog import PoiDialog
from fleetdesk.ui.places.zone_dialog import ZoneDialog
from fleetdesk.ui.widgets.foreign_text import set_value

if TYPE_CHECKING:
    from fleetdesk.app.main import App

Kind = TypeVar("Kind", bound=QDialog)
CUSTOMER, YARD, RADIUS_M = "Tour customer", "Tour yard", 400.0


class PlaceSteps:
    """`truth` asks the simulator's control endpoint. order() tells the vehicle that places() has selected."""

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]]) -> None:
        self._app, self._truth = app, truth

    async def places(self) -> dict[str, Any]:
        """A customer where the map was pressed, a geozone around a vehicle that tells of it; both stand in the dock."""
        view, store = self._app.view, self._app.store
        view.places.controller.open()
        key, place = next(
            (key, place) for key, seen in store.fleet.items() if (place := place_of(seen.position)) and seen.unit.plate
        )
        view.map.pane.poi_wanted.emit(*place)
        await self._fill(PoiDialog, CUSTOMER)
        store.select([key])
        view.map.pane.zone_drawing.drawn.emit(*place, RADIUS_M)
        await self._fill(ZoneDialog, YARD)
        await until(lambda: not store.task_store.waiting, _("they were not confirmed"))
        await until(lambda: {CUSTOMER, YARD} <= self._names(), _("the dock does not list them"))
        view.map.pane.show_near(*place)
        return await self._judged(split_key(key)[1])

    async def order(self) -> dict[str, Any]:
        """The device of the selected vehicle is told something that it can do, confirmed once more, and has it once."""
        view, store = self._app.view, self._app.store
        key = store.selection[0]
        dialog = view.orders.open(key)
        await until(lambda: dialog.go.isEnabled(), _("the device was not asked what it can do"))
        event_type, text = dialog.order.currentData()
        dialog.go.click()
        hold(not store.task_store.waiting, _("it went before it was confirmed"))
        dialog.go.click()
        await until(lambda: self._shown(OrderDialog) is None, _("it was not saved"))
        await until(lambda: not store.task_store.waiting, _("they were not confirmed"))
        events = [row for row in (await self._truth("made"))["event"] if row["object_id"] == split_key(key)[1]]
        told = [(row["eventType"], row["description"]) for row in events]
        hold(told == [(event_type, text)], _("the device was told {orders}").format(orders=told))
        return {"vehicle": split_key(key)[1], "order": text}

    async def _fill(self, kind: type[Kind], name: str) -> None:
        await until(lambda: self._shown(kind) is not None, _("the dialog did not open"))
        dialog = self._shown(kind)
        assert isinstance(dialog, PoiDialog | ZoneDialog)
        field = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == _("Name"))
        set_value(field, name)
        dialog.go.click()
        await until(lambda: self._shown(kind) is None, _("it was not saved"))

    def _shown(self, kind: type[Kind]) -> Kind | None:
        return next((each for each in self._app.window.findChildren(kind) if each.isVisible()), None)

    def _names(self) -> set[str]:
        rows = self._app.view.places.pane.built().model.shown_items().values()
        return {row.name for row in rows if row.op is None}

    async def _judged(self, unit: str) -> dict[str, Any]:
        made = await self._truth("made")
        customers = [row for row in made["poi"] if row["name"] == CUSTOMER]
        yards = [row for row in made["geozone"] if row["name"] == YARD]
        hold(len(customers) == 1, _("the server has the place {count} times").format(count=len(customers)))
        hold(len(yards) == 1, _("the server has the geozone {count} times").format(count=len(yards)))
        links = [row for row in made["link"] if row["geozoneID"] == yards[0]["id"]]
        tied = [(row["object_id"], row["events"]) for row in links]
        hold(tied == [(unit, [1, 2])], _("the server has these alarms: {alarms}").format(alarms=tied))
        return {"place": customers[0]["id"], "geozone": yards[0]["id"], "alarms": len(links)}
