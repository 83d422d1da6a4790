"""What the user has made on servers besides tasks and documents: kept on this computer first, sent by the sender."""

from collections.abc import Callable, Mapping, Sequence

from fleetdesk.api.provider import Provider
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.outbox import Draft, Op
from fleetdesk.sync.outbox_thread import OutboxThread
from fleetdesk.sync.sender import Sender
from fleetdesk.sync.store import Store
from fleetdesk.sync.uploads import Uploads
from fleetdesk.sync.writes import Writes

ON_ITS_WAY = _("It is on its way already and cannot be changed. It stands in the outbox.")


class CreationService:
    """The one way to make places, geozones, ties, orders and reports.

    Each coroutine ends when the write is on the disk, or raises a FleetError with a sentence; `check` raises one while
    nothing may be changed. `providers` are the open accounts.
    """

    def __init__(
        self,
        store: Store,
        outbox_thread: OutboxThread,
        *senders: Sender | Uploads,
        providers: Mapping[str, Provider],
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._outbox_thread, self._providers = outbox_thread, providers
        self._writes = Writes(store, outbox_thread, senders, check)

    @property
    def accounts(self) -> list[str]:
        """Return the open accounts whose vendor takes new places, geozones, orders and reports."""
        return [account for account, provider in self._providers.items() if provider.creations is not None]

    async def add(self, drafts: Sequence[Draft]) -> list[Op]:
        """Save these on this computer, all or none; they are sent as soon as that can be."""
        return await self._writes.add(drafts, undoable=False)

    async def replace(self, op: Op, draft: Draft) -> None:
        """Put a corrected draft in the place of a write that was refused or not sent yet; UsageError where it was."""
        self._writes.check()
        decisions = self._outbox_thread.outbox.decisions
        new = await self._outbox_thread.write(
            decisions.replace, op.id, draft.fields, {}, self._writes.now(), draft.label
        )
        if new is None:
            raise UsageError(ON_ITS_WAY)
        self._writes.show([*await self._writes.existing([op.id]), new])
        self._writes.wake(op.account)
