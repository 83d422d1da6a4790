"""fleetdesk streets: the streets of a country, kept on this computer without a window."""

import argparse
import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fleetdesk.api.http import USER_AGENT
from fleetdesk.base import resources
from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import number, size_words
from fleetdesk.base.sentences import listed
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.attribution import OSM
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.extract.keeping import Keeping, Progress, kept_file
from fleetdesk.streets.extract.tile_ranges import Ring
from fleetdesk.streets.presets import published_yesterday
from fleetdesk.streets.tiles import TileError

STEP = 10  # per cent between two words of how far it is


def add_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk streets keep`."""
    command.add_argument("country", metavar=pgettext("command", "COUNTRY"), help=_("its English name"))
    command.add_argument(
        "--from", dest="source", metavar=pgettext("command", "ADDRESS"), help=_("a published map, PMTiles")
    )
    command.add_argument(
        "--to", metavar=pgettext("command", "FILE"), help=_("the file; else one among the user's data")
    )
    command.add_argument("--use", action="store_true", help=_("show these streets on the map"))


async def keep(desk: Profile, words: argparse.Namespace) -> int:
    """Fetch the streets of a country, or go on with it, and print the file as JSON."""
    rings = outline(words.country)
    file = Path(words.to) if words.to else kept_file(desk.folders.data, words.country)
    keeping = Keeping(file, words.source or published_yesterday(datetime.now(UTC)), words.country, rings, USER_AGENT)
    try:
        plan = await keeping.plan()
        complain(_("The streets of {country} take {size}.").format(country=words.country, size=size_words(plan.size)))
        await keeping.fetch(plan, _told())
    except TileError as error:
        raise UsageError(str(error)) from error
    if words.use:
        settings = replace(desk.settings, tiles=Tiles(str(file.absolute()), OSM))
        await asyncio.to_thread(desk.save_settings, settings)
    show({"file": str(file), "bytes": plan.size, "requests": len(plan.requests)})
    return 0


def outline(country: str) -> list[Ring]:
    """Return the outline of a country by its English name, as written; UsageError where it is none of ours."""
    known = resources.countries()
    found = known.get(country)
    if found is None:
        raise UsageError(_("{country} is none of the countries: {names}.").format(country=country, names=listed(known)))
    return list(found)


def _told() -> Progress:
    """Return what says on stderr how far it is, each ten per cent."""
    said = [0]

    def tell(done: int, of: int) -> None:
        percent = 100 * done // max(of, 1)
        if percent >= said[0] + STEP:
            said[0] = percent
            complain(_("{percent} % is fetched.").format(percent=number(percent)))

    return tell
