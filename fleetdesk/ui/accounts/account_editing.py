"""Changing an account in the window: the command, and the dialog's work."""

import asyncio
from zoneinfo import available_timezones

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.profile.account_changes import AccountChanges
from fleetdesk.profile.profile import Profile
from fleetdesk.profile.settings import Account
from fleetdesk.sync.background import Background
from fleetdesk.ui.accounts.account_dialog import TITLE, AccountDialog
from fleetdesk.ui.accounts.controller import NO_ACCOUNT
from fleetdesk.ui.widgets.answers import accept, say_failure
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices


class AccountEditing:
    """Binds the dialog to the changes of accounts."""

    def __init__(self, profile: Profile, changes: AccountChanges, background: Background, notices: Notices) -> None:
        self._profile, self._changes = profile, changes
        self._background, self._notices = background, notices

    def commands(self) -> list[Command]:
        """Return the command for the menu Accounts."""
        return [Command(Menu.ACCOUNTS, TITLE, "", self.open, asks=True, possible=self._has_accounts)]

    def _has_accounts(self) -> bool:
        return bool(self._profile.settings.accounts)

    def open(self, name: str = "") -> None:
        """Open the dialog for the named account, or the first."""
        if not self._has_accounts():
            self._notices.say(NO_ACCOUNT)
            return
        self._background.start(self._open(name), "change account")

    async def _open(self, name: str) -> None:
        zones = await asyncio.to_thread(available_timezones)
        settings = self._profile.settings
        dialog = AccountDialog(settings.accounts, settings.poll_s, self._notices.window())
        dialog.zone.offer(zones)
        dialog.show_account(name or settings.accounts[0].name)
        dialog.save_wanted.connect(lambda account: self._background.start(self._save(dialog, account), "save account"))
        dialog.show_it()

    async def _save(self, dialog: AccountDialog, account: Account) -> None:
        try:
            await self._changes.change(account)
        except FleetError as error:
            say_failure(dialog, dialog.say, str(error), self._notices)
            return
        accept(dialog)
        self._notices.say(
            _("{account} is changed, and asked so from now on.").format(account=readable(account.name, NAME))
        )
