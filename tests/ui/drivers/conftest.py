"""A desk whose account tells of drivers."""

from datetime import timedelta

import pytest

from fleetdesk.domain.drivers import Booking, Person, TachoActivity, TachoState, TachoTotals, Waybill
from fleetdesk.sync.store import Link, LinkStatus
from tests.sync.drivers.fakes import Drivers
from tests.sync.fakes import NOW
from tests.ui.desk import column
from tests.waiting import settled, until

HOUR = timedelta(hours=1)
STATE = TachoState("m", "242KDN", 7, "MARI TAMM", card_present=True, activity="drive", driven_today_min=344,
                   driven_week_min=594, until_daily_rest_min=28, until_weekly_rest_min=7008,
                   state_changed_at=NOW - HOUR)  # fmt: skip
MARI = Person("m", "7", "MARI TAMM", unit="242KDN", driving=STATE)
LEFT = Person("m", "9", "Jüri Kask", "5551", deactivated_at=NOW - 24 * HOUR)


def activity(number, hours_ago, hours, what, unit="242KDN"):
    return TachoActivity("m", number, unit, 7, at=NOW - timedelta(hours=hours_ago), activity=what,
                         duration_s=int(hours * 3600), distance_km=10.0 if what == "drive" else 0.0)  # fmt: skip


def a_day():
    """What Mari did until an hour ago: a night, work, 4 h of driving, a break, and an hour and a half more."""
    return [
        activity(1, 22, 11, "rest"),
        activity(2, 11, 1, "work"),
        activity(3, 10, 4, "drive"),
        activity(4, 6, 1, "rest"),
        activity(5, 5, 2.5, "available"),
        activity(6, 2.5, 1.5, "drive"),
    ]


@pytest.fixture
async def told(desk):
    """The desk, its dock not opened yet; `vendor` are the account's drivers."""
    desk.fill()
    vendor = desk.vendor = Drivers()
    vendor.people = [MARI, LEFT]
    vendor.by_unit = {"242KDN": [Person("m", "7", "Mari Tamm", "+372 5550 1234", "242KDN")]}
    vendor.rows = [
        Booking("m", 1, "966AJJ", 8, "King Arthur", NOW - HOUR, NOW + HOUR, purpose="Ring", phone="+372 55"),
        Booking("m", 2, "820BHT", 7, "Mari Tamm", NOW + 10 * HOUR, NOW + 16 * HOUR, purpose="Night trip"),
    ]
    vendor.open = [Waybill("m", 3, "242KDN", "Job 3", NOW - 2 * HOUR, None, "Mari Tamm")]
    vendor.done, vendor.sums = a_day(), TachoTotals("m", drive_s=19_800, rest_s=43_200, distance_km=161.9)
    desk.provider.drivers = desk.provider.bookings = desk.provider.tachograph = vendor
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    return desk


@pytest.fixture
async def opened(told):
    told.window.actions_by_text["Drivers"].trigger()
    await until(lambda: told.view.drivers.pane.built().model.rowCount() == 3)
    await until(lambda: "+372 5550 1234" in column(told.view.drivers.pane.built().model, "phone"))
    await settled(told)
    return told


def choose(pane, name):
    key = next(key for key in list(pane.model.keys()) if pane.model.item(key).name == name)
    pane.table.show_selection((key,))
    pane.table.chosen.emit((key,))
