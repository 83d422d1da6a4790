"""fleetdesk address: places of addresses and addresses of places, by what the desk knows and the chosen service."""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.commands.address_sources import chosen_geocoder, of_desk, of_service
from fleetdesk.domain.coordinates import parse_place
from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.place_hit import PlaceHit, unknown_hits
from fleetdesk.domain.gazetteer.ranking import km_between
from fleetdesk.geocoding.geocoder import Geocoder
from fleetdesk.profile.profile import Profile
from fleetdesk.storage.gazetteer.file import GAZETTEER_DB, GazetteerFile

MOST, HERE_M, WITHIN_M = 5, 30.0, 500.0
T = TypeVar("T")


def add_find_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk address find`."""
    command.add_argument("text", nargs="+", metavar=pgettext("command", "TEXT"), help=_("an address, or a part of one"))


def add_of_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk address of`."""
    command.add_argument("lat", metavar=pgettext("command", "LAT"), help=_("latitude in degrees"))
    command.add_argument("lon", metavar=pgettext("command", "LON"), help=_("longitude in degrees"))


async def find(desk: Profile, words: argparse.Namespace) -> int:
    """Print the places that an address may mean as JSON, those the desk knows first; 1 where there is none."""
    text = " ".join(words.text)
    known = await _known(desk, lambda file: [each.place for each in file.find(text, None, time.time(), MOST)])
    async with chosen_geocoder(desk) as geocoder:
        hits = await _asked(geocoder, lambda service: service.suggest(text, None, MOST), list[PlaceHit](), known)
        found = [
            *map(of_desk, known),
            *(of_service(hit, geocoder.name if geocoder else None) for hit in unknown_hits(hits, known)),
        ]
    return _told(found, geocoder, _("No place is known for this address."))


async def of(desk: Profile, words: argparse.Namespace) -> int:
    """Print the address of a place as JSON, with its distance from there; 1 where none is known near."""
    lat, lon = parse_place(f"{words.lat}, {words.lon}")
    known = await _known(desk, lambda file: file.around(lat, lon, WITHIN_M)[:1])
    here = bool(known) and _metres(known[0], lat, lon) <= HERE_M
    async with chosen_geocoder(desk) as geocoder:
        hit = await _asked(None if here else geocoder, lambda service: service.address_of(lat, lon), None, known)
        found = [(place, of_desk(place)) for place in known]
        found += [(hit.place, of_service(hit, geocoder.name if geocoder else None))] if hit else []
    nearest = sorted(found, key=lambda each: _metres(each[0], lat, lon))[:1]
    rows = [{**row, "distance_m": round(_metres(place, lat, lon))} for place, row in nearest]
    return _told(rows, geocoder, _("No address is known within {metres} m.").format(metres=round(WITHIN_M)))


def _metres(place: KnownPlace, lat: float, lon: float) -> float:
    return km_between(place, (lat, lon)) * 1000


async def _known(desk: Profile, ask: Callable[[GazetteerFile], Sequence[KnownPlace]]) -> Sequence[KnownPlace]:
    """Return what the desk's own file knows; nothing where it has none yet."""
    path = desk.folders.data / GAZETTEER_DB

    def read() -> Sequence[KnownPlace]:
        file = GazetteerFile(path)
        if notice := file.load():
            complain(notice)
        try:
            return ask(file)
        finally:
            file.close()

    return await asyncio.to_thread(read) if path.exists() else []


async def _asked(
    geocoder: Geocoder | None, ask: Callable[[Geocoder], Awaitable[T]], nothing: T, known: Sequence[KnownPlace]
) -> T:
    """Return the service's answer. Where it fails that is said, and raised where the desk knows nothing itself."""
    if geocoder is None:
        return nothing
    try:
        return await ask(geocoder)
    except FleetError as error:
        if not known:
            raise
        complain(str(error))
        return nothing


def _told(rows: Sequence[dict[str, Any]], geocoder: Geocoder | None, nothing: str) -> int:
    """Print the rows, and on stderr whom to name or that there are none; return the exit code."""
    show(rows)
    if any(row["source"] == "service" and "service" in row for row in rows) and geocoder is not None:
        complain(_("Addresses: {attribution}").format(attribution=geocoder.attribution))
    if not rows:
        complain(nothing)
    return 0 if rows else 1
