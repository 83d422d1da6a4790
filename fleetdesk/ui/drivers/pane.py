"""Dock "Drivers": everybody who drives, and on pages of their own what one of them did and what all are booked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.ui.drivers.columns import exports
from fleetdesk.ui.drivers.pages import Page, Pages
from fleetdesk.ui.drivers.rows import STANDINGS, DriverRow
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu

NOTHING = (
    _("No drivers known"),
    _("People of VEZMA, and drivers of Metrotec by tachograph, booking or vehicle, come here once an account answers."),
)
NONE_FIT = (_("None of them"), _("No driver fits the search."))
PAGE_PX = 430  # for strip, rules and some rows
HINT = _("Asks for the lists anew; each at most every quarter of a minute")


class DriversPane(LatePanel):
    """Table "Drivers", field "Search drivers"; buttons "List of drivers", "Times of a driver", "Bookings of drivers".

    chosen: the row that is selected alone, None for none. opened: a row is to be shown on the map. menu_wanted: a row,
    and where its menu is to open. refresh_wanted: the lists are to be asked for. cancel_wanted: no more vehicles are to
    be asked for their drivers.
    """

    chosen, opened = Signal(object), Signal(object)
    menu_wanted = Signal(object, QPoint)
    refresh_wanted, cancel_wanted = Signal(), Signal()

    def __init__(self, columns: Sequence[Column[DriverRow]], pages: Pages, zone: ZoneInfo) -> None:
        super().__init__(_("Drivers"), Placement(Side.MIDDLE, tabbed=True))
        self._zone, self._pages, self._as_of = zone, pages, ""
        self._drivers: dict[str, DriverRow] = {}
        self._columns = columns

    def build(self) -> None:
        """Build the list and the buttons of the pages; the pages make themselves when they are first seen."""
        self.model: RowsModel[DriverRow] = RowsModel(self._columns, exports())
        self.search = SearchField(_("Search drivers"), _("Search drivers — name, phone, vehicle, account, state"))
        self.table = Table(self.model, _("Drivers"), "where")
        self.trouble = Paragraph("Alarm")
        self.progress = ProgressRow(_("Progress of the drivers"), _("Cancel asking for drivers"))
        self._rows = ListOrEmpty(self.table, Empty(*NOTHING))
        self._stack, self._group = QStackedWidget(), QButtonGroup(self)
        self._first = self._list()
        self._lay_out()
        self._listen()
        self.model.show_items(self._drivers)
        self.show_drivers({}, (), None)

    def tables(self) -> Sequence[Table]:
        """Return the tables of all pages."""
        return (self.table, *self._pages.tables)

    def on_escape(self) -> bool:
        """Go back to the list, then clear its search and selection; return whether there was anything."""
        if self.page is not Page.LIST:
            self.show_page(Page.LIST)
            return True
        return clear_list(self.table, self.search)

    @property
    def page(self) -> Page:
        """Return the page that is shown."""
        return Page(self._group.checkedId())

    def show_page(self, page: Page) -> None:
        """Show a page as if its button had been pressed."""
        self._group.button(page).click()

    def _lay_out(self) -> None:
        set_name(self.trouble, _("What is missing of the drivers"))
        self.trouble.setContentsMargins(8, 4, 8, 4)
        for page, (text, name) in PAGES.items():
            made = button(text, name, flat=True)
            made.setCheckable(True)
            self._group.addButton(made, page)
        self._group.button(Page.LIST).setChecked(True)
        again = button(pgettext("button", "Refresh"), _("Ask for the drivers again"), flat=True, hint=HINT)
        again.clicked.connect(self.refresh_wanted)
        self.header.add(*self._group.buttons(), again)
        self._stack.addWidget(self._first)
        self.box.addWidget(self._stack, 1)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self.table.sortByColumn(self.model.place("standing"), Qt.SortOrder.AscendingOrder)

    def _list(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget, stretch in ((self.search.row(), 0), (self.trouble, 0), (self.progress, 0), (self._rows, 1)):
            box.addWidget(widget, stretch)
        return made

    def _listen(self) -> None:
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.list_wanted.connect(self.table.enter)
        self.table.chosen.connect(lambda _keys: self.chosen.emit(self.selected()))
        self.table.opened.connect(lambda _key: self._open())
        self.table.menu_wanted.connect(self._ask_menu)
        self.progress.cancel_wanted.connect(self.cancel_wanted)
        self._group.idClicked.connect(self._turn)

    def _turn(self, number: int) -> None:
        """Bring a page to the front; one that was never seen is made now."""
        page = Page(number)
        if page is not Page.LIST:
            self.grow(PAGE_PX)
        self._stack.setCurrentWidget(self._pages.widget(page, self._stack) or self._first)
        self._pages.turned.emit(page)

    def repaint_places(self) -> None:
        """Paint the list again, because more is known of where somebody is."""
        if self.is_built:
            self.table.viewport().update()

    def selected(self) -> DriverRow | None:
        """Return the row that is selected, where it is one alone."""
        keys = self.table.selected_keys()
        return self.model.item(keys[0]) if len(keys) == 1 else None

    def _open(self) -> None:
        row = self.selected()
        if row is not None:
            self.opened.emit(row)

    def _ask_menu(self, at: QPoint) -> None:
        row = self.selected()
        if row is not None:
            self.menu_wanted.emit(row, at)

    def show_drivers(self, rows: Mapping[str, DriverRow], troubles: Sequence[str], as_of: datetime | None) -> None:
        """Show these drivers by their keys, sentences on what is missing, and how old the oldest list is."""
        gone = self._drivers.keys() - rows.keys()
        changed = [key for key, row in rows.items() if self._drivers.get(key) != row]
        for key in gone:
            del self._drivers[key]
        self._drivers.update(rows)
        self.model.touch(changed, gone)
        time = formatting.clock(as_of, self._zone)
        self._as_of = _("as of {time}").format(time=time) if as_of is not None else ""
        self.trouble.say_or_hide(together(*troubles))
        self._say()

    def _narrow(self) -> None:
        parts = self.search.text().casefold().split()
        self.model.filter(lambda row: all(part in searched(row) for part in parts))
        self._say()

    def _say(self) -> None:
        """Say how many are shown; in place of none why there are none."""
        shown, everything = self.model.rowCount(), len(self._drivers)
        part = _("{shown} of {everything}").format(shown=grouped(shown), everything=grouped(everything))
        count = (grouped(everything) if shown == everything else part) if everything else ""
        self.say_count(joined((count, self._as_of), " · "))
        if shown:
            self._rows.show_list()
        else:
            self._rows.show_empty(*(NONE_FIT if everything else NOTHING))


PAGES = {
    Page.LIST: (pgettext("page", "List"), _("List of drivers")),
    Page.TIMES: (pgettext("page", "Times"), _("Times of a driver")),
    Page.CALENDAR: (pgettext("page", "Calendar"), _("Bookings of drivers")),
}
"""The words of each page's button, and its name for screen readers."""


def searched(row: DriverRow) -> str:
    """Return all that a search looks through, in lower case."""
    entry = row.entry
    told = (row.name, row.phone, entry.vehicle, row.account, STANDINGS[entry.standing], row.motion)
    return " ".join(told).casefold()
