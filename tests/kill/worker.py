"""A desk without a window, to be killed: the real outbox, sender and client, on a real file over real HTTP.

It tells of itself through a pipe, a JSON array a line: ["try", act], ["ack", number] once the write is on the disk,
["kept", number] or ["gone", number] of the try that the last death cut off, and after it has emptied the outbox
["end", how many are left, why].
"""

import asyncio
import json
import os
import signal
import time
from datetime import UTC, datetime, timedelta

from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.domain.outbox import ASKING, Draft, OpKind
from fleetdesk.domain.tasks import TaskStatus
from fleetdesk.storage.outbox.insert import Insert
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.storage.outbox.transitions import Transitions
from fleetdesk.sync import back_off
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from tests.crash.mutants import PopFirst

ACCOUNT = "m"
SETTLE_S = 0.4  # the simulator answers in milliseconds, and nobody wants to wait half a minute for each doubt
SENDING = ("sending", "done", "doubt", "confirming", "unsent", "again", "postpone", "recover")
MORNING = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
back_off.FIRST_S, back_off.LONGEST_S = 0.04, 0.3


def passing(at):
    """Kills this process at the `at`-th passing of a named point; 0 is never."""
    left = [at]

    def pass_by():
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return pass_by


def guarded(call, pass_by):
    """The call, with a point before it and one behind it."""

    def guard(*args, **more):
        pass_by()
        result = call(*args, **more)
        pass_by()
        return result

    return guard


def dying(part, names, pass_by):
    """A part of the outbox, dead just before or just after the commit of one of these methods."""
    return type(f"Dying{part.__name__}", (part,), {name: guarded(getattr(part, name), pass_by) for name in names})


def draft(act):
    """The write of an act: its number is in what it sets, so that it can be told from all others."""
    number, task, field, value, base = act["n"], act["task"], act["field"], act["value"], act["base"]
    if field == "order_ref":
        fields = {
            "unit": act["unit"],
            "order_ref": value,
            "start_at": MORNING,
            "stop_at": MORNING + timedelta(hours=2),
            "lat": 59.4,
            "lon": 24.7,
            "address": f"first {number}",
            "notes": f"first {number}",
        }
        return Draft(ACCOUNT, task, OpKind.CREATE, fields, label=value, proposed=True)
    if field == "status":
        return Draft(ACCOUNT, task, OpKind.STATUS, {field: TaskStatus(value)}, {field: TaskStatus(base)}, task)
    return Draft(ACCOUNT, task, OpKind.UPDATE, {field: value}, {field: base}, task)


class Life:
    """One life of the program, from its start to its death or until everything is confirmed."""

    def __init__(self, told, path, mutant=False, die_at=0):
        transitions, pass_by = PopFirst if mutant else Transitions, passing(die_at)
        self.outbox = Outbox(
            path, insert=dying(Insert, ["add"], pass_by), transitions=dying(transitions, SENDING, pass_by)
        )
        self.outbox_thread = OutboxThread(self.outbox)
        self.provider = Metrotec(ACCOUNT, told["metrotec_url"], told["username"], told["password"])
        self.sender = Sender(
            self.outbox_thread,
            {ACCOUNT: self.provider},
            Background(lambda name, error: None),
            self._told,
            lambda task: None,
            time.time,
            settle_s=SETTLE_S,
        )
        self.moved = asyncio.Event()

    def _told(self, op):
        self.moved.set()

    async def run(self, say, model, acts):
        """Does some acts; `model` knows what the user sees, and so hears all that is said."""
        if model.tried:
            say("kept" if self.is_kept(model.tried) else "gone", model.tried["n"])
        await self.sender.recover()
        self.sender.loops.start(ACCOUNT)
        for _ in range(acts):
            act = model.next_act()
            say("try", act)
            await self.outbox_thread.write(self.outbox.insert.add, self.drafts(act), time.time())
            say("ack", act["n"])
            self.sender.loops.wake(ACCOUNT)
            await asyncio.sleep(model.dice.uniform(0, 0.03))
        await self.drain(say)

    async def drain(self, say):
        while True:
            self.moved.clear()
            ops = await self.outbox_thread.do(self.outbox.queries.open_ops)
            if all(op.state in ASKING for op in ops):
                break
            await self.moved.wait()
        self.say_end(say, ops)

    def say_end(self, say, ops):
        say("end", len(ops), [f"{op.label}: {op.reason}" for op in ops])

    def drafts(self, act):
        return [draft(act)]

    def is_kept(self, act):
        """Whether a write whose acknowledgement was cut off is in the file."""
        sql = "SELECT 1 FROM op WHERE account = ? AND task = ? AND payload LIKE ? LIMIT 1"
        there = (ACCOUNT, act["task"], f'%"{act["field"]}":"{act["value"]}"%')
        return bool(self.outbox.database.execute(sql, there).fetchall())


def live(pipe, told, path, model, acts, mutant, die_at):
    """What the forked child does; it does not return."""

    async def all_of_it(say):
        await Life(told, path, mutant, die_at).run(say, model, acts)

    live_as(pipe, model, all_of_it)


def live_as(pipe, model, all_of_it):
    """Runs a life to its end and tells of it through the pipe; it does not return."""

    def say(*words):
        os.write(pipe, json.dumps(words).encode() + b"\n")
        model.hear(words)

    try:
        asyncio.run(all_of_it(say))
    except BaseException as error:  # noqa: BLE001 - a child has nobody else to tell
        say("bug", repr(error))
    os._exit(0)
