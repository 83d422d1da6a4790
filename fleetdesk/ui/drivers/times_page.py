"""Page "Times": what one driver did in a period as strip and list, its totals, and what the driving rules leave."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.driving_rules.stretches import Doing
from fleetdesk.domain.driving_rules.words import NOTICE, RULES
from fleetdesk.domain.history.periods import PeriodKind
from fleetdesk.ui.drivers.activity_strip import ActivityStrip
from fleetdesk.ui.drivers.stretch_rows import StretchRow
from fleetdesk.ui.drivers.sums_row import SumsRow
from fleetdesk.ui.drivers.times_words import Times
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button, label
from fleetdesk.ui.widgets.panel import Empty, ListOrEmpty, scrolling
from fleetdesk.ui.widgets.period_row import PeriodRow
from fleetdesk.ui.widgets.progress_row import ProgressRow
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import Tokens, set_look

KINDS = (
    PeriodKind.TODAY,
    PeriodKind.YESTERDAY,
    PeriodKind.WEEK,
    PeriodKind.SEVEN_DAYS,
    PeriodKind.THIRTY_ONE_DAYS,
    PeriodKind.CUSTOM,
)
NOBODY = (_("No driver selected"), _("Select a driver in the list to see what they drove, and what the rules leave."))
ASKING = (_("Being fetched"), _("The activities of this week, the one before and the period are asked for."))
CANCELLED = (_("Not fetched"), _("“Ask again” goes on from where it was."))
NONE_KNOWN = (_("No activity known"), _("The vendor tells of no activity of this driver in the period."))


class TimesPage(QWidget):
    """Widgets "Whose times", "Period", "Activity strip", table "Activities", and a value for each sum and rule.

    period_wanted: another period, or the same again where it is True. cancel_wanted: what is asked for is not waited
    for.
    """

    period_wanted = Signal(bool)
    cancel_wanted = Signal()

    def __init__(self, table: Table, tokens: Callable[[], Tokens], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.table, self.strip = table, ActivityStrip(tokens, zone)
        self.period_row = PeriodRow(now, zone, kinds=KINDS)
        self.subject, self.trouble = Elided("Strong"), Paragraph("Alarm")
        self.progress = ProgressRow(_("Progress of the times"), _("Cancel asking for times"))
        self.rules, self.sums = {name: Paragraph(lines=5) for name in RULES}, SumsRow(tokens)
        self.vendors, self.notice = Paragraph("Dim"), Paragraph("Dim", NOTICE, lines=8)
        self._list = ListOrEmpty(table, Empty(*NOBODY))
        self._build()
        self._listen()
        self.show_nothing("", NOBODY)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget, name in (
            (self.subject, _("Whose times")),
            (self.trouble, _("What is missing of the times")),
            (self.vendors, _("The vendor's own totals")),
            (self.notice, _("How the rules are counted")),
        ):
            set_name(widget, name)
        self.trouble.setContentsMargins(8, 4, 8, 4)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(scrolling(self._figures()))
        split.addWidget(self._list)
        split.setSizes([300, 300])
        parts = (self._head(), self.period_row, self.progress, self.trouble, self.strip, self.sums)
        for each in parts:
            box.addWidget(each)
        box.addWidget(split, 1)

    def _head(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(8, 4, 8, 2)
        again = button(_("Ask again"), _("Ask for the times again"), flat=True)
        again.clicked.connect(lambda: self.period_wanted.emit(True))
        row.addWidget(self.subject, 1)
        for each in (self.period_row.box, again):
            row.addWidget(each)
        return made

    def _figures(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self.rules.items()):
            set_name(value, name)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label(name, "Field"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        for row, wide in enumerate((self.vendors, self.notice), len(self.rules)):
            grid.addWidget(wide, row, 0, 1, 2)
        grid.setRowStretch(len(self.rules) + 2, 1)
        return made

    def _listen(self) -> None:
        self.period_row.changed.connect(lambda: self.period_wanted.emit(False))
        self.period_row.refused.connect(self.say_trouble)
        self.progress.cancel_wanted.connect(self.cancel_wanted)
        self.strip.picked.connect(self._pick)
        self.table.chosen.connect(self.strip.mark)

    def _pick(self, key: str) -> None:
        self.table.show_selection((key,))
        self.strip.mark((key,))

    # -- what is shown

    @property
    def model(self) -> RowsModel[StretchRow]:
        """Return the model of the list."""
        return self.table.rows

    def show_nothing(self, subject: str, instead: tuple[str, str]) -> None:
        """Show whose times they are, and in place of these a title and a sentence."""
        self.subject.say(subject or pgettext("driver", "nobody"))
        self._show_rows({}, Span(0.0, 0.0), instead)
        self.sums.show_sums({})
        for value in self.rules.values():
            value.say("")
            set_look(value, wrong=False)
        for each in (self.vendors, self.notice):
            each.hide()
        self.say_trouble("")

    def show_times(self, subject: str, times: Times) -> None:
        """Show what a driver did."""
        self.subject.say(joined((subject, times.as_of), " · "))
        self._show_rows(times.rows, times.period, NONE_KNOWN)
        self.sums.show_sums(times.sums if times.rows else {})
        for name, words, is_broken in times.rules:
            self.rules[name].say(words)
            set_look(self.rules[name], wrong=is_broken)
        self.vendors.say(times.vendors)
        self.vendors.setVisible(bool(times.vendors))
        self.notice.setVisible(bool(times.rows))
        self.say_trouble(together(*times.troubles))

    def _show_rows(self, rows: Mapping[str, StretchRow], period: Span, instead: tuple[str, str]) -> None:
        told = any(each.stretch.doing is not Doing.UNKNOWN for each in rows.values())
        self.model.show_items(rows if told else {})
        self.strip.setVisible(told)
        self.strip.show_rows(rows, period)
        if told:
            self._list.show_list()
        else:
            self._list.show_empty(*instead)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong or missing; empty for nothing."""
        self.trouble.say_or_hide(sentence)
