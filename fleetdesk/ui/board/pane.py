"""The day board beside the list: one lane a vehicle, one day of the company, its tasks as bars."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.board import DayBoard
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.day_words import day_words
from fleetdesk.ui.board.view import BoardView
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.panel import Panel, Placement, Side
from fleetdesk.ui.widgets.theme import Tokens

TICK_MS = 20_000
MORNING_S = 6 * 3600.0


class BoardPane(Panel):
    """Dock "Day board". See BoardView for what the signals carry."""

    moved = Signal(str, object)
    opened = Signal(str)
    picked = Signal(object)
    new_wanted = Signal(str, object)
    refused = Signal(str)

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(_("Day board"), Placement(Side.MIDDLE, tall=190))
        self._store, self._zone = store, zone
        self._labels: dict[str, str] = {}
        self.view = BoardView(store, tokens, zone)
        self.box.addWidget(self.view)
        self.everyone = self._build()
        self._connect()
        self.show_day(self.today)
        self.view.go_to(self._hours_to_begin_with())
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
        for text, name, hint, do in (
            ("−", _("Fewer details"), _("Shows more hours"), lambda: self.view.zoom(1.25)),
            ("+", _("More details"), _("Shows fewer hours"), lambda: self.view.zoom(1 / 1.25)),
            ("‹", _("Previous day"), _("The day before"), lambda: self.show_day(self.day - timedelta(days=1))),
            (pgettext("button", "Today"), pgettext("button", "Today"), _("Today, around now"), self.show_today),
            ("›", _("Next day"), _("The day after"), lambda: self.show_day(self.day + timedelta(days=1))),
        ):
            made = button(text, name, flat=True, hint=hint)
            made.clicked.connect(lambda _=False, do=do: do())
            self.header.add(made)
        return everyone

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
        store.tasks_changed.connect(self._tasks_changed)
        store.fleet_changed.connect(self._fleet_changed)

    @property
    def today(self) -> date:
        """Return the day that it is now in the company's zone."""
        return self._store.now().astimezone(self._zone).date()

    @property
    def day(self) -> date:
        """Return the day that is shown."""
        return self.view.board.day

    def show_day(self, day: date) -> None:
        """Show the tasks of another day."""
        self._followed = day == self.today
        self.view.show_board(self._laid(day))
        self._say()

    def show_today(self) -> None:
        """Show today, with now in sight."""
        self.show_day(self.today)
        self.view.go_to(self._store.now().timestamp())

    def fill(self) -> None:
        """Lay out everything anew, for the same day."""
        self.view.board = self._laid(self.day)
        self.view.refresh()
        self._say()

    def _laid(self, day: date) -> DayBoard:
        fleet = self._store.fleet
        self._labels = {key: seen.label for key, seen in fleet.items()}
        board = DayBoard(day, self._zone, lambda key: self._labels.get(key, key))
        wanted = [key for key, seen in fleet.items() if seen.unit.kind is UnitKind.VEHICLE]
        board.fill(self._store.tasks, wanted if self.everyone.isChecked() else ())
        return board

    def _hours_to_begin_with(self) -> float:
        """Return the moment to scroll to at first: from six in the morning, late in the day around now."""
        begins, now = self.view.board.begins, self._store.now().timestamp()
        axis = self.view.geometry_.axis
        return max(begins + MORNING_S, now - axis.hours * 1800) + axis.hours * 900

    def _tasks_changed(self, delta: Delta) -> None:
        self.view.board.touch(self._store.tasks, (*delta.changed, *delta.gone))
        self.view.refresh()
        self._say()

    def _fleet_changed(self, delta: Delta) -> None:
        """Lay out the board anew where a vehicle is new, gone or renamed; positions change nothing here."""
        fleet = self._store.fleet
        renamed = any(key in fleet and self._labels.get(key) != fleet[key].label for key in delta.changed)
        if renamed or delta.gone:
            self.fill()

    def tick(self) -> None:
        """Repaint the now-line and bars that become late; after midnight, show the new day where today was shown."""
        if self._followed and self.day != self.today:
            self.show_day(self.today)
        self.view.viewport().update()

    def _say(self) -> None:
        untimed = len(self.view.board.untimed)
        without = ngettext("{count} without a time", "{count} without a time", untimed).format(count=untimed)
        parts = (day_words(self.day), self._zone.key, without if untimed else "")
        self.say_count(" · ".join(filter(None, parts)))
