"""Many addresses placed, one after the other: by what this desk knows, then by the chosen address service."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from typing import Protocol

from fleetdesk.base.errors import FleetError, RateLimited
from fleetdesk.domain.coordinates import Bounds
from fleetdesk.domain.gazetteer.answers import MOST_HITS, MOST_OWN, AddressAnswer, known_answer, with_hits
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.place_hit import PlaceHit
from fleetdesk.domain.gazetteer.ranking import PlaceMatch

LONGEST_REST_S = 90.0
"""A service that wants to rest for longer is not asked any more by this import."""
MOST_FAILURES = 2


class KnownAddresses(Protocol):
    """What a desk knows: sync/gazetteer.py has it, and a command its file."""

    async def decided(self, text: str) -> KnownPlace | None:
        """Return the place that the user has chosen for a text before."""

    async def find(self, text: str, near: tuple[float, float] | None, most: int) -> list[PlaceMatch]:
        """Return at most so many known places that fit a text, the best first."""

    async def keep(self, places: Sequence[KnownPlace]) -> None:
        """Know the places of a service from now on."""

    async def decide_now(self, chosen: Mapping[str, KnownPlace]) -> None:
        """Remember the places that the user has chosen, by their texts."""


class Service(Protocol):
    """The chosen address service; without a name there is none."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def attribution(self) -> str:
        """Return whom to name beside its answers."""

    async def ask(self, text: str, near: tuple[float, float] | None, most: int) -> list[PlaceHit]:
        """Return at most so many addresses that a text may mean; FleetError where the service fails."""


class AddressPlacing:
    """Finds the places of addresses. A service that fails twice in a row is left alone; what the desk knows goes on."""

    def __init__(self, gazetteer: KnownAddresses, service: Service) -> None:
        self._gazetteer, self._service = gazetteer, service

    @property
    def service_name(self) -> str:
        """Return the name of the chosen service; empty for none."""
        return self._service.name

    @property
    def attribution(self) -> str:
        """Return whom to name beside the answers of the chosen service."""
        return self._service.attribution

    async def answers(self, texts: Iterable[str], bounds: Bounds | None) -> AsyncGenerator[AddressAnswer, None]:
        """Yield the answer to each address in turn; those that are sure are known from now on.

        `bounds` are those of the fleet.
        """
        failures = 0
        for text in texts:
            answer = await self._known(text, bounds)
            if answer.sure is None and failures < MOST_FAILURES:
                try:
                    answer = with_hits(answer, await self._asked(text), bounds)
                    failures = 0
                except FleetError:
                    failures += 1
            if answer.sure is not None:
                await self._gazetteer.keep([answer.sure.place])
            yield answer

    async def decide(self, text: str, place: KnownPlace) -> None:
        """Remember which place an address means."""
        await self._gazetteer.decide_now({text: place})

    async def _known(self, text: str, bounds: Bounds | None) -> AddressAnswer:
        decided = await self._gazetteer.decided(text)
        found = [] if decided else await self._gazetteer.find(text, None, MOST_OWN)
        return known_answer(text, decided, found, bounds)

    async def _asked(self, text: str) -> list[PlaceHit]:
        """Ask the service, after the rest that it may want."""
        try:
            return await self._service.ask(text, None, MOST_HITS)
        except RateLimited as error:
            if error.retry_after_s is None or error.retry_after_s > LONGEST_REST_S:
                raise
            await asyncio.sleep(error.retry_after_s)
            return await self._service.ask(text, None, MOST_HITS)
