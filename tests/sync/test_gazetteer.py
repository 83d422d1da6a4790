"""The gazetteer knows what the desk knows, asks each account once a day, and stops nothing where the disk does."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from fleetdesk.base import resources
from fleetdesk.base.errors import Unreachable
from fleetdesk.base.files import OURS, write_whole
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.places import Poi
from fleetdesk.domain.tasks import Task
from fleetdesk.storage import database
from fleetdesk.storage.gazetteer.file import GazetteerFile
from fleetdesk.storage.named_json import NamedJson
from fleetdesk.sync.background import Background
from fleetdesk.sync.gazetteer import AGAIN_S, DAY_S, Gazetteer
from fleetdesk.sync.saved_values import SavedValues
from fleetdesk.sync.store import Link, LinkStatus, Store
from tests.sync.fakes import NOW, FakeProvider
from tests.task_lists import apply_tasks
from tests.waiting import until

TASK = Task("m", 7, lat=58.5, lon=25.0, address="Tamme 1, Elva", start_at=NOW)
POI = Poi("m", 5, 58.6, 25.1, "Selver", address="Kase 2")


class World:
    """A gazetteer over a file, with the clock, the accounts and the saved values of the test."""

    def __init__(self, folder):
        self.now, self.failed = NOW, []
        self.store = Store(lambda: self.now)
        self.background = Background(lambda name, error: self.failed.append((name, error)))
        self.templates, self.areas = (
            SavedValues(NamedJson(folder / name, lambda path, text: write_whole(path, text, OURS)))
            for name in ("templates.json", "areas.json")
        )
        self.provider, self.providers = FakeProvider(), {}
        self.file = GazetteerFile(folder / "gazetteer.db")
        made = self.store, self.file, self.providers, self.templates, self.areas, self.background
        self.gazetteer = Gazetteer(*made)

    async def load(self):
        """Opens the file and waits until it is filled: between a test and its fixture no loop runs."""
        assert await self.gazetteer.load() is None
        await self.idle()

    async def idle(self):
        await until(lambda: not self.background.running)

    async def labels(self, text, near=None):
        return [each.place.label for each in await self.gazetteer.find(text, near, 5)]

    async def take(self, *tasks):
        """Lets the store take over the account's list of tasks, and waits until the gazetteer has them."""
        apply_tasks(self.store, "m", tasks)
        await self.idle()


@pytest.fixture
async def world(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "towns", lambda: [("Viljandi", 25.597, 58.364, 4)])
    made = World(tmp_path)
    yield made
    await made.background.close()
    await made.gazetteer.close()
    assert made.failed == []


async def test_tasks_of_before_and_after_the_start_are_known(world):
    await world.take(TASK)
    await world.load()
    assert await world.labels("tamme 1 elva") != []
    await world.take(TASK, replace(TASK, id=8, address="Tamme 9, Elva"))
    assert await world.labels("tamme 9 elva") != []
    assert await world.labels("elva tamme 1") == ["Tamme 1, Elva"]


async def test_a_task_that_is_gone_stays_known(world):
    await world.load()
    await world.take(TASK)
    assert await world.labels("tamme 1 elva") != []
    await world.take()
    assert await world.labels("tamme 1 elva") == ["Tamme 1, Elva"]


async def test_templates_and_areas_are_known(world):
    await world.templates.save("daily", json.dumps({"address": "Kase 118, Keila", "lat": 59.3, "lon": 24.4}))
    square = {"type": "Polygon", "coordinates": [[[24, 58], [26, 58], [26, 60], [24, 60], [24, 58]]]}
    await world.areas.save("Sadama värav", json.dumps(square))
    await world.load()
    assert await world.labels("kase 118") != []
    assert await world.labels("sadama varav") != []


async def test_towns_are_known_some_time_after_the_start(world):
    await world.load()
    assert await world.labels("viljandi") == []
    await world.gazetteer.put_towns()
    assert await world.labels("viljandi", (58.4, 25.6)) == ["Viljandi"]


async def test_an_account_is_asked_once_a_day(world):
    world.provider.answers["places"] = [POI]
    world.providers["m"] = world.provider
    await world.load()
    for _ in range(3):
        await world.gazetteer.list_places()
    assert (await world.labels("selver kase"), world.provider.calls) == (["Selver, Kase 2"], ["places"])
    world.now = NOW + timedelta(seconds=DAY_S)
    await world.gazetteer.list_places()
    assert world.provider.calls == ["places", "places"]


async def test_an_account_that_fails_is_asked_again_in_an_hour_and_keeps_what_it_told(world):
    world.provider.answers["places"] = [POI]
    world.providers["m"] = world.provider
    await world.load()
    await world.gazetteer.list_places()
    world.provider.answers["places"] = Unreachable("No answer.")
    world.now = NOW + timedelta(seconds=DAY_S)
    for _ in range(3):
        await world.gazetteer.list_places()
    assert (await world.labels("selver"), len(world.provider.calls)) == (["Selver, Kase 2"], 2)
    world.now += timedelta(seconds=AGAIN_S)
    await world.gazetteer.list_places()
    assert len(world.provider.calls) == 3


async def test_a_removed_account_takes_its_places_along(world):
    world.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE))
    await world.load()
    await world.take(TASK)
    assert await world.labels("tamme 1 elva") != []
    world.store.forget("m")
    await world.idle()  # tasks and what was listed are forgotten one after the other
    assert await world.labels("tamme 1 elva") == []


async def test_what_was_decided_is_first_the_next_time(world):
    await world.load()
    far = KnownPlace("Tamme 1, Elva", 57.0, 27.0, PlaceSource.SERVICE)
    await world.take(TASK)
    assert await world.labels("tamme 1 elva") != []
    world.gazetteer.decide("tamme 1", far)
    await world.idle()
    found = await world.gazetteer.find("tamme 1", None, 5)
    assert (found[0].place.lat, found[0].place.lon) == (57.0, 27.0)


async def test_a_disk_that_takes_nothing_stops_nothing(world, monkeypatch):
    monkeypatch.setattr(database, "BUSY_S", 0.1)
    await world.load()
    lock = sqlite3.connect(world.file.path)
    lock.execute("BEGIN EXCLUSIVE")
    await world.take(TASK)
    lock.rollback()
    lock.close()
    assert await world.labels("tamme 1 elva") == []


async def test_before_it_is_loaded_it_knows_nothing(world):
    await world.take(TASK)
    assert await world.labels("tamme") == []
