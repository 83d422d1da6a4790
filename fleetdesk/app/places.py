"""Build the places dock."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.app.visits import VisitsFeature
from fleetdesk.base.translation import _
from fleetdesk.domain.located import place_of
from fleetdesk.domain.outbox import OpKind
from fleetdesk.sync.store import Store
from fleetdesk.ui.places.controller import PlacesController
from fleetdesk.ui.places.creating import PlaceCreating
from fleetdesk.ui.places.import_export import PlaceFiles
from fleetdesk.ui.places.pane import PlacesPane
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class PlacesFeature:
    """The dock, the dialogs of new places, and what others call of them."""

    pane: PlacesPane
    controller: PlacesController
    creating: PlaceCreating
    files: PlaceFiles
    feature: Feature


def build_places(
    services: Services, look: Look, map_: MapFeature, visits: VisitsFeature, tasks: TasksFeature
) -> PlacesFeature:
    """Build the feature; a place is shown on the map, becomes a task, or is asked who was there.

    New ones are made by clicks on the map, from tasks, and from the dock.
    """
    store = services.store
    creating = PlaceCreating(
        map_.pane.window, services.creations, store, services.background, look.notices, map_.address.nearest
    )
    pane = PlacesPane(lambda: selected_place(store), look.tokens)
    controller = PlacesController(pane, services.named_places, store, services.background, look.notices, creating)
    controller.place_wanted.connect(map_.pane.show_near)
    controller.task_wanted.connect(map_.pane.task_wanted)  # as a place of the map becomes one
    controller.visits_wanted.connect(visits.controller.open_place)
    _make_places(creating, services, map_, tasks)
    files = PlaceFiles(
        pane,
        map_.pane.window,
        services.creations,
        services.named_places,
        services.background,
        look.long_work,
        look.notices,
    )
    commands = [*controller.commands(), *files.commands()]
    exports = [Export(Menu.MAP, _("Export the places"), lambda: pane.built().table)]
    return PlacesFeature(pane, controller, creating, files, Feature((pane,), commands, exports=exports))


def _make_places(creating: PlaceCreating, services: Services, map_: MapFeature, tasks: TasksFeature) -> None:
    """Connect the ways to new places; the map shows from then on what was made."""
    map_.pane.poi_wanted.connect(creating.new_poi)
    map_.pane.zone_wanted.connect(creating.new_zone)
    map_.pane.zone_drawing.drawn.connect(creating.new_zone)
    tasks.menu.opening_for_one.connect(creating.offer_task)
    creating.sketched.connect(map_.places.sketch)

    def show_layer(kind: OpKind) -> None:
        setting = {OpKind.POI: "map_pois", OpKind.ZONE: "map_geozones"}.get(kind, "")
        if setting and not getattr(services.profile.settings, setting):
            map_.layers.menu.chosen.emit(setting, True)

    creating.made.connect(show_layer)


def selected_place(store: Store) -> tuple[float, float] | None:
    """Return where the selected unit is; None without one, or with several."""
    seen = store.fleet.get(store.selection[0]) if len(store.selection) == 1 else None
    return place_of(seen.position) if seen is not None else None
