"""Goes through every dock of the desk as a process, so that the window calls every operation of both vendors.

python -m tests.e2e.whole_window CONTROL.json: prints one JSON object of the operations that came to the simulator, and
what went wrong in which row of README's table. CONTROL.json is what the simulator has told of itself.
"""

import asyncio
import json
import sys
import traceback
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from fleetdesk.app import main as program
from fleetdesk.demo.tour_desk import drop_events
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.keys import account_of
from fleetdesk.domain.places import Place
from fleetdesk.domain.reports import ReportType
from fleetdesk.profile.profile import open_profile
from fleetdesk.ui.accounts.connect_dialog import ConnectDialog
from fleetdesk.ui.drivers.pages import Page
from fleetdesk.ui.drivers.times_page import TimesPage
from fleetdesk.ui.orders.dialog import OrderDialog
from fleetdesk.ui.places.poi_dialog import PoiDialog
from fleetdesk.ui.places.zone_dialog import ZoneDialog
from fleetdesk.ui.reports.dialog import ReportDialog
from tests.api.test_every_operation import rows_of_readme
from tests.e2e.drive import SETTLE_S
from tests.e2e.watching_hands import WatchingHands

COME_S = 20.0
"""So long an operation is waited for after the window was used."""
VEZMA = "VEZMA"
OF_HISTORY = {
    "m": {("metrotec", f"history.{name}") for name in ("trips", "inputs", "refuels", "track")},
    VEZMA: {("vezma", "purposes.list")},
}
"""What the history of a unit asks of each account; another unit's would end what is still to be asked."""


async def accounts(hands):
    """The account m is there; that of VEZMA is tested and connected in the dialog."""
    await hands.fleet()
    hands.trigger("Connect an account")
    dialog = await hands.dialog(ConnectDialog)
    dialog.service.setCurrentText(VEZMA)
    hands.write(dialog, "Server address", hands.told["vezma_url"])
    hands.write(dialog, "Password or token", hands.told["token"])
    dialog.store.setCurrentIndex(dialog.store.findData("session"))
    dialog.connect_.click()
    await hands.until(lambda: any(account_of(key) == VEZMA for key in hands.store.fleet), "no person came")


async def vehicles(hands):
    """Both fleets; VEZMA lists an old trip alone then, so that those that were open have to be asked for."""
    people = lambda: [seen for key, seen in hands.store.fleet.items() if account_of(key) == VEZMA]  # noqa: E731
    await hands.until(lambda: any(seen.vehicle for seen in people()), "nobody drives")
    old = {"status": 200, "body": hands.told["old_trips"]}
    await hands.control("faults", {"operation": "trips.list", "action": old, "count": -1})
    hands.trigger("Refresh")
    try:
        await hands.until(lambda: ("vezma", "trips.get") in hands.seen, "no open trip was asked for")
    finally:
        await asyncio.to_thread(hands.calm)


async def area(hands):
    hands.view.map.pane.show_area(Area.of([(22, 57.4), (28.4, 57.4), (28.4, 59.9), (22, 59.9)]))


async def tasks(hands):
    """A task is made in the form, and then changed."""
    await hands.until(lambda: hands.store.tasks, "no task came")
    hands.trigger("New task")
    form = hands.view.tasks.form
    plate = hands.store.fleet[hands.first(lambda seen: seen.unit.plate)].unit.plate
    for name, text in (
        ("Vehicle", plate),
        ("Order reference", "EVERY-1"),
        ("Address", "Tamme 1"),
        ("Latitude", "59.4"),
        ("Longitude", "24.7"),
    ):
        hands.write(form, name, text)
    hands.press(form, "Save task")
    made = lambda: [task for task in hands.store.tasks.values() if task.order_ref == "EVERY-1" and task.id]  # noqa: E731
    await hands.until(made, f"not saved: {form.form.reading}")
    await hands.confirmed()
    hands.write(form, "Planned km", "12")
    hands.press(form, "Save task")
    await hands.until(lambda: ("metrotec", "tasks.update") in hands.seen, "it was not changed")
    await hands.confirmed()


