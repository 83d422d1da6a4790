"""fleetdesk account add, list, change, test, remove."""

import argparse
import contextlib
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fleetdesk.base.console import complain, show
from fleetdesk.base.errors import FleetError, UsageError
from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.profile import accounts
from fleetdesk.profile.instance import OUTBOX, Instance
from fleetdesk.profile.lesson_memory import Memory
from fleetdesk.profile.outbox_opening import has_outbox, open_outbox_thread
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import MOST_POLL_S, STORES, Account
from fleetdesk.storage.cache import CACHE_DB, Cache
from fleetdesk.storage.outbox.holds import says
from fleetdesk.storage.outbox.outbox import Outbox
from fleetdesk.sync.outbox_thread import NoOutbox

LONGEST_SECRET = 64_000  # bytes


def add(desk: Profile, words: argparse.Namespace) -> int:
    """Keep an account and its secret; nothing is sent."""
    url = words.url or accounts.BASE_URLS.get(words.provider, "")
    sign_in = "api_key" if words.api_key_file else "password"
    _refuse_mixture(words)
    account = accounts.checked(
        Account(words.name, words.provider, url, words.username or "", words.secret_store, words.zone, sign_in=sign_in)
    )
    if any(each.name == words.name for each in desk.settings.accounts):
        raise UsageError(
            _("There is an account {account} already. Remove it first, or take another name.").format(
                account=words.name
            )
        )
    accounts.refuse_root(account.url)
    secret = read_secret(
        words.api_key_file or (words.password_file if words.provider == "metrotec" else words.token_file)
    )
    secret = accounts.tidy_key(secret) if accounts.has_api_key(account) else secret
    accounts.check_secret(account, secret)
    account = accounts.with_id(account)
    desk.secrets.set(account, secret)
    desk.save_settings(desk.settings.with_account(account))
    complain(_("{account} is set up. Try it with: fleetdesk account test {account}").format(account=account.name))
    return 0


def _refuse_mixture(words: argparse.Namespace) -> None:
    if words.api_key_file and words.provider != "metrotec":
        raise UsageError(_("VEZMA has no API key; give its token with --token-file."))
    if words.api_key_file and words.password_file:
        raise UsageError(_("Give either --password-file or --api-key-file: an account signs in one way."))


