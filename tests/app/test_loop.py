"""The loop of the program, and what holds while it runs."""

import asyncio
import sys

from fleetdesk.app import loop


def test_while_the_loop_runs_threads_give_way_soon_and_later_as_before(qapp):
    before = sys.getswitchinterval()

    async def told():
        return await asyncio.to_thread(sys.getswitchinterval)

    assert loop.run(qapp, told()) <= 0.001 < before
    assert sys.getswitchinterval() == before