async def documents(hands):
    """A file falls on the row of the task, is filed, and gets another type."""
    task = next(task for task in hands.store.tasks.values() if task.order_ref == "EVERY-1")
    file = hands.folder / "cmr.txt.png"
    pixmap = hands.window.grab().scaled(80, 60)
    assert pixmap.save(str(file))
    hands.view.tasks.pane.bring_up()
    table = hands.view.tasks.pane.table
    await hands.click(table, task.key)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place = table.visualRect(table.rows.index(table.rows.row(task.key), 1)).center()
    for event in drop_events(place, data):
        QApplication.sendEvent(table.viewport(), event)
    panel = hands.view.filing.controller.panel
    await hands.until(lambda: panel.rows and panel.rows[0].line.facts.mime, "the file was not taken")
    panel.file_wanted.emit()
    await hands.until(lambda: not panel.rows, "it was not filed")
    await hands.confirmed()
    pane = hands.view.documents.pane
    pane.bring_up()
    hands.view.tasks.controller.open(hands.store.tasks[task.key])
    await hands.until(lambda: pane.model.rowCount() > 0, "the document is not listed")
    await hands.click(pane.table, pane.model.key(0))
    hands.press(pane, "Set type")
    menu = next(each for each in pane.findChildren(QMenu) if each.isVisible())
    next(each for each in menu.actions() if not each.isChecked()).trigger()
    menu.close()


async def history(hands):
    """Yesterday of a vehicle and of a person, whose trips have a purpose that its vendor tells by its number alone."""
    nameless = {"replace": {'"Business"': "null"}}
    await hands.control("faults", {"operation": "trips.list", "action": nameless, "count": -1})
    pane = hands.view.history.pane.built()
    for account in ("m", VEZMA):
        await hands.select(hands.first(lambda seen: seen.placed, account))
        hands.trigger("History")
        pane.period_row.choose(PeriodKind.YESTERDAY)
        await hands.until(lambda account=account: OF_HISTORY[account] <= hands.seen, "the past was not asked for")
    await asyncio.to_thread(hands.calm)


async def vehicle_data(hands):
    """The page of a vehicle, of a person with a fresh position, and of a car."""
    pane = hands.view.vehicle_page.pane.built()
    await hands.select(hands.first(lambda seen: seen.placed))
    hands.trigger("Vehicle data")
    await hands.until(lambda: ("metrotec", "vehicles.settings") in hands.seen, "no settings were asked for")
    await hands.select(hands.first(lambda seen: seen.placed, VEZMA))
    pane.bring_up()
    hands.press(pane, "Ask for the vehicle again")
    await hands.until(lambda: ("vezma", "positions.get") in hands.seen, "the person was not asked for")
    await hands.until(lambda: pane.cars.count() > 1, "no car came")
    pane.cars.setCurrentIndex(pane.cars.count() - 1)
    pane.cars.activated.emit(pane.cars.count() - 1)


async def fuel(hands):
    """The dock, and one of the tanks."""
    hands.trigger("Fuel")
    table = hands.view.fuel.pane.built().level_table
    tanks = hands.view.fuel.tanks
    await hands.until(lambda: tanks.tanks, "no tank came")
    await hands.click(table, next(iter(tanks.tanks)))


async def drivers(hands):
    """The list, a driver of each service, the times of one, and the calendar."""
    hands.trigger("Drivers")
    pane = hands.view.drivers.pane.built()
    rows = lambda: list(pane.model.shown_items().values())  # noqa: E731
    of = lambda account: [row for row in rows() if row.account == account]  # noqa: E731
    await hands.until(lambda: of("m") and of(VEZMA), "a service tells of no driver")
    await hands.click(pane.table, of(VEZMA)[0].entry.key)
    pane.menu_wanted.emit(pane.selected(), QPoint(10, 10))
    await hands.choose(pane, "Ask for this person again")
    await hands.until(lambda: ("vezma", "users.get") in hands.seen, "the person was not asked for")
    driving = lambda: [row for row in of("m") if row.entry.driving and row.entry.person.id]  # noqa: E731
    await hands.until(driving, "no driver has a card in a tachograph")
    await hands.click(pane.table, driving()[0].entry.key)
    pane.show_page(Page.TIMES)
    pane.findChild(TimesPage).period_row.choose(PeriodKind.WEEK)
    await hands.until(lambda: ("metrotec", "tacho.totals") in hands.seen, "the times were not asked for")
    pane.show_page(Page.CALENDAR)


