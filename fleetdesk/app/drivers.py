"""Build the dock of the drivers."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _
from fleetdesk.sync.drivers.bookings import BookingService
from fleetdesk.sync.drivers.driving import DrivingService
from fleetdesk.ui.drivers import booked_rows, stretch_rows
from fleetdesk.ui.drivers.calendar_controller import CalendarController
from fleetdesk.ui.drivers.calendar_page import CalendarPage
from fleetdesk.ui.drivers.columns import columns
from fleetdesk.ui.drivers.controller import DriversController
from fleetdesk.ui.drivers.pages import Page, Pages
from fleetdesk.ui.drivers.pane import DriversPane
from fleetdesk.ui.drivers.times_controller import TimesController
from fleetdesk.ui.drivers.times_page import TimesPage
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.window.feature import Feature


@dataclass(frozen=True, slots=True)
class DriversFeature:
    """The dock and what tests call of it."""

    pane: DriversPane
    controller: DriversController
    times: TimesController
    calendar: CalendarController
    feature: Feature


def build_drivers(services: Services, look: Look, map_: MapFeature) -> DriversFeature:
    """Build the feature; pages behind the list are made when they are first seen."""
    times, calendar, activities, bookings = _behind(services, look)
    zone, now = look.zone, services.live.now
    makers = {
        Page.TIMES: lambda: times.attach(TimesPage(activities, look.tokens, zone, now)),
        Page.CALENDAR: lambda: calendar.attach(CalendarPage(bookings, look.tokens, zone, now)),
    }
    pages = Pages(makers, [activities, bookings])
    pane = DriversPane(columns(look.tokens, zone, services.whereabouts), pages, zone)
    for each in (times, calendar, pages):
        each.setParent(pane)
    pages.turned.connect(lambda page: _look(page, times, calendar))
    controller = DriversController(pane, services.roster, services.store, services.background, look.notices)
    controller.place_wanted.connect(map_.pane.show_near)
    controller.times_wanted.connect(lambda _row: pane.show_page(Page.TIMES))
    calendar.unit_wanted.connect(lambda key: services.store.select([key]))
    pane.chosen.connect(lambda row: times.choose(row, at_once=pane.page is Page.TIMES))
    services.whereabouts.changed.connect(pane.repaint_places)
    exports = [
        Export(Menu.FLEET, _("Export the drivers"), lambda: pane.built().table),
        Export(Menu.FLEET, _("Export the activities of a driver"), lambda: activities),
        Export(Menu.FLEET, _("Export the bookings"), lambda: bookings),
    ]
    return DriversFeature(pane, controller, times, calendar, Feature((pane,), controller.commands(), exports=exports))


def _behind(services: Services, look: Look) -> tuple[TimesController, CalendarController, Table, Table]:
    """Make what stands behind the list: its tables are there from the start, for layouts and exports."""
    live, zone, background, providers = services.live, look.zone, services.background, services.providers
    done = RowsModel(stretch_rows.columns(look.tokens, zone), stretch_rows.EXPORTS)
    booked = RowsModel(booked_rows.columns(look.tokens, zone), booked_rows.EXPORTS)
    activities, bookings = Table(done, _("Activities"), "counts"), Table(booked, _("Bookings"), "purpose")
    orders = (activities, Qt.SortOrder.DescendingOrder), (bookings, Qt.SortOrder.AscendingOrder)
    for table, order in orders:
        attach_columns_menu(table, lambda table=table: columns_menu(table))  # type: ignore[misc]
        table.sortByColumn(table.rows.place("from"), order)
    times = TimesController(DrivingService(providers, live.now, zone), background, zone)
    return times, CalendarController(BookingService(providers, live.now), background), activities, bookings


def _look(page: Page, times: TimesController, calendar: CalendarController) -> None:
    """Ask for what the page that has come to the front shows."""
    if page is Page.TIMES:
        times.look()
    elif page is Page.CALENDAR:
        calendar.look()
