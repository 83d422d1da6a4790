"""Writes of a command: through the same outbox as the desk's, sent by the desk where it runs, else by the command."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fleetdesk.api.provider import Provider
from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import NotSignedIn, Queued, Refused, Unreachable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.outbox import ASKING, ENDED, Draft, Op, OpKind, OpState
from fleetdesk.profile import accounts
from fleetdesk.profile.instance import OUTBOX, Instance
from fleetdesk.profile.outbox_opening import close, documents_folder, open_outbox_thread
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Folders
from fleetdesk.storage.outbox.holds import says
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.uploads import Uploads

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
    unassigned: int = 0


async def post(
    desk: Profile,
    provider: Provider,
    drafts: Sequence[Draft],
    progress: Progress,
    *,
    wait: bool = True,
    gesture: str = "",
) -> Outcome:
    """Keep the writes, then wait until each is confirmed or asks; stop waiting where the network does not help.

    With a `gesture` all can be taken back on the desk as one. What is not confirmed stays in the outbox and is sent by
    the next desk or command.
    """
    instance = Instance(desk.folders.data)
    claimed = wait and instance.claim()
    outbox_thread, notices = open_outbox_thread(desk.folders, alone=claimed)
    for notice in notices:
        complain(notice)
    try:
        await _claim(desk, outbox_thread, provider.account)
        waiting = Waiting(outbox_thread, await _kept(outbox_thread, drafts, gesture), progress)
        if not wait:
            instance.tell(OUTBOX)
            return await waiting.outcome()
        if not claimed:
            instance.tell(OUTBOX)
            await _watch(waiting, instance)
        return await (waiting.outcome() if not instance.claimed else _send(waiting, provider, desk.folders))
    finally:
        instance.release()
        await close(outbox_thread)


async def _claim(desk: Profile, outbox_thread: OutboxThread, name: str) -> None:
    """Put on hold, and tell, what waits under the account's name for another server."""
    account = desk.settings.account(name)
    held = await outbox_thread.write(
        outbox_thread.outbox.holds.claim, name, accounts.server_of(account), time.time(), account.id
    )
    if held and held.waiting:
        complain(together(says(held), _("fleetdesk outbox holds lists them.")))


class Waiting:
    """Looks how the writes stand."""

    def __init__(self, outbox_thread: OutboxThread, numbers: list[int], progress: Progress) -> None:
        self.outbox_thread, self._numbers, self._progress = outbox_thread, numbers, progress
        self.changed_at = time.monotonic()
        self._before = (-1, -1)

    async def look(self) -> int:
        """Tell how far they are; return how many may still go by themselves."""
        queries, numbers = self.outbox_thread.outbox.queries, self._numbers
        states, unassigned = await self.outbox_thread.do(
            lambda: (queries.count_states(numbers), queries.count_unassigned(numbers))
        )
        confirmed, asking = states[OpState.DONE], sum(states[each] for each in ASKING) - unassigned
        if (confirmed, asking) != self._before:
            self._before, self.changed_at = (confirmed, asking), time.monotonic()
            self._progress(confirmed, asking, states.total())
        return states.total() - asking - unassigned - sum(states[each] for each in ENDED)

    async def outcome(self, trouble: str = "") -> Outcome:
        """Return the outcome of the writes at the end, with those that ask."""
        waiting = await self.look()
        ops = [
            op
            for op in await self.outbox_thread.do(
                lambda: list(map(self.outbox_thread.outbox.queries.op, self._numbers))
            )
            if op
        ]
        confirmed = sum(op.state is OpState.DONE for op in ops)
        asking = tuple(op for op in ops if op.state in ASKING and not op.unassigned)
        return Outcome(confirmed, asking, waiting, trouble, sum(op.unassigned for op in ops))

    @property
    def impatient(self) -> bool:
        """Return whether nothing has moved for two minutes."""
        return time.monotonic() - self.changed_at > PATIENCE_S


