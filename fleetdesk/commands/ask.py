"""fleetdesk call."""

import argparse
from collections.abc import Sequence
from typing import Any

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, ngettext
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
