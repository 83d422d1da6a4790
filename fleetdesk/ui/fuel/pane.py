"""Dock "Fuel": levels of tanks and vehicles above, fillings and drops of the selected one below."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.fuel.levels import Level
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.ui.fuel.columns import EVENT_EXPORTS, LEVEL_EXPORTS, event_columns, level_columns
from fleetdesk.ui.fuel.level_chart import LevelChart, Mark
from fleetdesk.ui.fuel.rows import EventRow, FuelRow
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side, scrolling, stacked
from fleetdesk.ui.widgets.period_row import PeriodRow
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rest_offer import RestOffer
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens

CHART_PX = 130
KINDS = (PeriodKind.TODAY, PeriodKind.YESTERDAY, PeriodKind.SEVEN_DAYS, PeriodKind.THIRTY_ONE_DAYS, PeriodKind.CUSTOM)
NO_LEVELS = (
    _("No level known"),
    _("Tanks of your accounts, and vehicles whose vendor tells a level in litres or percent, will be here."),
)
NONE_FIT = (_("None of them"), _("No tank and no vehicle fits the search."))
NOBODY = (_("Nothing selected"), _("Select a vehicle above to see what came into its tank and what went."))
ASKING = (_("Being fetched"), _("What is on this computer already comes at once, the rest from the vendors."))
CANCELLED = (_("Not fetched"), _("“Ask again” goes on from where it was."))
NO_CHANGES = (_("No change known"), _("Neither level nor vendor nor fuel-ups tell of a filling or drop in the period."))
NO_LEVEL_THEN = (
    _("No level known"),
    _("The track has no level of fuel in litres or percent in this period, so drops cannot be seen."),
)
OF_TANK = (_("No history"), _("The vendor tells the newest level of a tank only, and no history of it."))
METHOD = _(
    "Fillings and drops are told from the middle of several readings before and after, less what is burnt on the way; "
    "less than 6 l or 3 % of the tank is not told, and a steep place may look like a drop until the vehicle drives on."
)


class FuelPane(LatePanel):
    """Tables "Fuel levels" and "Fuel changes", field "Search fuel", box "Period", chart "Level in the period".

    chosen: the key of the row that is selected above, empty for none. period_wanted: another period, or the same again
    where it is True. case_wanted: a change is to be looked at. cancel_wanted: what is being fetched is not waited for.
    rest_wanted, rest_cancel_wanted: the last changes of the others are to be found, or no longer.
    """

    chosen = Signal(str)
    period_wanted = Signal(bool)
    case_wanted = Signal(object)  # EventRow
    manual_wanted = Signal()
    cancel_wanted = Signal()
    rest_wanted, rest_cancel_wanted = Signal(), Signal()

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        super().__init__(_("Fuel"), Placement(Side.MIDDLE, tabbed=True))
        self._tokens, self._zone, self._now, self._has_levels = tokens, zone, now, False

    def build(self) -> None:
        """Build the levels above, and period, chart and changes below."""
        tokens, zone, now = self._tokens, self._zone, self._now
        self.levels: RowsModel[FuelRow] = RowsModel(level_columns(zone, now), LEVEL_EXPORTS)
        self.events: RowsModel[EventRow] = RowsModel(event_columns(zone, now), EVENT_EXPORTS)
        self.search = SearchField(_("Search fuel"), _("Search fuel — tank, vehicle, account"))
        self.level_table = Table(self.levels, _("Fuel levels"), "last")
        self.event_table = Table(self.events, _("Fuel changes"), "knows")
        self.period_row = PeriodRow(now, zone, kinds=KINDS)
        self.subject, self.trouble, self.method = Elided("Dim"), Paragraph("Alarm"), Paragraph("Dim", METHOD)
        self.chart = LevelChart(_("Level in the period"), tokens, zone, CHART_PX)
        self.chart_button = button(_("Chart"), _("Show the level"), flat=True, hint=_("The level in the period"))
        self.progress = ProgressRow(_("Progress of the fuel"), _("Cancel asking for fuel"))
        self.rest = RestOffer(
            _("Find the others"), _("Find the last changes"), _("What finding the last changes costs")
        )
        self.rest_progress = ProgressRow(_("Progress of the last changes"), _("Cancel finding the last changes"))
        self.rest_trouble = Paragraph("Alarm", lines=2)
        self._levels_or = ListOrEmpty(self.level_table, Empty(*NO_LEVELS))
        self._events_or = ListOrEmpty(self.event_table, Empty(*NOBODY))
        self._lay_out()
        self._listen()
        self.show_levels({})
        self.show_events({}, NOBODY)
        self.show_chart((), ())
        self.say_rest_trouble("")

    def tables(self) -> Sequence[Table]:
        """Return both tables."""
        return (self.level_table, self.event_table)

    def on_escape(self) -> bool:
        """Clear the selection of changes, then the search and the selection above; return whether there was any."""
        return clear_list(self.event_table) or clear_list(self.level_table, self.search)

    def _lay_out(self) -> None:
        again = button(_("Ask again"), _("Ask for the fuel again"), flat=True)
        again.clicked.connect(lambda: self.period_wanted.emit(True))
        self.chart_button.setCheckable(True)
        self.header.add(self.period_row.box, self.chart_button, again)
        set_name(self.subject, _("Whose fuel"))
        set_name(self.trouble, _("What is missing of the fuel"))
        set_name(self.rest_trouble, _("What is missing of the last changes"))
        set_name(self.method, _("How fillings and drops are found"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        for part in (self._above(), self._below()):
            split.addWidget(part)
        split.setSizes([200, 200])
        self.box.addWidget(scrolling(split), 1)  # a dock must not be tall for what lies behind others
        for table in self.tables():
            attach_columns_menu(table, lambda table=table: columns_menu(table))  # type: ignore[misc]
        self.level_table.sortByColumn(self.levels.place("name"), Qt.SortOrder.AscendingOrder)
        self.event_table.sortByColumn(self.events.place("when"), Qt.SortOrder.DescendingOrder)

    def _above(self) -> QWidget:
        rest = (self.rest, self.rest_progress, self.rest_trouble)
        return stacked(self.search.row(), *rest, self._levels_or, grows=self._levels_or)

    def _below(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(8, 2, 8, 6)
        manual = button(pgettext("button", "Manual"), _("Manual on fuel"), flat=True)
        manual.clicked.connect(self.manual_wanted)
        row.addWidget(self.method, 1)
        row.addWidget(manual)
        for each in (self.subject, self.trouble, self.rest_trouble):
            each.setContentsMargins(8, 4, 8, 4)
        rows = (self.period_row, self.progress, self.subject, self.trouble, self.chart)
        return stacked(*rows, self._events_or, foot, grows=self._events_or)

    def _listen(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.search.list_wanted.connect(self.level_table.enter)
        self.period_row.changed.connect(lambda: self.period_wanted.emit(False))
        self.period_row.refused.connect(self.say_trouble)
        self.level_table.chosen.connect(lambda keys: self.chosen.emit(keys[0] if len(keys) == 1 else ""))
        self.event_table.opened.connect(self._open)
        self.chart_button.toggled.connect(lambda _on: self._show_chart())
        self.progress.cancel_wanted.connect(self.cancel_wanted)
        self.rest.wanted.connect(self.rest_wanted)
        self.rest_progress.cancel_wanted.connect(self.rest_cancel_wanted)

    def _open(self, number: str) -> None:
        row = self.events.item(number)
        if row is not None:
            self.case_wanted.emit(row)

    # -- what is shown

    def show_levels(self, rows: Mapping[str, FuelRow]) -> None:
        """Show tanks and vehicles by their keys."""
        self.levels.show_items(rows)
        self._say(rows=bool(rows))

    def _narrow(self, text: str) -> None:
        parts = text.casefold().split()
        self.levels.filter(lambda row: all(part in f"{row.label} {row.account}".casefold() for part in parts))
        self._say(rows=True)

    def _say(self, *, rows: bool) -> None:
        count = self.levels.rowCount()
        self.say_count(grouped(count) if count else "")
        if count:
            self._levels_or.show_list()
        else:
            self._levels_or.show_empty(*(NONE_FIT if rows and self.search.text() else NO_LEVELS))

    def show_chart(self, levels: Sequence[Level], marks: Sequence[Mark]) -> None:
        """Show the level of the selected one in the period, where the chart is wanted; nothing for no levels."""
        self._has_levels = bool(levels)
        self.chart.show_levels(levels, marks)
        self._show_chart()

    def _show_chart(self) -> None:
        self.chart.setVisible(self.chart_button.isChecked() and self._has_levels)

    def show_subject(self, label: str, words: str = "") -> None:
        """Say whose changes are listed, and what they burn where that is known."""
        shown = formatting.elided(label, 60) if label else ""
        self.subject.say_or_hide(f"{shown} · {words}" if words else shown)

    def show_events(self, rows: Mapping[str, EventRow], instead: tuple[str, str], troubles: Sequence[str] = ()) -> None:
        """Show the changes of the selected one, or in place of none a title and a sentence."""
        self.events.show_items(rows)
        self.say_trouble(together(*troubles))
        if rows:
            self._events_or.show_list()
        else:
            self._events_or.show_empty(*instead)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong or missing; empty for nothing."""
        self.trouble.say_or_hide(sentence)

    def say_rest_trouble(self, sentence: str) -> None:
        """Say why last changes were not found; empty for nothing."""
        self.rest_trouble.say_or_hide(sentence)
