"""The real outbox, the real sender, the real Metrotec client and the real simulator in one process, and a crash.

Only the sockets are left out: a request goes from the client's own encoding straight into the simulator's front door,
and its answer back through the client's own reading. Every commit and every request is a step; at step i the program
"is killed": SimCrash goes up through everything, the file is opened anew, and the outbox is emptied.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, urlencode

import fastapi.dependencies.utils
import fastapi.routing
import httpx

from fleetdesk.api.answers import Reply, raise_for_status
from fleetdesk.api.budget import NoBudget
from fleetdesk.api.http import Http
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.base.errors import FleetError, NoAnswer, Unreachable
from fleetdesk.domain.outbox import ENDED, OpState
from fleetdesk.simulator.server import Options, build
from fleetdesk.storage.durable_sqlite import connect
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.background import Background
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.uploads import Uploads

BASE = "/metrotec/api/"
ACCOUNT = "m"
START = 1_795_000_000.0


async def _at_once(call, *args, **more):
    return call(*args, **more)


# The simulator's handlers run where they are called: a thread for each would take a third of a trial.
for each in (fastapi.routing, fastapi.dependencies.utils):
    vars(each)["run_in_threadpool"] = _at_once
LOOP = asyncio.new_event_loop()


class SimCrash(BaseException):
    """The program is killed here."""


def _heard(loop, told):
    """What became of the other document on its way when one died, nobody is there to hear."""
    if not isinstance(told.get("exception"), (SimCrash, FleetError)):
        loop.default_exception_handler(told)


LOOP.set_exception_handler(_heard)


class Steps:
    """Counts the steps of a run, and ends it at one of them."""

    def __init__(self, crash_at=None):
        self.count, self.crash_at = 0, crash_at

    def __call__(self):
        self.count += 1
        if self.crash_at is not None and self.count >= self.crash_at:
            raise SimCrash  # and whatever else was on its way does not live on either


class CountedConnection:
    """A connection whose commits are steps: before one nothing is kept, after one everything is."""

    def __init__(self, path, steps):
        self._db, self._steps = connect(path), steps
        self._db.execute("PRAGMA synchronous=OFF")  # the process dies, not the machine

    def execute(self, sql, *values):
        if sql != "COMMIT":
            return self._db.execute(sql, *values)
        self._steps()
        done = self._db.execute(sql)
        self._steps()
        return done

    @property
    def in_transaction(self):
        return self._db.in_transaction

    def close(self):
        self._db.close()


class Server:
    """One simulator for many trials, emptied by begin(). Routes run on the trial's own thread: hops cost a third."""

    def __init__(self):
        self.sim, self.front = build(Options(vehicles=3, seed=5), ":memory:", "http://sim")
        self.sim.quirks.unique_refs = False  # a server that takes a reference twice shows every doubled create
        self.vehicle = self.sim.fleet.vehicles[0].id
        self.jwt, _ = self.sim.sign_in(self.sim.username)

    def begin(self):
        self.sim.store.clear("task", "file")

    def tasks(self):
        return self.sim.store.all("task")

    def files(self):
        return self.sim.store.all("file")

    def audit(self):
        return self.sim.store.audit()

    def change(self, number, **wanted):
        """Another dispatcher."""
        task = {**self.sim.store.get("task", number), **wanted}
        self.sim.store.put("task", task)


