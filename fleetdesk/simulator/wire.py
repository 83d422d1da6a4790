"""Below ASGI: answers made by hand, connections really cut, bodies cut short or dripped."""

import asyncio
import gzip
import json
import socket
import struct
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from fleetdesk.simulator.faults import instead
from fleetdesk.simulator.store import dump

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_BLOCK = b" " * 65536
_LINGER = "hh" if sys.platform == "win32" else "ii"


class Captured:
    """An answer that an application made, held back."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: dict[str, str] = {}
        self.body = b""

    async def send(self, message: Message) -> None:
        """Take the application's messages in place of the server."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in message.get("headers", [])}
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


async def reply(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    """Send a whole answer; Content-Length is set unless the headers have one."""
    lower = {key.lower(): value for key, value in headers.items()}
    if status not in (204, 304):
        lower.setdefault("content-length", str(len(body)))
    await _start(send, status, lower)
    await send({"type": "http.response.body", "body": body if status not in (204, 304) else b""})


async def reply_json(send: Send, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
    """Send a JSON answer."""
    await reply(send, status, {"content-type": "application/json", **(headers or {})}, dump(value).encode())


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    # HTTP header values are bytes; a script may hold any text.
    raw = [(key.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


def transport_of(receive: Receive) -> asyncio.Transport:
    """Return the connection's transport; `receive` is a bound method of uvicorn's request cycle."""
    transport: asyncio.Transport = receive.__self__.transport  # type: ignore[attr-defined]
    return transport


async def cut(receive: Receive, reset: bool = True) -> None:
    """Close the connection at once, with a TCP reset or an ordinary end, and wait until the server has noticed."""
    transport = transport_of(receive)
    raw = transport.get_extra_info("socket")
    if reset and raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(_LINGER, 1, 0))
    if reset:
        transport.abort()
    else:
        transport.close()
    await gone(receive)


async def gone(receive: Receive) -> None:
    """Wait until the client has gone, reading away what it still sends."""
    while (await receive())["type"] != "http.disconnect":
        pass


def slowly(receive: Receive, seconds: float) -> Receive:
    """Return a receive that waits before each part of the request's body."""

    async def slow() -> Message:
        await asyncio.sleep(seconds)
        return await receive()

    return slow


async def deliver(action: dict[str, Any], made: Captured, receive: Receive, send: Send) -> int:
    """Send what the action makes of the usual answer; returns the status sent, 0 if the connection was cut."""
    other = instead(action) if action.get("after") else None
    status, headers, body = other or (
        made.status,
        _changed_headers(action, made.headers),
        _changed_body(action, made.body),
    )
    if action.get("cut") == "after":
        await cut(receive, action.get("rst", True))
        return 0
    if "truncate" in action:
        await _truncated(action, status, headers, body, receive, send)
    elif "drip" in action:
        await _dripped(action["drip"], status, headers, body, send)
    elif "huge" in action:
        await _huge(int(action["huge"]), status, headers, send)
    elif "gzip_bomb" in action:
        bomb = gzip.compress(b"[" + b" " * int(action["gzip_bomb"]) + b"]", 9)
        await reply(send, status, {**_bare(headers), "content-encoding": "gzip"}, bomb)
    else:
        await reply(send, status, _bare(headers), body)
    return status


def _bare(headers: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key.lower() != "content-length"}


def _changed_headers(action: dict[str, Any], headers: dict[str, str]) -> dict[str, str]:
    changed = {**headers, **{str(k).lower(): str(v) for k, v in action.get("headers", {}).items()}}
    if "content_type" in action:
        changed["content-type"] = str(action["content_type"])
    changed.pop(str(action.get("drop_header", "")).lower(), None)
    return changed


def _changed_body(action: dict[str, Any], body: bytes) -> bytes:
    if "keep_rows" in action or "append" in action:
        rows = json.loads(body)[: action.get("keep_rows")]
        body = dump(rows + list(action.get("append", []))).encode()
    for old, new in action.get("replace", {}).items():
        body = body.replace(str(old).encode(), str(new).encode("utf-8", "surrogatepass"))
    return body


async def _truncated(
    action: dict[str, Any], status: int, headers: dict[str, str], body: bytes, receive: Receive, send: Send
) -> None:
    wanted = action["truncate"]
    keep = int(len(body) * wanted) if isinstance(wanted, float) else int(wanted)
    part = body[:keep]
    if action.get("declare", "full") != "full":
        await reply(send, status, _bare(headers), part)
        return
    await _start(send, status, {**_bare(headers), "content-length": str(max(len(body), keep + 1))})
    await send({"type": "http.response.body", "body": part, "more_body": True})
    await cut(receive, reset=False)


async def _dripped(drip: dict[str, Any], status: int, headers: dict[str, str], body: bytes, send: Send) -> None:
    size, every = int(drip.get("bytes", 1)), float(drip.get("every", 0.1))
    await _start(send, status, {**_bare(headers), "content-length": str(len(body))})
    for at in range(0, len(body), size):
        await asyncio.sleep(every)
        await send({"type": "http.response.body", "body": body[at : at + size], "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _huge(size: int, status: int, headers: dict[str, str], send: Send) -> None:
    await _start(send, status, {**_bare(headers), "content-length": str(size + 2)})
    await send({"type": "http.response.body", "body": b"[", "more_body": True})
    while size > 0:
        await send({"type": "http.response.body", "body": _BLOCK[:size], "more_body": True})
        size -= len(_BLOCK)
    await send({"type": "http.response.body", "body": b"]"})
