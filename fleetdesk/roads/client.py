"""Asks a router: one request at a time, with our name, within a deadline; answers are read in a thread."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from fleetdesk.api.answers import Reply, raise_for_status
from fleetdesk.api.http import Ask, Http
from fleetdesk.base.errors import FleetError, NoAnswer, NotSignedIn, Refused, Unreachable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import BY_ROAD, Profile, RoadLine, Way, joined_lines
from fleetdesk.roads.dialect import Dialect, Figures, damaged

DEADLINE_S = 3.0
NO_KEY = _("The router does not accept the key. Correct it under “Roads…” in the menu Map.")
T = TypeVar("T")


class Permits(Protocol):
    """What is asked before each request; `take` raises RateLimited where none may go."""

    async def take(self) -> None: ...  # noqa: D102
    async def close(self) -> None: ...  # noqa: D102


class NoLimit:
    """Lets every request go."""

    async def take(self) -> None:
        """Let it go."""

    async def close(self) -> None:
        """Hold nothing."""


class RouterClient:
    """A router at an address."""

    def __init__(
        self,
        dialect: Dialect,
        address: str,
        user_agent: str,
        profile: Profile,
        key: str = "",
        permits: Permits | None = None,
        deadline_s: float = DEADLINE_S,
        attribution: str = "",
    ) -> None:
        """Take the key as well, only so that no error repeats it; the dialect sends it."""
        self._dialect, self._permits, self._deadline_s, self._key = dialect, permits or NoLimit(), deadline_s, key
        self._http = Http(address, {"User-Agent": user_agent}, keeps_cookies=False)
        self._one = asyncio.Lock()
        self.profile, self.most, self.attribution = profile, dialect.most, attribution

    async def matrix(self, sources: Sequence[Point], target: Point) -> list[Way | None]:
        """Return the way from each source to the target; None beyond the first `most`, and for what came too late."""
        found: list[Way | None] = []
        async with self._one:
            ends = asyncio.get_running_loop().time() + self._deadline_s
            for part in _parts(sources[: self.most], self._dialect.at_once):
                try:
                    found += await self._part(part, target, ends)
                except Unreachable:
                    if not found:
                        raise
                    break
        return [*found, *[None] * (len(sources) - len(found))]

    async def _part(self, sources: Sequence[Point], target: Point, ends: float) -> list[Way | None]:
        reply = await self._reply(self._dialect.ask_matrix(sources, target), ends)
        if reply is None:
            return [None] * len(sources)
        figures = await _in_thread(self._dialect.read_matrix, reply.body, len(sources))
        return [self._way(each) for each in figures]

    def _way(self, figures: Figures | None) -> Way | None:
        return figures and Way(*figures, by_road=True, basis=BY_ROAD[self.profile])

    async def line(self, points: Sequence[Point]) -> RoadLine | None:
        """Return the way through the points, in as many requests as it needs; None where there is none."""
        found: list[RoadLine] = []
        async with self._one:
            ends = asyncio.get_running_loop().time() + self._deadline_s
            for part in _stretches(points, self._dialect.stops):
                reply = await self._reply(self._dialect.ask_line(part), ends)
                if reply is None:
                    return None
                found.append(await _in_thread(self._dialect.read_line, reply.body))
        return joined_lines(found)

    async def _reply(self, ask: Ask, ends: float) -> Reply | None:
        """Return the answer; None where it says that there is no way."""
        left_s = ends - asyncio.get_running_loop().time()
        if left_s <= 0:
            raise NoAnswer(_("The router needs too long."))
        await self._permits.take()
        reply = await self._http.exchange(replace(ask, deadline_s=left_s))
        if self._dialect.has_no_way(reply):
            return None
        try:
            raise_for_status(reply)
        except NotSignedIn:
            raise NotSignedIn(NO_KEY) from None
        except Refused as error:
            raise FleetError(self._without_key(_refusal(error))) from None
        return reply

    def _without_key(self, sentence: str) -> str:
        return sentence.replace(self._key, "…") if self._key else sentence

    async def close(self) -> None:
        """Break off what is under way and let go of the connections."""
        await self._http.close()
        await self._permits.close()


def _refusal(error: Refused) -> str:
    """Return what a router has said, and what to do."""
    if error.status == 403:
        return together(error.said, _("The key may not be used for this, or its requests of the day are used up."))
    return together(error.said, _("Check service and address under “Roads…” in the menu Map."))


def _parts(sources: Sequence[Point], size: int) -> list[tuple[Point, ...]]:
    return [tuple(sources[start : start + size]) for start in range(0, len(sources), size)]


def _stretches(points: Sequence[Point], size: int) -> list[Sequence[Point]]:
    """Return parts of so many points at most; each begins where the one before ends."""
    return [points[start : start + size] for start in range(0, max(len(points) - 1, 1), size - 1)]


async def _in_thread(reading: Callable[..., T], *words: object) -> T:
    """Read an answer in a thread, because others made it; BadAnswer where it is not as documented."""
    try:
        return await asyncio.to_thread(reading, *words)
    except (ValueError, OverflowError) as error:
        raise damaged() from error
