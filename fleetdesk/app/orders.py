"""Build the orders to devices of vehicles."""

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.ui.orders.controller import Orders


def build_orders(services: Services, look: Look, vehicles: VehiclesFeature) -> Orders:
    """Build the feature; the menu of a vehicle opens it."""
    orders = Orders(
        vehicles.pane.window,
        services.creations,
        services.orders,
        services.live,
        services.background,
        look.notices,
        look.zone,
    )
    vehicles.commands.menu_opening.connect(orders.offer)
    return orders
