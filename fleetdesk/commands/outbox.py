"""fleetdesk outbox: what waits on this computer for a server; retry, discard, and what removed accounts left."""

import argparse
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import Op, next_words, state_words, what
from fleetdesk.domain.task_fields import to_plain
from fleetdesk.profile import accounts, outbox_opening
from fleetdesk.profile.instance import OUTBOX, Instance
from fleetdesk.profile.outbox_opening import open_copy, open_outbox_thread
from fleetdesk.profile.profile import Profile
from fleetdesk.sync.outbox_thread import OutboxThread


async def listing(desk: Profile, words: argparse.Namespace) -> int:
    """Print everything unsent, the oldest first, as JSON."""
    async with reading(desk) as outbox_thread:
        ops = await outbox_thread.do(outbox_thread.outbox.queries.open_ops)
    show([_plain(op) for op in ops])
    return 0


async def retry(desk: Profile, words: argparse.Namespace) -> int:
    """Let one write go on as soon as a desk or a command sends."""
    async with _writing(desk) as outbox_thread:
        op = await _found(outbox_thread, words.id)
        again = await outbox_thread.write(outbox_thread.outbox.decisions.retry, op.id)
        show(_plain(again or op))
    return 0


async def discard(desk: Profile, words: argparse.Namespace) -> int:
    """Give one write up; for a new task what was changed on it since goes too."""
    async with _writing(desk) as outbox_thread:
        op = await _found(outbox_thread, words.id)
        given_up = await outbox_thread.write(outbox_thread.outbox.decisions.discard, op.id, time.time(), doubtful=True)
        if not given_up:
            raise UsageError(_("{number} is being sent just now. Wait for the answer.").format(number=op.id))
        show([_plain(each) for each in given_up])
    return 0


async def holds(desk: Profile, words: argparse.Namespace) -> int:
    """Print what removed accounts left unsent, the oldest first, as JSON."""
    async with reading(desk) as outbox_thread:
        found = await outbox_thread.do(outbox_thread.outbox.holds.all)
    show(
        [
            {
                "name": each.name,
                "account": each.was,
                "server": each.server,
                "held_at": _moment(each.at),
                "waiting": each.waiting,
            }
            for each in found
        ]
    )
    return 0


async def release(desk: Profile, words: argparse.Namespace) -> int:
    """Give what is on hold to an account, which sends it."""
    account = desk.settings.account(words.account)
    async with _writing(desk) as outbox_thread:
        server = accounts.server_of(account)
        await outbox_thread.write(outbox_thread.outbox.holds.claim, account.name, server, time.time(), account.id)
        given = await outbox_thread.write(
            outbox_thread.outbox.holds.release, words.hold, account.name, other_server=words.other_server
        )
        show([_plain(each) for each in given])
    return 0


async def restore(desk: Profile, words: argparse.Namespace) -> int:
    """Put a file of unsent changes that cannot be used aside, and use its copies in its place."""
    instance = Instance(desk.folders.data)
    if not instance.claim():
        raise UsageError(_("FleetDesk runs and has the file. End it first."))
    try:
        for notice in outbox_opening.restore(desk.folders):
            complain(notice)
    finally:
        instance.release()
    return await listing(desk, words)


@asynccontextmanager
async def reading(desk: Profile) -> AsyncIterator[OutboxThread]:
    """Open a copy of the outbox to read; say what is wrong with the file."""
    with open_copy(desk.folders) as (outbox_thread, notices):
        async with _open(outbox_thread, notices):
            yield outbox_thread


@asynccontextmanager
async def _writing(desk: Profile) -> AsyncIterator[OutboxThread]:
    """Open the outbox to write; a desk that runs is told of what was changed."""
    async with _open(*open_outbox_thread(desk.folders, alone=False)) as outbox_thread:
        yield outbox_thread
    Instance(desk.folders.data).tell(OUTBOX)


@asynccontextmanager
async def _open(outbox_thread: OutboxThread, notices: list[str]) -> AsyncIterator[OutboxThread]:
    for notice in notices:
        complain(notice)
    try:
        yield outbox_thread
    finally:
        await outbox_thread.close()


async def _found(outbox_thread: OutboxThread, number: int) -> Op:
    op = await outbox_thread.do(outbox_thread.outbox.queries.op, number)
    if op is None or op.done_at is not None:
        raise UsageError(
            _("The outbox has no unsent change {number}. fleetdesk outbox lists them.").format(number=number)
        )
    return op


def _plain(op: Op) -> dict[str, Any]:
    """Return one write for scripts; moments in UTC."""
    return {
        "id": op.id,
        "account": op.account,
        "task": op.server_id,
        "local_id": op.task,
        "order_ref": op.label or None,
        "kind": op.kind.value,
        "state": op.state.value,
        "what": what(op),
        "says": state_words(op),
        "next": next_words(op, time.time()),
        "fields": to_plain(op.fields),
        "attempts": op.attempts,
        "created_at": _moment(op.created_at),
        "not_before": _moment(op.not_before),
        "damaged": op.damaged,
    }


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
