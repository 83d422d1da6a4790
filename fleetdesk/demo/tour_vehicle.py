"""The tour's steps of the vehicle's page: what its vendor tells of one, and a car that nobody drives."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.creation_drafts import order_words
from fleetdesk.domain.keys import split_key
from fleetdesk.ui.vehicle_page.car_words import NO_OPEN_TRIP

if TYPE_CHECKING:
    from fleetdesk.app.main import App


class VehicleSteps:
    """vehicle_data() shows the vehicle that is selected, whose device was told something before.

    `truth` asks the simulator's control endpoint.
    """

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]]) -> None:
        self._app, self._truth = app, truth
        self._pane = app.view.vehicle_page.pane.built()
        self.steps = self.vehicle_data, self.car_data

    async def vehicle_data(self) -> dict[str, Any]:
        """The page of the selected vehicle has its settings, the geozone that it was tied to, and what it was told."""
        key = self._app.store.selection[0]
        self._app.view.vehicle_page.controller.open()
        made = await self._truth("made")
        told = [row for row in made["event"] if row["object_id"] == split_key(key)[1]]
        wanted = {order_words(row["eventType"], row["description"]) for row in told}
        await until(lambda: wanted <= self._names(), _("the page does not list what the device was told"))
        zones = [row["geozoneID"] for row in made["link"] if row["object_id"] == split_key(key)[1]]
        named = {_("Geozone {number}").format(number=each) for each in zones}
        hold(named <= self._names(), _("the page does not list the geozones of the vehicle"))
        return {"vehicle": split_key(key)[1], "facts": len(self._pane.sheet.values), "geozones": len(zones)}

    async def car_data(self) -> dict[str, Any]:
        """A car of VEZMA that nobody drives is chosen; note and services are those of its vendor."""
        pane = self._pane
        await until(lambda: pane.cars.count() > 1, _("no car came"))
        row = next((at for at in range(pane.cars.count()) if NO_OPEN_TRIP in pane.cars.itemText(at)), None)
        hold(row is not None, _("every car is driven"))
        assert row is not None
        pane.cars.setCurrentIndex(row)
        pane.cars.activated.emit(row)
        await until(lambda: _("Note") in self._names(), _("the page of the car did not come"))
        account, car = split_key(pane.cars.itemData(row))
        answered = await self._app.services.providers[account].call("vehicles.get", {"vehicleId": car})
        notes = [value.text() for (_heading, name, _row), value in pane.sheet.values.items() if name == _("Note")]
        hold(notes == [answered.values.note], _("the page has another note than the server"))
        return {"car": answered.values.name, "note": answered.values.note}

    def _names(self) -> set[str]:
        return {name for _heading, name, _row in self._pane.sheet.values}
