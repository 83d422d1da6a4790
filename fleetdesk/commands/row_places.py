"""Rows of `tasks import` that have an address and no coordinates: placed as the window places them, where that is sure.

The desk's own file is read as a copy, so that nothing of it changes, whether it is sound or not.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fleetdesk.base.console import complain
from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext
from fleetdesk.commands.address_sources import chosen_geocoder, of_desk, of_service
from fleetdesk.domain.coordinates import Bounds
from fleetdesk.domain.gazetteer.answers import AddressAnswer, PlaceOption, sure_places
from fleetdesk.domain.gazetteer.known_place import SOURCE_WORDS, KnownPlace
from fleetdesk.domain.gazetteer.place_hit import EXACTNESS_WORDS, PlaceHit
from fleetdesk.domain.gazetteer.ranking import PlaceMatch
from fleetdesk.geocoding.geocoder import Geocoder
from fleetdesk.profile.profile import Profile
from fleetdesk.storage.gazetteer.file import GAZETTEER_DB, GazetteerFile
from fleetdesk.storage.sqlite_peek import copy_of, told
from fleetdesk.sync.address_placing import AddressPlacing

TOLD = 20
UNREAD = _("The addresses that this desk knows cannot be read now, so none of them is used.")
NO_SERVICE = _("No address service is chosen. Choose one in the window: Map, Address service.")


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """What was found for the addresses of a table, whose row numbers are in `rows`; `service` is who was asked."""

    rows: Mapping[str, Sequence[int]]
    answers: Sequence[AddressAnswer]
    service: str = ""
    attribution: str = ""

    @property
    def sure(self) -> dict[str, tuple[float, float]]:
        """Return latitude and longitude by the addresses whose places are sure."""
        return sure_places(self.answers)

    def tell(self) -> None:
        """Say on stderr what is in doubt, with what it may mean, and whom to name."""
        asking = [each for each in self.answers if each.asks]
        for each in asking[:TOLD]:
            complain(self._doubtful(each))
        if len(asking) > TOLD:
            complain(_more(len(asking) - TOLD))
        if any(each.exactness for answer in self.answers for each in answer.options):
            complain(_("Addresses: {attribution}").format(attribution=self.attribution))

    def jsonable(self) -> list[dict[str, Any]]:
        """Return each address for scripts: its rows, whether it is placed, doubtful or unknown, and its candidates."""
        return [
            {
                "address": each.text,
                "rows": list(self.rows[each.text]),
                "state": "placed" if each.sure else "doubtful" if each.options else "unknown",
                "place": self._place(each.sure) if each.sure else None,
                "candidates": [self._place(option) for option in each.options],
            }
            for each in self.answers
        ]

    def _place(self, option: PlaceOption) -> dict[str, Any]:
        place = option.place
        if option.exactness is None:
            return of_desk(place)
        return of_service(PlaceHit(place.label, place.lat, place.lon, option.exactness), self.service)

    def _doubtful(self, answer: AddressAnswer) -> str:
        rows = self.rows[answer.text]
        said = ngettext(
            "row {number}: “{address}” may mean {candidates}. Write its coordinates, or decide it in the window.",
            "rows {number}: “{address}” may mean {candidates}. Write its coordinates, or decide it in the window.",
            len(rows),
        )
        candidates = joined((self._candidate(each) for each in answer.options), "; ")
        return said.format(number=joined(map(str, rows)), address=readable(answer.text, NAME), candidates=candidates)

    def _candidate(self, option: PlaceOption) -> str:
        place, exactness = option.place, option.exactness
        source = joined((self.service, EXACTNESS_WORDS[exactness])) if exactness else SOURCE_WORDS[place.source]
        return f"{readable(place.label, NAME)} ({place.lat:.5f}, {place.lon:.5f}, {source})"


async def find_places(
    desk: Profile, rows: Mapping[str, Sequence[int]], bounds: Bounds | None, *, ask_service: bool
) -> RowPlaces:
    """Look up the addresses of a table, given with the numbers of their rows.

    The chosen service gets those that the desk does not know, where it may be asked; UsageError where none is chosen.
    `bounds` are those of the fleet.
    """
    async with AsyncExitStack() as opened:
        known = await opened.enter_async_context(_known(desk))
        geocoder = await opened.enter_async_context(chosen_geocoder(desk)) if ask_service else None
        if ask_service and geocoder is None:
            raise UsageError(NO_SERVICE)
        service = _Service(geocoder)
        placing = AddressPlacing(known, service)
        answers = [each async for each in placing.answers(rows, bounds)]
        return RowPlaces(rows, answers, service.name, service.attribution)


@asynccontextmanager
async def _known(desk: Profile) -> AsyncIterator["_Known"]:
    """Give what a copy of the desk's file knows; nothing where it has none yet, or one that cannot be read."""
    path = desk.folders.data / GAZETTEER_DB
    with tempfile.TemporaryDirectory() as folder:
        copy = GazetteerFile(Path(folder) / path.name)
        try:
            if await asyncio.to_thread(_load, path, copy):
                complain(UNREAD)
            yield _Known(copy)
        finally:
            await asyncio.to_thread(copy.close)


def _load(path: Path, copy: GazetteerFile) -> bool:
    """Load the copy of a file; return whether it could not be read."""
    if path.exists() and told(path) is None:
        return True
    try:
        copy_of(path, copy.path)
    except OSError:
        return True
    return bool(copy.load())


class _Known:
    """The known addresses, which an import leaves as they are."""

    def __init__(self, file: GazetteerFile) -> None:
        self._file = file

    async def decided(self, text: str) -> KnownPlace | None:
        return await asyncio.to_thread(self._file.decided, text)

    async def find(self, text: str, near: tuple[float, float] | None, most: int) -> list[PlaceMatch]:
        return await asyncio.to_thread(self._file.find, text, near, time.time(), most)

    async def keep(self, places: Sequence[KnownPlace]) -> None:
        pass

    async def decide_now(self, chosen: Mapping[str, KnownPlace]) -> None:
        pass


class _Service:
    """The chosen service, which says once why it fails."""

    def __init__(self, geocoder: Geocoder | None) -> None:
        self._geocoder, self._failed = geocoder, False
        self.name = geocoder.name if geocoder else ""
        self.attribution = geocoder.attribution if geocoder else ""

    async def ask(self, text: str, near: tuple[float, float] | None, most: int) -> list[PlaceHit]:
        if self._geocoder is None:
            return []
        try:
            return await self._geocoder.suggest(text, near, most)
        except FleetError as error:
            if not self._failed:
                complain(str(error))
            self._failed = True
            raise


def _more(count: int) -> str:
    told = ngettext(
        "and {count} address more; --dry-run tells them all.",
        "and {count} addresses more; --dry-run tells them all.",
        count,
    )
    return told.format(count=count)
