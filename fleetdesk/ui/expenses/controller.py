"""Binds the expenses dock to what the vendors keep of money spent."""

from PySide6.QtCore import QObject

from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.sync.background import Background
from fleetdesk.sync.expenses import ExpenseService
from fleetdesk.sync.one_work import OneWork
from fleetdesk.ui.expenses.pane import ASKING, NOTHING, ExpensesPane
from fleetdesk.ui.widgets.commands import Command, Menu

NAME = _("Expenses")
ROOM_PX = 360  # for some rows of both lists
CANCELLED = (_("Not fetched"), _("“Ask again” begins anew."))


class ExpensesController(QObject):
    """Asks when the dock is opened and when another period is chosen, and gives up what nobody waits for any more."""

    def __init__(self, pane: ExpensesPane, service: ExpenseService, background: Background) -> None:
        super().__init__(pane)
        self._pane, self._service, self._fetching = pane, service, OneWork(background, "expenses")
        pane.period_wanted.connect(lambda anew: self._fetch(anew=anew))
        pane.cancel_wanted.connect(self._cancel)

    def commands(self) -> list[Command]:
        """Return the command for the menu."""
        return [Command(Menu.FLEET, NAME, "", self.open)]

    def open(self) -> None:
        """Show the dock and ask for the period that is chosen."""
        self._pane.bring_up()
        self._pane.make_room(ROOM_PX)
        self._fetch()

    def _fetch(self, *, anew: bool = False) -> None:
        """Fetch the period that is chosen in place of what is being fetched."""
        self._fetching.stop()
        period = self._pane.period_row.period()
        if period is not None:
            self._pane.show_rows((), ASKING)
            self._fetching.start(self._show(period, anew))

    async def _show(self, period: Span, anew: bool) -> None:
        progress = self._pane.progress
        try:
            found = await self._service.fetch(period, progress.show_requests, anew=anew)
        finally:
            progress.show_requests(None)
        self._pane.show_rows(found.rows, NOTHING, found.troubles)

    def _cancel(self) -> None:
        """Give up what is being fetched."""
        self._fetching.stop()
        self._pane.show_rows((), CANCELLED)
