"""The paces of the accounts: learnt in the background, kept when finished tasks leave the desk."""

import asyncio

from fleetdesk.domain.roads import straight_way
from fleetdesk.sync.background import Background
from fleetdesk.sync.learnt_paces import LearntPaces
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store
from tests.domain.test_learnt_pace import HERE, THERE, day
from tests.task_lists import apply_tasks


def test_what_is_learnt_is_used_at_once_and_stays(qapp):
    async def story():
        store, background = Store(), Background(print)
        store.keep_finished(True)
        paces = LearntPaces(store, background)
        roads = RoadService(background, estimate_of=paces.way_of)
        assert roads.ways_of("m") is straight_way
        come = asyncio.Event()
        paces.changed.connect(come.set)
        apply_tasks(store, "m", day([90] * 40))
        paces.learn()
        await asyncio.wait_for(come.wait(), 20)
        store.keep_finished(False)
        paces.learn()
        await asyncio.gather(*background.running)
        way = roads.ways_of("m")(HERE, THERE)
        assert way.spread
        assert "this fleet" in way.basis
        assert roads.ways_of("o") is straight_way

    asyncio.run(story())
