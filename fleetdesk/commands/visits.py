"""fleetdesk visits: which vehicles were in an area, when they came and when they left."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.slices import slices
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.commands.area_file import read_area
from fleetdesk.commands.past_period import add_period_words, open_history, period_of
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.chunks import ChunkKind
from fleetdesk.domain.history.periods import moment
from fleetdesk.domain.history.stays import Stay, stays
from fleetdesk.domain.history.view import UnitView
from fleetdesk.domain.keys import UnitKey
from fleetdesk.domain.units import Unit
from fleetdesk.profile.profile import Profile
from fleetdesk.sync.history.service import FetchedHistory, HistoryService

KINDS = (ChunkKind.TRACK,)
AT_ONCE = 10
"""The ways of so many vehicles are in memory at once."""


def add_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk visits`."""
    command.add_argument("file", metavar=pgettext("command", "FILE"), help=_("a GeoJSON file with polygons"))
    command.add_argument("--kept", action="store_true", help=_("by the ways on this computer alone; fetch none"))
    add_period_words(command)


async def report(desk: Profile, words: argparse.Namespace) -> int:
    """Print the stays of an account's vehicles in the file's polygons; what could not be fetched is on stderr.

    The exit code is that of what failed where a part is missing.
    """
    period, area = period_of(desk, words), await read_area(Path(words.file))
    found, unknown, failed = [], [], 0
    async with desk.provider(words.account) as provider, open_history(desk, provider) as service:
        units = {each.key: each for each in await provider.units()}
        _announce(len(units), kept=words.kept)
        async for fetched in _fetched(service, list(units), period, kept=words.kept):
            for sentence in fetched.troubles:
                complain(sentence)
            failed = failed or next((each.exit_code for each in fetched.errors), 0)
            for view in fetched.views:
                unit = units[UnitKey(view.key)]
                found += await asyncio.to_thread(_rows, view, unit, area)
                unknown += [] if view.track.points else [unit.id]
    for remark in area.remarks:
        complain(remark)
    show(
        {
            "from": moment(period.begins),
            "to": moment(period.ends),
            "visits": sorted(found, key=lambda row: row["inside_from"]),
            "unknown": unknown,
        }
    )
    return failed


def _announce(count: int, *, kept: bool) -> None:
    """Say before it begins what it will ask for."""
    if not kept:
        said = ngettext(
            "The way of {count} vehicle is fetched where it is not on this computer; Ctrl+C keeps what has come.",
            "The ways of {count} vehicles are fetched where they are not on this computer; Ctrl+C keeps what has come.",
            count,
        )
        complain(said.format(count=grouped(count)))


async def _fetched(
    service: HistoryService, keys: Sequence[str], period: Span, *, kept: bool
) -> AsyncIterator[FetchedHistory]:
    """Yield some vehicles at a time; after a refused sign-in or a limit that is reached nobody is asked any more."""
    for some in slices(keys, AT_ONCE):
        if kept:
            yield await service.kept(some, period, kinds=KINDS)
        else:
            fetched = await service.fetch(some, period, kinds=KINDS)
            kept = _ends_asking(fetched.errors)
            yield fetched


def _ends_asking(errors: Sequence[FleetError]) -> bool:
    return any(isinstance(each, NotSignedIn | RateLimited) for each in errors)


def _rows(view: UnitView, unit: Unit, area: Area) -> list[dict[str, Any]]:
    return [_row(each, unit) for each in stays(view.track, area)]


def _row(stay: Stay, unit: Unit) -> dict[str, Any]:
    """Return a stay as JSON has it; `came_at` and `left_at` are null where nobody saw that."""
    begins, ends = moment(round(stay.begins)), moment(round(stay.ends))
    return {
        "account": unit.account,
        "unit": unit.id,
        "name": unit.name,
        "plate": unit.plate,
        "came_at": begins if stay.came else None,
        "left_at": ends if stay.left else None,
        "inside_from": begins,
        "inside_to": ends,
        "duration_s": round(stay.seconds),
        "unknown_s": round(stay.unknown_s),
    }
