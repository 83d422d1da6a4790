"""Build the dock with everything that is known of one vehicle."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.sync.cars import Cars
from fleetdesk.sync.fuel.tanks import Tanks
from fleetdesk.sync.vehicle_data import VehicleDataService
from fleetdesk.ui.orders.controller import Orders
from fleetdesk.ui.vehicle_page.controller import VehiclePageController
from fleetdesk.ui.vehicle_page.page_out import PageOut
from fleetdesk.ui.vehicle_page.pane import VehiclePane
from fleetdesk.ui.vehicle_page.writer import PageWriter
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class VehiclePageFeature:
    """The dock and what tests call of it."""

    pane: VehiclePane
    controller: VehiclePageController
    cars: Cars
    feature: Feature


def build_vehicle_page(
    services: Services, look: Look, vehicles: VehiclesFeature, tanks: Tanks, orders: Orders
) -> VehiclePageFeature:
    """Build the feature; the menu and the card of a vehicle open it."""
    store, live, providers = services.store, services.live, services.providers
    data, cars = VehicleDataService(live, providers), Cars(live, providers, services.background)
    places, pane = services.named_places, VehiclePane()
    writer = PageWriter(store, data, cars, tanks, places, services.whereabouts, look.zone)
    controller = VehiclePageController(
        pane, writer, store, data, cars, tanks, places, services.background, services.orders.takes_orders
    )
    PageOut(pane, lambda: controller.page, look.notices, Printing(services.background, look.long_work, look.notices))
    services.whereabouts.changed.connect(controller.refresh)
    controller.order_wanted.connect(orders.open)
    services.orders.handled.connect(controller.look_again)
    vehicles.commands.menu_opening.connect(controller.offer)
    vehicles.details.data_wanted.connect(lambda: controller.open())
    return VehiclePageFeature(pane, controller, cars, Feature((pane,), controller.commands()))
