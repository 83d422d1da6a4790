"""New places and geozones: asked for by dialogs, kept on this computer first, then on their way to the server."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.creation_drafts import poi_draft, tie_draft, zone_draft
from fleetdesk.domain.creations import as_place
from fleetdesk.domain.keys import account_of, split_key
from fleetdesk.domain.located import place_of
from fleetdesk.domain.outbox import Draft, Op, OpKind
from fleetdesk.domain.places import Geozone, Poi
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.background import Background
from fleetdesk.sync.creation_service import CreationService
from fleetdesk.sync.store import Store
from fleetdesk.ui.places.place_dialog import PlaceDialog
from fleetdesk.ui.places.poi_dialog import PoiDialog
from fleetdesk.ui.places.zone_dialog import ZoneDialog, ZoneWish
from fleetdesk.ui.widgets.dialogs import accept, refuse
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices

SAVED = _("{name} is saved and on its way. The outbox shows it until the server has it.")
NO_ACCOUNT = _("Places are made on a Metrotec account. Connect one under Accounts, or wait until it answers.")
VENDOR = "Metrotec"
AddressOf = Callable[[float, float], Awaitable[tuple[str, str]]]
"""Finds the address nearest to a latitude and longitude, empty for none, and a sentence about it."""


class PlaceCreating(QObject):
    """Opens the dialogs and saves what is typed.

    `made`: a kind of place, whose layer the map is to show; `sketched`: the geozone that a dialog is about, None when
    it is closed.
    """

    made = Signal(OpKind)
    sketched = Signal(object)

    def __init__(
        self, window: Callable[[], QWidget], service: CreationService, store: Store, background: Background,
        notices: Notices, address_of: AddressOf,
    ) -> None:  # fmt: skip
        super().__init__()
        self._window, self._service, self._store = window, service, store
        self._background, self._notices, self._address_of = background, notices, address_of

    def new_poi(self, lat: float | None, lon: float | None, name: str = "", address: str = "") -> PoiDialog | None:
        """Ask for a place there; say why where no account takes one."""
        return self._ask_poi(Poi("", None, lat, lon, name, "poi", address=address))

    def new_zone(self, lat: float, lon: float, radius_m: float | None = None, name: str = "") -> ZoneDialog | None:
        """Ask for a geozone around there."""
        return self._ask_zone(Geozone("", 0, name, lat, lon, radius_m))

    def tie(self, zone: Geozone) -> ZoneDialog | None:
        """Ask for the vehicles of which a geozone is to tell."""
        return self._ask_zone(zone)

    def offer_task(self, menu: QMenu, task: Task) -> None:
        """Add to the menu of a task that its place becomes a place with a name."""
        place = place_of(task)
        if place is not None:
            make = add_entry(menu, _("New place at its address"))
            make.triggered.connect(lambda: self.new_poi(*place, name="", address=task.address or ""))

    def edit(self, op: Op) -> PlaceDialog | None:
        """Open a place that waits with its values, to be corrected."""
        place = as_place(op.account, op.kind, op.fields)
        return self._ask_poi(place, op) if isinstance(place, Poi) else self._ask_zone(place, op)

    # -- asking

    def _ask_poi(self, poi: Poi, instead: Op | None = None) -> PoiDialog | None:
        accounts = self._accounts(poi.account)
        if not accounts:
            return None
        dialog = PoiDialog(self._window(), accounts, VENDOR, poi)
        dialog.wanted.connect(lambda typed: self._save(dialog, lambda: [poi_draft(typed.account, typed)], instead))
        dialog.address_wanted.connect(
            lambda lat, lon: self._background.start(self._find_address(dialog, lat, lon), "address of a place")
        )
        return dialog

    def _ask_zone(self, zone: Geozone, instead: Op | None = None) -> ZoneDialog | None:
        accounts = self._accounts(zone.account)
        if not accounts:
            return None
        selected = [split_key(key)[1] for key in self._store.selection if account_of(key) in accounts]
        dialog = ZoneDialog(self._window(), accounts, VENDOR, zone, self._units_of, () if instead else selected)
        dialog.wanted.connect(lambda wish: self._save(dialog, lambda: self._drafts(wish), instead))
        self.sketched.emit(zone)
        dialog.sketched.connect(self.sketched)
        dialog.finished.connect(lambda _code: self.sketched.emit(None))
        return dialog

    def _accounts(self, only: str) -> Sequence[str]:
        accounts = [each for each in self._service.accounts if only in ("", each)]
        if not accounts:
            self._notices.say(NO_ACCOUNT)
        return accounts

    def _units_of(self, account: str) -> Mapping[str, str]:
        mine = (seen for seen in self._store.fleet.values() if seen.unit.account == account)
        return {seen.unit.id: seen.label for seen in mine}

    def _drafts(self, wish: ZoneWish) -> list[Draft]:
        names, zone = self._units_of(wish.zone.account), wish.zone
        new = None if zone.id else zone_draft(zone.account, zone)
        ties = [tie_draft(new or zone, unit, names.get(unit, unit), wish.events) for unit in wish.units]
        return [new, *ties] if new else ties

    async def _find_address(self, dialog: PoiDialog, lat: float, lon: float) -> None:
        address, said = await self._address_of(lat, lon)
        if isValid(dialog):
            dialog.show_address(lat, lon, address, said)

    # -- saving

    def _save(self, dialog: PlaceDialog, drafts: Callable[[], list[Draft]], instead: Op | None) -> None:
        self._background.start(self._saved(dialog, drafts, instead), "save place")

    async def _saved(self, dialog: PlaceDialog, drafts: Callable[[], list[Draft]], instead: Op | None) -> None:
        """Save, close the dialog and say so; where it is refused the dialog stays with the reason."""
        try:
            new = drafts()
            if instead is not None:
                await self._service.replace(instead, new[0])
                new = [replace(each, task=instead.task) for each in new]
                await self._service.add(new[1:])
            else:
                await self._service.add(new)
        except FleetError as error:
            refuse(dialog, str(error))
            return
        accept(dialog)
        self._notices.say(_saved_words(new))
        self.made.emit(new[0].kind)


def _saved_words(drafts: Sequence[Draft]) -> str:
    if drafts[0].kind is OpKind.TIE:
        count = len(drafts)
        told = ngettext("{count} alarm is saved and on its way.", "{count} alarms are saved and on their way.", count)
        return told.format(count=count)
    return SAVED.format(name=readable(drafts[0].label, NAME))
