"""The vehicle list: search, sort, select; counters narrow it, the map follows it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _
from fleetdesk.sync.fleet import Delta, Seen
from fleetdesk.sync.store import Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.columns import columns
from fleetdesk.ui.vehicles.search import all_of, search
from fleetdesk.ui.widgets.drag_data import TASKS, UNITS
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.panel import Empty, ListOrEmpty, Panel, Placement, Side
from fleetdesk.ui.widgets.rows import RowsModel, everything
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu
from fleetdesk.ui.widgets.theme import Tokens, with_text_px
from fleetdesk.ui.widgets.throttle import Throttle
from fleetdesk.ui.widgets.unit_exports import unit_exports

AGES_EVERY_MS, LIST_PX = 1000, 484
FIRST_WORDS = (_("No account yet"), _("Connect a Metrotec or VEZMA account, or try the desk with: fleetdesk demo"))


class VehiclesPane(Panel):
    """Dock "Vehicles"."""

    opened = Signal(str)
    connect_wanted = Signal()
    menu_wanted = Signal(QPoint)
    shown_changed = Signal(object)  # the shown keys as a frozenset, or None for all

    def __init__(
        self,
        store: Store,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        whereabouts: Whereabouts,
        has_accounts: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(_("Vehicles"), Placement(Side.LEFT, wide=LIST_PX, tall=680))
        self._store, self._whereabouts, self._has_accounts = store, whereabouts, has_accounts
        self._state: Callable[[Seen], bool] | None = None
        self.model: RowsModel[Seen] = RowsModel(columns(store, tokens, zone, whereabouts), unit_exports())
        self.search = SearchField(_("Search vehicles"), _("Search vehicles — plate, name, driver, speed>80"))
        self.table = Table(self.model, _("Vehicles"), "name")
        self.placement = replace(self.placement, wide=max(with_text_px(LIST_PX), self.table.least_px))
        self.table.offer_drag(UNITS)
        self.drops = self.table.accept_drop(TASKS)
        self._rows = ListOrEmpty(self.table, Empty(*FIRST_WORDS))
        self._build()
        store.fleet_changed.connect(self._fleet_changed)
        store.links_changed.connect(self._say)
        store.selection_changed.connect(self.table.show_selection)
        self.table.chosen.connect(store.select)
        self.table.opened.connect(self.opened)
        self.table.menu_wanted.connect(self.menu_wanted.emit)
        self._repaint = Throttle(self.table.viewport().update, self)
        whereabouts.changed.connect(self._repaint.ask)
        self.table.entered.connect(self._look_ahead)
        self.model.show_items(store.fleet)
        self.model.settled.connect(self._settled)
        self._say()

    def _build(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.search.list_wanted.connect(self.table.enter)
        self.search.returnPressed.connect(lambda: self.model.then(self._to_first))
        self.box.addWidget(self.search.row())
        self._connect = button(_("Connect an account"), _("Connect first account"), primary=True)
        self._connect.clicked.connect(self.connect_wanted)
        self._rows.empty.box.addWidget(self._connect, 0, Qt.AlignmentFlag.AlignCenter)
        self.box.addWidget(self._rows, 1)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        timer = QTimer(self)
        timer.timeout.connect(lambda: self.table.repaint_column("age"))
        timer.start(AGES_EVERY_MS)

    def tables(self) -> Sequence[Table]:
        """Return the table of vehicles."""
        return (self.table,)

    def filter(self, chosen: Filter) -> None:
        """Show only the units that the filter leaves."""
        self._state = chosen.units
        self._narrow()

    def clear_search(self) -> bool:
        """Empty the search; return whether there was any text in it."""
        searched = bool(self.search.text())
        self.search.clear()
        return searched

    def _narrow(self) -> None:
        text, state = self.search.text(), self._state
        checks = ([] if state is None else [state]) + ([search(text)] if text.strip() else [])
        self.model.filter(all_of(checks) if checks else everything)
        self._say()
        if not checks or not self.model.arranging:  # else it is told as soon as the rows are as wanted
            self.shown_changed.emit(frozenset(self.model.keys()) if checks else None)

    def _fleet_changed(self, delta: Delta) -> None:
        rows_before = self.model.rowCount()
        self.model.touch(delta.changed, delta.gone, only_moved=delta.only_moved)
        if rows_before != self.model.rowCount():
            self._settled()
        else:
            self._say()

    def _look_ahead(self, index: QModelIndex) -> None:
        """Have the place under the pointer looked up, so that its hover, which comes a little later, can say it."""
        seen = self.model.item(self.model.key(index.row()) or "")
        self._whereabouts.of(seen.position if seen else None)

    def _settled(self) -> None:
        self._say()
        if self._state or self.search.text().strip():
            self.shown_changed.emit(frozenset(self.model.keys()))

    def _say(self) -> None:
        shown, everything = self.model.rowCount(), len(self._store.fleet)
        self.say_count(
            grouped(everything)
            if shown == everything
            else _("{shown} of {everything}").format(shown=grouped(shown), everything=grouped(everything))
        )
        if shown:
            self._rows.show_list()
        else:
            self._connect.setVisible(self._lacks_accounts and not everything)
            self._rows.show_empty(*self._why_empty(everything))

    @property
    def _lacks_accounts(self) -> bool:
        """Whether there is no account; at a start those that are set up are there before they have answered."""
        return not self._store.links and not self._has_accounts()

    def _why_empty(self, everything: int) -> tuple[str, str]:
        """Return title and text for an empty list: nothing fits, nothing came yet, or there is no account."""
        if everything:
            return _("None of them"), _("No vehicle fits the search and the counters. Esc clears them.")
        if self._lacks_accounts:
            return FIRST_WORDS
        said = [f"{each.account}: {each.sentence}" for each in self._store.links.values() if each.sentence]
        return _("No vehicles yet"), "\n".join(said) or _("Waiting for the first answer…")

    def _to_first(self) -> None:
        """Select the first vehicle found and focus the table, on Enter in the search."""
        key = self.model.key(0)
        if key:
            self._store.select([key])
            self.table.setFocus()
