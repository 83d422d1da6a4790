"""Changes of accounts that are open: another address, zone, language or pace, here or in the settings' file."""

from collections.abc import Sequence
from dataclasses import replace

from fleetdesk.base.errors import NotSignedIn
from fleetdesk.base.own_thread import in_own_thread
from fleetdesk.profile import accounts
from fleetdesk.profile.session import Session
from fleetdesk.profile.settings import Account

CHANGEABLE = ("url", "zone", "language", "poll_s")


class AccountChanges:
    """Lets changed accounts hold at once."""

    def __init__(self, session: Session) -> None:
        self._session, self._desk = session, session.desk

    async def change(self, account: Account) -> None:
        """Keep an account of that name with other fields, and ask its server by them; another address is tried first.

        Where that fails, which an error of ours says, nothing has changed. An account without a secret is kept alone.
        """
        before = self._desk.settings.account(account.name)
        accounts.check_language(accounts.checked(account).language)
        secret = await self._secret(account)
        if secret is not None and account.url != before.url:
            await self._session.try_out(account, secret)
        await self._session.keep(self._desk.save_settings, self._desk.settings.with_account(account))
        if secret is not None:
            await self._session.reopen(account, secret)

    async def _secret(self, account: Account) -> str | None:
        try:
            return await in_own_thread(self._desk.secrets.get, account)
        except NotSignedIn:
            return None

    async def take_over(self, read: Sequence[Account]) -> bool:
        """Let accounts hold as they were read; return whether anything differs that holds from the next start.

        Other fields than those that can be changed here, and accounts that are gone, are left as they are.
        """
        now = {each.name: each for each in self._desk.settings.accounts}
        for account in read:
            known = now.get(account.name)
            taken = replace(known, **{name: getattr(account, name) for name in CHANGEABLE}) if known else account
            if taken != known:
                await self._hold(taken)
        now = {each.name: each for each in self._desk.settings.accounts}
        return now != {each.name: each for each in read}

    async def _hold(self, account: Account) -> None:
        self._desk.settings = self._desk.settings.with_account(account)
        await self._session.open_or_say(account)
