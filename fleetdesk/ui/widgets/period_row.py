"""The choice of a period: one of the usual ones, or from one time to another as they are typed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import SHIFTS, Span
from fleetdesk.domain.history.periods import DAYS, PERIOD_WORDS, PeriodKind, moment, period_of, typed_period
from fleetdesk.domain.local_times import on_the_clock
from fleetdesk.ui.widgets.flow_row import FlowRow
from fleetdesk.ui.widgets.foreign_text import add_choice, set_hint, set_name, set_tip, set_value
from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.theme import set_look, with_text_px

FIELD_PX = 132
USUAL = tuple(kind for kind in PERIOD_WORDS if kind not in {*DAYS, PeriodKind.LAST_MONTH})


class PeriodRow(QWidget):
    """Fields "From" and "To" for what the box "Period" does not have, seen only then; the box stands in the header.

    changed: another period is wanted. refused: a sentence on why what is typed is no period. `shifts` returns the hours
    at which shifts begin, `kinds` are what can be chosen.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        shifts: Callable[[], Sequence[int]] = lambda: SHIFTS,
        kinds: Sequence[PeriodKind] = USUAL,
    ) -> None:
        super().__init__()
        self._kinds = tuple(kinds)
        self._now, self._zone, self._shifts = now, zone, shifts
        self.box, self.start, self.stop = QComboBox(), _field(_("From")), _field(_("To"))
        set_name(self.box, _("Period"))
        for kind in self._kinds:
            add_choice(self.box, PERIOD_WORDS[kind], kind.value)
        self.box.setCurrentIndex(self._kinds.index(PeriodKind.TODAY))
        self.go = button(pgettext("button", "Show"), _("Show the period"))
        row = FlowRow(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        for each in (self.start, self.stop, self.go):
            row.addWidget(each)
        self.box.currentIndexChanged.connect(self._chosen)
        self.go.clicked.connect(self.changed)
        for each in (self.start, self.stop):
            each.returnPressed.connect(self.changed)
        self._show_fields()

    @property
    def kind(self) -> PeriodKind:
        """Return what is chosen."""
        return PeriodKind(self.box.currentData())

    def choose(self, kind: PeriodKind) -> None:
        """Choose a kind as if the user had."""
        self.box.setCurrentIndex(self._kinds.index(kind))

    def choose_span(self, begins: float, ends: float) -> None:
        """Choose the period from one moment to another, in seconds since 1970."""
        self.box.blockSignals(True)
        self.choose(PeriodKind.CUSTOM)
        self.box.blockSignals(False)
        self._type(Span(begins, ends))
        self._show_fields()
        self.changed.emit()

    def period(self) -> Span | None:
        """Return the chosen period; None, with the reason told and the fields marked, where what is typed is none."""
        if self.kind is not PeriodKind.CUSTOM:
            return period_of(self.kind, self._now(), self._zone, self._shifts())
        found, reason = None, ""
        try:
            found = typed_period(self.start.text().strip(), self.stop.text().strip(), self._zone, self._now())
        except UsageError as error:
            reason = str(error)
        for each in (self.start, self.stop):
            set_look(each, wrong=found is None)
        self.refused.emit(reason)
        return found

    def _chosen(self) -> None:
        if self.kind is PeriodKind.CUSTOM and not self.start.text():
            self._type(period_of(PeriodKind.TODAY, self._now(), self._zone))
        self._show_fields()
        if self.kind is PeriodKind.CUSTOM:
            self.start.setFocus()
            self.start.selectAll()
        else:
            self.changed.emit()

    def _type(self, span: Span) -> None:
        for editor, at in ((self.start, span.begins), (self.stop, span.ends)):
            set_value(editor, on_the_clock(moment(at), self._zone))

    def _show_fields(self) -> None:
        self.setVisible(self.kind is PeriodKind.CUSTOM)


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    set_name(made, name)
    set_hint(made, name)
    set_tip(made, _("A date, or a date with a time of the company's clock: 26.11.2026 08:00"))
    made.setFixedWidth(with_text_px(FIELD_PX))
    return made