async def places(hands):
    """A place and a geozone with an alarm are made; a visited place is asked for anew."""
    hands.trigger("Places")
    pane, map_ = hands.view.places.pane.built(), hands.view.map.pane
    visited = lambda: [  # noqa: E731
        key for key, row in pane.model.shown_items().items() if isinstance(row.place, Place)
    ]
    await hands.until(visited, "no visited place came")
    map_.poi_wanted.emit(58.5, 25.25)
    dialog = await hands.dialog(PoiDialog)
    hands.write(dialog, "Name", "Every depot")
    hands.press(dialog, "Save the place")
    await hands.gone(dialog)
    await hands.select(hands.first(lambda seen: seen.placed))
    map_.zone_drawing.drawn.emit(58.5, 25.3, 400.0)
    dialog = await hands.dialog(ZoneDialog)
    hands.write(dialog, "Name", "Every yard")
    hands.press(dialog, "Save the geozone")
    await hands.gone(dialog)
    await hands.confirmed()
    pane.bring_up()
    await hands.click(pane.table, visited()[0])
    pane.menu_wanted.emit(pane.selected(), QPoint(10, 10))
    await hands.choose(pane, "Ask for it anew")


async def order(hands):
    """The device of a vehicle is told something, from its menu."""
    await hands.select(hands.first(lambda seen: seen.placed))
    hands.view.vehicles.pane.menu_wanted.emit(QPoint(10, 10))
    await hands.choose(hands.window, "Order to the device")
    dialog = await hands.dialog(OrderDialog)
    await hands.until(lambda: dialog.go.isEnabled(), "the device was not asked what it can do")
    dialog.go.click()
    dialog.go.click()  # confirmed once more
    await hands.gone(dialog)


async def work_time(hands):
    """Yesterday of all vehicles, and the periods of one."""
    pane = hands.view.work_time.pane.built()
    pane.period_row.choose(PeriodKind.YESTERDAY)
    hands.trigger("Work time")
    await hands.until(lambda: pane.sums.rowCount() > 0, "no work time came")
    await hands.click(pane.sum_table, pane.sums.key(0))


async def reports(hands):
    """A report of countries is ordered by the form, and opened when it is done."""
    hands.trigger("Reports")
    pane = hands.view.reports.pane.built()
    hands.press(pane, "New report")
    dialog = await hands.dialog(ReportDialog)
    dialog.kind.setCurrentIndex(list(ReportType).index(ReportType.COUNTRIES))
    dialog.period_row.choose(PeriodKind.YESTERDAY)
    hands.press(dialog, "Order the report")
    done = lambda: [key for key, row in pane.model.shown_items().items() if row.is_done]  # noqa: E731
    await hands.confirmed()
    await hands.control("clock", {"shift": 10})
    await hands.until(done, "the report was not made", 30)
    await hands.click(pane.table, done()[0])
    index = pane.table.rows.index(pane.table.rows.row(done()[0]), 1)
    QTest.mouseDClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=pane.table.visualRect(index).center())


async def expenses(hands):
    hands.trigger("Expenses")


ACTS = {
    "Accounts: connect, test, status bar": accounts,
    "Vehicles, their card, the map": vehicles,
    "Area: who is inside, by two witnesses": area,
    "Tasks, day board, import, outbox": tasks,
    "Documents and filing": documents,
    "History, charts, replay, who was here, promise and fact": history,
    "Vehicle data: one vehicle on a page": vehicle_data,
    "Fuel": fuel,
    "Drivers: list, times, calendar": drivers,
    "Places, geozones and their alarms": places,
    "Orders to a vehicle's device": order,
    "Work time": work_time,
    "Reports": reports,
    "Expenses": expenses,
}
"""What is done in each row of README's table, in an order in which one can build on the other."""


async def go(hands):
    """Do all of it; wait after each act for what its row promises."""
    wrong, wanted = {}, rows_of_readme()
    for row, act in ACTS.items():
        watching = asyncio.create_task(hands.watch())
        try:
            await act(hands)
            await hands.until(lambda row=row: wanted[row] <= hands.seen, "not all of it was called", COME_S)
        except Exception:  # noqa: BLE001 - the other rows are gone through all the same
            wrong[row] = traceback.format_exc()[-1500:]
        finally:
            watching.cancel()
    return {"called": sorted(map(list, await hands.came())), "wrong": wrong}


def main():
    told, seen = json.loads(Path(sys.argv[1]).read_text("utf-8")), {}

    async def script(desk):
        seen.update(await go(WatchingHands(desk, told, Path(sys.argv[1]).parent)))
        return 0

    code = program.run(open_profile(), script, partial(program.App, settle_s=SETTLE_S))
    json.dump(seen, sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
