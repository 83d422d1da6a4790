"""Writes of a command: through the same outbox as the desk's, sent by the desk where it runs, else by the command."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fleetdesk.api.provider import Provider
from fleetdesk.commands.desk import Desk, complain
from fleetdesk.domain.outbox import ASKING, ENDED, Draft, Op, OpState
from fleetdesk.errors import NotSignedIn, Queued, Refused, Unreachable
from fleetdesk.instance import OUTBOX, Instance
from fleetdesk.outbox_door import close, open_door
from fleetdesk.sync.background import Background
from fleetdesk.sync.door import Door
from fleetdesk.sync.sender import Sender

PATIENCE_S = 120.0
LOOK_EVERY_S = 0.5
Progress = Callable[[int, int, int], None]  # confirmed, asking, all


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the writes of a command stand when it ends."""

    confirmed: int
    asking: tuple[Op, ...]
    waiting: int
    trouble: str = ""


async def post(desk: Desk, provider: Provider, drafts: Sequence[Draft], progress: Progress, *,
               wait: bool = True) -> Outcome:  # fmt: skip
    """Keeps the writes, then waits until each is confirmed or asks; gives up waiting where the network does not help.

    What is not confirmed stays in the outbox and is sent by the next desk or command.
    """
    instance = Instance(desk.folders.data)
    claimed = wait and instance.claim()
    door, notices = open_door(desk.folders, alone=claimed)
    for notice in notices:
        complain(notice)
    try:
        ops = await door.write(door.outbox.add, list(drafts), time.time(), step=True)
        waiting = _Waiting(door, [op.id for op in ops], progress)
        if not wait:
            instance.tell(OUTBOX)
            return await waiting.outcome()
        if not claimed:
            instance.tell(OUTBOX)
            await _watch(waiting, instance)
        return await (waiting.outcome() if not instance.claimed else _send(waiting, provider))
    finally:
        instance.release()
        await close(door)


class _Waiting:
    """Looks how the writes stand."""

    def __init__(self, door: Door, numbers: list[int], progress: Progress) -> None:
        self.door, self._numbers, self._progress = door, numbers, progress
        self.changed_at = time.monotonic()
        self._before = (-1, -1)

    async def look(self) -> int:
        """Tells how far they are; gives how many may still go by themselves."""
        states = await self.door.do(self.door.outbox.states, self._numbers)
        confirmed, asking = states[OpState.DONE], sum(states[each] for each in ASKING)
        if (confirmed, asking) != self._before:
            self._before, self.changed_at = (confirmed, asking), time.monotonic()
            self._progress(confirmed, asking, states.total())
        return states.total() - asking - sum(states[each] for each in ENDED)

    async def outcome(self, trouble: str = "") -> Outcome:
        """How they stand at the end, with those that ask."""
        waiting = await self.look()
        ops = [op for op in await self.door.do(lambda: list(map(self.door.outbox.op, self._numbers))) if op]
        confirmed = sum(op.state is OpState.DONE for op in ops)
        return Outcome(confirmed, tuple(op for op in ops if op.state in ASKING), waiting, trouble)

    @property
    def impatient(self) -> bool:
        """Whether nothing has moved for two minutes."""
        return time.monotonic() - self.changed_at > PATIENCE_S


async def _send(waiting: _Waiting, provider: Provider) -> Outcome:
    background = Background(lambda name, error: None)
    sender = Sender(waiting.door, {provider.account: provider}, background, lambda op: None, lambda task: None)
    await sender.recover()
    try:
        return await _until_done(waiting, sender, provider.account)
    finally:
        await sender.close()


async def _until_done(waiting: _Waiting, sender: Sender, account: str) -> Outcome:
    while True:
        try:
            wait_s = await sender.turn(account)
        except (NotSignedIn, Unreachable) as error:
            if not error.maybe_done:
                return await waiting.outcome(str(error))
            wait_s = sender.failed(account, error)
        if not await waiting.look() or wait_s is None or waiting.impatient:
            return await waiting.outcome()
        await asyncio.sleep(wait_s)


async def _watch(waiting: _Waiting, instance: Instance) -> None:
    """Another program sends; its file tells how far it is. One that ends leaves the rest to us."""
    while True:
        if not await waiting.look() or waiting.impatient or instance.claim():
            return
        await asyncio.sleep(LOOK_EVERY_S)


def conclude(outcome: Outcome) -> None:
    """Raises what a command has to end with; returns where all is confirmed."""
    if outcome.asking:
        first = outcome.asking[0]
        raise Refused(f"{len(outcome.asking)} were not taken; {first.label}: {first.reason} They wait in the outbox: "
                      "fleetdesk outbox.", first.http or 400)  # fmt: skip
    if outcome.waiting:
        why = f" ({outcome.trouble})" if outcome.trouble else ""
        raise Queued(f"{outcome.waiting} are saved on this computer and not confirmed yet{why}. FleetDesk sends them.")
