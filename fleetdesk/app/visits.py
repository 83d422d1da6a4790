"""Build the dock "Who was here"."""

import json
from dataclasses import dataclass

from fleetdesk.app.history import HistoryFeature
from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Area
from fleetdesk.ui.visits.controller import VisitsController, named_like
from fleetdesk.ui.visits.pane import VisitsPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.printing import Printing
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class VisitsFeature:
    """The dock and what others call of it."""

    pane: VisitsPane
    controller: VisitsController
    feature: Feature


def build_visits(
    services: Services, look: Look, map_: MapFeature, tasks: TasksFeature, history: HistoryFeature
) -> VisitsFeature:
    """Build the feature; the panel of an area, the menu of a place and that of a task open it."""
    store, profile, areas = services.store, services.profile, services.areas
    pane = VisitsPane(look.zone, store.now, lambda: profile.settings.shifts)

    def name_of(area: Area) -> str:
        return named_like({name: Area.from_geojson(json.loads(text)) for name, text in areas.known.items()}, area)

    controller = VisitsController(
        pane,
        services.visits,
        store,
        services.background,
        look.notices,
        Printing(services.background, look.long_work, look.notices),
        look.zone,
        lambda: services.area_query.area,
        name_of,
    )
    map_.pane.panel.visits_wanted.connect(controller.open_drawn)
    map_.pane.visits_wanted.connect(controller.open_place)
    tasks.menu.opening_for_one.connect(controller.offer_task)
    controller.history_wanted.connect(history.controller.open_span)
    exports = [Export(Menu.MAP, _("Export who was here"), lambda: pane.built().table)]
    return VisitsFeature(pane, controller, Feature((pane,), controller.commands(), exports=exports))
