"""Only the newest work counts."""

import asyncio

import pytest

from fleetdesk.sync.background import Background
from fleetdesk.sync.newest import Newest


class Works:
    """Work that ends when it is let go, and what came of it."""

    def __init__(self):
        self.failed, self.done, self.outdated = [], [], []
        self.background = Background(lambda name, error: self.failed.append(str(error)))
        self.newest = Newest(self.background, "a test")
        self.let_go = asyncio.Event()

    def want(self, name):
        self.newest.start(lambda: self._work(name))

    async def _work(self, name):
        await self.let_go.wait()
        if name == "bad":
            raise ValueError(name)
        self.done.append(name)
        self.outdated.append(self.newest.is_outdated)

    async def end(self):
        self.let_go.set()
        await asyncio.gather(*self.background.running, return_exceptions=True)


@pytest.fixture
async def works():
    return Works()


async def test_what_is_wanted_meanwhile_replaces_what_waits(works):
    works.want("first")
    await asyncio.sleep(0)
    works.want("second")
    works.want("third")
    await works.end()
    assert works.done == ["first", "third"]


async def test_work_knows_that_newer_waits(works):
    works.want("first")
    await asyncio.sleep(0)
    works.want("second")
    await works.end()
    assert works.outdated == [True, False]


async def test_work_that_fails_holds_up_none_that_comes_later(works):
    works.want("bad")
    await works.end()
    works.want("good")
    await works.end()
    assert (works.failed, works.done) == (["bad"], ["good"])
