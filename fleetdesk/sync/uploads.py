"""Empties the queue of documents: two at a time, beside everything else, each from its beginning to its place."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from fleetdesk.api.outgoing import Outgoing
from fleetdesk.api.provider import Provider
from fleetdesk.domain.outbox import Op
from fleetdesk.storage.request_budget import SteadyClock
from fleetdesk.sync.account_loops import AccountLoops
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_delivery import AT_ONCE, DocumentDelivery
from fleetdesk.sync.due_writes import DueWrites
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import end_steps
from fleetdesk.sync.transitions import SETTLE_S, Listed, Outcomes


class Uploads:
    """Sends documents, in `loops` of which each account has one: a turn ends with the first that ends.

    `told` hears of every change of a write, `listed` of the documents of a task, `say` is given sentences for the user;
    `folder` has the copies. `clock` gives seconds since 1970.
    """

    def __init__(
        self,
        outbox_thread: OutboxThread,
        providers: Mapping[str, Provider],
        background: Background,
        told: Callable[[Op], None],
        listed: Listed,
        say: Callable[[str], None],
        folder: Path,
        clock: Callable[[], float] | None = None,
        settle_s: float = SETTLE_S,
    ) -> None:
        self._outbox_thread, self._providers = outbox_thread, providers
        self.clock = clock or SteadyClock()
        self.loops = AccountLoops(background, self.clock, self.turn)
        self._writes = DueWrites(outbox_thread, self.loops.back_off, self.clock, told, settle_s, uploads=True)
        outcomes = Outcomes(outbox_thread, self.clock, told, settle_s)
        self._documents = DocumentDelivery(outcomes, folder, listed, say)
        self._of: dict[asyncio.Task[None], Op] = {}
        self._steps: dict[asyncio.Task[None], int] = {}

    @property
    def going(self) -> Mapping[int, Outgoing]:
        """Return the documents on their way by the numbers of their writes, with the bytes that are gone."""
        return self._documents.going

    def halt(self, number: int, why: str) -> bool:
        """Stop a document on its way, PAUSED or CANCELLED; return whether it is on its way."""
        return self._documents.halt(number, why)

    async def turn(self, account: str) -> float | None:
        """Begin what may go, and wait until one ends or something new waits."""
        provider, now = self._providers.get(account), self.clock()
        if provider is None or self.loops.back_off.standing(account).signed_out:
            return None
        shut_s = await self._writes.shut_for(account, now)
        own = [step for step, op in self._of.items() if op.account == account]
        if not shut_s:
            own += await self._begin(account, provider, AT_ONCE - len(own))
        if own:
            await self._first_of(account, own)
            return 0.0
        return shut_s or await self._writes.until_next(account, now)

    async def _begin(self, account: str, provider: Provider, most: int) -> list["asyncio.Task[None]"]:
        if most <= 0:
            return []
        busy = tuple(self._steps.values())
        ops = await self._writes.due(account, busy, most)
        begun = {asyncio.ensure_future(self._documents.step(op, provider)): op for op in ops}
        self._of.update(begun)
        self._steps.update({step: op.id for step, op in begun.items()})
        return list(begun)

    async def _first_of(self, account: str, steps: list["asyncio.Task[None]"]) -> None:
        """Wait until one of them ends and raise what went wrong with it; a caller that is cancelled ends none."""
        awake = asyncio.ensure_future(self.loops.woken(account))
        try:
            await asyncio.wait([*steps, awake], return_when=asyncio.FIRST_COMPLETED)
        finally:
            awake.cancel()
        ended = {step: self._of.pop(step) for step in steps if step.done()}
        for step in ended:
            self._steps.pop(step, None)
        failed = [(op, error) for step, op in ended.items() if (error := _wrong(step)) is not None]
        await self._writes.note_failed(failed)
        if failed:
            raise failed[0][1]
        if ended:
            self.loops.back_off.clear(account)

    async def close(self) -> None:
        """Stop what is on its way, so that it surely did not arrive, and end the loops."""
        for number in tuple(self.going):
            self.halt(number, "")
        await self.loops.end()
        await end_steps(self._steps)


def _wrong(step: "asyncio.Task[None]") -> BaseException | None:
    return asyncio.CancelledError() if step.cancelled() else step.exception()
