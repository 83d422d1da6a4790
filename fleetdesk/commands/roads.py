"""fleetdesk roads: the way from one place to another, by the router that is chosen, else as an estimate.

The estimate is as the desk has learnt it from the account's finished tasks, which it keeps beside the last known fleet.
"""

import argparse
import asyncio
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.coordinates import parse_place
from fleetdesk.domain.geo import Point
from fleetdesk.domain.learnt_ways import read
from fleetdesk.domain.roads import FindWay, Router, Way, straight_way
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.router_opening import RouterOpener
from fleetdesk.storage.cache import CACHE_DB, Cache
from fleetdesk.storage.sqlite_peek import copy_of, told

NO_WAY = 1  # exit code: the router answers, and there is no way


def add_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk roads`."""
    place = pgettext("command", "LAT,LON")
    command.add_argument("start", metavar=place, help=_("where the way begins"))
    command.add_argument("end", metavar=place, help=_("where it ends"))
    command.add_argument(
        "--account", metavar=pgettext("command", "NAME"), help=_("whose finished tasks the estimate is learnt from")
    )


async def roads(desk: Profile, words: argparse.Namespace) -> int:
    """Print the way as JSON: by road, or the estimate with the reason on stderr.

    The exit code is 0 by road and where no router is chosen, 1 where there is no way, else that of what failed.
    """
    one, other = _point(words.start), _point(words.end)
    estimate = (await asyncio.to_thread(_estimating, desk, words.account))(one, other)
    router = RouterOpener(desk.folders.data).open(desk.settings.roads)
    if router is None:
        complain(_("No router is chosen, so this is an estimate."))
        show(_told(estimate))
        return 0
    try:
        way, code = await _asked(router, one, other, estimate)
    finally:
        await router.close()
    show(_told(way) | {"service": desk.settings.roads.service, "profile": str(router.profile)})
    return code


def _estimating(desk: Profile, name: str | None) -> FindWay:
    """Return what estimates: as was learnt of the account, of the one with the most ways where none is named."""
    names = [desk.settings.account(name).name] if name else [each.name for each in desk.settings.accounts]
    path = desk.folders.cache / CACHE_DB
    if told(path) is None or not names:
        return straight_way
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy_of(path, copy)
        with closing(Cache(copy)) as cache:
            kept = cache.learnt(names).values()
    found = (learnt for text in kept if (learnt := read(text)) is not None)
    best = max(found, key=lambda each: each.count, default=None)
    return best.way if best else straight_way


async def _asked(router: Router, one: Point, other: Point, estimate: Way) -> tuple[Way, int]:
    """Return the way, which is the estimate where the router gives none, and the exit code."""
    try:
        found = (await router.matrix([one], other))[0]
    except FleetError as error:
        complain(together(_("The router fails, so this is an estimate."), str(error)))
        return estimate, error.exit_code
    if found is None:
        complain(_("The router knows no way between these places, so this is an estimate."))
        return estimate, NO_WAY
    complain(f"{router.attribution}.")
    return found, 0


def _told(way: Way) -> dict[str, Any]:
    source = "road" if way.by_road else "estimate"
    spread = [round(each, 1) for each in way.spread] if way.spread else None
    figures = {"km": round(way.km, 3), "minutes": round(way.minutes, 1), "spread_minutes": spread}
    return {**figures, "source": source, "basis": way.basis}


def _point(text: str) -> Point:
    lat, lon = parse_place(text)
    return lon, lat
