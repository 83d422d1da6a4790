"""Where commands have addresses from: the chosen service, and how each place is told in JSON."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fleetdesk.domain.gazetteer.known_place import KnownPlace
from fleetdesk.domain.gazetteer.place_hit import PlaceHit
from fleetdesk.geocoding.geocoder import Geocoder
from fleetdesk.profile.address_service import open_geocoder
from fleetdesk.profile.profile import Profile


@asynccontextmanager
async def chosen_geocoder(desk: Profile) -> AsyncIterator[Geocoder | None]:
    """Give the chosen service, None where there is none; it is closed at the end."""
    geocoder = await asyncio.to_thread(open_geocoder(desk.folders), desk.settings.addresses)
    try:
        yield geocoder
    finally:
        if geocoder is not None:
            await geocoder.close()


def of_desk(place: KnownPlace) -> dict[str, Any]:
    """Return a place that the desk knows, for scripts."""
    return {"address": place.label, "lat": place.lat, "lon": place.lon, "source": place.source.value, "exactness": None}


def of_service(hit: PlaceHit, service: str | None) -> dict[str, Any]:
    """Return a place that a service has answered with, for scripts."""
    place = {"address": hit.label, "lat": hit.lat, "lon": hit.lon}
    return {**place, "source": "service", "exactness": hit.exactness.value, "service": service}
