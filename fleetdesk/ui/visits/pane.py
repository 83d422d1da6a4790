"""Dock "Who was here": which vehicles were in an area in a period, and how much of that is known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _
from fleetdesk.domain.board_spans import SHIFTS
from fleetdesk.domain.count_words import count_vehicles
from fleetdesk.domain.geo import Area
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.domain.history.visits import UnitVisits
from fleetdesk.sync.history.budget import Budget
from fleetdesk.ui.visits.columns import EXPORTS, columns
from fleetdesk.ui.visits.rows import VisitRow, known_words, size_words, totals_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.focus import clear_list
from fleetdesk.ui.widgets.foreign_text import set_hint, set_name, set_tip, set_value
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.panel import Empty, LatePanel, ListOrEmpty, Placement, Side, scrolling
from fleetdesk.ui.widgets.period_row import PeriodRow
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rest_offer import RestOffer
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table, attach_columns_menu, columns_menu

KINDS = (
    PeriodKind.TODAY,
    PeriodKind.YESTERDAY,
    PeriodKind.SEVEN_DAYS,
    PeriodKind.THIRTY_ONE_DAYS,
    PeriodKind.WEEK,
    PeriodKind.MONTH,
    PeriodKind.CUSTOM,
)
NAME_LETTERS, LEAST_LIST_PX = 80, 90
NO_AREA = (
    _("No area yet"),
    _("Draw an area and press “Who was here” in its panel, or choose it in the menu of a place on the map or a task."),
)
LOOKING = (_("Being looked up"), _("The tracks on this computer are read first."))
NOBODY = (
    _("Nobody, as far as is known"),
    _("No known track touches the area in this period. Ask for the rest where days are missing."),
)


class VisitsPane(LatePanel):
    """Table "Who was here", box "Period", field "Name of the place"; buttons "Ask for the rest", "Print".

    period_wanted: another period. opened: the key of a visit that is to be looked at.
    """

    period_wanted = Signal()
    rest_wanted = Signal()
    print_wanted = Signal()
    cancel_wanted = Signal()
    opened = Signal(str)
    closed = Signal()

    def __init__(
        self, zone: ZoneInfo, now: Callable[[], datetime], shifts: Callable[[], Sequence[int]] = lambda: SHIFTS
    ) -> None:
        super().__init__(_("Who was here"), Placement(Side.MIDDLE, tabbed=True))
        self._zone, self._now, self._shifts = zone, now, shifts

    def build(self) -> None:
        """Build place, period, answers and list."""
        self.model: RowsModel[VisitRow] = RowsModel(columns(self._zone), EXPORTS)
        self.table = Table(self.model, _("Who was here"), "remark")
        self.period_row = PeriodRow(self._now, self._zone, self._shifts, KINDS)
        self.name, self.size_words = QLineEdit(), Elided("Dim")
        self.progress = ProgressRow(_("Progress of the visits"), _("Cancel looking"))
        self.known, self.totals = Paragraph("Dim", lines=2), Paragraph(lines=2)
        self.trouble = Paragraph("Alarm", lines=3)
        self.rest = RestOffer(_("Ask for the rest"), _("Ask for the rest"), _("What the rest costs"))
        self.print = button(_("Print"), _("Print who was here"), flat=True, hint=_("A page that proves the visits"))
        self._list = ListOrEmpty(self.table, Empty(*NO_AREA))
        self._place = QWidget()
        self._lay_out()
        self._listen()
        self.show_area(None, "")

    def tables(self) -> Sequence[Table]:
        """Return the table of the visits."""
        return (self.table,)

    def on_escape(self) -> bool:
        """Clear the selection of rows; return whether there was any."""
        return clear_list(self.table)

    def _lay_out(self) -> None:
        self.header.add(self.period_row.box, self.print)
        self.name.setMaxLength(NAME_LETTERS)
        self.table.setMinimumHeight(LEAST_LIST_PX)
        set_name(self.name, _("Name of the place"))
        set_hint(self.name, _("Name of the place"))
        set_tip(self.name, _("What the place is called on the printed page"))
        for widget, name in (
            (self.size_words, _("Where the area is and how large")),
            (self.known, _("What is known of the tracks")),
            (self.totals, _("Totals of the visits")),
            (self.trouble, _("What is missing of the visits")),
        ):
            set_name(widget, name)
        for each in (self.known, self.totals, self.trouble):
            each.setContentsMargins(8, 3, 8, 3)
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        _line(self._place, self.name, self.size_words)
        self._fill_body()
        attach_columns_menu(self.table, lambda: columns_menu(self.table))
        self.table.sortByColumn(self.model.place("in"), Qt.SortOrder.AscendingOrder)

    def _fill_body(self) -> None:
        """Put all of it into an area that scrolls: a dock must not be tall for what lies behind others."""
        body = QWidget()
        box = _column(body)
        for widget in (self._place, self.period_row, self.progress, self.trouble, self.known, self.rest, self.totals):
            box.addWidget(widget)
        box.addWidget(self._list, 1)
        self.box.addWidget(scrolling(body), 1)

    def _listen(self) -> None:
        self.period_row.changed.connect(self.period_wanted)
        self.period_row.refused.connect(self.say_trouble)
        self.rest.wanted.connect(self.rest_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.progress.cancel_wanted.connect(self.cancel_wanted)
        self.table.opened.connect(self.opened)
        self.toggleViewAction().toggled.connect(lambda on: None if on else self.closed.emit())

    # -- what is shown

    def show_area(self, area: Area | None, name: str) -> None:
        """Show which area is asked about, and nothing of an answer yet."""
        set_value(self.name, name)
        self.size_words.say(size_words(area) if area else "")
        self._place.setVisible(area is not None)
        self.show_looking(is_asked=area is not None)

    def show_looking(self, *, is_asked: bool) -> None:
        """Empty the list because another answer comes, or none is asked for."""
        self.show_visits((), {})
        self.show_budget(None)
        self.say_trouble("")
        self._list.show_empty(*(LOOKING if is_asked else NO_AREA))

    def show_visits(self, found: Sequence[UnitVisits], rows: Mapping[str, VisitRow], left_out: str = "") -> None:
        """Show what is known of these units, their visits by their numbers, and why others are left out."""
        self.model.show_items(rows)
        self.known.say(together(known_words(found), left_out) if left_out else known_words(found))
        self.known.setVisible(bool(found))
        self.totals.say(self.totals_words(rows))
        self.totals.setVisible(bool(rows))
        self.print.setEnabled(bool(found))
        self.say_count(count_vehicles(len({row.unit for row in rows.values()})) if rows else "")
        if rows:
            self._list.show_list()
        else:
            self._list.show_empty(*NOBODY)

    def totals_words(self, rows: Mapping[str, VisitRow]) -> str:
        """Return the totals of visits in the company's zone; empty without any."""
        if not rows:
            return ""
        first = min(row.begins for row in rows.values())
        last = max(row.ends for row in rows.values())
        return totals_words(rows, formatting.clock(first, self._zone), formatting.clock(last, self._zone))

    def show_budget(self, budget: Budget | None) -> None:
        """Offer the rest and say what that costs; None or an empty budget for nothing to ask for."""
        self.rest.show_budget(budget)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong or missing; empty for nothing."""
        self.trouble.say_or_hide(sentence)


def _column(holder: QWidget) -> QVBoxLayout:
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    return box


def _line(holder: QWidget, one: QWidget, other: QWidget) -> None:
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 6, 8, 2)
    row.setSpacing(8)
    row.addWidget(one, 1 if isinstance(one, QLineEdit) else 0)
    row.addWidget(other, 1)
