"""A back end in memory, for tests of what happens above it."""

from datetime import UTC, datetime
from typing import Any

from fleetdesk.api.parts import Listing, RowList
from fleetdesk.domain.capabilities import Capabilities
from fleetdesk.domain.units import Position, Unit, UnitKind
from fleetdesk.sync.holds import HoldService
from fleetdesk.sync.outbox_thread import NoOutbox

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def unit(key, account="m", **more):
    return Unit(account, key, plate=key, **more)


def position(name, lat=58.5, lon=25.0, at=NOW, account="m", **more):
    return Position(account, name, UnitKind.VEHICLE, lat, lon, fixed_at=at, **more)


def no_outbox(store, report):
    """What is on hold, where there is no outbox."""
    return HoldService(store, NoOutbox("There is no outbox."), report, NOW.timestamp)


def at_once(work):
    """Runs a coroutine that only ever gives way to the loop, with no loop."""
    try:
        while True:
            work.send(None)
    except StopIteration:
        return


class InTurn:
    """Answers one after the other; the last one stays."""

    def __init__(self, *answers):
        self._left = list(answers)

    def next(self):
        return self._left.pop(0) if len(self._left) > 1 else self._left[0]

    @property
    def at_last(self):
        return len(self._left) == 1


class FakeProvider:
    """Answers what the test put in; raises what the test put in. It has vehicles or people, and is its own parts."""

    def __init__(self, account="m", vehicles=True):
        self.account, self.dropped, self.skew_s, self.used = account, 0, None, 3
        self.capabilities = Capabilities("Fake")
        self.tasks = self.documents = self.area = self.tachograph = self if vehicles else None
        self.trips = None if vehicles else self
        self.places, self.history = self, None
        self.tanks = self.fuel_ups = self.work = self.reports = self.expenses = self.drivers = self.bookings = None
        self.creations = self.devices = self.cars = self.visited = None
        self.answers: dict[str, Any] = {
            "units": [],
            "positions": [],
            "tasks": [],
            "driving": [],
            "pairings": [],
            "places": [],
        }
        self.calls, self.closed = [], False
        self.inside: Any = []
        self.private_times: frozenset[Any] = frozenset()

    async def _answer(self, name):
        self.calls.append(name)
        said = self.answers[name]
        if isinstance(said, InTurn):
            said = said.next()
        if isinstance(said, Exception):
            raise said
        return said

    async def units(self):
        said = await self._answer("units")
        return said if isinstance(said, RowList) else RowList(said)

    async def positions(self):
        return await self._answer("positions")

    async def position(self, unit):
        return await self._answer("position")

    async def listing(self, *, everything=False):
        said = await self._answer("tasks")
        return said if isinstance(said, Listing) else Listing(said)

    async def known(self):
        return await self._answer("places")

    async def of_task(self, task):
        self.calls.append(f"documents of {task}")
        return RowList()

    async def everywhere(self):
        self.calls.append("documents")
        return RowList()

    async def driving(self):
        return await self._answer("driving")

    async def pairings(self):
        return await self._answer("pairings")

    async def units_in(self, ring):
        self.calls.append("units_in")
        if isinstance(self.inside, Exception):
            raise self.inside
        return await self.inside() if callable(self.inside) else self.inside

    async def spent(self):
        return self.used, 180

    async def close(self):
        self.closed = True
