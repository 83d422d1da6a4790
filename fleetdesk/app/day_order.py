"""Build the order of a vehicle's day."""

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.ui.day_order.controller import DayOrder
from fleetdesk.ui.window.feature import Feature


def build_day_order(
    services: Services, look: Look, vehicles: VehiclesFeature, tasks: TasksFeature
) -> tuple[DayOrder, Feature]:
    """Build the feature; what is chosen in it becomes changes of tasks."""
    order = DayOrder(
        services.store,
        lambda: tasks.form.task,
        services.roads,
        look.tokens,
        look.zone,
        services.background,
        look.notices,
        vehicles.pane,
    )
    order.taken.connect(tasks.controller.put_in_order)
    order.given.connect(tasks.controller.give)
    vehicles.commands.menu_opening.connect(order.offer)
    return order, Feature(commands=order.commands())
