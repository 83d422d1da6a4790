"""The front door: which API, who is calling, how often; scripted faults; the log of requests."""

import asyncio
import contextlib
import re
import time
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote

from fleetdesk.simulator.clock import zulu
from fleetdesk.simulator.faults import Faults, instead
from fleetdesk.simulator.operations import Operation
from fleetdesk.simulator.schema.requests import NULL_CLEARS
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.store import dump
from fleetdesk.simulator.wire import (
    App,
    Captured,
    Message,
    Receive,
    Scope,
    Send,
    cut,
    deliver,
    gone,
    reply,
    reply_json,
    slowly,
)

BASES = {"metrotec": "/metrotec/api", "vezma": "/vezma/api/v1"}
_VERSION = re.compile(r";\s*version\s*=\s*\"?1\.1\.0\"?\s*(;|,|$)")
_AGENT = re.compile(r"[\x20-\x7e]+")

Refused = tuple[int, str, dict[str, str]]


class Front:
    """The ASGI application that uvicorn runs."""

    def __init__(self, sim: Simulation, faults: Faults, apps: dict[str, App], pages: App) -> None:
        self._sim, self._faults, self._apps, self._pages = sim, faults, apps, pages
        self.closing = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        path = str(scope["path"])
        send = self._dated(send)
        for api, base in BASES.items():
            if path.startswith(base + "/"):
                await self._serve(api, base, scope, receive, send)
                return
        await self._pages(scope, receive, send)

    def _dated(self, send: Send) -> Send:
        """Return a send that gives each answer a Date by the world's clock, as a vendor with another clock would."""

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(self._sim.clock.now(), usegmt=True).encode()
                message["headers"] = [*message.get("headers", []), (b"date", date)]
            await send(message)

        return dated

    async def _serve(self, api: str, base: str, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        path, method = str(scope["path"])[len(base) :], str(scope["method"])
        operation = self._sim.table.find(api, method, path)
        action = self._faults.take(api, operation, method, path)
        state = {"status": 0}
        with contextlib.suppress(asyncio.CancelledError):
            state["status"] = await self._play(api, base, scope, receive, send, operation, action)
        self._log(api, operation, scope, path, state["status"], time.monotonic() - began, action is not None)

    async def _play(
        self,
        api: str,
        base: str,
        scope: Scope,
        receive: Receive,
        send: Send,
        operation: Operation | None,
        action: dict[str, Any] | None,
    ) -> int:
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        scope["fleetdesk.headers"] = headers
        if action:
            early = await self._early(action, receive, send)
            if early is not None:
                return early
        refused = self._gate(api, operation, headers, scope)
        if refused:
            return await self._refuse(refused, receive, send)
        NULL_CLEARS.set(self._sim.quirks.null_clears)
        inner = {**scope, "root_path": base}
        if action and "slow_upload" in action:
            receive = slowly(receive, float(action["slow_upload"]))
        return await self._run(api, inner, receive, send, action)

    async def _run(self, api: str, scope: Scope, receive: Receive, send: Send, action: dict[str, Any] | None) -> int:
        made = Captured()
        await self._apps[api](scope, receive, made.send)
        if made.status == 405:
            # The framework names the verbs of one route only.
            path = str(scope["path"])[len(scope["root_path"]) :]
            made.headers["allow"] = ", ".join(self._sim.table.methods(api, path))
        if action:
            return await deliver(action, made, receive, send)
        if made.status >= 400 and self._sim.quirks.error_body != "json":
            made.headers, made.body = self._other_error()
        await reply(send, made.status, {k: v for k, v in made.headers.items() if k != "content-length"}, made.body)
        return made.status

    async def _early(self, action: dict[str, Any], receive: Receive, send: Send) -> int | None:
        if "delay" in action:
            await asyncio.sleep(float(action["delay"]))
        if action.get("hang"):
            await self.hang(receive)
            return 0
        if action.get("cut") == "before":
            await cut(receive, action.get("rst", True))
            return 0
        if action.get("expire_token"):
            self._sim.store.drop_tokens()
        other = None if action.get("after") or "drip" in action else instead(action)
        if other is None:
            return None
        await reply(send, *other)
        return other[0]

    async def hang(self, receive: Receive) -> None:
        """Never answer: wait until the client or the server gives up."""
        waits = [asyncio.ensure_future(gone(receive)), asyncio.ensure_future(self.closing.wait())]
        _, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        await cut(receive)

    async def _refuse(self, refused: Refused, receive: Receive, send: Send) -> int:
        status, reason, headers = refused
        if status == 0:
            await self.hang(receive)
        elif self._sim.quirks.error_body == "json":
            await reply_json(send, status, {"error": reason, "field": None}, headers)
        else:
            other, body = self._other_error()
            await reply(send, status, {**other, **headers}, body)
        return status

    def _other_error(self) -> tuple[dict[str, str], bytes]:
        if self._sim.quirks.error_body == "html":
            return {"content-type": "text/html"}, b"<html><body><h1>Error</h1></body></html>"
        text = self._sim.quirks.error_body == "text"
        return {"content-type": "text/plain"}, b"Something is wrong" if text else b""

    def _gate(self, api: str, operation: Operation | None, headers: dict[str, str], scope: Scope) -> Refused | None:
        if api == "vezma":
            return self._vezma_gate(headers)
        if not _AGENT.fullmatch(headers.get("user-agent", "")):
            return 400, "set a User-Agent of printable ASCII characters", {}
        if not _VERSION.search(headers.get("accept", "")):
            return 400, "name the version in the Accept header: application/json; version=1.1.0", {}
        if operation is None or operation.name == "auth.login":
            return None  # what is nowhere is 404 for everybody
        scheme, _, jwt = headers.get("authorization", "").partition(" ")
        user = self._sim.user_of(jwt.strip()) if scheme.lower() == "bearer" else None
        scope["fleetdesk.user"] = user
        return None if user else (401, "no valid token", {"www-authenticate": "Bearer"})

    def _vezma_gate(self, headers: dict[str, str]) -> Refused | None:
        given = headers.get("x-auth-token", "")
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if self._sim.token not in (given, token.strip() if scheme.lower() == "vezma" else ""):
            return 401, "the token does not match", {"www-authenticate": "VEZMA"}
        sim, quirks, now = self._sim, self._sim.quirks, time.monotonic()
        if sim.blacklisted:
            return (0 if quirks.blacklist == "silent" else 403), "this application is blacklisted", {}
        for times in (sim.vezma_times, sim.vezma_refused):
            while times and times[0] <= now - quirks.rate_window:
                times.popleft()
        if len(sim.vezma_times) < quirks.rate_limit:
            sim.vezma_times.append(now)
            return None
        sim.vezma_refused.append(now)
        sim.blacklisted = len(sim.vezma_refused) > quirks.abuse_limit
        wait = int(sim.vezma_times[0] + quirks.rate_window - now) + 1 if sim.vezma_times else int(quirks.rate_window)
        return 429, "too many requests", {"retry-after": str(wait)} if quirks.retry_after else {}

    def _log(
        self, api: str, operation: Operation | None, scope: Scope, path: str, status: int, seconds: float, faulty: bool
    ) -> None:
        headers = scope.get("fleetdesk.headers", {})
        shown = {
            name: headers[name]
            for name in ("user-agent", "accept", "accept-language", "content-type")
            if name in headers
        }
        body = {
            "api": api,
            "operation": operation.name if operation else None,
            "method": scope["method"],
            "path": path,
            "query": unquote(scope["query_string"].decode("latin-1")),
            "status": status,
            "bytes": int(headers.get("content-length", 0) or 0) if headers.get("content-length", "0").isdigit() else 0,
            "ms": round(seconds * 1000, 2),
            "at": zulu(time.time()),
            "fault": faulty,
            "headers": shown,
        }
        # Text that is no UTF-8 must not stop the log.
        clean: dict[str, Any] = {
            k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in body.items()
        }
        self._sim.store.add_request(api, operation.name if operation else "?", status, clean)


def document_reply(value: dict[str, Any]) -> bytes:
    """Return a document as JSON bytes."""
    return dump(value).encode()
