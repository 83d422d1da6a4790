"""Dock "Places": the places that the vendors know, with who is there now."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.located import place_of
from fleetdesk.ui.places.columns import EXPORTS, Near, columns
from fleetdesk.ui.places.rows import PlaceRow
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens

NOTHING = (
    _("No places known"),
    _("Points of interest and geozones of Metrotec and visited places of VEZMA come here once their account answers."),
)
NONE_FIT = (_("None of them"), _("No place fits the search."))


class PlacesPane(LatePanel):
    """Table "Places", field "Search places"; buttons "New place", "Task at this place", "Who was at this place".

    opened, task_wanted, visits_wanted: the PlaceRow that is selected, which has a place. menu_wanted: a row, and where
    its menu is to open. new_wanted: nothing.
    """

    new_wanted = Signal()
    opened = Signal(object)
    task_wanted = Signal(object)
    visits_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, near: Near, tokens: Callable[[], Tokens]) -> None:
        super().__init__(_("Places"), Placement(Side.MIDDLE, tabbed=True))
        self._near, self._tokens, self._all = near, tokens, 0

    def build(self) -> None:
        """Build search, list and buttons."""
        self.model: RowsModel[PlaceRow] = RowsModel(columns(self._near, self._tokens), EXPORTS)
        self.search = SearchField(_("Search places"), _("Search places — name, address, contact, kind"))
        self.table = Table(self.model, _("Places"), "address")
        self.trouble = Paragraph("Alarm")
        self.new = button(_("New place"), hint=_("Makes a place or customer on the server"))
        self._rows = ListOrEmpty(self.table, Empty(*NOTHING))
        self._buttons = (
            button(_("Task here"), _("Task at this place"), hint=_("Begins a task at the selected place")),
            button(_("Who was here"), _("Who was at this place"), flat=True),
        )
        self._lay_out()
        self._listen()
        self.show_places({}, ())

    def tables(self) -> Sequence[Table]:
        """Return the table of the places."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Clear the search, then the selection; return whether there was either."""
        return clear_list(self.table, self.search)

    def _lay_out(self) -> None:
        set_name(self.trouble, _("What is missing of the places"))
        self.trouble.setContentsMargins(8, 4, 8, 4)
        self.header.add(self.new, *self._buttons)
        for widget, stretch in ((self.search.row(), 0), (self.trouble, 0), (self._rows, 1)):
            self.box.addWidget(widget, stretch)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self.table.sortByColumn(self.model.place("name"), Qt.SortOrder.AscendingOrder)

    def _listen(self) -> None:
        self.new.clicked.connect(lambda _=False: self.new_wanted.emit())
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.list_wanted.connect(self.table.enter)
        self.table.chosen.connect(lambda _keys: self._allow())
        self.table.opened.connect(lambda _key: self._tell(self.opened))
        self.table.menu_wanted.connect(self._ask_menu)
        for made, signal in zip(self._buttons, (self.task_wanted, self.visits_wanted), strict=True):
            made.clicked.connect(lambda _=False, signal=signal: self._tell(signal))

    def selected(self) -> PlaceRow | None:
        """Return the row that is selected, where it is one alone."""
        keys = self.table.selected_keys()
        return self.model.item(keys[0]) if len(keys) == 1 else None

    def shown(self) -> list[PlaceRow]:
        """Return the rows that the search leaves, in the order of the list."""
        return [*self.model.shown_items().values()] if self.is_built else []

    def _tell(self, signal: SignalInstance) -> None:
        row = self.selected()
        if row is not None and place_of(row) is not None:
            signal.emit(row)

    def _ask_menu(self, at: QPoint) -> None:
        row = self.selected()
        if row is not None:
            self.menu_wanted.emit(row, at)

    def _allow(self) -> None:
        for each in self._buttons:
            each.setEnabled(place_of(self.selected()) is not None)

    def show_places(self, rows: Mapping[str, PlaceRow], troubles: Sequence[str]) -> None:
        """Show these places by their keys, and sentences on what is missing."""
        self._all = len(rows)
        self.model.show_items(rows)
        self.trouble.say_or_hide(together(*troubles))
        self._narrow()
        self._allow()

    def _narrow(self) -> None:
        parts = self.search.text().casefold().split()
        self.model.filter(lambda row: all(part in _searched(row) for part in parts))
        shown = self.model.rowCount()
        part = _("{shown} of {everything}").format(shown=grouped(shown), everything=grouped(self._all))
        self.say_count((grouped(self._all) if shown == self._all else part) if self._all else "")
        if shown:
            self._rows.show_list()
        else:
            self._rows.show_empty(*(NONE_FIT if self._all else NOTHING))


def _searched(row: PlaceRow) -> str:
    return f"{row.name} {row.kind} {row.address} {row.contact} {row.phone} {row.comment} {row.account}".casefold()
