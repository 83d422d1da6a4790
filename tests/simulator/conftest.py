"""One simulator for the session, put back to its defaults after each test."""

from collections.abc import Iterator

import pytest

from tests.simulator.simulator_process import Running


@pytest.fixture(scope="session")
def shared() -> Iterator[Running]:
    made = Running("--vehicles", "200", "--seed", "7")
    yield made
    made.stop()


@pytest.fixture
def sim(shared: Running) -> Iterator[Running]:
    shared.reset()
    defaults = shared.control.get("quirks").json()
    yield shared
    shared.reset()
    shared.quirks(**defaults)
    shared.control.post("clock", json={"reset": True})
    shared.login()
