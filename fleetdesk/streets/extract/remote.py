"""Ranges of a published file, which must stay the same file from the first range to the last."""

import asyncio
import re
from urllib.parse import urlsplit

from fleetdesk.api.http import Ask, Http, checked_url
from fleetdesk.base.errors import BadAnswer, FleetError, RateLimited, Refused, Unreachable
from fleetdesk.base.translation import _
from fleetdesk.streets.tiles import TileError, check_server

LARGEST_RANGE = 4 << 20  # bytes
DEADLINE_S = 60.0
TRIES, FIRST_REST_S, LONGEST_REST_S = 8, 0.5, 30.0
_CHANGED = 412
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


class ChangedError(FleetError):
    """The published file is another one than before."""


class RemoteFile:
    """A file behind an address, read by ranges; TileError where the address is not fit.

    `version` is the server's mark of the file, which each later range must have.
    """

    def __init__(self, address: str, user_agent: str, version: str = "") -> None:
        check_server(address)
        parts = urlsplit(address)
        self._path = parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
        self._http = Http(
            checked_url(f"{parts.scheme}://{parts.netloc}"), {"User-Agent": user_agent}, keeps_cookies=False
        )
        self.version = version

    async def read(self, start: int, length: int) -> bytes:
        """Return a range, tried again while the server is busy or away.

        FleetError where it stays so, ChangedError where the file has changed, TileError where the server gives no
        ranges.
        """
        rest_s = FIRST_REST_S
        for attempt in range(1, TRIES + 1):
            try:
                return await self._once(start, length)
            except (RateLimited, Unreachable) as error:
                if attempt == TRIES:
                    raise
                await asyncio.sleep(min(error.retry_after_s or rest_s, LONGEST_REST_S))
                rest_s *= 2
        raise AssertionError

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.close()

    async def _once(self, start: int, length: int) -> bytes:
        headers = {"Range": f"bytes={start}-{start + length - 1}", "Accept-Encoding": "identity"}
        if self.version:
            headers["If-Match"] = self.version
        ask = Ask("GET", self._path, "map range", headers=headers, deadline_s=DEADLINE_S, cap_bytes=length + 1)
        try:
            reply = await self._http.send(ask)
        except Refused as error:
            if error.status == _CHANGED:
                raise ChangedError(_CHANGED_WORDS) from error
            raise
        except BadAnswer as error:
            raise error if self.version else TileError(_NO_RANGES) from error
        if reply.status != 206:
            raise TileError(_NO_RANGES)
        self._check(reply.headers, start, length, reply.body)
        return reply.body

    def _check(self, headers: dict[str, str], start: int, length: int, body: bytes) -> None:
        """Raise where the answer is not the range that was asked for, or of another file."""
        version = headers.get("etag", "")
        if self.version and version != self.version:
            raise ChangedError(_CHANGED_WORDS)
        told = _RANGE.fullmatch(headers.get("content-range", "").strip())
        if not told or int(told[1]) != start or len(body) != int(told[2]) - start + 1 or len(body) > length:
            raise Unreachable(_("The server has sent another part of the map than was asked for."), maybe_done=False)
        if len(body) < length and (told[3] == "*" or int(told[2]) + 1 != int(told[3])):
            raise Unreachable(_("The server has sent less of the map than was asked for."), maybe_done=False)
        if not self.version:
            if not version or version.startswith("W/"):
                raise TileError(_NO_VERSION)
            self.version = version


_NO_RANGES = _(
    "That address gives no parts of a map: it sends elsewhere, or whole files only. Choose another address of the map."
)
_CHANGED_WORDS = _("The published map has changed meanwhile. Begin again: what was fetched is of the one before.")
_NO_VERSION = _(
    "The server does not say which version of the map it has, so parts of two could mix. "
    "Choose another address of the map."
)
