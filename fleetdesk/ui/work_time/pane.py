"""Dock "Work time": sums of work, repair and rides above, the periods of the selected vehicle below."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.count_words import count_vehicles
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.work_time import GROUPING_WORDS, KIND_WORDS, Grouping, WorkDay, WorkKind, WorkSum, sums, total
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side, scrolling, stacked
from fleetdesk.ui.widgets.period_row import PeriodRow as PeriodChoice
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.share_bar import ShareBar, Stretch
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.work_time.columns import (
    COLOURS,
    PERIOD_EXPORTS,
    SUM_EXPORTS,
    PeriodRow,
    parts_of,
    period_columns,
    sum_columns,
)

KINDS = (
    PeriodKind.TODAY,
    PeriodKind.YESTERDAY,
    PeriodKind.WEEK,
    PeriodKind.MONTH,
    PeriodKind.SEVEN_DAYS,
    PeriodKind.THIRTY_ONE_DAYS,
    PeriodKind.CUSTOM,
)
NOT_ASKED = (_("Nothing asked yet"), _("Choose a period. All vehicles are asked for at once, day by day."))
ASKING = (_("Being fetched"), _("A day that is over is asked for once."))
NOTHING = (_("Nothing known"), _("No account tells of work in this period."))
NOBODY = (_("No vehicle selected"), _("Select a vehicle above to see its periods. They are asked for then."))
NO_PERIODS = (_("No periods"), _("The vendor tells no work and no repair of this vehicle in the period."))


class WorkTimePane(LatePanel):
    """Tables "Work time" and "Periods of work", boxes "Period" and "Sums by".

    period_wanted: another period, or the same again where it is True. chosen: the key of the vehicle that is selected,
    empty for none. cancel_wanted: what is being fetched is not waited for.
    """

    period_wanted = Signal(bool)
    chosen = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        super().__init__(_("Work time"), Placement(Side.MIDDLE, tabbed=True))
        self._tokens, self._zone, self._now = tokens, zone, now
        self._days: tuple[WorkDay, ...] = ()

    def build(self) -> None:
        """Build period, sums and periods."""
        zone = self._zone
        self.sums: RowsModel[WorkSum] = RowsModel(sum_columns(), SUM_EXPORTS)
        self.periods: RowsModel[PeriodRow] = RowsModel(period_columns(zone), PERIOD_EXPORTS)
        self.sum_table = Table(self.sums, _("Work time"), "name")
        self.period_table = Table(self.periods, _("Periods of work"), "driver")
        self.period_row, self.grouping = PeriodChoice(self._now, zone, kinds=KINDS), QComboBox()
        self.progress = ProgressRow(_("Progress of the work time"), _("Cancel asking for work time"))
        self.trouble, self.totals, self.subject = Paragraph("Alarm"), Elided(), Elided("Dim")
        self._bar = ShareBar(self._parts, self._tokens, self.sum_table)
        self._sums_or = ListOrEmpty(self.sum_table, Empty(*NOT_ASKED))
        self._periods_or = ListOrEmpty(self.period_table, Empty(*NOBODY))
        self._lay_out()
        self._listen()
        self.show_days((), NOT_ASKED)
        self.show_periods("", {}, NOBODY)

    def tables(self) -> Sequence[Table]:
        """Return both tables."""
        return (self.sum_table, self.period_table)

    def on_escape(self) -> bool:
        """Clear the selection below, then above; return whether there was any."""
        return clear_list(self.period_table) or clear_list(self.sum_table)

    def _lay_out(self) -> None:
        again = button(_("Ask again"), _("Ask for the work time again"), flat=True)
        again.clicked.connect(lambda: self.period_wanted.emit(True))
        set_name(self.grouping, _("Sums by"))
        for each in Grouping:
            add_choice(self.grouping, GROUPING_WORDS[each], each.value)
        self.header.add(self.period_row.box, self.grouping, again)
        for widget, name in (
            (self.trouble, _("What is missing of the work time")),
            (self.totals, _("Total of the work time")),
            (self.subject, _("Whose periods")),
        ):
            set_name(widget, name)
            widget.setContentsMargins(8, 4, 8, 4)
        above = (self.period_row, self.progress, self.trouble, self.totals)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(stacked(*above, self._sums_or, grows=self._sums_or))
        split.addWidget(stacked(self.subject, self._periods_or, grows=self._periods_or))
        split.setSizes([240, 160])
        self.box.addWidget(scrolling(split), 1)
        self.sum_table.setItemDelegateForColumn(self.sums.place("bar"), self._bar)
        for table in self.tables():
            attach_columns_menu(table, lambda table=table: columns_menu(table))  # type: ignore[misc]
        self.sum_table.sortByColumn(self.sums.place("name"), Qt.SortOrder.AscendingOrder)
        self.period_table.sortByColumn(self.periods.place("begins"), Qt.SortOrder.AscendingOrder)

    def _listen(self) -> None:
        self.period_row.changed.connect(lambda: self.period_wanted.emit(False))
        self.period_row.refused.connect(self.say_trouble)
        self.grouping.currentIndexChanged.connect(lambda _index: self._show_sums())
        self.sum_table.chosen.connect(lambda _keys: self.chosen.emit(self.selected_unit()))
        self.progress.cancel_wanted.connect(self.cancel_wanted)

    # -- what is shown

    @property
    def by(self) -> Grouping:
        """Return what sums are made by."""
        return Grouping(self.grouping.currentData())

    def selected_unit(self) -> str:
        """Return the key of the vehicle whose row is selected; empty where it is none or not one alone."""
        keys = self.sum_table.selected_keys()
        row = self.sums.item(keys[0]) if len(keys) == 1 else None
        return row.unit if row else ""

    def show_days(self, days: Iterable[WorkDay], instead: tuple[str, str], troubles: Sequence[str] = ()) -> None:
        """Show the sums of these days, or in place of none a title and a sentence."""
        self._days = tuple(days)
        self._sums_or.show_empty(*instead)
        self.say_trouble(together(*troubles))
        self._show_sums()

    def _show_sums(self) -> None:
        rows = {each.key: each for each in sums(self._days, self.by)}
        self._bar.longest = max((each.all_s or 0.0 for each in rows.values()), default=0.0)
        self.sums.show_items(rows)
        whole = total(self._days)
        self.totals.say_or_hide(total_words(whole) if whole else "")
        self.say_count(grouped(len(rows)) if rows else "")
        if rows:
            self._sums_or.show_list()

    def _parts(self, key: str) -> list[Stretch]:
        row = self.sums.item(key)
        return [] if row is None else [(COLOURS[kind], float(seconds)) for kind, seconds in parts_of(row)]

    def show_periods(self, label: str, rows: Mapping[str, PeriodRow], instead: tuple[str, str]) -> None:
        """Show the periods of a vehicle, or in place of none a title and a sentence."""
        self.subject.say_or_hide(formatting.elided(label, 60))
        self.periods.show_items(rows)
        if rows:
            self._periods_or.show_list()
        else:
            self._periods_or.show_empty(*instead)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong or missing; empty for nothing."""
        self.trouble.say_or_hide(sentence)


def total_words(whole: WorkSum) -> str:
    """Return the sum of all in one line; what nobody tells is left out."""
    told = [
        pgettext("total", "{kind} {time}").format(kind=KIND_WORDS[kind], time=formatting.hours(round(seconds / 60)))
        for kind in WorkKind
        if (seconds := getattr(whole, kind.value)) is not None
    ]
    rides = _("{count} rides").format(count=grouped(whole.rides)) if whole.rides is not None else ""
    return joined([each for each in (count_vehicles(whole.units), *told, rides) if each], " · ")
