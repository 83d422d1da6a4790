"""Build the places dock."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.visits import VisitsFeature
from fleetdesk.base.translation import _
from fleetdesk.domain.located import place_of
from fleetdesk.sync.store import Store
from fleetdesk.ui.places.controller import PlacesController
from fleetdesk.ui.places.pane import PlacesPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class PlacesFeature:
    """The dock and what tests call of it."""

    pane: PlacesPane
    controller: PlacesController
    feature: Feature


def build_places(services: Services, look: Look, map_: MapFeature, visits: VisitsFeature) -> PlacesFeature:
    """Build the feature; a place is shown on the map, becomes a task, or is asked who was there."""
    store = services.store
    pane = PlacesPane(lambda: selected_place(store))
    controller = PlacesController(pane, services.named_places, store, services.background, look.notices)
    controller.place_wanted.connect(map_.pane.show_near)
    controller.task_wanted.connect(map_.pane.task_wanted)  # as a place of the map becomes one
    controller.visits_wanted.connect(visits.controller.open_place)
    exports = [Export(Menu.MAP, _("Export the places"), pane.table)]
    return PlacesFeature(pane, controller, Feature((pane,), controller.commands(), exports=exports))


def selected_place(store: Store) -> tuple[float, float] | None:
    """Return where the selected unit is; None without one, or with several."""
    seen = store.fleet.get(store.selection[0]) if len(store.selection) == 1 else None
    return place_of(seen.position) if seen is not None else None
