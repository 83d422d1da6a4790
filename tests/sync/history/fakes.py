"""Vendors in memory that tell of the past: by vehicle and period, and page by page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fleetdesk.api.parts import RowList, TripPage
from fleetdesk.base.errors import Unreachable
from fleetdesk.domain.capabilities import Capabilities
from fleetdesk.domain.history.chunks import DAY_S, day_number
from fleetdesk.domain.history.records import TrackPoint, Trip

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Vehicles:
    """A vendor that is asked by vehicle: a trip each noon, a point each hour, at most `most` points an answer."""

    capabilities, trips = Capabilities("Fake"), None

    def __init__(self, most=1000):
        self.account, self.history, self.most = "m", self.Part(self), most
        self.tanks = self.fuel_ups = self.work = self.reports = self.expenses = self.drivers = self.bookings = None
        self.asked, self.failing = [], {}

    class Part:
        def __init__(self, vendor):
            self._vendor = vendor

        def _ask(self, name, unit, start, stop=None):
            self._vendor.asked.append((name, unit, start, stop))
            error = self._vendor.failing.get(name)
            if error is not None:
                raise error

        async def trips(self, unit, start, stop):
            self._ask("trips", unit, start, stop)
            days = range(day_number(start.timestamp()), day_number(stop.timestamp()) + 1)
            begun = [datetime.fromtimestamp(day * DAY_S + 43_200, UTC) for day in days]
            rows = [Trip("m", each.day, unit, None, each, each + timedelta(hours=1), distance_km=9.0) for each in begun]
            return RowList(each for each in rows if start <= each.started_at < stop)

        async def inputs(self, unit, start, stop):
            self._ask("inputs", unit, start, stop)
            return RowList()

        async def refuels(self, unit, start, stop):
            self._ask("refuels", unit, start, stop)
            return RowList()

        async def track(self, unit, start):
            self._ask("track", unit, start)
            first = -(-int(start.timestamp()) // 3600)
            hours = range(first, int(NOW.timestamp()) // 3600)[: self._vendor.most]
            return RowList(
                TrackPoint("m", unit, datetime.fromtimestamp(each * 3600, UTC), 58.5, 25.0) for each in hours
            )

    async def spent(self):
        return 0, None


class Drained(Vehicles):
    """A vehicle that stood all day, from which 60 litres went an hour ago."""

    class Part(Vehicles.Part):
        async def track(self, unit, start):
            self._ask("track", unit, start)
            begun = max(start, NOW - timedelta(hours=10))
            steps = range(int((NOW - begun).total_seconds() // 300))
            points = [TrackPoint("m", unit, begun + timedelta(minutes=5 * n), 58.5, 25.0, 400.0) for n in steps]
            gone = NOW - timedelta(hours=1)
            return RowList(replace(each, fuel_l=340.0) if each.at >= gone else each for each in points)


class People:
    """A vendor that lists the trips of all, fifty a page: each person has one every hour."""

    capabilities, history = Capabilities("Fake"), None

    def __init__(self, most=None):
        self.account, self.trips, self.pages, self.used = "v", self, [], 0
        self.tanks = self.fuel_ups = self.work = self.reports = self.expenses = self.drivers = self.bookings = None
        self.known = most

    async def page(self, cursor="-1"):
        self.pages.append(cursor)
        if self.known is not None and len(self.pages) > self.known:
            raise Unreachable("The network is away.")
        first = int(NOW.timestamp()) // 3600 if cursor == "-1" else int(cursor)
        begun = [datetime.fromtimestamp(hour * 3600, UTC) for hour in range(first, first - 50, -1)]
        rows = [
            Trip("v", f"t{at.timestamp()}", "3", "jan", at, at + timedelta(minutes=30), distance_km=1.0, private=False)
            for at in begun
        ]
        return TripPage(tuple(rows), str(first - 50))

    async def spent(self):
        return self.used, 180