async def _kept(outbox_thread: OutboxThread, drafts: Sequence[Draft], gesture: str) -> list[int]:
    """Return the numbers of the writes, kept now; of a document that waits already, that of the one that does."""
    uploads = [each for each in drafts if each.kind is OpKind.UPLOAD]
    there = await outbox_thread.do(lambda: [each for each in uploads if outbox_thread.outbox.queries.is_there(each)])
    same = await outbox_thread.do(lambda: list(map(outbox_thread.outbox.queries.same_document, there)))
    for draft in there:
        complain(_("{name} is on {task} already, or waits to be.").format(name=draft.fields["name"], task=draft.label))
    ops = await outbox_thread.write(
        outbox_thread.outbox.insert.add, [each for each in drafts if each not in there], time.time(), gesture=gesture
    )
    return [*(number for number in same if number is not None), *(op.id for op in ops)]


async def _send(waiting: Waiting, provider: Provider, folders: Folders) -> Outcome:
    background, providers = Background(lambda name, error: None), {provider.account: provider}
    sender = Sender(waiting.outbox_thread, providers, background, _unheard, _unheard)
    uploads = Uploads(
        waiting.outbox_thread, providers, background, _unheard, _unheard, complain, documents_folder(folders)
    )
    await sender.recover()
    try:
        return await _until_done(waiting, (sender, uploads), provider.account)
    finally:
        await asyncio.gather(sender.close(), uploads.close())


def _unheard(*_: object) -> None:
    """Ignore a change, because a command shows nothing that changes."""


async def _until_done(waiting: Waiting, senders: Sequence[Sender | Uploads], account: str) -> Outcome:
    while True:
        waits = []
        for sender in senders:
            try:
                waits.append(await sender.turn(account))
            except (NotSignedIn, Unreachable) as error:
                if not error.maybe_done:
                    return await waiting.outcome(str(error))
                waits.append(sender.loops.back_off.failed(account, error))
        due = [each for each in waits if each is not None]
        if not await waiting.look() or not due or waiting.impatient:
            return await waiting.outcome()
        await asyncio.sleep(min(due))


async def _watch(waiting: Waiting, instance: Instance) -> None:
    """Show how far another program that sends has come; return when it ends, so that the rest is sent here."""
    while True:
        if not await waiting.look() or waiting.impatient or instance.claim():
            return
        await asyncio.sleep(LOOK_EVERY_S)


def say_progress(confirmed: int, asking: int, everything: int) -> None:
    """Tell how many writes are confirmed, on stderr."""
    sentence = _("{done} of {count} confirmed, {refused} not taken") if asking else _("{done} of {count} confirmed")
    complain(sentence.format(done=confirmed, count=everything, refused=asking))


def conclude(outcome: Outcome) -> int:
    """Tell the counts as JSON, then raise what a command has to end with; 0 where all is confirmed."""
    counts = {"confirmed": outcome.confirmed, "asking": len(outcome.asking), "waiting": outcome.waiting}
    show(counts | ({"unassigned": outcome.unassigned} if outcome.unassigned else {}))
    if outcome.asking:
        raise Refused(_refused(outcome.asking), outcome.asking[0].http or 400)
    if outcome.waiting:
        raise Queued(_queued(outcome))
    if outcome.unassigned:
        raise Queued(unassigned_words(outcome.unassigned))
    return 0


def unassigned_words(count: int) -> str:
    """Say what becomes of tasks without a vehicle."""
    sentence = ngettext(
        "{count} task has no vehicle: it is kept here as unassigned, and sent when it is given on the desk.",
        "{count} tasks have no vehicle: they are kept here as unassigned, and sent when they are given on the desk.",
        count,
    )
    return sentence.format(count=count)


def _refused(asking: Sequence[Op]) -> str:
    count, first = len(asking), asking[0]
    sentence = ngettext(
        "{count} was not taken; {task}: {reason} It waits in the outbox: fleetdesk outbox.",
        "{count} were not taken; {task}: {reason} They wait in the outbox: fleetdesk outbox.",
        count,
    )
    return sentence.format(count=count, task=first.label, reason=first.reason)


def _queued(outcome: Outcome) -> str:
    count, why = outcome.waiting, outcome.trouble
    if not why:
        return ngettext(
            "{count} is saved on this computer and not confirmed yet. FleetDesk sends it.",
            "{count} are saved on this computer and not confirmed yet. FleetDesk sends them.",
            count,
        ).format(count=count)
    return ngettext(
        "{count} is saved on this computer and not confirmed yet ({reason}). FleetDesk sends it.",
        "{count} are saved on this computer and not confirmed yet ({reason}). FleetDesk sends them.",
        count,
    ).format(count=count, reason=why)
