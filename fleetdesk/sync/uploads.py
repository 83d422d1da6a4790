"""Empties the queue of documents: two at a time, beside everything else, each from its beginning to its place."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from fleetdesk.api.outgoing import Outgoing
from fleetdesk.api.provider import Provider
from fleetdesk.domain.outbox import Op
from fleetdesk.sync.background import Background
from fleetdesk.sync.document_delivery import AT_ONCE, DocumentDelivery
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender, Standing
from fleetdesk.sync.transitions import SETTLE_S, Listed


class Uploads(Sender):
    """A sender for documents: a long one keeps no other waiting, so a turn ends with the first that ends."""

    uploads = True

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
        super().__init__(outbox_thread, providers, background, told, lambda task: None, clock, AT_ONCE, settle_s)
        self._documents = DocumentDelivery(self._outcomes, folder, listed, say)
        self._of: dict[asyncio.Task[None], Op] = {}

    @property
    def going(self) -> Mapping[int, Outgoing]:
        """The documents on their way by the numbers of their writes, with the bytes that are gone."""
        return self._documents.going

    def halt(self, number: int, why: str) -> bool:
        """Stop a document on its way, PAUSED or CANCELLED; return whether it is on its way."""
        return self._documents.halt(number, why)

    async def turn(self, account: str) -> float | None:
        """Begin what may go, and wait until one ends or something new waits."""
        provider, now = self._providers.get(account), self.clock()
        if provider is None or self.standing(account).signed_out:
            return None
        shut_s = await self._shut_for(account, now)
        own = [step for step, op in self._of.items() if op.account == account]
        if not shut_s:
            own += await self._begin(account, provider, self._at_once - len(own))
        if own:
            await self._first_of(account, own)
            return 0.0
        return shut_s or await self._until_next(account, now)

    async def _begin(self, account: str, provider: Provider, most: int) -> list["asyncio.Task[None]"]:
        if most <= 0:
            return []
        busy = tuple(self._steps.values())
        ops = await self._due(account, busy, most)
        begun = {asyncio.ensure_future(self._documents.step(op, provider)): op for op in ops}
        self._of.update(begun)
        self._steps.update({step: op.id for step, op in begun.items()})
        return list(begun)

    async def _first_of(self, account: str, steps: list["asyncio.Task[None]"]) -> None:
        """Until one of them ends; what went wrong with it is raised, and a caller that is cancelled ends none."""
        awake = asyncio.ensure_future(self._wake.setdefault(account, asyncio.Event()).wait())
        try:
            await asyncio.wait([*steps, awake], return_when=asyncio.FIRST_COMPLETED)
        finally:
            awake.cancel()
        ended = {step: self._of.pop(step) for step in steps if step.done()}
        for step in ended:
            self._steps.pop(step, None)
        failed = [(op, error) for step, op in ended.items() if (error := _wrong(step)) is not None]
        self._left.update(op.id for op, _ in failed)
        for op, error in failed:
            await self._heed(op, error)
        if failed:
            raise failed[0][1]
        if ended:
            self._standing[account] = Standing()

    async def close(self) -> None:
        """Stop what is on its way, so that it surely did not arrive, and end the loops."""
        for number in tuple(self.going):
            self.halt(number, "")
        await super().close()


def _wrong(step: "asyncio.Task[None]") -> BaseException | None:
    return asyncio.CancelledError() if step.cancelled() else step.exception()
