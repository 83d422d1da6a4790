"""Dock "Reports": the reports that were ordered above, what one of them holds below."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QSplitter

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.ui.reports.columns import report_columns, report_exports
from fleetdesk.ui.reports.difference_columns import Labels
from fleetdesk.ui.reports.results import ReportResults
from fleetdesk.ui.reports.rows import ReportRow
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side, scrolling, stacked
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens

NOTHING = (_("No reports"), _("“New report” orders one from Metrotec. It is followed here until it is done."))


class ReportsPane(LatePanel):
    """Table "Reports" and what ReportResults shows; buttons "New report", "Repeat for last month", "Show the report".

    opened: the row that was double-clicked. repeat_wanted: the selected row. new_wanted, again_wanted: nothing.
    """

    new_wanted = Signal()
    again_wanted = Signal()
    opened = Signal(object)
    repeat_wanted = Signal(object)
    compared = Signal(str)

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, label_of: Labels) -> None:
        super().__init__(_("Reports"), Placement(Side.MIDDLE, tabbed=True))
        self._tokens, self._zone, self._label_of = tokens, zone, label_of

    def build(self) -> None:
        """Build the reports above, and below what one of them holds."""
        zone = self._zone
        self.model: RowsModel[ReportRow] = RowsModel(report_columns(zone, self._tokens), report_exports())
        self.table = Table(self.model, _("Reports"), "about")
        self.results, self.trouble = ReportResults(zone, self._label_of), Paragraph("Alarm")
        self.new = button(_("New report…"), _("New report"), hint=_("Orders a report from the vendor"))
        self.repeat = button(
            _("Repeat for last month"), hint=_("Orders the same as the selected report, of the month before this one")
        )
        self.show_it = button(
            _("Show"), _("Show the report"), flat=True, hint=_("Shows what the selected report holds")
        )
        self._rows = ListOrEmpty(self.table, Empty(*NOTHING))
        self._lay_out()
        self.show_reports({}, ())

    def tables(self) -> Sequence[Table]:
        """Return all tables."""
        return (self.table, *self.results.tables)

    def on_escape(self) -> bool:
        """Clear the selection below, then above; return whether there was any."""
        return self.results.clear() or clear_list(self.table)

    def selected(self) -> ReportRow | None:
        """Return the row that is selected, where it is one alone."""
        keys = self.table.selected_keys()
        return self.model.item(keys[0]) if len(keys) == 1 else None

    def select(self, key: str) -> None:
        """Select a report."""
        self.table.show_selection((key,))
        self._allow()

    def _lay_out(self) -> None:
        again = button(_("Ask again"), _("Ask for the reports again"), flat=True)
        self.header.add(self.new, self.repeat, self.show_it, again)
        self.new.clicked.connect(lambda _=False: self.new_wanted.emit())
        again.clicked.connect(lambda _=False: self.again_wanted.emit())
        self.repeat.clicked.connect(lambda _=False: self._tell(self.repeat_wanted))
        self.show_it.clicked.connect(lambda _=False: self._tell(self.opened))
        self.table.opened.connect(lambda _key: self._tell(self.opened))
        self.table.chosen.connect(lambda _keys: self._allow())
        self.results.compared.connect(self.compared)
        set_name(self.trouble, _("What is missing of the reports"))
        self.trouble.setContentsMargins(8, 4, 8, 4)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(stacked(self.trouble, self._rows, grows=self._rows))
        split.addWidget(stacked(self.results, grows=self.results))
        split.setSizes([160, 240])
        self.box.addWidget(scrolling(split), 1)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self.table.sortByColumn(self.model.place("since"), Qt.SortOrder.DescendingOrder)

    def _tell(self, signal: SignalInstance) -> None:
        row = self.selected()
        if row is not None:
            signal.emit(row)

    def _allow(self) -> None:
        row = self.selected()
        self.repeat.setEnabled(row is not None)
        self.show_it.setEnabled(row is not None and row.is_done)

    def show_reports(self, rows: Mapping[str, ReportRow], troubles: Sequence[str]) -> None:
        """Show these reports by their keys, and sentences on what is missing."""
        self.model.show_items(rows)
        self.say_count(grouped(len(rows)) if rows else "")
        self.trouble.say_or_hide(together(*troubles))
        if rows:
            self._rows.show_list()
        else:
            self._rows.show_empty(*NOTHING)
        self._allow()
