"""Street tiles of a server that the user named: fetched by us and not by the map's page, which has no network.

So they get what all answers get: https but for loopback, certificates checked, no redirect, no cookie, a deadline and
a largest size. And what servers of tiles ask for: our name, few requests at once, none twice, rest when they want it.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from threading import Thread
from urllib.parse import urlsplit

import structlog

from fleetdesk.api.http import Ask, Http, checked_url
from fleetdesk.base.errors import FleetError, RateLimited
from fleetdesk.streets.kept_tiles import KeptTiles, Place
from fleetdesk.streets.schema import Schema

AT_ONCE = 4
DEADLINE_S = 15.0
LARGEST_TILE = 4 << 20
REST_S = 30.0
_LEAVE_S = 1.0
_Asked = tuple[Place, Callable[[], bool], Callable[[bytes], None]]

log = structlog.get_logger(__name__)


class TileServer:
    """Tiles by an address with {z}, {x} and {y}, on a thread of its own; UsageError where the address is not fit."""

    def __init__(self, template: str, user_agent: str, referer: str) -> None:
        """Ask only the first of servers with {s} in their names: they are one server under several names."""
        self.metadata: Mapping[str, str] = {}
        self.schema = Schema.IMAGES
        parts = urlsplit(template.replace("{s}", "a").replace("{r}", ""))
        self._base = checked_url(f"{parts.scheme}://{parts.netloc}")
        self._path = parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
        self._headers = {"User-Agent": user_agent, "Referer": referer}
        self._kept = KeptTiles()
        self._rest_until = 0.0
        self._loop = asyncio.new_event_loop()
        self._asked: asyncio.Queue[_Asked] = asyncio.Queue()
        self._serving = self._loop.create_task(self._serve())
        self._thread = Thread(target=self._run, name="tile-server", daemon=True)
        self._thread.start()

    def ask(self, place: Place, wanted: Callable[[], bool], answer: Callable[[bytes], None]) -> None:
        """Have the tile fetched, unless it is not wanted any more when its turn comes; `answer` is called there."""
        with contextlib.suppress(RuntimeError):  # closed
            self._loop.call_soon_threadsafe(self._asked.put_nowait, (place, wanted, answer))

    @property
    def serving(self) -> bool:
        """Return whether tiles are still fetched."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Break off what is under way and let go of the connections."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._serving.cancel)
        self._thread.join(_LEAVE_S)

    def _run(self) -> None:
        with contextlib.closing(self._loop), contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._serving)

    async def _serve(self) -> None:
        http = Http(self._base, self._headers, keeps_cookies=False)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._answer(http))
        finally:
            await http.close()

    async def _answer(self, http: Http) -> None:
        while True:
            place, wanted, answer = await self._asked.get()
            if wanted():
                answer(await self._tile(http, place))

    async def _tile(self, http: Http, place: Place) -> bytes:
        """Return the tile, without asking again as long as it is fresh; empty where the server gives none."""
        kept = self._kept.get(place)
        if kept is not None or time.monotonic() < self._rest_until:
            return kept or b""
        ask = Ask("GET", self._at(place), "tile", deadline_s=DEADLINE_S, cap_bytes=LARGEST_TILE)
        try:
            reply = await http.send(ask)
        except FleetError as error:
            self._failed(error)
            return b""
        self._kept.put(place, reply.body, reply.headers)
        return reply.body

    def _at(self, place: Place) -> str:
        names = zip(("{z}", "{x}", "{y}"), place, strict=True)
        path = self._path
        for name, number in names:
            path = path.replace(name, str(number))
        return path

    def _failed(self, error: FleetError) -> None:
        log.info("tile missing", reason=type(error).__name__)  # its words may repeat the address, with a key in it
        if isinstance(error, RateLimited):
            self._rest_until = time.monotonic() + (error.retry_after_s or REST_S)
