"""The tour's steps of the drivers: the list, what one of them drove, and what all are booked for, by the simulator."""

from collections.abc import Awaitable, Callable, Container
from typing import TYPE_CHECKING, Any

from fleetdesk.base.translation import _
from fleetdesk.demo.tour_check import hold
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.driver_roster import Standing
from fleetdesk.domain.driving_rules.stretches import Doing, seconds_by_doing
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.keys import split_key
from fleetdesk.ui.drivers.calendar_page import CalendarPage
from fleetdesk.ui.drivers.pages import Page
from fleetdesk.ui.drivers.rows import DriverRow
from fleetdesk.ui.drivers.times_page import TimesPage

if TYPE_CHECKING:
    from fleetdesk.app.main import App

APART_MIN, APART_S = 4, 240.0
"""How far figures of a driver who drives meanwhile may be from the truth."""


class DriverSteps:
    """`truth` asks the simulator's control endpoint."""

    def __init__(self, app: "App", truth: Callable[..., Awaitable[Any]]) -> None:
        self._app, self._truth = app, truth
        self._pane = app.view.drivers.pane.built()

    async def drivers(self) -> dict[str, Any]:
        """The list of both vendors, one who is in a vehicle selected: phone and hours."""
        self._app.view.drivers.controller.open()
        listed = (await self._truth("truth/drivers"))["drivers"]
        true = {(each["id"], each["object_id"]): each for each in listed}
        await until(lambda: self._driving(true) is not None, _("no driver is in a vehicle"))
        await until(lambda: len({row.account for row in self._rows()}) > 1, _("only one vendor tells of drivers"))
        row = self._driving(true)
        assert row is not None
        key = row.entry.key
        self._pane.table.show_selection((key,))
        self._pane.chosen.emit(row)
        await until(lambda: bool(self._phone(key)), _("no phone came"))
        return self._compared(true[_who(row)], self._phone(key), row)

    async def driving_times(self) -> dict[str, Any]:
        """What the selected driver did in a week, on strip and list, with what the rules leave."""
        row = self._pane.selected()
        assert row is not None
        self._pane.show_page(Page.TIMES)
        page = self._pane.findChild(TimesPage)
        assert page is not None
        page.period_row.choose(PeriodKind.WEEK)
        await until(lambda: bool(page.sums.isVisible() and page.model.rowCount()), _("no activities came"))
        shown = [each.stretch for each in page.model.shown_items().values()]
        known = [each for each in shown if each.doing is not Doing.UNKNOWN]
        begins, ends = min(each.begins for each in known), max(each.ends for each in known)
        query = {"object_id": split_key(row.entry.unit or "")[1], "begins": str(begins), "ends": str(ends)}
        true = await self._truth("truth/past", **query)
        told = seconds_by_doing(shown)[Doing.DRIVE]
        hold(abs(told - true["driving"]) <= APART_S, _("the driving is not what was driven"))
        return {"driver": row.name, "driving_s": round(told), "true_driving_s": round(true["driving"])}

    async def bookings(self) -> dict[str, Any]:
        """The week's bookings and open waybills on the calendar."""
        self._pane.show_page(Page.CALENDAR)
        page = self._pane.findChild(CalendarPage)
        assert page is not None
        await until(lambda: page.model.rowCount() > 0, _("nothing is booked"))
        return {"booked": page.model.rowCount(), "days": page.days.text()}

    def _rows(self) -> list[DriverRow]:
        return [*self._pane.model.shown_items().values()]

    def _driving(self, true: Container[tuple[str, str]]) -> DriverRow | None:
        """Return a driver in the vehicle of their own whose tachograph tells that they drive."""
        with_card = (row for row in self._rows() if row.entry.driving is not None and _who(row) in true)
        return next((row for row in with_card if row.entry.standing is Standing.DRIVING), None)

    def _phone(self, key: str) -> str:
        row = self._pane.model.item(key)
        return row.phone if row is not None else ""

    def _compared(self, true: dict[str, Any], phone: str, row: DriverRow) -> dict[str, Any]:
        """Return the figures; NotAsItShould where they are not the simulator's own."""
        told = row.entry.driving.driven_today_min if row.entry.driving is not None else None
        hold(phone.endswith(true["phone"]), _("the phone is not the driver's"))
        hold(abs((told or 0) - (true["today_min"] or 0)) <= APART_MIN, _("the hours are not the driver's"))
        listed = self._pane.model.rowCount()
        return {"driver": row.name, "today_min": told, "true_today_min": true["today_min"], "listed": listed}


def _who(row: DriverRow) -> tuple[str, str]:
    """Return the vendor's numbers of a driver and of the vehicle."""
    return row.entry.person.id, split_key(row.entry.unit or "")[1]
