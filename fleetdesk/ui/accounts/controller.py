"""The commands about accounts: connected, signed in again, removed."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from fleetdesk.base.errors import FleetError, Refused
from fleetdesk.base.own_thread import in_own_thread
from fleetdesk.base.translation import _
from fleetdesk.profile.accounts import BASE_URLS
from fleetdesk.profile.secrets import AVAILABLE_S, keyring_available
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Account
from fleetdesk.sync.background import Background
from fleetdesk.sync.poller import UNKNOWN_PATH
from fleetdesk.sync.store import LinkStatus, Store
from fleetdesk.ui.accounts.connect_dialog import ConnectDialog, Wish
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.answers import accept, say_failure
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices

NO_ACCOUNT = _("No account is set up.")


class AccountsController:
    """Binds the dialogs to the session. `learn` opens the dialog that learns the addresses of an account's server."""

    def __init__(
        self, session: Session, store: Store, background: Background, notices: Notices, learn: Callable[[str], None]
    ) -> None:
        self._session, self._store, self._background = session, store, background
        self._notices, self._learn = notices, learn

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [
            Command(Menu.ACCOUNTS, _("Connect an account"), "", self.connect, asks=True),
            Command(Menu.ACCOUNTS, _("Sign in again"), "", self.sign_in_again, asks=True, possible=self._has_accounts),
            Command(Menu.ACCOUNTS, _("Remove an account"), "", self.remove, asks=True, possible=self._has_accounts),
        ]

    def _has_accounts(self) -> bool:
        return bool(self._session.desk.settings.accounts)

    def connect(self) -> None:
        """Open the dialog that connects an account."""
        self._start(self._connect(), "connect dialog")

    async def _connect(self) -> None:
        dialog = ConnectDialog(BASE_URLS, await has_keyring(), self._notices.window())
        dialog.test_wanted.connect(lambda wish: self._start_test(dialog, wish))
        dialog.connect_wanted.connect(lambda wish: self._start(self._add(dialog, wish), "connect account"))
        dialog.learn_wanted.connect(lambda wish: self._start(self._add(dialog, wish, untried=True), "connect account"))
        dialog.open()

    def _start_test(self, dialog: ConnectDialog, wish: Wish) -> None:
        """Try an account; closing the dialog cancels that."""
        task = self._background.start(self._test(dialog, wish), "test account")
        dialog.finished.connect(lambda _: task.cancel())

    async def _test(self, dialog: ConnectDialog, wish: Wish) -> None:
        try:
            said = await self._session.try_out(_account(wish), wish.secret)
        except FleetError as error:
            dialog.say(str(error), unknown_paths=_is_of_paths(error))
        else:
            dialog.say(said, good=True)

    async def _add(self, dialog: ConnectDialog, wish: Wish, *, untried: bool = False) -> None:
        try:
            await self._session.add(_account(wish), wish.secret, untried=untried)
        except FleetError as error:
            say = partial(dialog.say, unknown_paths=_is_of_paths(error))
            say_failure(dialog, say, str(error), self._notices)
            return
        accept(dialog)
        if untried:
            self._learn(wish.name)
        else:
            self._notices.say(_("{name} is connected.").format(name=wish.name))

    def remove(self) -> None:
        """Ask which account to remove."""
        names = [each.name for each in self._session.desk.settings.accounts]
        if not names:
            self._notices.say(NO_ACCOUNT)
            return
        waiting = {name: sum(op.account == name for op in self._store.task_store.waiting.values()) for name in names}
        remove = self._session.remove
        ask.ask_remove(self._notices.window(), waiting, lambda name: self._start(remove(name), "remove account"))

    def sign_in_again(self) -> None:
        """Ask for an account's secret, where the old one is refused or was for one session only."""
        names = [each.name for each in self._session.desk.settings.accounts]
        waiting = [name for name, link in self._store.links.items() if link.status is LinkStatus.SIGN_IN]
        first = [*waiting, *(name for name in names if name not in waiting)]
        if not first:
            self._notices.say(NO_ACCOUNT)
            return
        sign_in = self._session.sign_in_again
        ask.ask_secret(
            self._notices.window(), first, lambda name, secret: self._start(sign_in(name, secret), "sign in")
        )

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._background.start(work, name)


async def has_keyring() -> bool:
    """Return whether a secret can go to a keyring now; one that does not answer in time counts as none."""
    return await in_own_thread(keyring_available, AVAILABLE_S)


def _is_of_paths(error: FleetError) -> bool:
    """Return whether the server answered that there is nothing at an address."""
    return isinstance(error, Refused) and error.status in UNKNOWN_PATH


def _account(wish: Wish) -> Account:
    return Account(wish.name, wish.provider, wish.url, wish.username, wish.store, sign_in=wish.sign_in)
