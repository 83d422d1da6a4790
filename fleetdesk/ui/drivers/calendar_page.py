"""Page "Calendar": what all drivers are booked for on a day or in a week, painted and as a list."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import Span, day_of
from fleetdesk.domain.booking_calendar import Booked, Reach, moved, shown
from fleetdesk.ui.drivers.booking_bars import BookingBars
from fleetdesk.ui.widgets.day_words import days_words
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, ListOrEmpty, scrolling
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import Tokens

REACHES = {Reach.WEEK: pgettext("calendar", "Week"), Reach.DAY: pgettext("calendar", "Day")}
NOTHING = (_("Nothing booked"), _("No booking and no open waybill touches these days."))
ASKING = (_("Being fetched"), _("Bookings and open waybills of all accounts that keep them are asked for."))
CANCELLED = (_("Not fetched"), _("“Ask again” asks once more."))
NO_VENDOR = (_("No bookings"), _("No open account keeps bookings: Metrotec does, VEZMA does not."))


class CalendarPage(QWidget):
    """Box "Days shown", buttons "Earlier days", "Today", "Later days", widget and table of what is booked.

    period_wanted: other days, or the same again where it is True. chosen: the Booked that is selected alone.
    cancel_wanted: what is asked for is not waited for.
    """

    period_wanted = Signal(bool)
    chosen = Signal(object)
    cancel_wanted = Signal()

    def __init__(self, table: Table, tokens: Callable[[], Tokens], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.table, self._zone, self._now = table, zone, now
        self._day = self._today
        self.bars = BookingBars(tokens, zone, now)
        self.box, self.days, self.trouble = QComboBox(), Elided("Strong"), Paragraph("Alarm")
        self.progress = ProgressRow(_("Progress of the bookings"), _("Cancel asking for bookings"))
        self._split, self._painted = QSplitter(Qt.Orientation.Vertical), scrolling(self.bars)
        self._list = ListOrEmpty(table, Empty(*NOTHING))
        self._build()
        self._listen()
        self.show_booked({}, ASKING)

    @property
    def _today(self) -> date:
        return day_of(self._now().timestamp(), self._zone)

    @property
    def reach(self) -> Reach:
        """Return whether a day or a week is shown."""
        return Reach(self.box.currentData())

    @property
    def period(self) -> Span:
        """Return the days that are shown."""
        return shown(self.reach, self._day, self._zone)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        set_name(self.trouble, _("What is missing of the bookings"))
        self.trouble.setContentsMargins(8, 4, 8, 4)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._painted)
        self._split.addWidget(self._list)
        self._split.setSizes([200, 120])
        for each in (self._head(), self.progress, self.trouble):
            box.addWidget(each)
        box.addWidget(self._split, 1)

    def _head(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(8, 4, 8, 4)
        set_name(self.box, _("Days shown"))
        set_name(self.days, _("Days of the calendar"))
        for reach, words in REACHES.items():
            add_choice(self.box, words, reach.value)
        row.addWidget(self.days, 1)
        row.addWidget(self.box)
        for text, name, do in (
            ("‹", _("Earlier days"), lambda: self._move(-1)),
            (pgettext("button", "Today"), _("Days of now"), self._go_today),
            ("›", _("Later days"), lambda: self._move(1)),
            (_("Ask again"), _("Ask for the bookings again"), lambda: self.period_wanted.emit(True)),
        ):
            pressed = button(text, name, flat=True, hint=name)
            pressed.clicked.connect(lambda _on=False, do=do: do())
            row.addWidget(pressed)
        return made

    def _listen(self) -> None:
        self.box.currentIndexChanged.connect(lambda _index: self._turn())
        self.progress.cancel_wanted.connect(self.cancel_wanted)
        self.bars.picked.connect(self._pick)
        self.table.chosen.connect(self._on_chosen)

    def _move(self, steps: int) -> None:
        self._day = moved(self.reach, self._day, steps)
        self._turn()

    def _go_today(self) -> None:
        self._day = self._today
        self._turn()

    def _turn(self) -> None:
        self.period_wanted.emit(False)

    def _pick(self, key: str) -> None:
        self.table.show_selection((key,))
        self._on_chosen((key,))

    def _on_chosen(self, keys: tuple[str, ...]) -> None:
        self.bars.mark(keys)
        row = self.model.item(keys[0]) if len(keys) == 1 else None
        if row is not None:
            self.chosen.emit(row)

    # -- what is shown

    @property
    def model(self) -> RowsModel[Booked]:
        """Return the model of the list."""
        return self.table.rows

    def show_booked(self, rows: Mapping[str, Booked], instead: tuple[str, str]) -> None:
        """Show what is booked on the days that are chosen, or in place of nothing a title and a sentence."""
        period = self.period
        self.days.say(days_words(day_of(period.begins, self._zone), day_of(period.ends - 1, self._zone)))
        self.model.show_items(rows)
        self.bars.show_rows(rows, period, self.reach)
        self._painted.setVisible(bool(rows))
        if rows:
            self._list.show_list()
        else:
            self._list.show_empty(*instead)

    def say_troubles(self, *sentences: str) -> None:
        """Say what is missing."""
        self.trouble.say_or_hide(together(*sentences))
