"""What servers are asked about tasks before anything is sent: who takes tasks, and what is there already."""

import asyncio
from collections.abc import Mapping, Sequence

from fleetdesk.api.provider import Provider, tasks_of
from fleetdesk.base.errors import FleetError
from fleetdesk.base.local_formats import number
from fleetdesk.base.translation import _
from fleetdesk.domain.tasks import Task

ANSWER_S = 30.0


class ServerTasks:
    """Asks the open accounts. `providers` is the session's own mapping, so that new accounts are in it at once."""

    def __init__(self, providers: Mapping[str, Provider]) -> None:
        self._providers = providers

    def accounts(self) -> list[str]:
        """Return the names of the open accounts that take tasks."""
        return [name for name, each in self._providers.items() if each.tasks is not None]

    def is_open(self, account: str) -> bool:
        """Return whether the account can be asked now."""
        return account in self._providers

    async def all(self, account: str) -> Sequence[Task]:
        """Return every task of an account, finished ones too. FleetError where it does not answer."""
        return (await tasks_of(self._providers[account]).listing(everything=True)).tasks

    async def with_reference(self, account: str, reference: str) -> Task | None:
        """Return the task of an order reference, None where there is none. FleetError without an answer in 30 s."""
        try:
            async with asyncio.timeout(ANSWER_S):
                return (await tasks_of(self._providers[account]).with_refs([reference])).get(reference)
        except TimeoutError as error:
            raise FleetError(
                _("{account} did not answer in {seconds} s.").format(account=account, seconds=number(ANSWER_S))
            ) from error
