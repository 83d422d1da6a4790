"""How accounts stand, in words and colours, for the status bar, the bar of lost accounts and the counters."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import time_with_seconds
from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.sync.store import LOST, Link, LinkStatus, Store
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.theme import Tokens

ACCOUNT = 24
STATUS_WORDS = {
    LinkStatus.LIVE: pgettext("connection", "live"),
    LinkStatus.CONNECTING: pgettext("connection", "connecting…"),
    LinkStatus.WAITING: pgettext("connection", "waiting"),
    LinkStatus.OFFLINE: pgettext("connection", "offline"),
    LinkStatus.SIGN_IN: pgettext("connection", "sign-in needed"),
    LinkStatus.REFUSED: pgettext("connection", "refused"),
}


def standing(link: Link, store: Store) -> str:
    """Return name, status and the age of the newest data of one account: "Metrotec live 4 s"."""
    parts = readable(link.account, ACCOUNT), STATUS_WORDS[link.status], age_words(link, store)
    return " ".join(part for part in parts if part)


def age_words(link: Link, store: Store) -> str:
    """Return how old the newest data of an account is; empty where none has come."""
    return formatting.age(store.now() - link.fresh_at) if link.fresh_at else ""


def needs_help(link: Link) -> bool:
    """Return whether an account is lost, or will be heard of only when somebody does something."""
    return link.lost or link.status in LOST


def colour(link: Link, tokens: Tokens) -> str:
    """Return the colour of an account's dot: red while it is lost, green while it is live."""
    if needs_help(link):
        return tokens.stopped
    return tokens.moving if link.status is LinkStatus.LIVE else tokens.dim


def stalest(links: Iterable[Link]) -> Link | None:
    """Return the account whose newest data is the oldest, a lost one before the others; None where none had any."""
    heard = [each for each in links if each.fresh_at is not None]
    return min(heard, key=lambda each: (not each.lost, each.fresh_at), default=None)


def lost_sentence(lost: Sequence[Link], zone: ZoneInfo) -> str:
    """Return what to say while accounts are lost, the first by name; empty where none is."""
    if not lost:
        return ""
    more = ngettext("{count} more account is lost.", "{count} more accounts are lost.", len(lost) - 1)
    return together(_lost_words(lost[0], zone), more.format(count=len(lost) - 1) if len(lost) > 1 else "")


def old_words(store: Store) -> str:
    """Return which accounts' vehicles are counted as they were, and how old that is; empty where none is lost."""
    told = [
        _("Vehicles of {account} are counted as they were {age} ago.").format(
            account=readable(each.account, ACCOUNT), age=age_words(each, store) or formatting.NOTHING
        )
        for each in store.links.values()
        if each.lost
    ]
    return together(*told)


def _lost_words(link: Link, zone: ZoneInfo) -> str:
    account = readable(link.account, ACCOUNT)
    since = link.fresh_at
    if since is None:
        return _("{account} has not answered yet. Nothing of it is fresh.").format(account=account)
    time = time_with_seconds(since.astimezone(zone))
    if link.status is LinkStatus.OFFLINE:
        return _("{account} has not answered since {time}. Positions are old.").format(account=account, time=time)
    return _("{account} sends no positions since {time} ({status}). They are old.").format(
        account=account, time=time, status=STATUS_WORDS[link.status]
    )
