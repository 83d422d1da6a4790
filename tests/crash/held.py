"""The simulator over real HTTP in this process, with a gate before its uploads: counted, and let through one by one."""

import asyncio
import socket

import uvicorn

from fleetdesk.simulator.server import Options, build, greeting

UPLOAD = "/metrotec/api/files"
SMALL = 64 * 1024


class Held:
    """Runs on the test's own loop. `gate` is open at first; `at_once` is the most uploads that were here together."""

    def __init__(self):
        self.sim, self._front = build(Options(vehicles=12, seed=5), ":memory:", "http://127.0.0.1")
        self.gate, self.changed = asyncio.Event(), asyncio.Condition()
        self.gate.set()
        self.here = self.at_once = self.begun = self.heard = 0
        self.after = 0

    async def __aenter__(self):
        config = uvicorn.Config(
            self._asgi,
            port=0,
            log_config=None,
            log_level="critical",
            lifespan="off",
            interface="asgi3",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._server.config.load()
        self._server.lifespan = config.lifespan_class(config)
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)  # so that a file is seen to be half-way
        listening.bind(("127.0.0.1", 0))
        await self._server.startup([listening])
        self.told = greeting(self.sim, listening.getsockname()[1])
        return self

    async def __aexit__(self, *_):
        self._server.should_exit = True
        self.gate.set()
        await self._server.shutdown()
        self.sim.store.close()

    async def until(self, true):
        """Waits until something about the uploads here is true."""
        async with asyncio.timeout(30), self.changed:
            await self.changed.wait_for(true)

    async def _count(self, **by):
        async with self.changed:
            for name, more in by.items():
                setattr(self, name, getattr(self, name) + more)
            self.at_once = max(self.at_once, self.here)
            self.changed.notify_all()

    async def _asgi(self, scope, receive, send):
        if scope["type"] != "http" or (scope["method"], scope["path"]) != ("POST", UPLOAD):
            await self._front(scope, receive, send)
            return
        await self._count(here=1, begun=1)
        try:
            await self._front(scope, self._gated(receive), send)
        finally:
            await self._count(here=-1)

    def _gated(self, receive):
        """Takes the first `after` bytes of each, then waits at the gate."""
        taken = 0

        async def gated():
            nonlocal taken
            if taken >= self.after:
                await self.gate.wait()
            message = await receive()
            taken += len(message.get("body", b""))
            await self._count(heard=len(message.get("body", b"")))
            return message

        return gated

    def files(self):
        """SHA-256 of every file that came here, by the names that were sent."""
        return {name: digest for digest, _, name in self.sim.store.blobs().values() if name.startswith(KINDS)}


KINDS = ("cmr_", "order_", "delivery_note_")
