"""The day board: one lane a vehicle, its tasks as bars; it opens around now and goes on over midnight."""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.board import DayBoard
from fleetdesk.domain.board_gaps import legs
from fleetdesk.domain.board_spans import SHIFTS, Span, day_of, day_span_of, shift_of, three_days, week_of
from fleetdesk.domain.roads import straight_way
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.geometry import HOUR_S
from fleetdesk.ui.board.laying import BoardLaying
from fleetdesk.ui.board.paint import WaysOf
from fleetdesk.ui.board.view import BoardView
from fleetdesk.ui.widgets.day_words import days_words
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.panel import Panel, Placement, Side
from fleetdesk.ui.widgets.theme import Tokens

TICK_MS = 20_000
DAY_S = 86_400.0
FOLLOWED = 0.8  # so far to the right now may move while the board stays with it


class BoardPane(Panel):
    """Dock "Day board". See BoardView for what the signals carry; `shifts` returns the hours at which they begin."""

    ways_wanted = Signal(object)  # from where to where, for the lanes in sight
    moved = Signal(object)
    opened = Signal(str)
    picked = Signal(object)
    new_wanted = Signal(str, object)
    refused = Signal(str)

    def __init__(
        self,
        store: Store,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        shifts: Callable[[], Sequence[int]] = lambda: SHIFTS,
        ways_of: WaysOf = lambda account: straight_way,
    ) -> None:
        super().__init__(_("Day board"), Placement(Side.MIDDLE, tall=190))
        self._store, self._zone, self._shifts = store, zone, shifts
        self._labels: dict[str, str] = {}
        self._follows = True
        self.view = BoardView(store, tokens, zone, ways_of)
        self.laying = BoardLaying(self.view, store)
        self.box.addWidget(self.view)
        self.everyone = self._build()
        self._connect()
        self._lay(self.today, 1)
        self.show_now()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def _build(self) -> QPushButton:
        everyone = button(
            _("All vehicles"),
            _("All vehicles on the board"),
            flat=True,
            hint=_("A lane for each vehicle, even one without a task"),
        )
        everyone.setCheckable(True)
        everyone.toggled.connect(lambda _: self.fill())
        self.header.add(everyone)
        for text, name, hint, do in self._buttons():
            made = button(text, name, flat=True, hint=hint)
            made.clicked.connect(lambda _=False, do=do: do())
            self.header.add(made)
        return everyone

    def _buttons(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        """Return text, name, hint and deed of the buttons in the header."""
        return (
            (
                pgettext("span", "Shift"),
                _("Show the shift"),
                _("The shift in the middle"),
                lambda: self._span(self._shift_of),
            ),
            (pgettext("span", "Day"), _("Show a day"), _("The day in the middle"), lambda: self._span(day_span_of)),
            (pgettext("span", "3 days"), _("Show three days"), _("Three days"), lambda: self._span(three_days)),
            (pgettext("span", "Week"), _("Show the week"), _("The week in the middle"), lambda: self._span(week_of)),
            ("−", _("Fewer details"), _("Shows more hours"), lambda: self.view.zoom(1.25)),
            ("+", _("More details"), _("Shows fewer hours"), lambda: self.view.zoom(1 / 1.25)),
            ("‹", _("Previous day"), _("The day before"), lambda: self.show_day(self.day - timedelta(days=1))),
            (pgettext("button", "Today"), pgettext("button", "Today"), _("Today, around now"), self.show_now),
            ("›", _("Next day"), _("The day after"), lambda: self.show_day(self.day + timedelta(days=1))),
        )

    def surfaces(self) -> Sequence[QWidget]:
        """Return the lanes."""
        return (self.view,)

    def on_escape(self) -> bool:
        """Clear the selection of bars; return whether there was any."""
        selected = bool(self.view.selected)
        self.view.select(())
        return selected

    def _connect(self) -> None:
        view, store = self.view, self._store
        for inner, outer in (
            (view.moved, self.moved),
            (view.opened, self.opened),
            (view.picked, self.picked),
            (view.new_wanted, self.new_wanted),
            (view.refused, self.refused),
        ):
            inner.connect(outer)
        view.ranged.connect(self._on_ranged)
        self.laying.changed.connect(self._say)
        store.tasks_changed.connect(lambda delta: self.laying.touch((*delta.changed, *delta.gone)))
        store.fleet_changed.connect(self._fleet_changed)

    @property
    def today(self) -> date:
        """Return the day that it is now in the company's zone."""
        return self._store.now().astimezone(self._zone).date()

    @property
    def day(self) -> date:
        """Return the day in the middle of what is in sight."""
        return day_of(self.view.geometry_.axis.middle, self._zone)

    def show_day(self, day: date) -> None:
        """Show the same hours of the clock of another day."""
        axis = self.view.geometry_.axis
        middle = datetime.fromtimestamp(axis.middle, UTC).astimezone(self._zone)
        there = datetime.combine(day, middle.time(), self._zone).timestamp()
        self._go(there - axis.hours * HOUR_S / 2)

    def show_now(self) -> None:
        """Show the hours around now, and stay with now until the user goes elsewhere."""
        now = self._store.now().timestamp()
        self._go(now - self.view.geometry_.axis.hours * HOUR_S / 4, follows=True)

    def _shift_of(self, moment: float, zone: ZoneInfo) -> Span:
        return shift_of(moment, zone, self._shifts())

    def _span(self, span_of: Callable[[float, ZoneInfo], Span]) -> None:
        """Show the shift, day or week that is in the middle now; that of now while the board stays with it."""
        now, middle = self._store.now().timestamp(), self.view.geometry_.axis.middle
        span = span_of(now if self._follows else middle, self._zone)
        follows = self._follows

        def show() -> None:
            self.view.show_span(span.begins, span.ends)
            self._follows = follows

        self._lay_around(span.begins, span.ends, show)

    def _go(self, first: float, *, follows: bool = False) -> None:
        """Show the hours from a moment on, as soon as they are laid out."""
        axis = self.view.geometry_.axis

        def go() -> None:
            self.view.go_to(first + axis.hours * HOUR_S / 4)
            self._follows = follows or self._follows

        self._lay_around(first, first + axis.hours * HOUR_S, go)

    def _on_ranged(self) -> None:
        """Lay out other days where the end of these comes into sight, but not under a hand that holds something."""
        axis, view = self.view.geometry_.axis, self.view
        self._follows = axis.first <= self._store.now().timestamp() <= axis.last and self._follows
        if not view.plans and not view.horizontalScrollBar().isSliderDown():
            self._lay_around(axis.first, axis.last)
        self._say()

    def _lay_around(self, begins: float, ends: float, then: Callable[[], None] | None = None) -> None:
        """Lay out the days around these hours, unless half as much beside them is laid out already; then do more."""
        board, beside = self.laying.board, (ends - begins) / 2
        if board.begins > begins - beside or board.ends < ends + beside:
            self._lay(day_of((begins + ends) / 2, self._zone), math.ceil((ends - begins) / DAY_S), then)
        else:
            self.laying.then(then)

    def _lay(self, day: date, days: int, then: Callable[[], None] | None = None) -> None:
        """Lay out a day with so many before and after it, and stay at the hours in sight."""
        self.laying.lay(self._board(day, days), self._everyone(), then)

    def fill(self) -> None:
        """Lay out everything anew, for the same days."""
        board = self.laying.board
        self.laying.lay_again(self._board(board.day, board.around), self._everyone())

    def _board(self, day: date, days: int) -> DayBoard:
        self._labels = {key: seen.label for key, seen in self._store.fleet.items()}
        return DayBoard(day, self._zone, lambda key: self._labels.get(key, key), days)

    def _everyone(self) -> list[str]:
        """Return the keys of the vehicles that have a lane even without a task."""
        fleet = self._store.fleet.items() if self.everyone.isChecked() else ()
        return [key for key, seen in fleet if seen.unit.kind is UnitKind.VEHICLE]

    def _fleet_changed(self, delta: Delta) -> None:
        """Lay out the board anew where a vehicle is new, gone or renamed; positions change nothing here."""
        if delta.only_moved:
            return
        fleet = self._store.fleet
        renamed = any(key in fleet and self._labels.get(key) != fleet[key].label for key in delta.changed)
        if renamed or delta.gone:
            self.fill()

    def tick(self) -> None:
        """Repaint the now-line and bars that become late; while the board stays with now, keep it in sight."""
        axis, now = self.view.geometry_.axis, self._store.now().timestamp()
        if self._follows and not self.view.plans and now > axis.first + FOLLOWED * (axis.last - axis.first):
            self.show_now()
        self.view.viewport().update()
        self.want_ways()

    def want_ways(self) -> None:
        """Ask for the ways between the tasks in sight."""
        geometry, tall = self.view.geometry_, self.view.viewport().height()
        if self.isVisible():
            self.ways_wanted.emit([leg for _number, lane in geometry.in_sight(tall) for leg in legs(lane)])

    def _say(self) -> None:
        axis, untimed = self.view.geometry_.axis, len(self.view.board.untimed)
        without = ngettext("{count} without a time", "{count} without a time", untimed).format(count=untimed)
        first, last = day_of(axis.first, self._zone), day_of(axis.last - 1, self._zone)
        self.say_count(" · ".join(filter(None, (days_words(first, last), self._zone.key, without if untimed else ""))))
