"""Build the map: its pane, its tools, areas and streets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.streets import StreetOpener, keeping_in
from fleetdesk.base import resources
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.located import place_of
from fleetdesk.domain.tasks import Task
from fleetdesk.profile.address_service import open_geocoder
from fleetdesk.profile.router_opening import RouterOpener
from fleetdesk.ui.map.address_commands import AddressCommands
from fleetdesk.ui.map.area_commands import AreaCommands
from fleetdesk.ui.map.commands import MapCommands
from fleetdesk.ui.map.fitting import Fitting
from fleetdesk.ui.map.hovered_unit import HoveredUnit
from fleetdesk.ui.map.layers import LayersMenu, MapLayers
from fleetdesk.ui.map.map_files import MapFiles
from fleetdesk.ui.map.named_places import NamedPlaceLayer
from fleetdesk.ui.map.pane import MapPane
from fleetdesk.ui.map.place_address import PlaceAddress
from fleetdesk.ui.map.place_search import PlaceSearch
from fleetdesk.ui.map.road_commands import RoadCommands
from fleetdesk.ui.map.saved_areas import SavedAreas
from fleetdesk.ui.map.shown_tasks import ShownTasks
from fleetdesk.ui.map.street_commands import StreetCommands
from fleetdesk.ui.widgets.address_search import AddressBook
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.window.feature import Feature

KEYS = (
    (pgettext("key", "Shift+drag"), _("Map: take all in a box")),
    (
        pgettext("key", "Arrows, Enter"),
        _("Drawing: move the crosshair (Shift: fine steps), set a corner; Enter again closes"),
    ),
    (pgettext("key", "Backspace"), _("Drawing: take the last corner back")),
    (pgettext("key", "Space, arrows"), _("Area: choose a corner, move it")),
    (pgettext("key", "Shift, Alt"), _("Drawing: add to the area, take from it")),
)


@dataclass(frozen=True, slots=True)
class MapFeature:
    """The map and what others call of it."""

    pane: MapPane
    commands: MapCommands
    streets: StreetCommands
    book: AddressBook
    place_search: PlaceSearch
    addresses: AddressCommands
    address: PlaceAddress
    roads: RoadCommands
    layers: MapLayers
    places: NamedPlaceLayer
    feature: Feature


def build_map(services: Services, look: Look) -> MapFeature:
    """Build the feature."""
    store, background, notices = services.store, services.background, look.notices
    profile = services.profile
    pane = MapPane(
        store,
        services.area_query,
        look.tokens,
        look.zone,
        ShownTasks(lambda: profile.settings.map_tasks, store, look.zone),
    )
    pane.map.set_single_keys(profile.settings.single_keys)

    def nearest(task: Task, verb: str) -> NearestPanel:
        return NearestPanel(task, store, services.roads, look.tokens, look.zone, pane.window(), verb)

    book = AddressBook(services.gazetteer, services.address_service, background, lambda: place_of(pane.map.view))
    search = PlaceSearch(pane, book, notices)
    address = PlaceAddress(services.gazetteer, services.address_service, background, notices)
    commands = MapCommands(pane, store, notices, nearest, address.say)
    HoveredUnit(pane.map, store, services.whereabouts)
    fitting = Fitting(pane.map, store, services.whereabouts, notices)
    saved = SavedAreas(pane.map, services.areas, background, lambda: profile.settings.map_areas)
    places = NamedPlaceLayer(pane.map, services.named_places, lambda: profile.settings)
    layers = MapLayers(pane, saved, places, LayersMenu(pane.map, lambda: profile.settings), lambda: profile.settings)
    areas = AreaCommands(pane, services.area_query, services.areas, saved, background, notices)
    streets = _build_streets(services, pane, notices)
    router_opener = RouterOpener(profile.folders.data)
    roads = RoadCommands(pane, store, services.roads, profile, router_opener.open, background, notices)
    open_one = open_geocoder(profile.folders)
    addresses = AddressCommands(pane.window, profile, services.address_service, open_one, background, notices)
    _say_refusals(pane, notices)
    services.area_query.unknown_units.connect(lambda account: services.session.refresh(account, "units"))
    entries = [
        *commands.tools(),
        *areas.commands(),
        *search.commands(),
        *commands.views(),
        *fitting.commands(),
        *streets.commands(),
        *roads.commands(),
        *addresses.commands(),
        *MapFiles(pane.map, store, look.long_work, notices, look.tokens, look.zone).commands(),
    ]
    return MapFeature(
        pane,
        commands,
        streets,
        book,
        search,
        addresses,
        address,
        roads,
        layers,
        places,
        Feature((pane,), entries, keys=KEYS, find=_both(areas.find, fitting.find)),
    )


def _build_streets(services: Services, pane: MapPane, notices: Notices) -> StreetCommands:
    """Build the commands of streets, with what opens their source and uses it for addresses too."""
    profile, used = services.profile, _use_streets(services)
    opener = StreetOpener(profile.folders.cache / "streets.db", pane)
    keeping = keeping_in(profile.folders.data)
    made = StreetCommands(pane, profile, opener.open, services.background, notices, resources.countries, keeping, used)
    opener.told.connect(made.say_failing)
    return made


def _say_refusals(pane: MapPane, notices: Notices) -> None:
    for refusing in (pane.refused, pane.area_tasks.refused):
        refusing.connect(lambda sentence: notices.say(sentence))


def _use_streets(services: Services) -> Callable[[str], None]:
    """Return what takes the streets of a map file for addresses and for where vehicles are."""

    def use(map_file: str) -> None:
        services.map_streets.use(map_file)
        services.whereabouts.use_streets(map_file)

    return use


Find = Callable[[str, int], Sequence[tuple[str, Callable[[], object]]]]


def _both(one: Find, other: Find) -> Find:
    return lambda text, most: [*one(text, most), *other(text, most)][:most]
