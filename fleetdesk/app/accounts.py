"""Build what is done with accounts."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.ui.accounts.account_editing import AccountEditing
from fleetdesk.ui.accounts.address_learning import AddressLearning
from fleetdesk.ui.accounts.controller import AccountsController
from fleetdesk.ui.accounts.zone_question import ZoneQuestion
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class AccountsFeature:
    """Connecting and changing accounts, learning the addresses of their servers, and asking for their zones."""

    controller: AccountsController
    editing: AccountEditing
    addresses: AddressLearning
    zones: ZoneQuestion
    feature: Feature


def build_accounts(services: Services, look: Look, vehicles: VehiclesFeature) -> AccountsFeature:
    """Build the feature; the empty vehicle list offers to connect the first account."""
    session, store, background = services.session, services.live, services.background
    addresses = AddressLearning(session, store, background, look.notices, look.tokens)
    controller = AccountsController(session, store, background, look.notices, addresses.open)
    vehicles.pane.connect_wanted.connect(controller.connect)
    editing = AccountEditing(services.profile, services.account_changes, background, look.notices)
    zones = ZoneQuestion(services.profile, store, background, look.notices)
    feature = Feature(commands=[*controller.commands(), *editing.commands(), *addresses.commands()])
    return AccountsFeature(controller, editing, addresses, zones, feature)
