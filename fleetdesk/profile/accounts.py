"""From an account's settings and its secret to a back end that can be asked."""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fleetdesk.api.http import checked_url, is_loopback
from fleetdesk.api.metrotec.client import BASE_URL as METROTEC_URL
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.metrotec.operations import OPERATIONS as METROTEC
from fleetdesk.api.operations import OperationTable
from fleetdesk.api.vezma.client import BASE_URL as VEZMA_URL
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.api.vezma.operations import OPERATIONS as VEZMA
from fleetdesk.base.errors import FleetError, NotSignedIn, UsageError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Account, Folders
from fleetdesk.storage.request_budget import RequestBudget, budget_name

TABLES = {"metrotec": METROTEC, "vezma": VEZMA}
_LANGUAGE = re.compile(r"[A-Za-z0-9*;=.,\- ]{1,100}")
SIGN_INS = ("password", "api_key")
BASE_URLS = {"metrotec": METROTEC_URL, "vezma": VEZMA_URL}


def checked(account: Account) -> Account:
    """Return the account; UsageError says what is wrong with it."""
    if account.provider not in TABLES:
        raise UsageError(
            _("{name} is no service FleetDesk speaks. It speaks: {services}.").format(
                name=account.provider, services=", ".join(TABLES)
            )
        )
    name = account.name
    if name != name.strip() or not 0 < len(name) <= 60 or not name.isprintable() or "/" in name:
        raise UsageError(_("An account's name has 1 to 60 characters on one line, no slash, and no space at its ends."))
    if account.sign_in not in SIGN_INS:
        raise UsageError(
            _("{name} is no way to sign in. Known are: {ways}.").format(name=account.sign_in, ways=", ".join(SIGN_INS))
        )
    if account.provider == "metrotec" and account.sign_in == "password" and not account.username:
        raise UsageError(_("A Metrotec account needs a user name and a password, or an API key."))
    checked_url(account.url)
    _zone(account.zone)
    return account


def check_language(language: str) -> None:
    """Raise UsageError where a text cannot be the name of a language in a request."""
    if not _LANGUAGE.fullmatch(language):
        raise UsageError(
            _("{language!r} is no language that a server knows. Write it like et or en-GB.").format(
                language=language[:20]
            )
        )


def with_id(account: Account) -> Account:
    """Return the new account with an id that no other will have."""
    return replace(account, id=account.id or secrets.token_hex(8))


def server_of(account: Account) -> str:
    """Name the server and the user that an account is for, in words: what it writes belongs to these."""
    parts = urlsplit(checked_url(account.url))
    place = f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"
    return f"{place} as {account.username}" if account.username else place


def refuse_root(url: str) -> None:
    """Raise where root would use an account beyond this computer: as root QtWebEngine has no sandbox."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and not is_loopback(url):
        raise FleetError(_("FleetDesk does not run as root with an account beyond this computer. Use your own user."))


def table_of(account: Account) -> OperationTable:
    """Return the operations of the account, its own overrides applied."""
    table = TABLES[account.provider]
    return OperationTable({name: row.overridden(account.overrides.get(name, {})) for name, row in table.items()})


def open_provider(
    account: Account, secret: str, folders: Folders, say: Callable[[str], None] = lambda sentence: None
) -> Metrotec | Vezma:
    """Make the provider of an account, not yet asked for anything; `say` is told what is wrong with its files."""
    checked(account)
    refuse_root(account.url)
    table = table_of(account)
    check_secret(account, secret)
    language = _language(account, say)
    if account.provider == "vezma":
        assert Vezma.capabilities.limit
        budget = RequestBudget(folders.data / budget_name(secret), Vezma.capabilities.limit)
        if budget.notice:
            say(budget.notice)
        return Vezma(account.name, account.url, secret, budget, language=language, table=table)
    return Metrotec(
        account.name,
        account.url,
        account.username,
        secret,
        api_key=has_api_key(account),
        zone=_zone(account.zone),
        language=language,
        table=table,
    )


def _language(account: Account, say: Callable[[str], None]) -> str:
    """Return the account's language as a request can name it; English, and a sentence, where it is no name of one."""
    try:
        check_language(account.language)
    except UsageError as error:
        say(together(f"{account.name}:", error, _("Until then the server is asked for English.")))
        return "en"
    return account.language


def has_api_key(account: Account) -> bool:
    """Return whether the account's secret is an API key instead of a password."""
    return account.provider == "metrotec" and account.sign_in == "api_key"


def check_secret(account: Account, secret: str) -> None:
    """Raise where a token or an API key holds more than printable ASCII, which a header takes."""
    if secret.isascii() and secret.isprintable() and " " not in secret:
        return
    if account.provider == "vezma":
        raise NotSignedIn(
            _("The token of {account} holds characters that no token has. Copy it again from VEZMA.").format(
                account=account.name
            )
        )
    if has_api_key(account):
        raise NotSignedIn(
            _("The API key of {account} holds characters that no key has. Copy it again from the admin panel.").format(
                account=account.name
            )
        )


def tidy_key(pasted: str) -> str:
    """Return an API key as pasted, without blanks around it or the word Bearer before it."""
    word, blank, rest = pasted.strip().partition(" ")
    return rest.strip() if blank and word.lower() == "bearer" else pasted.strip()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(_("{name} is no time zone. Write one like Europe/Tallinn.").format(name=name[:60])) from error
