"""A vendor of drivers in memory."""

from fleetdesk.api.parts import RowList
from fleetdesk.domain.drivers import TachoTotals


class Drivers:
    """The parts for drivers, bookings and tachographs: answers what the test put in, raises it where it is an error."""

    def __init__(self):
        self.people, self.rows, self.open, self.done, self.sums = [], [], [], [], TachoTotals("m")
        self.by_unit = {}
        self.asked = []

    def _said(self, what, said, *words):
        self.asked.append((what, *words))
        if isinstance(said, Exception):
            raise said
        return said

    async def known(self):
        return RowList(self._said("known", self.people))

    async def of_unit(self, unit):
        return RowList(self._said("of_unit", self.by_unit.get(unit, []), unit))

    async def bookings(self, start, stop):
        return RowList(self._said("bookings", self.rows, start, stop))

    async def waybills(self):
        return RowList(self._said("waybills", self.open))

    async def activities(self, driver, start, stop):
        said = self._said("activities", self.done, driver, start, stop)
        return RowList(each for each in said if start <= each.at < stop)

    async def totals(self, driver, start, stop):
        return self._said("totals", self.sums, driver, start, stop)

    async def driving(self):
        return [each.driving for each in self.people if each.driving is not None]

    def names(self):
        return [each[0] for each in self.asked]
