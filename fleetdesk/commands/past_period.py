"""What commands about the past share: the words for a period, and the service that knows what was."""

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import Unsupported
from fleetdesk.base.translation import _, pgettext
from fleetdesk.commands.tasks import checked_zone
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import typed_period
from fleetdesk.profile.history_opening import history_file
from fleetdesk.profile.profile import Profile
from fleetdesk.sync.history.service import NO_HISTORY, HistoryService


def add_period_words(command: argparse.ArgumentParser) -> None:
    """Add the words that say of which period and account."""
    time = pgettext("command", "TIME")
    command.add_argument("--from", dest="begins", required=True, metavar=time, help=_("a time or a date"))
    command.add_argument("--to", dest="ends", required=True, metavar=time, help=_("a time, or a date to its end"))
    command.add_argument(
        "--timezone", metavar=pgettext("command", "TZ"), help=_("the zone of the times; else the company's")
    )
    command.add_argument("--account", metavar=pgettext("command", "NAME"))


def period_of(desk: Profile, words: argparse.Namespace) -> Span:
    """Return the period that the words name; UsageError where they name none."""
    account = desk.settings.account(words.account)
    zone = checked_zone(words.timezone or desk.settings.zone or account.zone)
    return typed_period(words.begins, words.ends, zone, datetime.now(UTC))


@asynccontextmanager
async def open_history(desk: Profile, provider: Provider) -> AsyncIterator[HistoryService]:
    """Give the service over the kept history and one account; Unsupported where its vendor tells no ways."""
    if provider.history is None:
        raise Unsupported(NO_HISTORY.format(provider=provider.capabilities.provider))
    service = HistoryService(history_file(desk), {provider.account: provider}, lambda: datetime.now(UTC))
    try:
        yield service
    finally:
        await service.close()
