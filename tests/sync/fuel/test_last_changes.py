"""The last change of many vehicles: by what is on this computer, the rest on a stated budget and once."""

import pytest

from fleetdesk.base.errors import NotSignedIn
from fleetdesk.domain.units import FuelMeasure, Unit
from fleetdesk.storage.history import HistoryFile
from fleetdesk.sync.fuel.last_changes import DAYS, LastChanges
from fleetdesk.sync.history.batches import UNITS_AT_ONCE
from fleetdesk.sync.history.service import HistoryService
from tests.sync.history.fakes import NOW, Drained, People


def trucks(count, account="m"):
    return [Unit(account, f"T{n:03d}", tank_l=600.0, fuel_measure=FuelMeasure.LITRES) for n in range(count)]


@pytest.fixture
def vendor():
    return Drained()


@pytest.fixture
def changes(tmp_path, vendor):
    file, providers = HistoryFile(tmp_path / "history.db", 1e9), {"m": vendor, "v": People()}
    yield LastChanges(HistoryService(file, providers, lambda: NOW), providers, lambda: NOW)
    file.close()


async def kept(changes, units):
    return {each.key: each async for each in changes.kept(units)}


async def fetched(changes, units):
    return [each async for each in changes.fetch(units)]


async def test_of_a_vehicle_without_a_track_nothing_is_told_and_nobody_is_asked(changes, vendor):
    assert await kept(changes, trucks(3)) == {}
    assert vendor.asked == []


async def test_what_is_fetched_is_told_and_known_from_then_on(changes, vendor):
    (answer,) = await fetched(changes, trucks(2))
    assert [(each.key, each.change.level_l) for each in answer.found] == [("m/T000", 60.0), ("m/T001", 60.0)]
    before = list(vendor.asked)
    assert await kept(changes, trucks(3)) == {each.key: each for each in answer.found}
    assert vendor.asked == before


async def test_the_cost_is_that_of_the_missing_days_of_those_whose_vendor_tells_tracks(changes):
    budget = await changes.budget([*trucks(2), *trucks(1, "v"), *trucks(1, "gone")])
    assert (budget.units, budget.days) == (("m/T000", "m/T001"), 2 * (DAYS + 1))
    await fetched(changes, trucks(1))
    assert (await changes.budget(trucks(2))).units == ("m/T001",)


async def test_answers_come_some_at_a_time(changes):
    answers = await fetched(changes, trucks(UNITS_AT_ONCE + 2))
    assert [(each.progress.done, each.progress.of) for each in answers] == [(6, 8), (8, 8)]


async def test_a_refused_sign_in_ends_it_and_is_told(changes, vendor):
    vendor.failing["track"] = NotSignedIn("Sign in again.")
    (answer,) = await fetched(changes, trucks(20))
    assert answer.found == ()
    assert answer.troubles == ("m: Sign in again.",)
