"""Dock "Month": a list of vehicles and people with the figures of a month, and the company's below its head."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import filled, joined, together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.month import FIGURE_WORDS, CompanyMonth, Figure, UnitMonth, month_before
from fleetdesk.ui.month.columns import columns, figure_words
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side, scrolling, stacked
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu

MONTHS = 13
NOT_ASKED = (
    _("Nothing asked yet"),
    _("Choose a month and press “Gather”: all vehicles and people are asked about, each closed day once."),
)
ASKING = (_("Being gathered"), _("What is on this computer already is not asked for again."))
NOBODY = (_("Nobody"), _("No vehicle and no person of your accounts is known."))
CANCELLED = (_("Not gathered"), _("“Gather” goes on from where it was."))


class MonthPane(LatePanel):
    """Table "Month", box "Which month", tick "Of the selected vehicles alone", a search.

    Buttons "Gather the month", "Save the month", "Print the month".

    gather_wanted, save_wanted, print_wanted, cancel_wanted: what is to be done with the month that is chosen.
    """

    gather_wanted = Signal()
    save_wanted = Signal()
    print_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Month"), Placement(Side.MIDDLE, tabbed=True))

    def build(self) -> None:
        """Build choice, search and list."""
        self.model: RowsModel[UnitMonth] = RowsModel(columns())
        self.table = Table(self.model, _("Month"), "name")
        self.months = QComboBox()
        self.search = SearchField(_("Search the month"), _("Search the month — name, account"))
        self.selected = QCheckBox(pgettext("month", "Selected only"))
        self.gather = button(pgettext("month", "Gather"), _("Gather the month"))
        self.save = button(_("Save"), _("Save the month"), flat=True, hint=_("A workbook with a page each"))
        self.print = button(_("Print"), _("Print the month"), flat=True, hint=_("Shown first, and saved as PDF there"))
        self.progress = ProgressRow(_("Progress of the month"), _("Cancel gathering the month"))
        self.trouble, self.totals = Paragraph("Alarm", lines=3), Paragraph(lines=3)
        self._list = ListOrEmpty(self.table, Empty(*NOT_ASKED))
        self._lay_out()
        self.show_month(None, NOT_ASKED)

    def tables(self) -> Sequence[Table]:
        """Return the table."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Clear the search, then the selection; return whether there was either."""
        return clear_list(self.table, self.search)

    def _lay_out(self) -> None:
        set_name(self.months, _("Which month"))
        set_name(self.selected, _("Of the selected vehicles alone"))
        self.header.add(self.months, self.selected, self.gather, self.save, self.print)
        for widget, name in (
            (self.trouble, _("What is missing of the month")),
            (self.totals, _("The company in the month")),
        ):
            set_name(widget, name)
            widget.setContentsMargins(8, 4, 8, 4)
        above = (self.search.row(), self.progress, self.trouble, self.totals)
        self.box.addWidget(scrolling(stacked(*above, self._list, grows=self._list)), 1)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self.table.sortByColumn(self.model.place("name"), Qt.SortOrder.AscendingOrder)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.list_wanted.connect(self.table.enter)
        self.gather.clicked.connect(self.gather_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.progress.cancel_wanted.connect(self.cancel_wanted)

    def offer_months(self, today: date) -> None:
        """Offer the month of a day and those before it; the last one that is over is chosen where none was."""
        chosen, month = self.months.currentData(), today.replace(day=1)
        self.months.clear()
        for _number in range(MONTHS):
            add_choice(self.months, filled("{month}/{year}", month=f"{month.month:02d}", year=month.year), month)
            month = month_before(month)
        self.months.setCurrentIndex(max(self.months.findData(chosen), 0) if chosen else 1)

    @property
    def month(self) -> date | None:
        """Return the first day of the month that is chosen."""
        found = self.months.currentData()
        return found if isinstance(found, date) else None

    def show_month(self, month: CompanyMonth | None, instead: tuple[str, str]) -> None:
        """Show a month, or in place of none a title and a sentence."""
        units = month.units if month else ()
        self.model.show_items({each.key: each for each in units})
        self._list.show_empty(*instead)
        self.trouble.say_or_hide(together(*month.troubles) if month else "")
        self.totals.say_or_hide(total_words(month) if month and units else "")
        for each in (self.save, self.print):
            each.setEnabled(bool(units))
        self._narrow()

    def _narrow(self) -> None:
        parts = self.search.text().casefold().split()
        self.model.filter(lambda row: all(part in f"{row.label} {row.account}".casefold() for part in parts))
        count = self.model.rowCount()
        self.say_count(grouped(count) if count else "")
        if count:
            self._list.show_list()


def total_words(month: CompanyMonth) -> str:
    """Return the company's figures in one text; what nobody tells is left out."""
    total = month.total()
    told = [
        filled("{figure} {value}", figure=FIGURE_WORDS[each], value=words)
        for each in Figure
        if (words := figure_words(total, each))
    ]
    return joined(told, " · ")
