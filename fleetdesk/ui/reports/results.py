"""The lower half of the dock: the rows of the open report, or what has changed since another one."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped, number
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.reports import GROUPING_WORDS, Difference, ReportGrouping, ReportType, VisitSum
from fleetdesk.ui.reports.columns import TASK_COLUMNS, VISIT_EXPORTS, visit_columns
from fleetdesk.ui.reports.difference_columns import DifferenceColumns, Labels, untold_words
from fleetdesk.ui.reports.rows import VisitRow
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph
from fleetdesk.ui.widgets.panel import Empty, ListOrEmpty
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu

NONE_OPEN = (_("No report open"), _("Double-click a report that is done to see what it holds."))
NOTHING = ""
LETTERS = 24
"""As wide is the box of other reports, whatever they are about."""


class ReportResults(QWidget):
    """Tables "Rows of the report" and "Changes between reports", boxes "Compare with" and "Compare by".

    compared: the key of the report to compare with, empty for none, when it or what is compared by is another.
    """

    compared = Signal(str)

    def __init__(self, zone: ZoneInfo, label_of: Labels) -> None:
        super().__init__()
        self.visits: RowsModel[VisitRow] = RowsModel(visit_columns(zone), VISIT_EXPORTS)
        self._made = DifferenceColumns(label_of)
        self.differences: RowsModel[Difference] = RowsModel(self._made.columns(), self._made.exports())
        self.visit_table = Table(self.visits, _("Rows of the report"), "place")
        self.difference_table = Table(self.differences, _("Changes between reports"), "place")
        self.subject, self.totals = Elided("Strong"), Paragraph("Dim", lines=2)
        self.other, self.by, self._choice = QComboBox(), QComboBox(), QWidget()
        self._visits_or = ListOrEmpty(self.visit_table, Empty(*NONE_OPEN))
        self._differences_or = ListOrEmpty(self.difference_table, Empty(*NONE_OPEN))
        self._stack = QStackedWidget()
        self._build()
        self.show_visits("", {}, NONE_OPEN)

    @property
    def tables(self) -> Sequence[Table]:
        """Return both tables."""
        return (self.visit_table, self.difference_table)

    @property
    def grouping(self) -> ReportGrouping:
        """Return what two reports are compared by."""
        return ReportGrouping(self.by.currentData())

    def clear(self) -> bool:
        """Clear the selection; return whether there was one."""
        return clear_list(self.difference_table) or clear_list(self.visit_table)

    def _build(self) -> None:
        for widget, name in (
            (self.subject, _("The open report")),
            (self.totals, _("Total of the report")),
            (self.other, _("Compare with")),
            (self.by, _("Compare by")),
        ):
            set_name(widget, name)
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.setMinimumContentsLength(LETTERS)
        for each in ReportGrouping:
            add_choice(self.by, GROUPING_WORDS[each], each.value)
        row = FlowRow(self._choice)
        row.setContentsMargins(8, 4, 8, 2)
        row.setSpacing(6)
        for box in (self.other, self.by):
            row.addWidget(box)
            box.currentIndexChanged.connect(lambda _index: self._choose())
        self.subject.setContentsMargins(8, 4, 8, 0)
        self.totals.setContentsMargins(8, 2, 8, 4)
        for each_or in (self._visits_or, self._differences_or):
            self._stack.addWidget(each_or)
        box_of_all = QVBoxLayout(self)
        box_of_all.setContentsMargins(0, 0, 0, 0)
        box_of_all.setSpacing(0)
        for part in (self.subject, self._choice, self.totals):
            box_of_all.addWidget(part)
        box_of_all.addWidget(self._stack, 1)
        for table in self.tables:
            attach_columns_menu(table, lambda table=table: columns_menu(table))  # type: ignore[misc]
        self.visit_table.sortByColumn(self.visits.place("entered"), Qt.SortOrder.AscendingOrder)
        self.difference_table.sortByColumn(self.differences.place("place"), Qt.SortOrder.AscendingOrder)

    def _choose(self) -> None:
        self.by.setVisible(bool(self.other.currentData()))
        self.compared.emit(self.other.currentData() or NOTHING)

    # -- what is shown

    def offer(self, others: Mapping[str, str]) -> None:
        """Offer these reports, by their keys, to compare the open one with; none is chosen."""
        self.other.blockSignals(True)
        self.other.clear()
        add_choice(self.other, _("Compare with…") if others else _("No other report to compare with"), NOTHING)
        for key, words in others.items():
            add_choice(self.other, words, key)
        self.other.blockSignals(False)
        self.other.setEnabled(bool(others))
        self.by.setVisible(False)

    def show_visits(
        self, subject: str, rows: Mapping[str, VisitRow], instead: tuple[str, str], kind: str = "", total: str = ""
    ) -> None:
        """Show the rows of a report, or in place of none a title and a sentence."""
        self._show_subject(subject, total)
        self.visits.show_items(rows)
        if kind:
            for key in TASK_COLUMNS:
                self.visit_table.setColumnHidden(self.visits.place(key), kind != ReportType.TASKS)
        self._show(self._visits_or, bool(rows), instead)

    def show_differences(
        self, subject: str, account: str, rows: Mapping[str, Difference], instead: tuple[str, str], total: str = ""
    ) -> None:
        """Show what has changed since another report."""
        self._made.account = account
        self._show_subject(subject, total)
        for key, needless in (("place", ReportGrouping.VEHICLE), ("vehicle", ReportGrouping.PLACE)):
            self.difference_table.setColumnHidden(self.differences.place(key), self.grouping is needless)
        self.differences.show_items(rows)
        self._show(self._differences_or, bool(rows), instead)

    def _show_subject(self, subject: str, total: str) -> None:
        self.subject.say(subject)
        self.totals.say(total)
        for widget, shown in ((self.subject, subject), (self._choice, subject), (self.totals, total)):
            widget.setVisible(bool(shown))

    def _show(self, part: ListOrEmpty, has_rows: bool, instead: tuple[str, str]) -> None:
        self._stack.setCurrentWidget(part)
        if has_rows:
            part.show_list()
        else:
            part.show_empty(*instead)


def sum_words(whole: VisitSum, unread: int = 0) -> str:
    """Return the sum of a report in one line, with how many rows could not be read."""
    told = [ngettext("{count} visit", "{count} visits", whole.visits).format(count=grouped(whole.visits))]
    for words, seconds in ((_("stay {time}"), whole.stay_s), (_("engine {time}"), whole.engine_s)):
        if seconds is not None:
            told.append(words.format(time=formatting.hours(round(seconds / 60))))
    if whole.distance_km is not None:
        told.append(_("{distance} km").format(distance=number(whole.distance_km, 1)))
    if whole.untold:
        told.append(untold_words(whole.untold))
    if unread:
        told.append(ngettext("{count} row could not be read", "{count} rows could not be read", unread).format(
            count=grouped(unread)))  # fmt: skip
    return joined(told, " · ")


def change_words(before: VisitSum, after: VisitSum) -> str:
    """Return the sums of two reports in one line: what was, and what is."""
    return pgettext("report", "{before}  →  {after}").format(before=sum_words(before), after=sum_words(after))
