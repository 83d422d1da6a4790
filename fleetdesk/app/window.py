"""Build the window: one line a feature, then the frame around them."""

from fleetdesk.app.accounts import build_accounts
from fleetdesk.app.activity import build_activity
from fleetdesk.app.back_in_time import build_back_in_time
from fleetdesk.app.board import build_board
from fleetdesk.app.day_order import build_day_order
from fleetdesk.app.documents import build_documents
from fleetdesk.app.drivers import build_drivers
from fleetdesk.app.expenses import build_expenses
from fleetdesk.app.filing import build_drop_targets, build_filing
from fleetdesk.app.fuel import build_fuel
from fleetdesk.app.help import build_help
from fleetdesk.app.history import build_history
from fleetdesk.app.importing import build_importing
from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature, build_map
from fleetdesk.app.month import build_month
from fleetdesk.app.orders import build_orders
from fleetdesk.app.outbox import build_outbox
from fleetdesk.app.places import build_places
from fleetdesk.app.replay import build_replay
from fleetdesk.app.reports import build_reports
from fleetdesk.app.services import Services
from fleetdesk.app.settings import SettingsFeature, build_settings
from fleetdesk.app.task_facts import build_task_facts
from fleetdesk.app.tasks import TasksFeature, build_tasks
from fleetdesk.app.theme_choice import Appearance
from fleetdesk.app.vehicle_page import build_vehicle_page
from fleetdesk.app.vehicles import VehiclesFeature, build_vehicles
from fleetdesk.app.visits import build_visits
from fleetdesk.app.work_time import build_work_time
from fleetdesk.ui.filing.drop_targets import DropTargets
from fleetdesk.ui.window.counters import Counters
from fleetdesk.ui.window.feature import Feature
from fleetdesk.ui.window.lost_bar import LostBar
from fleetdesk.ui.window.main_window import MainWindow
from fleetdesk.ui.window.status import StatusBar


class DeskWindow:
    """The window with every feature in it."""

    def __init__(self, services: Services, look: Look, appearance: Appearance) -> None:
        """Build every feature after those it uses, and the window around them in the order of the menus."""
        self.map = build_map(services, look)
        self.back_in_time = build_back_in_time(services, look, self.map)
        self.vehicles = build_vehicles(services, look, self.map, self.back_in_time)
        self.tasks = build_tasks(services, look, self.map, self.vehicles)
        self.board, board = build_board(services, look, self.tasks)
        self.day_order, day_order = build_day_order(services, look, self.vehicles, self.tasks)
        self.documents = build_documents(services, look, self.tasks)
        self._build_past(services, look)
        self._build_office(services, look)
        self.outbox, self.outbox_controller, outbox = build_outbox(
            services, look, self.tasks, self.documents, self.places
        )
        self.activity, activity = build_activity(services, look, self.vehicles, self.tasks, self.documents)
        self.filing = build_filing(services, look, self.tasks, self.documents)
        self.accounts = build_accounts(services, look, self.vehicles)
        help_, help_feature = build_help(services, look, self.fuel.pane.manual_wanted)
        self.settings = build_settings(services, look, appearance, self.map, self.accounts, help_)
        others = [
            self.vehicles.feature,
            self.map.feature,
            board,
            self.tasks.feature,
            day_order,
            self.documents.feature,
            self.history.feature,
            self.replay.feature,
            self.visits.feature,
            self.places.feature,
            self.drivers.feature,
            self.vehicle_page.feature,
            *(each.feature for each in (self.fuel, self.work_time, self.expenses, self.reports, self.month)),
            outbox,
            self.filing.feature,
            Feature(commands=self.documents.dossiers.commands()),
            appearance.feature(),
            self.accounts.feature,
            activity,
            self.back_in_time.feature,
            help_feature,
            self.settings.feature,
        ]
        self.importing, importing = build_importing(services, look, others, self.tasks.undo)
        features = [*others, importing]
        self.window = _frame(features, services, look, appearance, self.vehicles, self.tasks, self.map)
        self.back_in_time.controller.marked.connect(self.window.mark_past)
        _bind_settings(self.settings, self.window, services)
        self.drop_targets = self._build_drop_targets(services, look)

    def _build_drop_targets(self, services: Services, look: Look) -> DropTargets:
        tasks, documents = self.tasks, self.documents
        return build_drop_targets(
            self.window, services, look, self.vehicles, self.map, tasks, self.board, documents, self.filing
        )

    def _build_past(self, services: Services, look: Look) -> None:
        """Build what tells of the past, of places and of who drives."""
        self.history = build_history(services, look, self.map, self.vehicles, self.tasks)
        self.replay = build_replay(services, look, self.map, self.history)
        self.visits = build_visits(services, look, self.map, self.tasks, self.history)
        self.places = build_places(services, look, self.map, self.visits, self.tasks)
        self.orders = build_orders(services, look, self.vehicles)
        self.drivers = build_drivers(services, look, self.map)
        self.task_facts = build_task_facts(services, look, self.tasks)
        self.fuel = build_fuel(services, look, self.map, self.vehicles)
        self.vehicle_page = build_vehicle_page(services, look, self.vehicles, self.fuel.tanks, self.orders)

    def _build_office(self, services: Services, look: Look) -> None:
        """Build what the office needs each month."""
        self.work_time = build_work_time(services, look)
        self.expenses = build_expenses(services, look)
        self.reports = build_reports(services, look, self.places)
        self.month = build_month(services, look, self.work_time, self.expenses)


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
    status = StatusBar(services.store, services.live, look.tokens, look.zone)
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
