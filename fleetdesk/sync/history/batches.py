"""Fetches the history of many units a few at a time, so that each answer is shown before the next is asked for."""

import time
from collections.abc import AsyncIterator, Collection, Sequence

from fleetdesk.base.errors import NotSignedIn, RateLimited
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.chunks import ChunkKind
from fleetdesk.sync.history.budget import CostEstimate
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.history.service import FetchedHistory, HistoryService

UNITS_AT_ONCE = 6


async def fetch_in_batches(
    history: HistoryService, keys: Sequence[str], period: Span, kinds: Collection[ChunkKind], cost: CostEstimate
) -> AsyncIterator[tuple[FetchedHistory, Progress]]:
    """Yield what was fetched of some units and how far it is; `cost` learns what it took.

    A refused sign-in, or a limit that is reached, ends it; other troubles are told and the rest goes on.
    """
    for start in range(0, len(keys), UNITS_AT_ONCE):
        some = keys[start : start + UNITS_AT_ONCE]
        begun, last = time.monotonic(), Progress(0, 0)

        def note(progress: Progress) -> None:
            nonlocal last
            last = progress

        fetched = await history.fetch(some, period, note, kinds=kinds)
        cost.learn(len(some), last.done, time.monotonic() - begun)
        yield fetched, Progress(start + len(some), len(keys))
        if any(isinstance(each, NotSignedIn | RateLimited) for each in fetched.errors):
            return
