"""Keeps the writes of a removed account from whatever account gets its name next."""

from collections.abc import Callable

from fleetdesk.base.errors import FleetError
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.storage.outbox.holds import Hold, says
from fleetdesk.sync.outbox_thread import NoOutbox, OutboxThread
from fleetdesk.sync.store import Store


class HoldService:
    """What is on hold, on the desk; `report` takes sentences for the user. `clock` gives seconds since 1970."""

    def __init__(
        self, store: Store, outbox_thread: OutboxThread, report: Callable[[str], None], clock: Callable[[], float]
    ) -> None:
        self._store, self._outbox_thread, self._report, self._clock = store, outbox_thread, report, clock

    async def claim(self, account: str, server: str, uid: str = "") -> bool:
        """Say which server an account is at, before anything is sent for it; whether the name was another server's."""
        if isinstance(self._outbox_thread, NoOutbox):
            return False
        held = await self._outbox_thread.write(
            self._outbox_thread.outbox.holds.claim, account, server, self._clock(), uid
        )
        if held:
            await self._show(held)
        for each in await self._outbox_thread.do(self._outbox_thread.outbox.holds.all):
            if each.server == server:
                how = _("To send them with {account}, press Send now on one of them in the outbox.")
                self._report(together(says(each), how.format(account=account)))
        return held is not None

    async def remove(self, account: str) -> None:
        """Put what waits of an account on hold, because it is removed."""
        if isinstance(self._outbox_thread, NoOutbox):
            return
        held = await self._outbox_thread.write(self._outbox_thread.outbox.holds.hold, account, self._clock())
        if held:
            await self._show(held)

    async def _show(self, hold: Hold) -> None:
        waiting = await self._outbox_thread.do(self._outbox_thread.outbox.queries.open_ops)
        await self._store.apply_ops([op for op in waiting if op.account == hold.name])
        if hold.waiting:
            until = _("They stay in the outbox until an account at {server} takes them, or you discard them.")
            self._report(together(says(hold), until.format(server=hold.server)))


async def give_back(store: Store, outbox_thread: OutboxThread, hold: str) -> str:
    """Give what is on hold to the account that is at its server now, and its name. FleetError where none is there."""
    heir = await outbox_thread.do(outbox_thread.outbox.holds.heir, hold)
    if heir is None:
        raise FleetError(
            _(
                "No account is connected to the server these changes are for. Connect it under Accounts, then "
                "press Send now again; or discard them."
            )
        )
    await store.apply_ops(await outbox_thread.write(outbox_thread.outbox.holds.release, hold, heir))
    return heir
