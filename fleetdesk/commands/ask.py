"""fleetdesk call and fleetdesk area."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fleetdesk.api.provider import Provider, ids_in
from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.commands.area_file import read_area
from fleetdesk.domain.area_questions import Questions, questions
from fleetdesk.domain.areas import Verdict, judge_locally, swap_doubt
from fleetdesk.domain.capabilities import Ability
from fleetdesk.profile.profile import Profile


async def call(desk: Profile, words: argparse.Namespace) -> int:
    """Call any operation; print domain values on stdout, or with --raw the vendor's own."""
    given = pairs(words.parameters)
    async with desk.provider(words.account) as provider:
        answered = await provider.call(words.operation, given)
    if answered.dropped:
        complain(_left_out(answered.dropped))
    if answered.next_cursor:
        complain(_("there is more: cursor={cursor}").format(cursor=answered.next_cursor))
    show(answered.raw if words.raw else answered.values)
    return 0


def _left_out(dropped: Sequence[str]) -> str:
    return ngettext(
        "{count} row could not be read and was left out ({reason}).",
        "{count} rows could not be read and were left out ({reason}).",
        len(dropped),
    ).format(count=len(dropped), reason=dropped[0])


def pairs(words: Sequence[str]) -> dict[str, Any]:
    """Return key=value words as parameters; a key that comes again makes a list."""
    given: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise UsageError(_("{word} is no parameter. Write key=value.").format(word=word))
        if key in given:
            before = given[key]
            given[key] = [*(before if isinstance(before, list) else [before]), value]
        else:
            given[key] = value
    return given


async def area(desk: Profile, words: argparse.Namespace) -> int:
    """Print who is in the file's polygon: by our own reading of the positions, and by the server's."""
    wanted = await read_area(Path(words.file))
    asked = questions(wanted)
    async with desk.provider(words.account) as provider:
        positions = await provider.positions()
        local, unjudged = judge_locally(wanted, [(each.unit, each) for each in positions])
        server, why = await ask_server(provider, asked)
    for remark in (*wanted.remarks, why, asked.remark if server is not None else "", swap_doubt(wanted, positions)):
        if remark:
            complain(remark)
    show(Verdict(wanted, local, unjudged, server, datetime.now(UTC)).jsonable())
    return 0


async def ask_server(provider: Provider, asked: Questions) -> tuple[tuple[str, ...] | None, str | None]:
    """Return the server's ids for an area; None and the reason where it cannot be asked."""
    if provider.area is None:
        return None, together(provider.capabilities.why_not(Ability.AREA), _("The answer is from local positions."))
    if asked.why_not:
        return None, asked.why_not
    return await ids_in(provider.area, asked), None
