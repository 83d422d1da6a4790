"""Build the vehicle list and the details of the selected vehicle."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QPixmap

from fleetdesk.app.back_in_time import BackInTimeFeature
from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.base.sentences import capitalized
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.motion import State
from fleetdesk.domain.statuses import VEHICLES, VehicleAppearance
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.vehicles.commands import VehicleCommands
from fleetdesk.ui.vehicles.driver_phones import DriverPhones
from fleetdesk.ui.vehicles.pane import VehiclesPane
from fleetdesk.ui.vehicles.task_documents import TaskDocuments
from fleetdesk.ui.vehicles.vehicle_details import VehicleDetails
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.status_icons import unit_sign
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class VehiclesFeature:
    """List, details and what others call of them."""

    pane: VehiclesPane
    details: VehicleDetails
    commands: VehicleCommands
    feature: Feature


def build_vehicles(services: Services, look: Look, map_: MapFeature, back: BackInTimeFeature) -> VehiclesFeature:
    """Build the feature; the map shows and selects what the list does; Esc comes back to now before it clears."""
    store = services.store
    whereabouts, profile = services.whereabouts, services.profile
    pane = VehiclesPane(store, look.tokens, look.zone, whereabouts, lambda: bool(profile.settings.accounts))
    documents = TaskDocuments(services.live, services.document_store, services.missing_documents)
    phones = DriverPhones(services.roster.of_units, store, look.notices, pane)
    details = VehicleDetails(store, look.tokens, look.zone, documents.words, whereabouts, phones.words)
    details.call_wanted.connect(phones.call)
    services.roster.of_units.changed.connect(details.refresh)
    commands = VehicleCommands(
        pane,
        details,
        store,
        look.notices,
        lambda: map_.pane.give_up() or back.controller.leave(),
        map_.commands.follow,
        partial(_refresh, services, look),
        map_.pane.surfaces()[:1],
    )
    commands.place_wanted.connect(map_.pane.show_near)
    commands.menu_opening.connect(phones.offer)
    pane.shown_changed.connect(map_.pane.map.set_filter)
    pane.table.chosen.connect(map_.pane.centre_on_selected)
    map_.pane.opened.connect(commands.open_unit)
    map_.pane.unit_menu_wanted.connect(commands.popup)
    exports = [Export(Menu.FLEET, _("Export the vehicle list"), lambda: pane.table)]
    feature = Feature((pane, details), commands.commands(), _filters(), exports=exports, find=commands.find)
    return VehiclesFeature(pane, details, commands, feature)


def _refresh(services: Services, look: Look) -> None:
    """Ask all accounts for news at once; where that takes long, it is said and can be cancelled."""
    look.long_work.start(services.session.refreshed(), "refresh", _("All accounts are being asked for news …"))


def _filters() -> list[Filter]:
    everything = Filter(pgettext("counter", "All"), _("Everything"), lambda counts: counts["all"])
    return [everything, *(_filter(state, row) for state, row in VEHICLES.items())]


def _filter(state: State, row: VehicleAppearance) -> Filter:
    return Filter(capitalized(row.word), row.meaning, lambda counts: counts[state], _icon(state), units=_is(state))


def _icon(state: State) -> Callable[[Tokens], QPixmap]:
    return lambda tokens: unit_sign(state, 60, 0, tokens, 2.0)


def _is(state: State) -> Callable[[Seen], bool]:
    return lambda seen: seen.motion.state is state
