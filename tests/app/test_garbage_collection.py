"""Cyclic garbage dies on the window's thread."""

import asyncio
import gc
import threading

import pytest

from fleetdesk.app.garbage_collection import MANY, TOO_MANY, GarbageCollector


class Knot:
    """Garbage that only the collector frees; it says on which thread it died."""

    def __init__(self, died):
        self.me, self._died = self, died

    def __del__(self):
        self._died.append(threading.current_thread())


@pytest.fixture
def sweeper(qapp):
    made = GarbageCollector()
    yield made
    made.close()
    gc.unfreeze()
    gc.disable()


async def test_a_worker_thread_never_collects(sweeper, qapp):
    died = []

    def allocate():
        for _ in range(5000):
            Knot(died)
        return [[] for _ in range(50_000)]

    await asyncio.to_thread(allocate)  # long enough, on a loaded machine, for a sweep beside it
    sweeper.sweep()
    assert set(died) == {threading.main_thread()}


def test_closing_gives_python_its_collector_back(qapp):
    GarbageCollector().close()
    assert gc.isenabled()
    gc.unfreeze()
    gc.disable()


def test_what_is_left_of_a_long_list_is_scanned_once(sweeper):
    died, before = [], gc.get_freeze_count()
    kept = [[] for _ in range(MANY + 1000)]
    for _ in range(10):
        Knot(died)
    sweeper.sweep()
    assert len(died) == 10
    assert gc.get_freeze_count() - before > len(kept)


def test_the_rows_of_a_large_table_are_not_looked_through(sweeper):
    looked, before = [], gc.get_freeze_count()

    def look(phase, _info):
        looked.append(phase)

    gc.callbacks.append(look)
    try:
        kept = [[] for _ in range(TOO_MANY + 1000)]
        sweeper.sweep()
    finally:
        gc.callbacks.remove(look)
    assert looked == []
    assert gc.get_freeze_count() - before > len(kept)
