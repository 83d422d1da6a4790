"""An address service, asked: one request at a time, at its pace, answers kept for who asks again.

It gets what all servers get: https but for loopback, certificates checked, no redirect, no cookie, a deadline, a
largest size, and our name. What is typed and the key stand in no log: only the path of the template does.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

import structlog

from fleetdesk.api.answers import NO_JSON, Reply, raise_for_status
from fleetdesk.api.http import Ask, Http
from fleetdesk.api.lenient import decode
from fleetdesk.base.errors import BadAnswer, FleetError, NotSignedIn, RateLimited, Refused, Unreachable, UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.gazetteer.place_hit import PlaceHit
from fleetdesk.domain.gazetteer.ranking import km_between
from fleetdesk.geocoding.pace import Pace
from fleetdesk.geocoding.presets import Asks, GeocoderPreset, base_address
from fleetdesk.geocoding.questions import Near, Question, question_of_place, question_of_text
from fleetdesk.geocoding.readers import STRANGE, read_hits

DEADLINE_S, LARGEST, KEPT = 8.0, 512 * 1024, 500
LONGEST_TEXT = 200
"""So many letters of a text are sent."""
FAR_KM = 500.0
"""Hits that are farther from where the map looks come after the others."""
NEAREST_KM = 5.0
"""An address that is farther from a place is not its address."""
TRIAL = "Tartu"
_REST = 503


class Budget(Protocol):
    """Counts the requests of a day."""

    async def permit(self, *, urgent: bool) -> None:
        """Take one, or raise RateLimited where none is left."""

    def close(self) -> None:
        """Let go of the file; may wait for the disk."""


log = structlog.get_logger(__name__)


class Geocoder:
    """Asks the service of a preset. `own` is the address of the user's own server, `key` the user's key.

    Each request takes a permit of the `budget`, where the terms of the service name one; it is closed with this.
    """

    def __init__(
        self,
        preset: GeocoderPreset,
        own: str,
        key: str,
        user_agent: str,
        budget: Budget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raise UsageError where the service cannot be asked by what is given."""
        if preset.protocol is None:
            raise UsageError(_("No address service is chosen."))
        if preset.asks is Asks.KEY and not key:
            raise UsageError(
                _("{service} wants a key. Get one from it, and write it here.").format(service=preset.name)
            )
        self._preset, self._protocol, self._key = preset, preset.protocol, key
        self._http = Http(base_address(preset, own), {"User-Agent": user_agent}, keeps_cookies=False)
        self._pace, self._budget = Pace(preset.pause_s, clock), budget
        self._turn = asyncio.Lock()
        self._kept: OrderedDict[Question, list[PlaceHit]] = OrderedDict()

    @property
    def name(self) -> str:
        """Return the name of the service."""
        return self._preset.name

    @property
    def attribution(self) -> str:
        """Return whom to name beside its answers."""
        return self._preset.attribution

    async def suggest(self, text: str, near: Near, most: int) -> list[PlaceHit]:
        """Return at most so many addresses that a text may mean, the best first; FleetError where it cannot be asked.

        Only an own server learns, roughly, the latitude and longitude `near`; other answers are put in order by it.
        """
        text = " ".join(text.split())[:LONGEST_TEXT]
        question = question_of_text(self._protocol, text, near if self._preset.is_own else None, most)
        return _near_first(await self._answer(question), near)[:most]

    async def address_of(self, lat: float, lon: float) -> PlaceHit | None:
        """Return the address nearest to a place; None where there is none, FleetError where it cannot be asked."""
        hits = await self._answer(question_of_place(self._protocol, lat, lon))
        nearest = min(hits, key=lambda hit: km_between(hit.place, (lat, lon)), default=None)
        return nearest if nearest and km_between(nearest.place, (lat, lon)) <= NEAREST_KM else None

    async def try_out(self) -> None:
        """Ask once for a town, to learn whether the service answers; FleetError with what is wrong."""
        await self._answer(question_of_text(self._protocol, TRIAL, None, 1))

    async def close(self) -> None:
        """Break off what is under way and let go of the connections."""
        await self._http.close()
        if self._budget is not None:
            await asyncio.to_thread(self._budget.close)

    # -- asking

    async def _answer(self, question: Question) -> list[PlaceHit]:
        """Return what is known of a question, else ask; who is cancelled while waiting for a turn asks nothing."""
        if (known := self._known(question)) is not None:
            return known
        await self._turn.acquire()
        try:
            if (known := self._known(question)) is not None:
                self._turn.release()
                return known
            await self._pace.turn()
            if self._budget is not None:
                await self._budget.permit(urgent=True)
        except BaseException:
            self._turn.release()
            raise
        asking = asyncio.ensure_future(self._ask(question))
        asking.add_done_callback(self._asked)
        return await asyncio.shield(asking)

    def _known(self, question: Question) -> list[PlaceHit] | None:
        if question in self._kept:
            self._kept.move_to_end(question)
        return self._kept.get(question)

    def _asked(self, asking: "asyncio.Task[list[PlaceHit]]") -> None:
        """Give the turn to the next; who asked may have left."""
        self._turn.release()
        if not asking.cancelled():
            asking.exception()

    async def _ask(self, question: Question) -> list[PlaceHit]:
        key = (("api_key", self._key),) if self._preset.asks is Asks.KEY else ()
        ask = Ask(
            "GET", question.path, question.path, (*question.query, *key), deadline_s=DEADLINE_S, cap_bytes=LARGEST
        )
        try:
            reply = await self._http.exchange(ask)
            self._check(reply)
            hits = await asyncio.to_thread(self._read, reply)
        except FleetError as error:
            log.info("address service failed", reason=type(error).__name__)  # its words may repeat what was typed
            raise self._worded(error) from error
        self._kept[question] = hits
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return hits

    def _check(self, reply: Reply) -> None:
        """Pass a good answer on; raise the error of its status, in words for a service that is asked when needed."""
        if 300 <= reply.status < 400:
            told = _("{service} sends FleetDesk elsewhere ({status}), where it does not go. Check its address.")
            raise BadAnswer(told.format(service=self.name, status=reply.status))
        if reply.status >= 500 and reply.status != _REST:
            told = _("{service} has a fault of its own ({status}). Try again in a while.")
            raise Unreachable(told.format(service=self.name, status=reply.status))
        raise_for_status(reply)

    def _read(self, reply: Reply) -> list[PlaceHit]:
        try:
            answer = decode(reply.body, reply.charset)
        except NO_JSON as error:
            raise BadAnswer(STRANGE) from error
        return read_hits(self._protocol, answer)

    def _worded(self, error: FleetError) -> FleetError:
        """Return the error in words about this service, without what the server repeats of the request."""
        if isinstance(error, RateLimited):
            self._pace.rest(error.retry_after_s)
            return error
        if isinstance(error, NotSignedIn) or (isinstance(error, Refused) and error.status == 403):
            return NotSignedIn(self._shut_out())
        if isinstance(error, Refused):
            told = _("{service} refused the question ({status}). Check its address.")
            return Refused(told.format(service=self.name, status=error.status), error.status)
        return error

    def _shut_out(self) -> str:
        if self._preset.asks is Asks.KEY:
            told = _("{service} does not accept the key. Check it, or get a new one from the service.")
        else:
            told = _("{service} lets FleetDesk not ask it. Check its address, or ask whoever runs it.")
        return told.format(service=self.name)


def _near_first(hits: list[PlaceHit], near: Near) -> list[PlaceHit]:
    """Return the hits with those first that are not far away, else in the order of the service."""
    if near is None:
        return hits
    return sorted(hits, key=lambda hit: km_between(hit.place, near) > FAR_KM)
