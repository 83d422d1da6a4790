"""The dialog "New report": which, of what period, of whom, and in a sentence what it will hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.periods import PeriodKind, period_of
from fleetdesk.domain.report_places import WITH_PLACES
from fleetdesk.domain.reports import (
    BY_CATEGORY,
    BY_VEHICLE,
    HOLDS,
    HOLDS_OF_ONE,
    TYPE_WORDS,
    ReportType,
    asked_period,
    period_words,
)
from fleetdesk.ui.reports.place_field import PlaceField
from fleetdesk.ui.reports.rows import whom_words
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import add_choice, add_names, chosen, complete, set_hint, set_name, set_value
from fleetdesk.ui.widgets.labels import Paragraph, label
from fleetdesk.ui.widgets.period_row import PeriodRow

KINDS = (
    PeriodKind.LAST_MONTH,
    PeriodKind.MONTH,
    PeriodKind.SEVEN_DAYS,
    PeriodKind.THIRTY_ONE_DAYS,
    PeriodKind.YESTERDAY,
    PeriodKind.TODAY,
    PeriodKind.CUSTOM,
)
ALL = ""
UNKNOWN_VEHICLE = _("No vehicle of this account is called so. Choose one of those that are offered.")
UNKNOWN_GROUP = _("No vehicle of this account is in a group, so there is none to choose.")
NOT_BEGUN = _("The period has not begun yet.")
NOT_OVER = _("The period is not over: the report holds what was until it is made.")
THE_PERIOD = _("Period: {period}.")


@dataclass(frozen=True, slots=True)
class ReportWish:
    """A report as the user wants it; `period` in UTC, both moments included.

    `name` is what `group_id` is called, `place` what the place `place_id` is called that it is of alone.
    """

    account: str
    kind: ReportType
    period: tuple[datetime, datetime]
    group: str = BY_VEHICLE
    group_id: str | None = None
    name: str = ""
    place_id: int | None = None
    place: str = ""


NamesOf = Callable[[str], Mapping[str, str]]
PlacesOf = Callable[[str, ReportType], Mapping[int, str]]


class ReportDialog(Small):
    """Boxes "Report", "Period", "About", fields "Vehicle" or "Group", "Place"; button "Order the report".

    `units_of`, `groups_of` and `places_of` give what those of an account are called by their ids.
    `wanted` carries a ReportWish; the dialog stays until accept() or say_refused().
    """

    wanted = Signal(object)

    def __init__(
        self, parent: QWidget, accounts: Sequence[str], units_of: NamesOf, groups_of: NamesOf, places_of: PlacesOf,
        selected: str, now: Callable[[], datetime], zone: ZoneInfo,
    ) -> None:  # fmt: skip
        super().__init__(parent, _("New report"), _("Order the report"))
        self._units_of, self._groups_of, self._places_of = units_of, groups_of, places_of
        self._now, self._zone = now, zone
        self._units: Mapping[str, str] = {}
        self._groups: Mapping[str, str] = {}
        self._account, self.kind, self.about = QComboBox(), QComboBox(), QComboBox()
        self.vehicle, self.group, self.place = QLineEdit(), QComboBox(), PlaceField()
        self.period_row = PeriodRow(now, zone, kinds=KINDS)
        self.told = Paragraph("", lines=3, steady=True)
        self._form = QFormLayout()
        self._build(accounts)
        set_value(self.vehicle, selected)
        self._listen()
        self.period_row.choose(PeriodKind.LAST_MONTH)
        self._show_account()
        self.show_it()

    def _build(self, accounts: Sequence[str]) -> None:
        add_names(self._account, accounts)
        for kind in ReportType:
            add_choice(self.kind, TYPE_WORDS[kind], kind.value)
        for words, value in (
            (pgettext("report", "All vehicles"), ALL),
            (pgettext("report", "One vehicle"), BY_VEHICLE),
            (pgettext("report", "A group"), BY_CATEGORY),
        ):
            add_choice(self.about, words, value)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Account"), self._account),
            (pgettext("field", "Report"), self.kind),
            (_("Period"), self.period_row.box),
            (_("From – to"), self.period_row),
            (pgettext("field", "About"), self.about),
            (_("Vehicle"), self.vehicle),
            (pgettext("field", "Group"), self.group),
            (_("Place"), self.place),
        )
        for name, editor in rows:
            set_name(editor, name)
            self._form.addRow(label(name, "Field"), editor)
        self.period_row.go.hide()
        self._form.setRowVisible(self._account, len(accounts) > 1)
        set_hint(self.vehicle, _("Plate or name"))
        set_name(self.told, _("What the report will hold"))
        self.box.addLayout(self._form)
        self.box.addWidget(self.told)

    def _listen(self) -> None:
        self._account.currentIndexChanged.connect(lambda _row: self._show_account())
        self.kind.currentIndexChanged.connect(lambda _row: self.offer_places())
        for box in (self.about, self.group):
            box.currentIndexChanged.connect(lambda _row: self._show())
        self.period_row.box.currentIndexChanged.connect(lambda _row: self._show())
        for line in (self.vehicle, self.place, self.period_row.start, self.period_row.stop):
            line.textChanged.connect(lambda _text: self._show())
        self.period_row.refused.connect(self.answer.say)
        self.go.clicked.connect(lambda: self.send_typed(self.typed, self.wanted))

    @property
    def account(self) -> str:
        """Return the chosen account."""
        return chosen(self._account)

    def typed(self) -> ReportWish:
        """Return what was chosen; UsageError where a vehicle, a group or a period is none."""
        span = self._span()
        if span.begins > self._now().timestamp():
            raise UsageError(NOT_BEGUN)
        group, group_id, name = self._whom()
        place_id, place = self._place()
        return ReportWish(self.account, self._kind, asked_period(span), group, group_id, name, place_id, place)

    def choose_place(self, kind: ReportType, number: int) -> None:
        """Choose a report of one place or geozone alone."""
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        self.place.choose(number)

    def offer_places(self) -> None:
        """Offer the places that are known now of the account, as far as the report can be of one alone."""
        self.place.offer(self._places_of(self.account, self._kind) if self._kind in WITH_PLACES else {})
        self._show()

    @property
    def _kind(self) -> ReportType:
        return ReportType(self.kind.currentData())

    def _span(self) -> Span:
        span = self.period_row.period()
        if span is None:
            raise UsageError(self.answer.text())  # which the row has said
        return span

    def _whom(self) -> tuple[str, str | None, str]:
        """Return the vendor's word for whom it is about, the id of the one, and what that is called."""
        about = self.about.currentData()
        if about == BY_VEHICLE:
            typed = self.vehicle.text().strip()
            found = self._units.get(typed.casefold())
            if found is None:
                raise UsageError(UNKNOWN_VEHICLE)
            return BY_VEHICLE, found, typed
        if about == BY_CATEGORY:
            if self.group.currentIndex() < 0:
                raise UsageError(UNKNOWN_GROUP)
            name = chosen(self.group)
            return BY_CATEGORY, self._groups[name], name
        return BY_VEHICLE, None, ""

    def _show_account(self) -> None:
        units = self._units_of(self.account)
        self._units = {name.strip().casefold(): number for number, name in units.items()}
        complete(self.vehicle, sorted(units.values(), key=str.casefold))
        self.group.clear()
        self._groups = {name: number for number, name in self._groups_of(self.account).items()}
        add_names(self.group, sorted(self._groups, key=str.casefold))
        self.offer_places()

    def _show(self) -> None:
        """Say what the report will hold, as far as it is chosen."""
        about = self.about.currentData()
        self._form.setRowVisible(self.vehicle, about == BY_VEHICLE)
        self._form.setRowVisible(self.group, about == BY_CATEGORY)
        self._form.setRowVisible(self.place, self._kind in WITH_PLACES)
        self._form.setRowVisible(self.period_row, self.period_row.kind is PeriodKind.CUSTOM)
        self.answer.say("")
        try:
            group, _number, name = self._whom()
        except UsageError:
            group, name = BY_VEHICLE, pgettext("report", "the vehicle")
        self.told.say(together(self._holds(whom_words(group, name)), *self._period_told()))

    def _holds(self, whom: str) -> str:
        try:
            place = readable(self._place()[1], NAME)
        except UsageError:
            place = ""
        return HOLDS_OF_ONE.format(whom=whom, place=place) if place else HOLDS[self._kind].format(whom=whom)

    def _place(self) -> tuple[int | None, str]:
        return self.place.chosen() if self._kind in WITH_PLACES else (None, "")

    def _period_told(self) -> list[str]:
        kind, now = self.period_row.kind, self._now()
        if kind is PeriodKind.CUSTOM:
            return []
        span = period_of(kind, now, self._zone)
        words = THE_PERIOD.format(period=period_words(*asked_period(span), self._zone))
        return [words, NOT_OVER] if span.ends > now.timestamp() else [words]
