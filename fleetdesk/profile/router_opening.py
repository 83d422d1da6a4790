"""The router that the user chose, opened; the limits of its plan are counted on the disk, where restarts keep them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from fleetdesk.api.http import USER_AGENT
from fleetdesk.domain.capabilities import RequestLimit
from fleetdesk.domain.roads import Router
from fleetdesk.profile.settings import Roads
from fleetdesk.roads.opening import open_router
from fleetdesk.roads.presets import preset_of
from fleetdesk.storage.request_budget import RequestBudget, budget_name


class CountedPermits:
    """Permits within several limits at once; files are opened with the first request. FleetError where they fail."""

    def __init__(self, folder: Path, name: str, limits: Sequence[RequestLimit]) -> None:
        self._folder, self._name, self._limits = folder, name, limits
        self._budgets: list[RequestBudget] | None = None

    async def take(self) -> None:
        """Take a permit of each limit; RateLimited with the seconds until the next where one has none."""
        if self._budgets is None:
            self._budgets = await asyncio.to_thread(self._opened)
        for each in self._budgets:
            await each.permit(urgent=True)

    def _opened(self) -> list[RequestBudget]:
        return [RequestBudget(self._file(each), each, reserve=0, margin_s=0.0) for each in self._limits]

    def _file(self, limit: RequestLimit) -> Path:
        return self._folder / budget_name(f"{self._name} in {limit.window_s:.0f} s")

    async def close(self) -> None:
        """Close the files."""
        budgets, self._budgets = self._budgets or [], None
        for each in budgets:
            await asyncio.to_thread(each.close)


class RouterOpener:
    """Opens routers; `data` is the folder where their requests are counted."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def open(self, roads: Roads) -> Router | None:
        """Return the router, None where none is chosen; UsageError where the choice cannot be used.

        Blocks: call it in a thread.
        """
        limits = preset_of(roads.service).limits
        permits = CountedPermits(self._data, f"{roads.service} {roads.key}", limits) if limits else None
        return open_router(roads.service, roads.address, roads.key, roads.profile, USER_AGENT, permits)
