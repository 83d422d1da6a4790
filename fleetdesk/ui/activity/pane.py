"""Dock "Activity": what happened on this desk in the last 30 days, the newest first."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.activity import Activity, about, happened
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu

NOTHING = (_("Nothing yet"), _("What is given, sent, confirmed or refused, and accounts that are lost, will be here."))
NONE_FIT = (_("None of them"), _("Nothing that happened fits the search."))


class ActivityPane(LatePanel):
    """Table "Activity", field "Search activity". `activities` are shown by their numbers."""

    opened = Signal(object)  # Activity

    def __init__(self, activities: Mapping[str, Activity], zone: ZoneInfo) -> None:
        super().__init__(_("Activity"), Placement(Side.MIDDLE, tabbed=True))
        self._activities, self._zone = activities, zone

    def build(self) -> None:
        """Build search and list."""
        self._searched: dict[int, str] = {}  # by the id of an entry, which lives as long as the pane
        self.model: RowsModel[Activity] = RowsModel(self._columns())
        self.search = SearchField(_("Search activity"), _("Search activity — task, vehicle, what happened"))
        self.table = Table(self.model, _("Activity"), "about")
        self._rows = ListOrEmpty(self.table, Empty(*NOTHING))
        self._lay_out()
        self.model.show_items(self._activities)
        self.table.opened.connect(self._open)
        self._say()

    def _columns(self) -> list[Column[Activity]]:
        return [
            Column(
                "when",
                pgettext("column", "When"),
                self._when,
                lambda each: each.at,
                110,
                roles=self._hover,
                value=lambda each: each.at,
            ),
            Column("happened", pgettext("column", "What happened"), happened, happened, 200, roles=self._hover),
            Column(
                "about",
                pgettext("column", "About"),
                about,
                lambda each: formatting.folded(about(each)),
                200,
                roles=self._hover,
            ),
            Column(
                "account",
                pgettext("column", "Account"),
                lambda each: each.account,
                lambda each: each.account,
                90,
                roles=self._hover,
            ),
        ]

    def _lay_out(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.search.list_wanted.connect(self.table.enter)
        self.box.addWidget(self.search.row())
        self.box.addWidget(self._rows, 1)
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self.table.sortByColumn(self.model.place("when"), Qt.SortOrder.DescendingOrder)

    def tables(self) -> Sequence[Table]:
        """Return the table of the activity."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Clear the search, then the selection; return whether there was either."""
        return clear_list(self.table, self.search)

    def add(self, numbers: Sequence[str]) -> None:
        """Show the entries recorded under these numbers, where the list is built."""
        if self.is_built:
            self.model.touch(numbers)
            self._say()

    def _when(self, activity: Activity) -> str:
        return formatting.clock(activity.at, self._zone)

    def _hover(self, activity: Activity, role: int) -> Any:
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        moment = formatting.moment_hover(activity.at, self._zone, activity.account)
        return formatting.hover(f"{about(activity)}\n{happened(activity)}\n{moment}")

    def _narrow(self, text: str) -> None:
        parts = text.casefold().split()
        self.model.filter(lambda each: all(part in self._text_of(each) for part in parts))
        self._say()

    def _text_of(self, activity: Activity) -> str:
        """Return the text that a search looks through, made once for each entry."""
        text = self._searched.get(id(activity))
        if text is None:
            text = f"{about(activity)} {happened(activity)} {activity.account}".casefold()
            self._searched[id(activity)] = text
        return text

    def _say(self) -> None:
        shown, everything = self.model.rowCount(), len(self._activities)
        part = _("{shown} of {everything}").format(shown=grouped(shown), everything=grouped(everything))
        self.say_count(grouped(everything) if shown == everything else part)
        if shown:
            self._rows.show_list()
        else:
            self._rows.show_empty(*(NONE_FIT if everything else NOTHING))

    def _open(self, number: str) -> None:
        activity = self._activities.get(number)
        if activity is not None:
            self.opened.emit(activity)