class Wire(Http):
    """In the place of Http: each request is two steps, and a script says what happens to each write.

    ok | refused (nothing sent) | lost (done, no answer) | cut (not done, no answer) | 500 | 500after | 503 | 429
    """

    def __init__(self, server, steps, script=()):
        self._server, self._steps, self.script = server, steps, list(script)
        self.writes = []

    async def send(self, ask):
        if ask.path == "login":
            return Reply(200, {"content-type": "application/json"}, json.dumps({"jwt": self._server.jwt}).encode())
        fate = self.script.pop(0) if ask.method != "GET" and self.script else "ok"
        self._steps()
        if fate == "refused":
            raise Unreachable("The server cannot be reached.", maybe_done=False)
        if fate in ("cut", "500", "503", "429"):
            return self._failed(fate)
        reply = await self._through(ask)
        self._steps()
        if ask.method != "GET":
            self.writes.append(ask)
        if fate in ("lost", "500after"):
            return self._failed(fate)
        raise_for_status(reply)
        return reply

    def _failed(self, fate):
        if fate in ("lost", "cut"):
            raise NoAnswer("The connection broke before the server had answered.")
        status = int(fate[:3])
        reply = Reply(status, {"content-type": "application/json", "retry-after": "5"}, b"{}")
        raise_for_status(reply)
        return reply

    async def _through(self, ask):
        kind, body = _encoded(ask)
        sent, started = [], {}
        headers = {
            **ask.headers,
            "user-agent": "FleetDesk/test",
            "accept": "application/json; version=1.1.0",
            "content-type": kind,
            "content-length": str(len(body)),
        }
        scope = {
            "type": "http",
            "method": ask.method,
            "path": BASE + ask.path,
            "raw_path": (BASE + ask.path).encode(),
            "query_string": urlencode(ask.query, quote_via=quote).encode(),
            "root_path": "",
            "scheme": "http",
            "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
            "http_version": "1.1",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
            "asgi": {"version": "3.0"},
        }

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                started.update(status=message["status"], headers=message["headers"])
            else:
                sent.append(message.get("body", b""))

        await self._server.front(scope, receive, send)
        told = {k.decode(): v.decode() for k, v in started["headers"]}
        return Reply(started["status"], told, b"".join(sent))

    async def close(self):
        return None


def _encoded(ask):
    """The kind and the bytes of a body; multipart as httpx writes it."""
    if ask.files is None:
        return "application/json", b"" if ask.json is None else json.dumps(ask.json).encode()
    request = httpx.Request("POST", "http://sim/", data=dict(ask.form), files=dict(ask.files))
    return request.headers["content-type"], request.read()


class InlineDoor(OutboxThread):
    """The outbox on the thread of the trial."""

    async def do(self, call, *args, **more):
        return call(*args, **more)


class Clock:
    def __init__(self, at=START):
        self.at = at

    def __call__(self):
        return self.at


class Program:
    """The program from its start to its death."""

    def __init__(self, path, server, clock, steps, script=(), make=Outbox, uploads=Uploads):
        self.clock, self.steps, self.server = clock, steps, server
        self.outbox = make(path, lambda file: CountedConnection(file, steps))
        self.wire = Wire(server, steps, script)
        provider = Metrotec(ACCOUNT, "http://127.0.0.1/", "dispatcher", "x", http=self.wire, budget=NoBudget(clock))
        background = Background(lambda name, error: None)
        self.provider, self.folder, self.said, self.told = provider, path.parent / "papers", [], []
        self.sender = Sender(
            InlineDoor(self.outbox),
            {ACCOUNT: provider},
            background,
            self.told.append,
            lambda task: None,
            clock,
            at_once=1,
        )
        self.uploads = uploads(
            InlineDoor(self.outbox),
            {ACCOUNT: provider},
            background,
            lambda op: None,
            lambda account, task, files: None,
            self.said.append,
            self.folder,
            clock,
        )

    async def turn(self, sender=None):
        """One turn of the sender's loop."""
        sender = sender or self.sender
        try:
            return await sender.turn(ACCOUNT)
        except FleetError as error:
            return sender.loops.back_off.failed(ACCOUNT, error)

    async def drain(self, most=400, documents=False):
        """Until nothing waits for time; the clock goes on as far as it must."""
        await self.sender.recover()
        for _ in range(most):
            waits = [await self.turn()] + ([await self.turn(self.uploads)] if documents else [])
            waits = [wait for wait in waits if wait is not None]
            if not waits:
                return
            self.clock.at += min(waits)
        raise AssertionError("stuck: the outbox does not come to an end")

    def die(self):
        self.outbox.close()


def unended(outbox):
    return [op for op in outbox.queries.open_ops() if op.state not in ENDED]


def asking(outbox):
    return [op for op in outbox.queries.open_ops() if op.state in (OpState.CONFLICT, OpState.DEAD, OpState.BLOCKED)]


def run(work: Callable[[], Awaitable[Any]]):
    """One loop for all trials; what a crash has left of one is ended before the next."""
    try:
        return LOOP.run_until_complete(work())
    finally:
        left = asyncio.all_tasks(LOOP)
        for task in left:
            task.cancel()
        if left:
            LOOP.run_until_complete(asyncio.gather(*left, return_exceptions=True))
