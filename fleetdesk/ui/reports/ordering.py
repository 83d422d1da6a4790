"""New reports: asked for by a dialog or repeated, kept on this computer first, then on their way to the server."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.domain.creation_drafts import report_draft
from fleetdesk.domain.history.periods import PeriodKind, period_of
from fleetdesk.domain.history.records import Report
from fleetdesk.domain.outbox import Draft
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.domain.report_places import place_names, type_of
from fleetdesk.domain.reports import BY_VEHICLE, ReportType, asked_period, is_same_question
from fleetdesk.domain.statuses import Colour
from fleetdesk.sync.background import Background
from fleetdesk.sync.creation_service import CreationService
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.store import Store
from fleetdesk.ui.reports.dialog import ReportDialog, ReportWish
from fleetdesk.ui.reports.pane import ReportsPane
from fleetdesk.ui.reports.rows import NamesOf, ReportRow, about_words
from fleetdesk.ui.widgets.dialogs import accept, refuse
from fleetdesk.ui.widgets.notices import Notices

SAVED = _("The report “{name}” is ordered. It is listed here until it is done, whatever happens to this computer.")
THERE_IS_ONE = _("This report is there already: {name}.")
NO_ACCOUNT = _("Reports are made by Metrotec. Connect such an account under Accounts, or wait until it answers.")


class ReportOrdering(QObject):
    """Opens the dialog, and saves what is ordered. `name_of` is that of the list."""

    def __init__(
        self, pane: ReportsPane, window: Callable[[], QWidget], service: CreationService, places: NamedPlaces,
        store: Store, background: Background, notices: Notices, zone: ZoneInfo, name_of: NamesOf,
    ) -> None:  # fmt: skip
        super().__init__(pane)
        self._pane, self._window, self._service, self._places = pane, window, service, places
        self._store, self._background, self._notices = store, background, notices
        self._zone, self._name_of = zone, name_of
        self._asked: ReportDialog | None = None
        places.want(lambda: self._asked is not None)
        places.changed.connect(self._offer_places)
        pane.new_wanted.connect(self.ask)
        pane.repeat_wanted.connect(self.repeat)

    def ask(self) -> ReportDialog | None:
        """Ask for a new report; say why where no account makes one."""
        return self._open(self._service.accounts)

    def ask_about(self, place: Poi | Geozone) -> ReportDialog | None:
        """Ask for a new report of one place alone, which its vendor lists."""
        dialog = self._open([each for each in self._service.accounts if each == place.account])
        if dialog is not None and place.id is not None:
            dialog.choose_place(type_of(place), place.id)
        return dialog

    def _open(self, accounts: Sequence[str]) -> ReportDialog | None:
        if not accounts:
            self._notices.say(NO_ACCOUNT)
            return None
        dialog = ReportDialog(
            self._window(), accounts, self._units_of, self._groups_of, self._places_of, self._selected(),
            self._store.now, self._zone,
        )  # fmt: skip
        dialog.wanted.connect(lambda wish: self._background.start(self._order(dialog, wish), "order report"))
        dialog.finished.connect(self._forget_asked)
        self._asked = dialog
        self._places.refresh()
        return dialog

    def _forget_asked(self) -> None:
        self._asked = None

    def _offer_places(self) -> None:
        if self._asked is not None:
            self._asked.offer_places()

    def repeat(self, row: ReportRow) -> None:
        """Order the same as a report for the month before this one; one that is there is selected in its place."""
        old = row.report
        start, stop = asked_period(period_of(PeriodKind.LAST_MONTH, self._store.now(), self._zone))
        new = Report(
            old.account, 0, "waiting", type=old.type, type_id=old.type_id, type_name=old.type_name, group=old.group,
            group_id=old.group_id, group_name=old.group_name, started_at=start, ended_at=stop,
        )  # fmt: skip
        there = self._there(new)
        if there is not None:
            self._pane.select(there.key)
            self._notices.say(THERE_IS_ONE.format(name=there.words(self._zone)))
        else:
            self._background.start(self._repeat(new), "repeat report")

    def _there(self, new: Report) -> ReportRow | None:
        rows = self._pane.model.shown_items().values()
        return next((row for row in rows if is_same_question(row.report, new)), None)

    async def _repeat(self, new: Report) -> None:
        try:
            draft = self._draft(new)
            await self._service.add([draft])
        except FleetError as error:
            self._notices.say(str(error), trouble=True)
            return
        self._notices.say(SAVED.format(name=draft.label))

    async def _order(self, dialog: ReportDialog, wish: ReportWish) -> None:
        """Save the order, close the dialog and say so; where it is refused the dialog stays with the reason."""
        report = Report(
            wish.account, 0, "waiting", type=wish.kind.value, type_id=wish.place_id, type_name=wish.place or None,
            group=wish.group, group_id=wish.group_id, group_name=wish.name or None, started_at=wish.period[0],
            ended_at=wish.period[1],
        )  # fmt: skip
        try:
            draft = self._draft(report)
            await self._service.add([draft])
        except FleetError as error:
            refuse(dialog, str(error))
            return
        accept(dialog)
        self._notices.say(SAVED.format(name=draft.label))

    def _draft(self, report: Report) -> Draft:
        start, stop = report.started_at, report.ended_at
        assert start is not None
        assert stop is not None
        label = ReportRow("", report, about_words(report, self._name_of), "", Colour.SILENT).words(self._zone)
        group = report.group or BY_VEHICLE
        kind, period = report.type or "", (start, stop)
        return report_draft(report.account, kind, group, period, label, report.type_id, report.group_id)

    def _selected(self) -> str:
        """Return what the vehicle is called that is selected, where it is one alone."""
        seen = self._store.fleet.get(self._store.selection[0]) if len(self._store.selection) == 1 else None
        return seen.label if seen is not None else ""

    def _units_of(self, account: str) -> Mapping[str, str]:
        mine = [seen for seen in self._store.fleet.values() if seen.unit.account == account]
        return {seen.unit.id: seen.label for seen in mine}

    def _places_of(self, account: str, kind: ReportType) -> Mapping[int, str]:
        return place_names(self._places.places, account, kind)

    def _groups_of(self, account: str) -> Mapping[str, str]:
        units = (seen.unit for seen in self._store.fleet.values() if seen.unit.account == account)
        return {unit.category_id: unit.category for unit in units if unit.category_id and unit.category}
