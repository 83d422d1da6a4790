"""Opens the dialog of orders from the menu of a vehicle, saves what is ordered, and says when the device has it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from fleetdesk.base.errors import FleetError
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.translation import _
from fleetdesk.domain.creation_drafts import order_draft, order_words
from fleetdesk.domain.creations import OTHER
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.units import UnitKind, VehicleEvent
from fleetdesk.sync.background import Background
from fleetdesk.sync.creation_service import CreationService
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.order_following import OrderFollowing
from fleetdesk.sync.store import Store
from fleetdesk.ui.orders.dialog import OrderDialog
from fleetdesk.ui.widgets.dialogs import accept, refuse
from fleetdesk.ui.widgets.foreign_text import add_entry
from fleetdesk.ui.widgets.notices import Notices

NAME_OF_ORDER = _("Order to the device")
SAVED = _("The order {order} is saved and on its way to {vehicle}.")
HAS_IT = _("The device of {vehicle} has the order {order}.")


class Orders(QObject):
    """Binds the menu of a vehicle to the dialog; `zone` is the company's."""

    def __init__(
        self, window: Callable[[], QWidget], service: CreationService, following: OrderFollowing, store: Store,
        background: Background, notices: Notices, zone: ZoneInfo,
    ) -> None:  # fmt: skip
        super().__init__()
        self._window, self._service, self._following, self._store = window, service, following, store
        self._background, self._notices, self._zone = background, notices, zone
        following.handled.connect(self._say_handled)

    def offer(self, menu: QMenu, key: str) -> None:
        """Add the orders to the menu of a vehicle, where its vendor takes any."""
        seen = self._store.fleet.get(key)
        if seen is None or seen.unit.kind is not UnitKind.VEHICLE:
            return
        if self._following.takes_orders(seen.unit.account):
            add_entry(menu, NAME_OF_ORDER).triggered.connect(lambda _on=False: self.open(key))

    def open(self, key: str) -> OrderDialog:
        """Open the dialog for a vehicle, and ask what its device can be told."""
        seen = self._store.fleet[key]
        dialog = OrderDialog(self._window(), seen.label, self._zone)
        dialog.wanted.connect(lambda event_type, text: self._save(dialog, seen, event_type, text))
        self._background.start(self._show(dialog, seen), "order")
        return dialog

    async def _show(self, dialog: OrderDialog, seen: Seen) -> None:
        try:
            settings = await self._following.settings(seen.unit.account, seen.unit.id)
        except FleetError as error:
            if isValid(dialog):
                dialog.told.say("")
            refuse(dialog, str(error))
            return
        if isValid(dialog):
            dialog.show_settings(settings)

    def _save(self, dialog: OrderDialog, seen: Seen, event_type: int, text: str) -> None:
        self._background.start(self._saved(dialog, seen, event_type, text), "save order")

    async def _saved(self, dialog: OrderDialog, seen: Seen, event_type: int, text: str) -> None:
        try:
            await self._service.add([order_draft(seen.unit.account, seen.unit.id, seen.label, event_type, text)])
        except FleetError as error:
            refuse(dialog, str(error))
            return
        accept(dialog)
        self._notices.say(_said(SAVED, seen.label, event_type, text))

    def _say_handled(self, event: VehicleEvent) -> None:
        seen = self._store.fleet.get(unit_key(event.account, event.unit or ""))
        plate = seen.label if seen is not None else event.unit or ""
        self._notices.say(_said(HAS_IT, plate, event.event_type or OTHER, event.description or ""))


def _said(sentence: str, plate: str, event_type: int, text: str) -> str:
    return sentence.format(order=readable(order_words(event_type, text), NAME), vehicle=readable(plate, NAME))
