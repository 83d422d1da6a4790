"""Many addresses placed: by the desk first, by the service for the rest, at its pace, and without it where it fails."""

import json

import pytest

from fleetdesk.domain.tasks import Task
from fleetdesk.sync.address_placing import MOST_FAILURES, AddressPlacing
from fleetdesk.sync.address_service import AddressService
from fleetdesk.sync.background import Background
from fleetdesk.sync.store import Store
from tests.geocoding.conftest import photon as photon  # a fixture
from tests.geocoding.fakes import geocoder_for
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks
from tests.ui.importing.placing import gazetteer_in
from tests.waiting import until

KASE = Task("m", 7, order_ref="O-7", lat=59.3, lon=24.4, address="Kase 118, Keila", start_at=NOW)
NARVA = "Narva maantee 5, Tallinn"


class World:
    def __init__(self, folder):
        self.failed = []
        self.background = Background(lambda name, error: self.failed.append(error))
        self.store = Store(lambda: NOW)
        self.gazetteer = gazetteer_in(folder, self.background, self.store)
        self.service = AddressService()
        self.placing = AddressPlacing(self.gazetteer, self.service)

    async def answers(self, *texts):
        return [each async for each in self.placing.answers(texts, None)]


@pytest.fixture
async def world(qapp, tmp_path, photon):
    made = World(tmp_path)
    await made.gazetteer.load()
    apply_tasks(made.store, "m", [KASE])
    await until(lambda: not made.background.running)
    yield made
    await made.service.close()
    await made.background.close()
    await made.gazetteer.close()
    assert made.failed == []


async def test_what_this_desk_knows_is_not_asked_for(world, photon):
    await world.service.use(geocoder_for(photon))
    (answer,) = await world.answers("kase tn 118, Keila")
    assert answer.sure.place.label == "Kase 118, Keila"
    assert photon.queries == []


async def test_the_service_places_the_rest_and_is_not_asked_again(world, photon):
    await world.service.use(geocoder_for(photon))
    (answer,) = await world.answers(NARVA)
    assert answer.sure.place.label == "Narva maantee 5, 10117 Tallinn"
    await world.service.use(None)
    assert (await world.gazetteer.find("narva maantee 5", None, 3))[0].place.label == "Narva maantee 5, 10117 Tallinn"


async def test_without_a_service_what_is_unknown_stays_so(world):
    (answer,) = await world.answers(NARVA)
    assert (answer.sure, answer.options) == (None, ())


async def test_what_is_decided_is_sure_the_next_time(world, photon):
    await world.service.use(geocoder_for(photon))
    (answer,) = await world.answers("Narva")
    assert answer.asks
    await world.placing.decide(answer.text, answer.options[2].place)
    await world.service.use(None)
    (again,) = await world.answers("NARVA")
    assert again.sure.place.label == "Narva"


async def test_a_service_that_wants_a_short_rest_gets_it_and_is_asked_again(world, photon):
    photon.status, photon.answers = 429, {"Retry-After": "0"}
    await world.service.use(geocoder_for(photon))
    await world.answers(NARVA)
    assert len(photon.queries) == 2


async def test_a_failing_service_is_left_alone_and_said_once(world, photon):
    said = []
    world.service.failed.connect(said.append)
    photon.status = 500
    await world.service.use(geocoder_for(photon))
    found = await world.answers("A 1", "B 2", "C 3", "Kase 118, Keila")
    assert [each.sure is not None for each in found] == [False, False, False, True]
    assert len(photon.queries) == MOST_FAILURES
    assert len(said) == 1


async def test_only_the_address_is_sent(world, photon):
    photon.body = json.dumps({"features": []}).encode()
    await world.service.use(geocoder_for(photon))
    await world.answers(NARVA)
    assert [set(each) for each in photon.queries] == [{"q", "limit"}]
    assert photon.queries[0]["q"] == NARVA
