"""fleetdesk track: where a vehicle drove, as GPX, GeoJSON, KML or CSV."""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

from fleetdesk.api.provider import Provider
from fleetdesk.base.console import complain
from fleetdesk.base.errors import UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.commands.past_period import add_period_words, open_history, period_of
from fleetdesk.domain.history.chunks import ChunkKind
from fleetdesk.domain.history.track import Aside, Track
from fleetdesk.domain.units import Unit
from fleetdesk.profile.profile import Profile
from fleetdesk.sheets.tracks import TRACK_FORMATS, write_track


def add_words(command: argparse.ArgumentParser) -> None:
    """Add the words of `fleetdesk track`."""
    command.add_argument(
        "unit", metavar=pgettext("command", "UNIT"), help=_("registration number or name of a vehicle")
    )
    command.add_argument("--format", choices=sorted(TRACK_FORMATS), help=_("else as FILE ends, or GPX"))
    command.add_argument("--out", metavar=pgettext("command", "FILE"), help=_("where to write it; else on stdout"))
    add_period_words(command)


async def track(desk: Profile, words: argparse.Namespace) -> int:
    """Write the track of a vehicle's period; what is left out of it, and what could not be fetched, is on stderr.

    The exit code is 1 where there is no point in the period, and that of what failed where a part is missing.
    """
    period, kind = period_of(desk, words), words.format or _format_of(words.out)
    async with desk.provider(words.account) as provider, open_history(desk, provider) as service:
        unit = await _unit(provider, words.unit)
        fetched = await service.fetch([unit.key], period, kinds=[ChunkKind.TRACK])
    found = fetched.views[0].track
    for sentence in (*fetched.troubles, *_aside_words(found)):
        complain(sentence)
    failed = next((each.exit_code for each in fetched.errors), 0)
    if not found.points:
        complain(_("There is no point of {unit} in this period.").format(unit=unit.plate or unit.id))
        return failed or 1
    await asyncio.to_thread(_write, found, unit.name or unit.plate or unit.id, kind, words.out)
    return failed


async def _unit(provider: Provider, wanted: str) -> Unit:
    """Return the unit of that registration number, else the only one of that name."""
    units, folded = await provider.units(), wanted.casefold()
    found = [each for each in units if wanted == each.id]
    found = found or [each for each in units if folded in _names(each)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            _("Several vehicles are called {name}: {ids}. Take one of these.").format(
                name=wanted, ids=", ".join(each.id for each in found)
            )
        )
    raise UsageError(_("{account} has no vehicle {name}.").format(account=provider.account, name=wanted))


def _names(unit: Unit) -> list[str]:
    return [each.casefold() for each in (unit.plate, unit.name) if each]


def _format_of(out: str | None) -> str:
    ending = Path(out or "").suffix.removeprefix(".").casefold()
    if not out or ending in TRACK_FORMATS:
        return ending or "gpx"
    raise UsageError(
        _("{file} does not say what it is to be. Give --format: {formats}.").format(
            file=Path(out).name, formats=", ".join(sorted(TRACK_FORMATS))
        )
    )


def _write(track: Track, name: str, kind: str, out: str | None) -> None:
    if out:
        write_track(Path(out), track, name, kind)
    else:
        sys.stdout.writelines(TRACK_FORMATS[kind](track, name))


def _aside_words(track: Track) -> Iterator[str]:
    left_out = sum(count for reason, count in track.aside.items() if reason is not Aside.LATE)
    if left_out:
        yield ngettext(
            "{count} point is left out: doubled, without a place, ahead of time, or where no vehicle can have been.",
            "{count} points are left out: doubled, without a place, ahead of time, or where no vehicle can have been.",
            left_out,
        ).format(count=grouped(left_out))
