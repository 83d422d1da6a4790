"""Build the fuel dock."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.base.translation import _
from fleetdesk.sync.fuel.cases import FuelCases
from fleetdesk.sync.fuel.last_changes import LastChanges
from fleetdesk.sync.fuel.service import FuelService
from fleetdesk.sync.fuel.tanks import Tanks
from fleetdesk.ui.fuel.controller import FuelController
from fleetdesk.ui.fuel.last_change_finder import LastChangeFinder
from fleetdesk.ui.fuel.pane import FuelPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class FuelFeature:
    """The dock and what others call of it."""

    pane: FuelPane
    controller: FuelController
    tanks: Tanks
    feature: Feature


def build_fuel(services: Services, look: Look, map_: MapFeature, vehicles: VehiclesFeature) -> FuelFeature:
    """Build the feature; the menu of a vehicle opens it."""
    store = services.store
    pane, providers = FuelPane(look.tokens, look.zone, services.live.now), services.providers
    tanks = Tanks(services.live, providers, services.background)
    changes = LastChanges(services.history, providers, store.now)
    controller = FuelController(
        pane,
        tanks,
        LastChangeFinder(pane, changes, store, services.background),
        FuelService(services.history, providers, services.live.now),
        FuelCases(services.history, services.gazetteer),
        store,
        services.background,
        look.tokens,
        look.zone,
        Printing(services.background, look.long_work, look.notices),
    )
    controller.place_wanted.connect(map_.pane.show_near)
    vehicles.commands.menu_opening.connect(controller.offer)
    exports = [
        Export(Menu.FLEET, _("Export the fuel levels"), lambda: pane.built().level_table),
        Export(Menu.FLEET, _("Export the fuel changes"), lambda: pane.built().event_table),
    ]
    return FuelFeature(pane, controller, tanks, Feature((pane,), controller.commands(), exports=exports))
