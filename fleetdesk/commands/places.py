"""fleetdesk places import."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fleetdesk.api.provider import Provider, creations_of
from fleetdesk.base.console import complain, show
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.commands.outbox import reading
from fleetdesk.commands.posting import conclude, post, say_progress
from fleetdesk.domain.creation_drafts import WITH_MAC
from fleetdesk.domain.creations import as_place
from fleetdesk.domain.place_import import Judged, Verdict, draft_of, judge
from fleetdesk.domain.places import PURPOSE_BY_CODE, Geozone, Place, Poi
from fleetdesk.profile.profile import Profile
from fleetdesk.sheets.place_files.asking import read_places

TOLD = 20
PURPOSES = [purpose for purpose in PURPOSE_BY_CODE.values() if purpose not in WITH_MAC]


async def import_(desk: Profile, words: argparse.Namespace) -> int:
    """Judge the places of a file; with --dry-run tell the outcome as JSON, else make the new ones."""
    account = desk.settings.account(words.account)
    found = await read_places(Path(words.file))
    async with desk.provider(account.name) as provider:
        creations_of(provider)
        judged = judge(found, await _known(desk, provider))
        _tell(judged)
        wrong = any(each.verdict is Verdict.WRONG for each in judged)
        if words.dry_run:
            show(_plain(account.name, words.purpose, judged))
            return 1 if wrong else 0
        wanted = {Verdict.NEW, Verdict.DOUBLE} if words.accept_doubles else {Verdict.NEW}
        drafts = [draft_of(account.name, each.found, words.purpose) for each in judged if each.verdict in wanted]
        made = conclude(await post(desk, provider, drafts, say_progress)) if drafts else 0
    return made or (1 if wrong else 0)


async def _known(desk: Profile, provider: Provider) -> list[Poi | Place | Geozone]:
    """Return the places that the account has, and those that wait in the outbox to be made there."""
    listed = list(await provider.places.known()) if provider.places is not None else []
    async with reading(desk) as outbox_thread:
        ops = await outbox_thread.do(outbox_thread.outbox.queries.open_ops)
    mine = (op for op in ops if op.account == provider.account and op.makes_place)
    waiting = [as_place(op.account, op.kind, op.fields) for op in mine]
    return [*(each for each in listed if not (isinstance(each, Geozone) and each.deleted_at)), *waiting]


def _tell(judged: Sequence[Judged]) -> None:
    """Print the counts and the first places that are not made on stderr."""
    complain(_counts_words(judged))
    told = [(number, each) for number, each in enumerate(judged, 1) if each.verdict is not Verdict.NEW]
    for number, each in told[:TOLD]:
        complain(_line(number, each))
    if len(told) > TOLD:
        complain(_more(len(told) - TOLD))


def _line(number: int, judged: Judged) -> str:
    name = readable(judged.found.name, NAME)
    if not name:
        return _("place {number}: {sentence}").format(number=number, sentence=judged.reason)
    return _("place {number}, “{name}”: {sentence}").format(number=number, name=name, sentence=judged.reason)


def _counts_words(judged: Sequence[Judged]) -> str:
    counts = Counter(each.verdict for each in judged)
    zones = sum(each.is_zone for each in judged if each.verdict is Verdict.NEW)
    sentence = ngettext(
        "{new} place is new, {zones} of it a geozone; {double} there already, {wrong} cannot be made.",
        "{new} places are new, {zones} of them geozones; {double} there already, {wrong} cannot be made.",
        counts[Verdict.NEW],
    )
    return sentence.format(
        new=counts[Verdict.NEW], zones=zones, double=counts[Verdict.DOUBLE], wrong=counts[Verdict.WRONG]
    )


def _more(count: int) -> str:
    return ngettext(
        "and {count} place more; --dry-run tells them all.", "and {count} places more; --dry-run tells them all.", count
    ).format(count=count)


def _plain(account: str, purpose: str, judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the judgement for scripts: degrees and metres."""
    counts = Counter(each.verdict for each in judged)
    return {
        "account": account,
        "counts": {verdict.value: counts[verdict] for verdict in Verdict},
        "places": [_plain_place(number, purpose, each) for number, each in enumerate(judged, 1)],
    }


def _plain_place(number: int, purpose: str, judged: Judged) -> dict[str, Any]:
    found, becomes = judged.found, "geozone" if judged.is_zone else purpose
    return {
        "number": number,
        "state": judged.verdict.value,
        "becomes": None if judged.verdict is Verdict.WRONG else becomes,
        "name": found.name,
        "lat": found.lat,
        "lon": found.lon,
        "radius_m": found.radius_m,
        "sentence": judged.reason,
    }


def add_import_words(command: Any) -> None:
    """Add the words of `places import`."""
    command.add_argument("file", metavar=pgettext("command", "FILE") + ".{kml,kmz,gpx,geojson}")
    command.add_argument("--dry-run", action="store_true", help=_("make nothing; tell the outcome as JSON"))
    command.add_argument("--account", metavar=pgettext("command", "NAME"))
    command.add_argument(
        "--purpose", choices=PURPOSES, default=PURPOSES[0], help=_("what points become; shapes become geozones")
    )
    command.add_argument("--accept-doubles", action="store_true", help=_("make those too that are there already"))
