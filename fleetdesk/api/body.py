"""The body of an answer, unpacked no further than the cap; and that of an upload, read off the window's thread.

httpx unpacks each piece that arrives as a whole: 64 kB of gzip became 64 MB before anybody could count
(measured 186 MB for a bomb of 200 MB). So pieces come raw and are unpacked here with a bound.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import httpx

from fleetdesk.api.unpacking import PIECE
from fleetdesk.api.unpacking import unpacked as _unpacked
from fleetdesk.api.unpacking import unpacker as _unpacker
from fleetdesk.base.errors import BadAnswer
from fleetdesk.base.translation import _


class Threaded(httpx.AsyncByteStream):
    """A multipart body whose files are read in a thread: httpx would read them where the window is painted."""

    def __init__(self, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> None:
        self._stream = cast(httpx.SyncByteStream, stream)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(self._stream)
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece


async def capped(response: httpx.Response, cap_bytes: int) -> bytes:
    """Return the unpacked body; BadAnswer where it is too large, damaged or packed in a way we did not ask for."""
    body = bytearray()
    unpack = _unpacker(response.headers.get("content-encoding", ""))
    async for piece in response.aiter_raw(PIECE):
        for part in _unpacked(unpack, piece):
            body += part
            if len(body) > cap_bytes:
                raise BadAnswer(
                    _("The server's answer is larger than {size} MB and was not read.").format(size=cap_bytes // 2**20)
                )
    if unpack and body and not unpack.eof:
        raise BadAnswer(_("The server's answer is cut off and was not read."))
    return bytes(body)
