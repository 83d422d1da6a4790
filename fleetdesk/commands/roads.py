"""fleetdesk roads: the way from one place to another, by the router that is chosen, else as an estimate."""

import argparse
from typing import Any

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.coordinates import parse_place
from fleetdesk.domain.geo import Point
from fleetdesk.domain.roads import Router, Way, straight_way
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.router_opening import RouterOpener

NO_WAY = 1  # exit code: the router answers, and there is no way


def add_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk roads`."""
    place = pgettext("command", "LAT,LON")
    command.add_argument("start", metavar=place, help=_("where the way begins"))
    command.add_argument("end", metavar=place, help=_("where it ends"))


async def roads(desk: Profile, words: argparse.Namespace) -> int:
    """Print the way as JSON: by road, or the estimate with the reason on stderr.

    The exit code is 0 by road and where no router is chosen, 1 where there is no way, else that of what failed.
    """
    one, other = _point(words.start), _point(words.end)
    router = RouterOpener(desk.folders.data).open(desk.settings.roads)
    if router is None:
        complain(_("No router is chosen, so this is an estimate."))
        show(_told(straight_way(one, other)))
        return 0
    try:
        way, code = await _asked(router, one, other)
    finally:
        await router.close()
    show(_told(way) | {"service": desk.settings.roads.service, "profile": str(router.profile)})
    return code


async def _asked(router: Router, one: Point, other: Point) -> tuple[Way, int]:
    """Return the way, which is the estimate where the router gives none, and the exit code."""
    try:
        found = (await router.matrix([one], other))[0]
    except FleetError as error:
        complain(together(_("The router fails, so this is an estimate."), str(error)))
        return straight_way(one, other), error.exit_code
    if found is None:
        complain(_("The router knows no way between these places, so this is an estimate."))
        return straight_way(one, other), NO_WAY
    complain(f"{router.attribution}.")
    return found, 0


def _told(way: Way) -> dict[str, Any]:
    source = "road" if way.by_road else "estimate"
    return {"km": round(way.km, 3), "minutes": round(way.minutes, 1), "source": source}


def _point(text: str) -> Point:
    lat, lon = parse_place(text)
    return lon, lat
