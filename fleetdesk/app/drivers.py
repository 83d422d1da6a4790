"""Build the dock of the drivers."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _
from fleetdesk.sync.drivers.driving import DrivingService
from fleetdesk.ui.drivers import stretch_rows
from fleetdesk.ui.drivers.columns import columns
from fleetdesk.ui.drivers.controller import DriversController
from fleetdesk.ui.drivers.pages import Page, Pages
from fleetdesk.ui.drivers.pane import DriversPane
from fleetdesk.ui.drivers.times_controller import TimesController
from fleetdesk.ui.drivers.times_page import TimesPage
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class DriversFeature:
    """The dock and what tests call of it."""

    pane: DriversPane
    controller: DriversController
    times: TimesController
    feature: Feature


def build_drivers(services: Services, look: Look, map_: MapFeature) -> DriversFeature:
    """Build the feature; pages behind the list are made when they are first seen."""
    store, live, zone = services.store, services.live, look.zone
    activities = Table(
        RowsModel(stretch_rows.columns(look.tokens, zone), stretch_rows.EXPORTS), _("Activities"), "counts"
    )
    service = DrivingService(services.providers, live.now, zone)
    times = TimesController(service, services.background, zone, lambda: pane.page is Page.TIMES)
    makers = {Page.TIMES: lambda: times.attach(TimesPage(activities, look.tokens, zone, live.now))}
    pages = Pages(makers, [activities])
    pane = DriversPane(columns(look.tokens, zone, services.whereabouts), pages, zone)
    controller = DriversController(pane, services.roster, store, services.background, look.notices)
    times.setParent(pane)
    pages.setParent(pane)
    controller.place_wanted.connect(map_.pane.show_near)
    controller.times_wanted.connect(lambda _row: pane.show_page(Page.TIMES))
    pane.chosen.connect(times.choose)
    pages.turned.connect(lambda page: times.look() if page is Page.TIMES else None)
    services.whereabouts.changed.connect(pane.table.viewport().update)
    exports = [
        Export(Menu.FLEET, _("Export the drivers"), pane.table),
        Export(Menu.FLEET, _("Export the activities of a driver"), activities),
    ]
    return DriversFeature(pane, controller, times, Feature((pane,), controller.commands(), exports=exports))
