"""Opens the history of units, fetches it, and shows it in list and map."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.keys import split_key, unit_key
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.background import Background
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.history.service import FetchedHistory, HistoryService
from fleetdesk.sync.one_work import OneWork
from fleetdesk.sync.store import Store
from fleetdesk.ui.history.charts_controller import ChartsController
from fleetdesk.ui.history.day_page import DayPage, print_day, title_of
from fleetdesk.ui.history.pane import HistoryPane
from fleetdesk.ui.history.replay_offer import ReplayOffer
from fleetdesk.ui.history.rows import rows_of
from fleetdesk.ui.history.track_on_map import TrackOnMap
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.printing import Printing

NAME, KEY = _("History"), "H"
REPLAY, REPLAY_KEY = _("Replay"), "Ctrl+H"
CHOOSE = _("Select vehicles first, or open a task that has one.")
ROOM_PX = 340  # for some rows below strip and totals
MANY = _("History is shown of {count} vehicles at once at most. Select fewer.")
CANCELLED = _("Fetching was cancelled. What is not on this computer yet is shown as unknown.")
MOST_UNITS = 30
AROUND = timedelta(hours=1)
"""How much before and after a task's window, or a visit, its history begins and ends."""


class HistoryController(QObject):
    """Binds the dock to the service, and the map to the dock. shown: the views that are shown now, and their labels."""

    shown = Signal(object, object)

    def __init__(
        self,
        pane: HistoryPane,
        on_map: TrackOnMap,
        service: HistoryService,
        store: Store,
        background: Background,
        notices: Notices,
        charts: ChartsController,
        offer: ReplayOffer,
        printing: Printing,
        zone: ZoneInfo,
    ) -> None:
        super().__init__(pane)
        self._pane, self.on_map, self._service, self._store = pane, on_map, service, store
        self._background, self._notices, self._charts, self._offer = background, notices, charts, offer
        self._printing, self._zone, self._replay_next = printing, zone, False
        self._keys: tuple[str, ...] = ()
        self._shown: DayPage | None = None
        self._fetching = OneWork(background, "history")
        pane.period_wanted.connect(lambda anew: self._fetch(anew=anew))
        pane.cancel_wanted.connect(self.cancel)
        pane.picked.connect(on_map.pick)
        pane.picked.connect(charts.pick)
        pane.picked.connect(offer.pick)
        pane.replay_wanted.connect(self.replay)
        pane.charts_opened.connect(charts.set_open)
        pane.escaped.connect(on_map.clear)
        pane.closed.connect(self._on_closed)
        pane.print_wanted.connect(self._print)
        self._accounts: frozenset[str] = frozenset()
        store.links_changed.connect(self._forget_removed)

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        chosen = lambda: bool(self._store.selection)  # noqa: E731
        return [
            Command(Menu.FLEET, NAME, KEY, self.open_selected, begins=True, possible=chosen),
            Command(
                Menu.FLEET,
                REPLAY,
                REPLAY_KEY,
                self.replay,
                possible=lambda: self._offer.is_open or bool(self._store.selection),
            ),
            Command(Menu.FLEET, _("Empty the kept history"), "", self.empty),
        ]

    def offer(self, menu: QMenu, key: str) -> None:
        """Add the history of the selected units to the menu of one of them."""
        keys = self._store.selection if key in self._store.selection else (key,)
        add_entry(menu, NAME, KEY).triggered.connect(lambda _on=False: self.open(keys))

    def offer_task(self, menu: QMenu, task: Task) -> None:
        """Add to the menu of a task what its vehicle did around its window, where it has a vehicle."""
        if task.unit is not None:
            add_entry(menu, _("History of the vehicle")).triggered.connect(lambda _on=False: self.open_task(task))

    def open_selected(self) -> None:
        """Show the history of the selected units."""
        if self._store.selection:
            self.open(self._store.selection)
        else:
            self._notices.say(CHOOSE)

    def replay(self) -> None:
        """Replay what is shown; where nothing is, the history of the selected units as soon as it is."""
        if self._offer.is_open:
            self._offer.accept()
        else:
            self.open_selected()
            self._replay_next = bool(self._store.selection)

    def open_task(self, task: Task) -> None:
        """Show what the vehicle of a task did around the task's window; today where that has none."""
        if task.unit is None:
            self._notices.say(CHOOSE)
            return
        self._take((unit_key(task.account, task.unit),))
        start, stop = task.start_at or task.stop_at, task.stop_at or task.start_at
        if start is None or stop is None:
            self._pane.period_row.choose(PeriodKind.TODAY)
            self._fetch()
        else:
            self._pane.period_row.choose_span((start - AROUND).timestamp(), (stop + AROUND).timestamp())

    def open_span(self, key: str, begins: float, ends: float) -> None:
        """Show what a unit did around a stretch of time, in seconds since 1970."""
        self._take((key,))
        around = AROUND.total_seconds()
        self._pane.period_row.choose_span(begins - around, ends + around)

    def open(self, keys: Sequence[str]) -> None:
        """Show the history of units in the period that is chosen."""
        if len(keys) > MOST_UNITS:
            self._notices.say(MANY.format(count=MOST_UNITS))
            return
        self._take(keys)
        self._fetch()

    def _take(self, keys: Sequence[str]) -> None:
        self._keys = tuple(keys)
        self._pane.bring_up()
        self._pane.show_units([self._label(key) for key in self._keys])
        self._pane.show_history(None, {})
        self._charts.show_views(())
        self._offer.show_views((), {})
        self.shown.emit((), {})
        self._replay_next = False
        self._pane.make_room(ROOM_PX)

    def _label(self, key: str) -> str:
        seen = self._store.fleet.get(key)
        return seen.label if seen else split_key(key)[1]

    def _fetch(self, *, anew: bool = False) -> None:
        """Fetch what is chosen in place of what is being fetched."""
        self._fetching.stop()
        period = self._pane.period_row.period() if self._keys else None
        if period is not None:
            self._fetching.start(self._show(self._keys, period, anew))

    async def _show(self, keys: tuple[str, ...], period: Span, anew: bool) -> None:
        self._pane.show_progress(Progress(0, 1))
        try:
            fetched = await self._service.fetch(keys, period, self._pane.show_progress, anew=anew)
        finally:
            self._pane.show_progress(None)
        await self._show_fetched(fetched)

    async def _show_fetched(self, fetched: FetchedHistory) -> None:
        labels = {view.key: self._label(view.key) for view in fetched.views}
        rows = await asyncio.to_thread(rows_of, fetched.views, labels)
        self._pane.show_history(fetched, rows)
        troubles = together(*fetched.troubles)
        self._shown = DayPage(fetched.views, labels, rows, troubles, self._zone, self._store.now())
        self.on_map.show_views(fetched.views, fit=True)
        self._charts.show_views(fetched.views)
        self._offer.show_views(fetched.views, labels)
        self.shown.emit(fetched.views, labels)
        if self._replay_next:
            self._replay_next = False
            self._offer.accept()

    def _print(self) -> None:
        if self._shown is not None:
            page = replace(self._shown, printed_at=self._store.now())
            self._printing.preview(self._pane.window(), title_of(page), lambda paper: print_day(page, paper))

    def cancel(self) -> None:
        """Give up what is being fetched, and show what is on this computer."""
        if self._fetching.is_running:
            self._fetching.start(self._show_kept())

    async def _show_kept(self) -> None:
        period = self._pane.period_row.period()
        if period is not None:
            await self._show_fetched(await self._service.kept(self._keys, period))
            self._pane.say_trouble(CANCELLED)

    def _on_closed(self) -> None:
        self._fetching.stop()
        self.on_map.clear()
        self._offer.show_views((), {})

    def _forget_removed(self) -> None:
        """Remove what is kept of accounts that are taken off this desk."""
        now = frozenset(self._store.links)
        for account in self._accounts - now:
            self._background.start(self._service.forget(account), "history of a removed account")
        self._accounts = now

    def empty(self) -> None:
        """Remove what is kept of the past on this computer."""
        self._background.start(self._empty(), "empty history")

    async def _empty(self) -> None:
        await self._service.empty()
        self._notices.say(_("The kept history is removed. What you look at next is fetched anew."))
