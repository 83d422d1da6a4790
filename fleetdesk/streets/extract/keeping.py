"""A country's streets to keep: planned, confirmed, fetched, checked, finished; each step can be gone on with."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import size_words
from fleetdesk.base.translation import _
from fleetdesk.streets.extract.part_file import PartFile
from fleetdesk.streets.extract.plan import Plan, make_plan
from fleetdesk.streets.extract.remote import ChangedError, RemoteFile
from fleetdesk.streets.extract.tile_ranges import Ring

DEEPEST = 15
AT_ONCE = 4
SPARE_BYTES = 64 << 20  # of the disk that stay free
Progress = Callable[[int, int], None]
"""Takes how many ranges are done, and of how many."""


def kept_file(data: Path, country: str) -> Path:
    """Return the file of a country's streets among the user's data."""
    return data / "streets" / f"{country}.pmtiles"


class Keeping:
    """The keeping of one area as a file. A cancelled step leaves what is done, and a later one goes on."""

    def __init__(self, file: Path, address: str, title: str, rings: Sequence[Ring], user_agent: str) -> None:
        self._part, self._address, self._title, self._rings = PartFile(file), address, title, rings
        self._user_agent = user_agent

    async def plan(self) -> Plan:
        """Return the plan that was begun, or make one; TileError, FleetError, or UsageError where no room is left."""
        begun = await asyncio.to_thread(self._part.resume, self._address, self._title)
        if begun is not None:
            return begun
        remote = RemoteFile(self._address, self._user_agent)
        try:
            plan = await make_plan(remote, self._address, self._title, self._rings, DEEPEST)
        finally:
            await remote.close()
        await asyncio.to_thread(self._begin, plan)
        return plan

    async def fetch(self, plan: Plan, progress: Progress = lambda done, of: None) -> None:
        """Fetch what is missing, check all of it, and put the file in its place.

        TileError, FleetError or OSError where that cannot be; where the published map has changed, what was fetched is
        dropped.
        """
        remote = RemoteFile(self._address, self._user_agent, plan.version)
        await asyncio.to_thread(self._part.open)
        try:
            await self._fetch_missing(remote, plan, progress)
            for start, stop in plan.requests:
                await asyncio.to_thread(self._part.check, start, stop)
            await asyncio.to_thread(self._part.finish, plan)
        except ChangedError:
            await asyncio.to_thread(self._part.drop)
            raise
        finally:
            await asyncio.to_thread(self._part.close)
            await remote.close()

    async def _fetch_missing(self, remote: RemoteFile, plan: Plan, progress: Progress) -> None:
        missing = await asyncio.to_thread(self._part.missing)
        wanted, of = iter(missing), len(plan.requests)
        left, disk = len(missing), asyncio.Lock()
        progress(of - left, of)

        async def take_turns() -> None:
            nonlocal left
            for start, stop in wanted:
                fetched = await remote.read(start, stop - start)
                async with disk:
                    await asyncio.to_thread(self._part.write, start, fetched)
                left -= 1
                progress(of - left, of)

        try:
            async with asyncio.TaskGroup() as group:
                for _number in range(AT_ONCE):
                    group.create_task(take_turns())
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from errors

    def _begin(self, plan: Plan) -> None:
        self._part.file.parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self._part.file.parent).free - SPARE_BYTES
        if plan.size > free:
            raise UsageError(
                _("The map needs {size}, and the disk has {free} left. Make room, or choose a smaller area.").format(
                    size=size_words(plan.size), free=size_words(max(free, 0))
                )
            )
        self._part.begin(plan)
