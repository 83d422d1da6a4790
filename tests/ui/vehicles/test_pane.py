"""What the vehicle list says while it is empty, and that it has no more looked up than it shows."""

import csv
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton

from fleetdesk.base import resources
from fleetdesk.sync.store import Link, LinkStatus, Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.pane import VehiclesPane
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.table_export import Exporter
from fleetdesk.ui.widgets.theme import LIGHT
from tests.sync.fakes import NOW, position, unit
from tests.sync.test_nearby_names import Desk
from tests.ui.desk import ZONE
from tests.waiting import until

FLEET = 10_000


@pytest.fixture
def opened(qtbot):
    """Makes a list without vehicles; whether accounts are set up is the test's."""

    def make(*, has_accounts):
        store = Store(lambda: NOW)
        pane = VehiclesPane(store, lambda: LIGHT, ZONE, Whereabouts(), lambda: has_accounts)
        qtbot.addWidget(pane)
        pane.show()
        return store, pane

    return make


def said(pane):
    return next(each.text() for each in pane.findChildren(Paragraph) if each.objectName() == "EmptyTitle")


def connects(pane):
    return next(
        each.isVisible() for each in pane.findChildren(QPushButton) if each.accessibleName() == "Connect first account"
    )


def test_without_an_account_it_offers_to_connect_one(opened):
    _store, pane = opened(has_accounts=False)
    assert (said(pane), connects(pane)) == ("No account yet", True)


def test_a_start_with_accounts_never_says_that_there_is_none(opened):
    store, pane = opened(has_accounts=True)
    assert (said(pane), connects(pane)) == ("No vehicles yet", False)
    store.set_link(Link("m", "Metrotec", LinkStatus.CONNECTING, ""))
    assert (said(pane), connects(pane)) == ("No vehicles yet", False)
    store.apply_units("m", [unit("242KDN")])
    store.apply_units("m", [])
    assert not connects(pane)


class Moving(Desk):
    """A list of vehicles that all move, on a desk that counts the streets it looks up."""

    def __init__(self, folder, qtbot):
        super().__init__(folder)
        self.names.use("a")
        self.pane = VehiclesPane(self.store, lambda: LIGHT, ZONE, Whereabouts(self.names))
        self.table = self.pane.table
        self.table.setColumnHidden(self.pane.model.place("where"), False)
        qtbot.addWidget(self.pane)

    def move(self, minutes):
        at = NOW + timedelta(minutes=minutes)
        north = 58.0 + minutes * 0.01
        places = ((f"{number:05d}", north + number % 100 / 100, 24.0 + number / 4000) for number in range(FLEET))
        self.store.apply_positions([position(name, lat, lon, at=at, speed_kmh=80.0) for name, lat, lon in places])

    @property
    def asked(self):
        return len(self.opened[0].asked) if self.opened else 0

    def where(self, row):
        return self.pane.model.index(row, self.pane.model.place("where")).data()

    @property
    def shown_rows(self):
        return self.table.rowAt(self.table.viewport().height() - 1) + 1


@pytest.fixture
async def moving(qapp, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "towns", list)
    made = Moving(tmp_path, qtbot)
    await made.load()
    made.move(0)
    await until(lambda: made.pane.model.rowCount() == FLEET)
    yield made
    await made.background.close()
    await made.names.close()
    await made.gazetteer.close()


async def test_of_10000_moving_vehicles_only_those_in_sight_are_looked_up(moving):
    moving.pane.resize(900, 500)
    moving.pane.show()
    for minutes in range(3):
        moving.move(minutes)
        await until(lambda: moving.shown_rows > 1 and moving.where(0) == "Kase of a")
        await until(lambda: all(moving.where(row) == "Kase of a" for row in range(moving.shown_rows)))
    # once for each row and place, and some that were measured for the width of the column
    assert 3 * moving.shown_rows <= moving.asked < 0.03 * FLEET


async def test_a_hover_has_its_place_looked_up_before_it_is_shown(moving):
    moving.table.entered.emit(moving.pane.model.index(5041, 1))
    await moving.idle()
    assert moving.where(5041) == "Kase of a"


async def test_a_file_of_the_list_has_the_street_of_each(moving, qtbot, tmp_path):
    moving.pane.model.filter(lambda seen: seen.unit.id < "01000")
    await until(lambda: moving.pane.model.rowCount() == 1000)
    notices = Notices()
    qtbot.addWidget(notices)
    exporter = Exporter(LongWork(moving.background, notices), ZONE)
    await exporter.start(moving.table, "Vehicles", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [each["Where"] for each in rows] == ["Kase of a"] * 1000


class Painted(QObject):
    """Collects the parts of a widget that are painted, as their left edges and widths."""

    def __init__(self, widget):
        super().__init__(widget)
        self.parts = []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            part = event.region().boundingRect()
            self.parts.append((part.left(), part.width()))
        return False


@pytest.fixture
def at_rest(opened, qtbot):
    """A list of one vehicle, all of which is painted, and the parts that are painted from now on."""
    store, pane = opened(has_accounts=True)
    pane.resize(900, 500)
    store.apply_positions([position("242KDN")])
    first = Painted(pane.table.viewport())
    qtbot.waitUntil(lambda: bool(first.parts))
    QApplication.processEvents()
    return pane, Painted(pane.table.viewport()).parts


def test_what_grows_by_the_clock_alone_is_the_column_of_ages(at_rest, qtbot):
    pane, parts = at_rest
    place = pane.model.place("age")
    pane.table.repaint_column("age")
    qtbot.waitUntil(lambda: bool(parts))
    assert parts == [(pane.table.columnViewportPosition(place), pane.table.columnWidth(place))]
