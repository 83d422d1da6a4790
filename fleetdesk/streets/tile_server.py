"""Street tiles of a server that the user named: fetched by us and not by the map's page, which has no network.

So they get what all answers get: https but for loopback, certificates checked, no redirect, no cookie, a deadline and
a largest size. And what servers of tiles ask for: our name, few requests at once, none twice, rest when they want it.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import structlog

from fleetdesk.api.answers import raise_for_status
from fleetdesk.api.http import Ask, Http, checked_url
from fleetdesk.base.errors import FleetError, RateLimited, Refused
from fleetdesk.base.translation import _
from fleetdesk.streets.kept_tiles import Kept, KeptTiles, Place
from fleetdesk.streets.schema import Schema, schema_of
from fleetdesk.streets.tile_json import LARGEST as LARGEST_JSON
from fleetdesk.streets.tile_json import ServedMap, read_tile_json
from fleetdesk.streets.tiles import LARGEST_TILE, TileError, check_server, check_template
from fleetdesk.streets.vector_tile import layer_names, unpacked

AT_ONCE = 6
DEADLINE_S = 15.0
REST_S = 30.0
FAILURES = 4  # in a row, until the source counts as failing
_DOCUMENT: Place = (-1, 0, 0)  # where the TileJSON is kept
_LEAVE_S = 1.0
_NOT_THERE, _NOTHING_THERE = {404, 410}, {"cache-control": "max-age=86400"}
_WORLD: Place = (0, 0, 0)
_VECTOR_ENDINGS = (".pbf", ".mvt")
_Asked = tuple[Place, Callable[[], bool], Callable[[bytes], None]]

log = structlog.get_logger(__name__)


class TileServer:
    """Tiles by an address with {z}, {x} and {y} or of a TileJSON, fetched on a thread of its own.

    Blocks until it is known what map it is; TileError, UsageError or FleetError where that cannot be. `told` is called
    on that thread with a sentence when the server fails, and with an empty one when it answers again.
    """

    def __init__(
        self,
        address: str,
        user_agent: str,
        kept: Path | None = None,
        told: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        """Ask only the first of servers with {s} in their names: they are one server under several names."""
        (check_template if "{" in address else check_server)(address)
        self._address = address.replace("{s}", "a").replace("{r}", "")
        parts = urlsplit(self._address)
        self._base, self._headers = checked_url(f"{parts.scheme}://{parts.netloc}"), {"User-Agent": user_agent}
        self._kept_file, self._told = kept, told
        self._rest_until, self._failures = 0.0, 0
        self._loop = asyncio.new_event_loop()
        self._asked: asyncio.Queue[_Asked] = asyncio.Queue()
        self._known: Future[ServedMap] = Future()
        self._serving = self._loop.create_task(self._serve())
        self._thread = Thread(target=self._run, name="tile-server", daemon=True)
        self._thread.start()
        try:
            self._map = self._known.result()
        except BaseException:
            self.close()
            raise

    @property
    def metadata(self) -> Mapping[str, str]:
        """Return what the server says of its map, in the words of MBTiles."""
        return self._map.metadata

    @property
    def schema(self) -> Schema:
        """Return how the layers of its tiles are called; IMAGES where they have none."""
        return self._map.schema

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
        self._kept = KeptTiles(self._kept_file, self._address)
        self._http = Http(self._base, self._headers, keeps_cookies=False)
        try:
            await self._learn()
            async with asyncio.TaskGroup() as group:
                for _number in range(AT_ONCE):
                    group.create_task(self._answer())
        finally:
            await self._http.close()
            self._kept.close()

    # -- what map it is

    async def _learn(self) -> None:
        try:
            known = await self._served_map()
        except (FleetError, TileError) as error:
            self._known.set_exception(error)
            raise asyncio.CancelledError from error
        self._template = known.template
        self._known.set_result(known)

    async def _served_map(self) -> ServedMap:
        if "{z}" not in self._address:
            return read_tile_json(await self._document(), self._address)
        schema = await self._seen_schema() if urlsplit(self._address).path.endswith(_VECTOR_ENDINGS) else Schema.IMAGES
        return ServedMap(self._address, {}, schema)

    async def _document(self) -> bytes:
        """Return the TileJSON; the one from before where the server cannot be reached."""
        path = self._address.removeprefix(self._base)
        try:
            reply = await self._http.send(Ask("GET", path, "tile json", deadline_s=DEADLINE_S, cap_bytes=LARGEST_JSON))
        except FleetError:
            kept = self._kept.get(_DOCUMENT)
            if kept is None:
                raise
            return kept.body
        self._kept.put(_DOCUMENT, reply.body, reply.headers)
        return reply.body

    async def _seen_schema(self) -> Schema:
        """Return the schema of the tile of the whole world, which every such server has."""
        try:
            world = await self._asked_for(_WORLD, self._address, self._kept.get(_WORLD))
            return schema_of(layer_names(unpacked(world)))
        except (Refused, ValueError) as error:
            if isinstance(error, TileError):
                raise
            raise TileError(
                _("The tiles of that address cannot be read. Give the address of the map's TileJSON instead.")
            ) from error

    # -- its tiles

    async def _answer(self) -> None:
        while True:
            place, wanted, answer = await self._asked.get()
            if wanted():
                answer(await self._tile(place))

    async def _tile(self, place: Place) -> bytes:
        """Return the tile, unpacked; empty where the server gives none."""
        kept = self._kept.get(place)
        if kept and (kept.fresh or time.monotonic() < self._rest_until):
            tile = kept.body
        elif time.monotonic() < self._rest_until:
            tile = b""
        else:
            tile = await self._renewed(place, kept)
        try:
            return unpacked(tile)
        except ValueError:
            log.info("tile damaged")
            return b""

    async def _renewed(self, place: Place, kept: Kept | None) -> bytes:
        """Return the tile as the server has it now; where it fails, the one from before."""
        try:
            tile = await self._asked_for(place, self._template, kept)
        except FleetError as error:
            if not (isinstance(error, Refused) and error.status in _NOT_THERE):
                self._failed(error)
                return kept.body if kept else b""
            tile = b""
            self._kept.put(place, tile, _NOTHING_THERE)
        self._succeeded()
        return tile

    async def _asked_for(self, place: Place, template: str, kept: Kept | None) -> bytes:
        headers = {"If-None-Match": kept.etag} if kept and kept.etag else {}
        path = _filled(template, place).removeprefix(self._base)
        ask = Ask("GET", path, "tile", headers=headers, deadline_s=DEADLINE_S, cap_bytes=LARGEST_TILE)
        reply = await self._http.exchange(ask)
        if reply.status == 304 and kept:
            self._kept.renew(place, reply.headers)
            return kept.body
        raise_for_status(reply)
        self._kept.put(place, reply.body, reply.headers)
        return reply.body

    def _succeeded(self) -> None:
        if self._failures >= FAILURES:
            self._told("")
        self._failures = 0

    def _failed(self, error: FleetError) -> None:
        log.info("tile missing", reason=type(error).__name__)  # its words may repeat the address, with a key in it
        before = self._failures
        if isinstance(error, RateLimited):
            self._rest_until = time.monotonic() + (error.retry_after_s or REST_S)
            self._failures = FAILURES
        self._failures = max(self._failures, before + 1)
        if before < FAILURES <= self._failures:
            self._told(str(error))


def _filled(template: str, place: Place) -> str:
    zoom, x, y = place
    numbers = {"{z}": zoom, "{x}": x, "{y}": y, "{-y}": (1 << zoom) - 1 - y}
    for name, number in numbers.items():
        template = template.replace(name, str(number))
    return template
