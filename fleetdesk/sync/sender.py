"""Empties the outbox: what is due goes, in order for each task, a few tasks at a time, for ever."""

import asyncio
from collections.abc import Callable, Mapping

from fleetdesk.api.provider import Provider
from fleetdesk.domain.outbox import Op, OpKind
from fleetdesk.domain.tasks import Task
from fleetdesk.storage.request_budget import SteadyClock
from fleetdesk.sync.account_loops import AccountLoops
from fleetdesk.sync.background import Background
from fleetdesk.sync.creation_delivery import CreationDelivery
from fleetdesk.sync.due_writes import DueWrites
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.retyping import Retyping
from fleetdesk.sync.task_delivery import Delivery
from fleetdesk.sync.transitions import SETTLE_S, Listed, Outcomes

AT_ONCE = 3
ENDING_S = 3.0


class Sender:
    """Sends changes of tasks and creations, in `loops` of which each account has one; documents have another sender.

    `told` hears of every change of a write, `served` of every task that was read, `made` of what a server has made of a
    creation. `clock` gives seconds since 1970;
    the steady one is deaf to a wall clock that is set.
    """

    def __init__(
        self,
        outbox_thread: OutboxThread,
        providers: Mapping[str, Provider],
        background: Background,
        told: Callable[[Op], None],
        served: Callable[[Task], None],
        clock: Callable[[], float] | None = None,
        at_once: int = AT_ONCE,
        settle_s: float = SETTLE_S,
        listed: Listed = lambda account, task, files: None,
        made: Callable[[str, object], None] = lambda account, value: None,
    ) -> None:
        self._at_once, self._settle_s = at_once, settle_s
        self._outbox_thread, self._providers = outbox_thread, providers
        self.clock = clock or SteadyClock()
        self.loops = AccountLoops(background, self.clock, self.turn)
        self._writes = DueWrites(outbox_thread, self.loops.back_off, self.clock, told, settle_s, uploads=False)
        outcomes = Outcomes(outbox_thread, self.clock, told, settle_s)
        self._delivery, self._retyping = Delivery(outcomes, served), Retyping(outcomes, listed)
        self._creations = CreationDelivery(outcomes, made)
        self._steps: dict[asyncio.Task[None], int] = {}

    async def recover(self) -> list[Op]:
        """Make uncertain what was on its way when the program ended; call once, before any sending."""
        return await self._outbox_thread.do(
            self._outbox_thread.outbox.transitions.recover, self.clock() + self._settle_s
        )

    async def turn(self, account: str) -> float | None:
        """Take what is due one step further; return the seconds until more is due, None where nothing is."""
        provider, now = self._providers.get(account), self.clock()
        if provider is None or self.loops.back_off.standing(account).signed_out:
            return None
        if shut_s := await self._writes.shut_for(account, now):
            return shut_s
        ops = await self._writes.due(account, tuple(self._steps.values()), self._at_once)
        if not ops:
            return await self._writes.until_next(account, now)
        await self._together(_one_create(ops), provider)
        self.loops.back_off.clear(account)
        return 0.0

    async def _together(self, ops: list[Op], provider: Provider) -> None:
        """Do the steps of several tasks; a caller that is cancelled does not end them, close() waits for them."""
        steps = [asyncio.ensure_future(self._deliverer(op).step(op, provider)) for op in ops]
        self._steps.update(zip(steps, (op.id for op in ops), strict=True))
        for step in steps:
            step.add_done_callback(self._steps.pop)
        results = await asyncio.shield(asyncio.gather(*steps, return_exceptions=True))
        failed = [(op, each) for op, each in zip(ops, results, strict=True) if isinstance(each, BaseException)]
        await self._writes.note_failed(failed)
        if failed:
            raise failed[0][1]

    def _deliverer(self, op: Op) -> Delivery | Retyping | CreationDelivery:
        if op.of_creation:
            return self._creations
        return self._retyping if op.kind is OpKind.RETYPE else self._delivery

    async def close(self) -> None:
        """End the loops; what is under way may end within some seconds, else it is looked up at the next start."""
        await self.loops.end()
        await end_steps(self._steps)


async def end_steps(steps: Mapping["asyncio.Task[None]", int]) -> None:
    """Let steps that are under way end within some seconds, and cancel those that do not."""
    if steps:
        await asyncio.wait(steps, timeout=ENDING_S)
    for step in tuple(steps):
        step.cancel()
    await asyncio.gather(*steps, return_exceptions=True)


def _one_create(ops: list[Op]) -> list[Op]:
    """Return the writes with one create at most, so that a burst of them is never several doubts at once."""
    creates = [op for op in ops if op.kind is OpKind.CREATE or op.of_creation]
    return [op for op in ops if op not in creates[1:]]
