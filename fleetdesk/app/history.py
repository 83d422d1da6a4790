"""Build the history dock."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.base.translation import _
from fleetdesk.sync.store import Store
from fleetdesk.ui.history.charts_controller import ChartsController
from fleetdesk.ui.history.controller import HistoryController
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.history.replay_offer import ReplayOffer
from fleetdesk.ui.history.track_on_map import TrackOnMap
from fleetdesk.ui.history.track_saving import TrackSaving
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class HistoryFeature:
    """The dock and what others call of it."""

    pane: HistoryPane
    controller: HistoryController
    replay: ReplayOffer
    feature: Feature


def build_history(
    services: Services, look: Look, map_: MapFeature, vehicles: VehiclesFeature, tasks: TasksFeature
) -> HistoryFeature:
    """Build the feature; menus of vehicles, their card and the menu of a task open it."""
    store, profile = services.store, services.profile
    pane = HistoryPane(look.tokens, look.zone, services.live.now, lambda: profile.settings.shifts)
    on_map = TrackOnMap(map_.pane.map, services.background, pane)
    charts = ChartsController(
        pane, on_map, services.background, lambda key: sensors(store, key), services.recorder.voltages
    )
    printing = Printing(services.background, look.long_work, look.notices)
    offer = ReplayOffer(pane)
    controller = HistoryController(
        pane, on_map, services.history, store, services.background, look.notices, charts, offer, printing, look.zone
    )
    vehicles.commands.menu_opening.connect(controller.offer)
    vehicles.commands.everything_wanted.connect(on_map.clear)
    vehicles.details.history_wanted.connect(controller.open_selected)
    tasks.menu.opening_for_one.connect(controller.offer_task)
    saving = TrackSaving(pane, look.long_work, look.notices)
    controller.shown.connect(saving.show_views)
    commands = [*controller.commands(), *saving.commands()]
    exports = [Export(Menu.FLEET, _("Export the history"), lambda: pane.built().table)]
    return HistoryFeature(pane, controller, offer, Feature((pane,), commands, exports=exports))


def sensors(store: Store, key: str) -> frozenset[int]:
    """Return the temperature sensors that are known of a unit, by its positions or by its vendor."""
    seen = store.fleet.get(key)
    return frozenset() if seen is None else seen.known_sensors
