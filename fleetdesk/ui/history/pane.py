"""Dock "History": what units did in a period, as a strip, as rows and as figures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import SHIFTS
from fleetdesk.domain.count_words import count_vehicles
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.history.totals import together as sum_of
from fleetdesk.sync.history.progress import Progress
from fleetdesk.sync.history.service import FetchedHistory
from fleetdesk.ui.history.charts_view import ChartsView
from fleetdesk.ui.history.columns import EXPORTS, columns
from fleetdesk.ui.history.legend import SpeedLegend
from fleetdesk.ui.history.rows import HistoryRow, totals_words
from fleetdesk.ui.history.strip_bar import StripBar
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side
from fleetdesk.ui.widgets.period_row import PeriodRow
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens, with_text_px

LEGEND_FROM_PX, BESIDE_PX, CHARTS_PX = 260, 960, 460
"""From BESIDE_PX on charts stand beside the list, else in its place."""
NOBODY = (
    _("No vehicle yet"),
    _("Select vehicles and press H, or choose History in the menu of a vehicle or of a task."),
)
ASKING = (_("Being fetched"), _("What is on this computer already comes at once, the rest from the vendors."))
NOTHING = (_("Nothing known"), _("Nothing was received in this period. Choose another one."))


class HistoryPane(LatePanel):
    """Table "History", box "Period", "Day strip", "Charts"; buttons "Ask again", "Show charts", "Replay",
    "Cancel fetching", "Print the history".

    period_wanted: another period, or the same again where `anew`. picked: the rows that are selected, as a tuple.
    charts_opened: the charts are to be seen, or no longer. replay_wanted: what is shown is to be replayed. pointed,
    span_chosen, redraw_wanted: as the charts have them.
    """

    period_wanted = Signal(bool)
    cancel_wanted = Signal()
    picked = Signal(object)
    closed = Signal()
    escaped = Signal()
    charts_opened = Signal(bool)
    replay_wanted = Signal()
    print_wanted = Signal()
    pointed, span_chosen, redraw_wanted = Signal(object), Signal(object), Signal()

    def __init__(
        self,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        now: Callable[[], datetime],
        shifts: Callable[[], Sequence[int]] = lambda: SHIFTS,
    ) -> None:
        super().__init__(_("History"), Placement(Side.MIDDLE, tabbed=True))
        self._tokens, self._zone, self._now, self._shifts = tokens, zone, now, shifts
        self._rows: Mapping[str, HistoryRow] = {}
        self._units, self._had_charts = 0, False
        self.shown_totals = Totals()

    def build(self) -> None:
        """Build period, strip, figures, list and charts."""
        tokens, zone = self._tokens, self._zone
        self.model: RowsModel[HistoryRow] = RowsModel(columns(tokens, zone), EXPORTS)
        self.table = Table(self.model, _("History"), "what")
        self.period_row, self.strip = PeriodRow(self._now, zone, self._shifts), StripBar(tokens, zone)
        self.totals, self.trouble = Paragraph(lines=3), Paragraph("Alarm", lines=3)
        self.legend = SpeedLegend(tokens)
        self._list = ListOrEmpty(self.table, Empty(*NOBODY))
        self.charts, self._body = ChartsView(tokens, zone), QSplitter(Qt.Orientation.Horizontal)
        self.charts_button = button(
            _("Charts"), _("Show charts"), flat=True, hint=_("Speed, fuel, temperatures, inputs")
        )
        self.replay_button = button(_("Replay"), flat=True, hint=_("Moment by moment on the map (Ctrl+H)"))
        self.print = button(_("Print"), _("Print the history"), flat=True, hint=_("A page to print or save as PDF"))
        self._progress = ProgressRow(_("Progress of the history"), _("Cancel fetching"))
        self._progress.cancel_wanted.connect(self.cancel_wanted)
        self._lay_out()
        self._listen()
        self.table.sortByColumn(self.model.place("from"), Qt.SortOrder.AscendingOrder)
        self.show_progress(None)
        self.show_history(None, {})

    def tables(self) -> Sequence[Table]:
        """Return the table of the parts."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Show all of the charts, clear the selection of rows, then say that the track is to go; one at a time."""
        if self.charts.on_escape() or clear_list(self.table):
            return True
        self.escaped.emit()
        return False

    def _lay_out(self) -> None:
        again = button(_("Ask again"), flat=True, hint=_("Fetch anew what may have changed since"))
        again.clicked.connect(lambda: self.period_wanted.emit(True))
        self.charts_button.setCheckable(True)
        self.charts_button.toggled.connect(self._show_charts)
        self.replay_button.clicked.connect(lambda: self.replay_wanted.emit())
        self.print.clicked.connect(self.print_wanted)
        self.header.add(self.period_row.box, self.charts_button, self.replay_button, again)
        self._body.addWidget(self._list)
        self._body.addWidget(self.charts)
        self._body.setChildrenCollapsible(False)
        self.charts.hide()
        set_name(self.totals, _("Totals of the history"))
        set_name(self.trouble, _("What is missing of the history"))
        for each in (self.totals, self.trouble):
            each.setContentsMargins(8, 4, 8, 4)
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget, stretch in (
            (self.period_row, 0),
            (self._progress, 0),
            (self.trouble, 0),
            (self.strip, 0),
            (self._figures(), 0),
            (self._body, 1),
            (self.legend, 0),
        ):
            self.box.addWidget(widget, stretch)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))

    def _figures(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 4, 0)
        row.addWidget(self.totals, 1)
        row.addWidget(self.print, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _listen(self) -> None:
        self.period_row.changed.connect(lambda: self.period_wanted.emit(False))
        self.period_row.refused.connect(self.say_trouble)
        self.strip.picked.connect(self._pick)
        self.table.chosen.connect(self._on_chosen)
        self.charts.pointed.connect(self.pointed)
        self.charts.span_chosen.connect(self.span_chosen)
        self.charts.redraw_wanted.connect(self.redraw_wanted)
        self.toggleViewAction().toggled.connect(lambda on: None if on else self.closed.emit())

    def surfaces(self) -> Sequence[QWidget]:
        """Return list and charts, into which nothing is typed."""
        return (self.table, self.charts)

    def _show_charts(self, wanted: bool) -> None:
        if wanted and not self._had_charts:
            self._had_charts = True
            self.grow(CHARTS_PX)
        self._share_room()
        self._body.setSizes([self.width() // 2] * 2)
        self.charts_opened.emit(wanted)

    def _share_room(self) -> None:
        """Show charts beside the list where both have room, else in the place of list and figures."""
        wanted = self.charts_button.isChecked()
        both = not wanted or self.width() >= with_text_px(BESIDE_PX)
        self.charts.setVisible(wanted)
        self._list.setVisible(both)
        for each in (self.totals, self.print):
            each.setVisible(both and bool(self._rows))

    def _pick(self, number: str) -> None:
        """Select the row of a part that was pressed on the strip."""
        self.table.show_selection((number,))
        self._on_chosen((number,))

    def _on_chosen(self, numbers: Sequence[str]) -> None:
        self.strip.mark(numbers)
        self.picked.emit(tuple(self._rows[each] for each in numbers if each in self._rows))

    # -- what is shown

    def show_units(self, labels: Sequence[str]) -> None:
        """Say whose history it is."""
        self._units = len(labels)
        words = formatting.elided(labels[0], 60) if len(labels) == 1 else count_vehicles(len(labels))
        self.say_count(words if labels else "")

    def show_history(self, fetched: FetchedHistory | None, rows: Mapping[str, HistoryRow]) -> None:
        """Show what was found of units, and its rows by their numbers; None shows nothing."""
        views = fetched.views if fetched else ()
        self._rows = rows
        self.model.show_items(self._rows)
        keys = [view.key for view in views]
        self.strip.setVisible(bool(self._rows))
        self.replay_button.setEnabled(bool(self._rows))
        self._share_room()
        self._show_legend()
        if views:
            self.strip.show_rows(self._rows, keys, views[0].period)
        self.strip.mark(())
        self.shown_totals = sum_of([view.totals for view in views])
        self.totals.say(totals_words(self.shown_totals) if self._rows else "")
        self.say_trouble(together(*fetched.troubles) if fetched else "")
        if self._rows and any(view.totals.trips is not None for view in views):
            self._list.show_list()
        else:
            self._list.show_empty(*(NOTHING if fetched else ASKING if self._units else NOBODY))

    def _show_legend(self) -> None:
        """Tell what colours mean where that does not take the room of the rows."""
        self.legend.setVisible(bool(self._rows) and self.height() >= LEGEND_FROM_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the legend or not, by the room there is."""
        super().resizeEvent(event)
        if self.is_built:
            self._show_legend()
            self._share_room()

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far fetching is; None where nothing is being fetched."""
        self._progress.show_requests(progress)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong or missing; empty for nothing."""
        self.trouble.say_or_hide(sentence)