def read_secret(file: str | None) -> str:
    """Return the secret in a file, without its line end; UsageError where the file cannot be one."""
    if not file:
        raise UsageError(
            _("Give the secret in a file: --password-file or --api-key-file for Metrotec, --token-file for VEZMA.")
        )
    try:
        secret = _read(Path(file)).decode("utf-8-sig").rstrip("\r\n")
    except OSError as error:
        raise UsageError(
            _("The secret's file {file} cannot be read: {reason}.").format(file=file, reason=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(_("The secret's file {file} is no text.").format(file=file)) from error
    if not secret:
        raise UsageError(_("The secret's file {file} is empty.").format(file=file))
    if not secret.isprintable():
        raise UsageError(_("The secret's file {file} holds more than one line, or what is no text.").format(file=file))
    return secret


def _read(path: Path) -> bytes:
    """Return the first bytes of the secret's file, which may be a pipe, as shells hand secrets over in one."""
    with path.open("rb") as file:
        found = file.read(LONGEST_SECRET + 1)
    if len(found) > LONGEST_SECRET:
        raise UsageError(
            _("The secret's file {file} holds more than a secret: over {count} bytes.").format(
                file=path, count=grouped(LONGEST_SECRET)
            )
        )
    return found


def listing(desk: Profile, words: argparse.Namespace) -> int:
    """Print the accounts, without their secrets."""
    fields = ("name", "provider", "url", "username", "sign_in", "secret_store", "zone", "language", "poll_s")
    show([{field: getattr(each, field) for field in fields} for each in desk.settings.accounts])
    return 0


def change(desk: Profile, words: argparse.Namespace) -> int:
    """Keep other fields of an account; nothing is sent. A desk that runs takes them up."""
    account = desk.settings.account(words.name)
    given = {"url": words.url, "zone": words.zone, "language": words.language, "poll_s": words.seconds}
    changed = replace(account, **{name: value for name, value in given.items() if value is not None})
    accounts.check_language(accounts.checked(changed).language)
    accounts.refuse_root(changed.url)
    desk.save_settings(desk.settings.with_account(changed))
    complain(_("{account} is changed. Try it with: fleetdesk account test {account}").format(account=account.name))
    return 0


def change_words(command: Any) -> None:
    """Add the words of `account change`."""
    command.add_argument("name", metavar=pgettext("command", "name"))
    command.add_argument("--url", metavar=pgettext("command", "URL"))
    command.add_argument("--zone", metavar=pgettext("command", "ZONE"), help=_("the company's time zone"))
    command.add_argument(
        "--language", metavar=pgettext("command", "LANGUAGE"), help=_("of the server's texts, such as et or en-GB")
    )
    command.add_argument(
        "--seconds",
        metavar=pgettext("command", "SECONDS"),
        type=pace,
        help=_("between two askings for positions; 0 is as for all accounts"),
    )


def pace(typed: str) -> float:
    """Return the seconds that were typed; ValueError where they are none."""
    seconds = float(typed)
    if not 0 <= seconds <= MOST_POLL_S:
        raise ValueError(typed)
    return seconds


async def test(desk: Profile, words: argparse.Namespace) -> int:
    """Sign in and ask for the positions."""
    async with desk.provider(words.name) as provider:
        await provider.sign_in()
        positions = await provider.positions()
        show({"account": words.name, "signed_in": True, "positions": len(positions), "unreadable": provider.dropped})
    return 0


@contextlib.contextmanager
def _outbox(desk: Profile) -> Iterator[Outbox | None]:
    """Yield the outbox, None without one; FleetError where nothing in it can be put on hold."""
    if not has_outbox(desk.folders):
        yield None
        return
    outbox_thread, notices = open_outbox_thread(desk.folders, alone=False)
    for notice in notices:
        complain(notice)
    if isinstance(outbox_thread, NoOutbox):
        raise FleetError(_("The account stays, because what it has not sent yet cannot be put on hold."))
    with contextlib.closing(outbox_thread.outbox) as outbox:
        yield outbox


def _put_on_hold(outbox: Outbox, name: str) -> None:
    held = outbox.holds.hold(name, time.time())
    if held and held.waiting:
        complain(together(says(held), _("fleetdesk outbox holds lists them.")))


def _forget_cached(desk: Profile, name: str) -> None:
    """Forget the last known vehicles and tasks, which are not the next account's of that name."""
    if (desk.folders.cache / CACHE_DB).exists():
        with contextlib.closing(Cache(desk.folders.cache / CACHE_DB)) as cache, contextlib.suppress(sqlite3.Error):
            cache.forget(name)


def remove(desk: Profile, words: argparse.Namespace) -> int:
    """Forget an account, its secret and its last known data; what waits to be sent goes on hold."""
    account = desk.settings.account(words.name)
    with _outbox(desk) as outbox:
        desk.secrets.forget(account)  # first: where the keyring fails, the account stays as it was
        if outbox:
            _put_on_hold(outbox, account.name)
    _forget_cached(desk, account.name)
    Memory(desk.folders).forget(account)
    desk.save_settings(
        replace(desk.settings, accounts=tuple(each for each in desk.settings.accounts if each is not account))
    )
    Instance(desk.folders.data).tell(OUTBOX)
    return 0


def add_words(command: Any) -> None:
    """Add the words of `account add`."""
    command.add_argument("name", metavar=pgettext("command", "name"))
    command.add_argument("--provider", required=True, choices=("metrotec", "vezma"))
    command.add_argument("--url", metavar=pgettext("command", "URL"))
    command.add_argument("--username", metavar=pgettext("command", "USERNAME"))
    command.add_argument("--password-file", metavar=pgettext("command", "PASSWORD_FILE"))
    command.add_argument(
        "--api-key-file",
        metavar=pgettext("command", "FILE"),
        help=_("an API key in place of user name and password (Metrotec)"),
    )
    command.add_argument("--token-file", metavar=pgettext("command", "TOKEN_FILE"))
    command.add_argument("--secret-store", choices=STORES[:2], default="keyring")
    command.add_argument(
        "--zone", metavar=pgettext("command", "ZONE"), default="Europe/Tallinn", help=_("the company's time zone")
    )
