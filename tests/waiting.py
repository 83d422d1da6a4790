"""Waiting, in a test whose loop runs, for what no signal or event tells of."""

import asyncio


async def until(true, seconds=30):
    """Give the loop turns until it is so; TimeoutError where it is not so in time."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


async def settled(desk):
    """Wait until all that was begun behind a desk has ended, and what that began."""
    while desk.background.running:
        await asyncio.gather(*desk.background.running, return_exceptions=True)
