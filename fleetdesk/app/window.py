"""Build the window: one line a feature, then the frame around them."""

from dataclasses import dataclass

from fleetdesk.app.accounts import AccountsFeature, build_accounts
from fleetdesk.app.activity import build_activity
from fleetdesk.app.board import build_board
from fleetdesk.app.day_order import build_day_order
from fleetdesk.app.documents import DocumentsFeature, build_documents
from fleetdesk.app.filing import FilingFeature, build_drop_targets, build_filing
from fleetdesk.app.fuel import FuelFeature, build_fuel
from fleetdesk.app.help import build_help
from fleetdesk.app.history import HistoryFeature, build_history
from fleetdesk.app.importing import build_importing
from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature, build_map
from fleetdesk.app.outbox import build_outbox
from fleetdesk.app.services import Services
from fleetdesk.app.settings import SettingsFeature, build_settings
from fleetdesk.app.tasks import TasksFeature, build_tasks
from fleetdesk.app.theme_choice import Appearance
from fleetdesk.app.vehicles import VehiclesFeature, build_vehicles
from fleetdesk.ui.activity.pane import ActivityPane
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.day_order.controller import DayOrder
from fleetdesk.ui.filing.drop_targets import DropTargets
from fleetdesk.ui.importing.controller import ImportController
from fleetdesk.ui.outbox.controller import OutboxController
from fleetdesk.ui.outbox.pane import OutboxPane
from fleetdesk.ui.window.counters import Counters
from fleetdesk.ui.window.feature import Feature
from fleetdesk.ui.window.lost_bar import LostBar
from fleetdesk.ui.window.main_window import MainWindow
from fleetdesk.ui.window.status import StatusBar


@dataclass(frozen=True, slots=True)
class DeskWindow:
    """The window with every feature in it."""

    window: MainWindow
    map: MapFeature
    vehicles: VehiclesFeature
    tasks: TasksFeature
    board: BoardPane
    day_order: DayOrder
    documents: DocumentsFeature
    history: HistoryFeature
    fuel: FuelFeature
    filing: FilingFeature
    outbox: OutboxPane
    outbox_controller: OutboxController
    accounts: AccountsFeature
    activity: ActivityPane
    importing: ImportController
    settings: SettingsFeature
    drop_targets: DropTargets


def build_window(services: Services, look: Look, appearance: Appearance) -> DeskWindow:
    """Build every feature, in the order in which the menus show them, and the window around them."""
    map_ = build_map(services, look)
    vehicles = build_vehicles(services, look, map_)
    tasks = build_tasks(services, look, map_, vehicles)
    board, board_feature = build_board(services, look, tasks)
    day_order, day_order_feature = build_day_order(services, look, vehicles, tasks)
    documents = build_documents(services, look, tasks)
    history = build_history(services, look, map_, vehicles, tasks)
    fuel = build_fuel(services, look, map_, vehicles)
    outbox, outbox_controller, outbox_feature = build_outbox(services, look, tasks, documents)
    activity, activity_feature = build_activity(services, look, vehicles, tasks, documents)
    importing, importing_feature = build_importing(
        services, look, vehicles.pane, tasks.pane, outbox, activity, documents.pane, history.pane, fuel.pane, tasks.undo
    )
    filing = build_filing(services, look, tasks, documents)
    accounts = build_accounts(services, look, vehicles)
    help_, help_feature = build_help(services, look, fuel.pane.manual_wanted)
    settings = build_settings(services, look, appearance, map_, accounts, help_)
    features = [
        vehicles.feature,
        map_.feature,
        board_feature,
        tasks.feature,
        day_order_feature,
        documents.feature,
        history.feature,
        fuel.feature,
        outbox_feature,
        importing_feature,
        filing.feature,
        Feature(commands=documents.dossiers.commands()),
        appearance.feature(),
        accounts.feature,
        activity_feature,
        help_feature,
        settings.feature,
    ]
    window = _frame(features, services, look, appearance, vehicles, tasks, map_)
    _bind_settings(settings, window, services)
    drops = build_drop_targets(window, services, look, vehicles, map_, tasks, board, documents, filing)
    return DeskWindow(
        window,
        map_,
        vehicles,
        tasks,
        board,
        day_order,
        documents,
        history,
        fuel,
        filing,
        outbox,
        outbox_controller,
        accounts,
        activity,
        importing,
        settings,
        drops,
    )


def _bind_settings(settings: SettingsFeature, window: MainWindow, services: Services) -> None:
    """Let the settings of the window itself hold as soon as they are changed."""

    def hold(names: list[str]) -> None:
        now = services.profile.settings
        if {"keys", "single_keys"}.intersection(names):
            window.set_keys(now.keys, single_keys=now.single_keys)
        if "notices_at" in names:
            window.notice_place.prefer(on_top=now.notices_at == "above")

    settings.controller.changed.connect(hold)
    settings.controller.keys_wanted.connect(window.edit_keys)
    window.own_keys_chosen.connect(lambda keys: settings.controller.set_value("keys", keys))


def _frame(
    features: list[Feature],
    services: Services,
    look: Look,
    appearance: Appearance,
    vehicles: VehiclesFeature,
    tasks: TasksFeature,
    map_: MapFeature,
) -> MainWindow:
    counters = Counters([each for feature in features for each in feature.filters], services.store, look.tokens)
    counters.chosen.connect(vehicles.pane.filter)
    counters.chosen.connect(tasks.pane.filter)
    vehicles.commands.everything_wanted.connect(counters.choose_first)
    services.store.notice.connect(lambda sentence: look.notices.say(sentence, trouble=True))
    appearance.changed.connect(counters.dress)
    appearance.changed.connect(map_.pane.dress)
    appearance.changed.connect(vehicles.details.refresh)
    status = StatusBar(services.store, look.tokens, look.zone)
    settings = services.profile.settings
    lost = LostBar(services.store, look.zone)
    lost.retry_wanted.connect(services.session.refresh)
    return MainWindow(
        features,
        counters,
        look.notices,
        status,
        lost,
        look.layout,
        look.zone,
        single_keys=settings.single_keys,
        own_keys=settings.keys,
        notices_on_top=settings.notices_at == "above",
    )
