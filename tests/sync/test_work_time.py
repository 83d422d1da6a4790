"""Work time is asked for day by day, what is over once; one account that fails keeps the other."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.api.provider import RowList
from fleetdesk.base.errors import FleetError, NotSignedIn, Unreachable
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.records import Rides, WorkPeriod, WorkTime
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.work_time import NONE_TELLS, WorkTimeService
from tests.sync.fakes import NOW, FakeProvider, unit

ZONE = ZoneInfo("Europe/Tallinn")
THREE_DAYS = Span((NOW - timedelta(days=2)).timestamp(), NOW.timestamp())
FLEET = {"m/A": Seen(unit("A", category="Trucks")), "m/B": Seen(unit("B"))}


class Counting:
    """A vendor's work part: A works an hour a day and B has no figures; `error` in place of it."""

    def __init__(self, account="m"):
        self.account, self.asked, self.error, self.unread = account, [], None, 0

    async def times(self, start, stop):
        self.asked.append((start, stop))
        if self.error:
            raise self.error
        return RowList([WorkTime(self.account, "A", "Alias", 3600, 60, 0), WorkTime(self.account, "B")], self.unread)

    async def rides(self, start, stop):
        return RowList([Rides(self.account, "A", 2), Rides(self.account, "C", 1)])

    async def periods(self, unit, start, stop):
        later = WorkPeriod(self.account, 2, unit, NOW - timedelta(hours=2), None, status="work")
        rows = [later, replace(later, id=1, started_at=NOW - timedelta(hours=5)), replace(later, id=3, started_at=None)]
        return RowList(rows)


@pytest.fixture
def providers():
    m, o = FakeProvider("m"), FakeProvider("o")
    m.work, o.work = Counting("m"), Counting("o")
    return {"m": m, "o": o, "v": FakeProvider("v", vehicles=False)}


@pytest.fixture
def clock():
    return [NOW]


@pytest.fixture
def service(providers, clock):
    return WorkTimeService(providers, lambda: clock[0], ZONE)


async def test_each_day_has_the_figures_of_each_vehicle(service):
    found = await service.fetch(FLEET, THREE_DAYS)
    mine = [each for each in found.days if each.account == "m"]
    assert len(mine) == 3 * 3
    told = {each.unit: (each.label, each.category, each.work_s, each.repair_s, each.rides) for each in mine}
    assert told == {
        "m/A": ("A", "Trucks", 3600, 60, 2),
        "m/B": ("B", "", None, None, None),
        "m/C": ("C", "", None, None, 1),
    }
    assert found.troubles == ()


async def test_a_day_that_is_over_is_asked_for_once(service, providers, clock):
    await service.fetch(FLEET, THREE_DAYS)
    first = list(providers["m"].work.asked)
    clock[0] = NOW + timedelta(minutes=5)
    again = await service.fetch(FLEET, THREE_DAYS)
    assert len(first) == 3
    assert len(providers["m"].work.asked) == 4
    assert len([each for each in again.days if each.account == "m"]) == 9


async def test_progress_counts_the_days_that_have_to_be_asked_for(service):
    told = []
    await service.fetch(FLEET, THREE_DAYS, told.append)
    assert (told[-1].done, told[-1].of) == (6, 6)


async def test_an_account_that_fails_is_told_of_and_keeps_the_other(service, providers):
    providers["m"].work.error = Unreachable("The network is away.")
    found = await service.fetch(FLEET, THREE_DAYS)
    assert {each.account for each in found.days} == {"o"}
    assert found.troubles == ("m: The network is away.",)


async def test_a_refused_sign_in_ends_its_account(service, providers):
    providers["m"].work.error = NotSignedIn("Sign in again.")
    month = Span((NOW - timedelta(days=30)).timestamp(), NOW.timestamp())
    await service.fetch(FLEET, month)
    assert len(providers["m"].work.asked) <= 3


async def test_rows_that_cannot_be_read_are_told_of(service, providers):
    providers["m"].work.unread = 1
    found = await service.fetch(FLEET, Span(NOW.timestamp() - 60, NOW.timestamp()))
    assert found.troubles == ("m: some rows of 2026-11-23 could not be read, so sums may be too small.",)


async def test_where_nobody_counts_that_is_said():
    service = WorkTimeService({"v": FakeProvider("v", vehicles=False)}, lambda: NOW, ZONE)
    assert (await service.fetch(FLEET, THREE_DAYS)).troubles == (NONE_TELLS,)
    with pytest.raises(FleetError):
        await service.periods("v/A", THREE_DAYS)


async def test_periods_come_in_the_order_of_time_and_those_without_one_are_counted(service):
    found = await service.periods("m/A", THREE_DAYS)
    assert [each.id for each in found] == [1, 2]
    assert found.unread == 1
