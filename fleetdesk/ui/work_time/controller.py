"""Binds the work time dock to what the vendors count, and to the vehicle that is selected in it."""

from PySide6.QtCore import QObject

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.sync.background import Background
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.store import Store
from fleetdesk.sync.work_time import WorkTimeService
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.work_time.columns import PeriodRow
from fleetdesk.ui.work_time.pane import ASKING, NO_PERIODS, NOBODY, NOT_ASKED, NOTHING, WorkTimePane

NAME = _("Work time")
ROOM_PX = 360  # for some rows of both lists
CANCELLED = (_("Not fetched"), _("“Ask again” goes on from where it was."))
NOT_TOLD = _("Periods not told")
SOME_UNREAD = _("Some periods could not be read.")


class WorkTimeController(QObject):
    """Asks when the dock is opened and when another period is chosen, and gives up what nobody waits for any more."""

    def __init__(self, pane: WorkTimePane, service: WorkTimeService, store: Store, background: Background) -> None:
        super().__init__(pane)
        self._pane, self._service, self._store = pane, service, store
        self._period: Span | None = None
        self._fetching, self._looking = OneWork(background, "work time"), OneWork(background, "periods of work")
        pane.period_wanted.connect(lambda _again: self._fetch())
        pane.cancel_wanted.connect(self._cancel)
        pane.chosen.connect(self._look)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME, "", self.open)]

    def open(self) -> None:
        """Show the dock and ask for the period that is chosen."""
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        self._fetch()

    def _fetch(self) -> None:
        """Fetch the period that is chosen in place of what is being fetched."""
        self._stop()
        self._period = self._pane.period_row.period()
        if self._period is not None:
            self._pane.show_days((), ASKING)
            self._fetching.start(self._show(self._period))

    async def _show(self, period: Span) -> None:
        progress = self._pane.progress
        try:
            found = await self._service.fetch(self._store.fleet, period, progress.show_requests)
        finally:
            progress.show_requests(None)
        self._pane.show_days(found.days, NOTHING, found.troubles)

    def _stop(self) -> None:
        self._fetching.stop()
        self._looking.stop()
        self._pane.show_periods("", {}, NOBODY)

    def _cancel(self) -> None:
        """Give up what is being fetched; days that have come are kept for the next time."""
        self._stop()
        self._pane.show_days((), CANCELLED if self._period else NOT_ASKED)

    def _look(self, key: str) -> None:
        """Ask for the periods of the vehicle that is selected."""
        self._looking.stop()
        row = self._pane.sums.item(key)
        if row is None or self._period is None:
            self._pane.show_periods("", {}, NOBODY)
        else:
            self._pane.show_periods(row.name, {}, ASKING)
            self._looking.start(self._show_periods(key, row.name, self._period))

    async def _show_periods(self, key: str, label: str, period: Span) -> None:
        try:
            found = await self._service.periods(key, period)
        except FleetError as error:
            self._pane.show_periods(label, {}, (NOT_TOLD, str(error)))
            return
        now = self._store.now()
        rows = [PeriodRow(f"{number:06d}", label, each, now) for number, each in enumerate(found)]
        self._pane.show_periods(label, {each.number: each for each in rows}, NO_PERIODS)
        if found.unread:
            self._pane.say_trouble(SOME_UNREAD)
