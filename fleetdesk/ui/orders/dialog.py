"""The dialog "Order to a vehicle": what its device can be told, what it was told before, and what became of that."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QListWidget, QWidget

from fleetdesk.base.local_formats import date_and_time
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.creation_drafts import HANDLED, order_words
from fleetdesk.domain.creations import INTERVAL, LIGHT, OTHER
from fleetdesk.domain.units import VehicleEvent, VehicleSettings
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import add_choice, list_item, set_hint, set_name
from fleetdesk.ui.widgets.labels import Paragraph, label

BEFORE_PX = 120
ASKING = _("Asking what the device can be told…")
SURE = _("Send this to the device of {vehicle}: {order}? It cannot be taken back. Press Send it now.")
NONE_BEFORE = _("Nothing was ordered of this device yet.")


class OrderDialog(Small):
    """Box "Order", field "Text", list "Ordered before"; buttons "Send the order", then "Send it now".

    `wanted` carries the type of the order, in the vendor's number, and its text.
    """

    wanted = Signal(int, str)

    def __init__(self, parent: QWidget, plate: str, zone: ZoneInfo) -> None:
        super().__init__(parent, _("Order to {vehicle}").format(vehicle=plate), _("Send the order"))
        self._plate, self._zone = plate, zone
        self._sure: tuple[int, str] | None = None
        self.order, self.text, self.before = QComboBox(), QLineEdit(), QListWidget()
        self._form = QFormLayout()
        for name, editor in ((_("Order"), self.order), (_("Text"), self.text)):
            set_name(editor, name)
            self._form.addRow(label(name, "Field"), editor)
        set_hint(self.text, _("ON, OFF, or what the device understands"))
        set_name(self.before, _("Ordered before"))
        self.before.setFixedHeight(BEFORE_PX)
        self.box.addLayout(self._form)
        self.box.addWidget(label(_("Ordered before"), "Field"))
        self.box.addWidget(self.before)
        self.told = Paragraph("Dim", ASKING, lines=2, steady=True)
        self.box.addWidget(self.told)
        self.order.currentIndexChanged.connect(lambda _row: self._chosen())
        self.text.textEdited.connect(lambda _text: self._doubt())
        self.go.clicked.connect(self._send)
        self.go.setEnabled(False)
        self._chosen()
        self.show_it()

    def show_settings(self, settings: VehicleSettings) -> None:
        """Offer what the device can be told, and list what it was told, the newest first."""
        self.order.clear()
        for event_type, text in _offers(settings):
            add_choice(self.order, order_words(event_type, text), (event_type, text))
        add_choice(self.order, _("Other order"), (OTHER, ""))
        self.before.clear()
        for event in sorted(settings.events, key=lambda each: each.id, reverse=True):
            self.before.addItem(list_item(self._said(event)))
        self.told.say("" if settings.events else NONE_BEFORE)
        self.go.setEnabled(True)

    def say_refused(self, wrong: str) -> None:
        """Say why nothing can be sent."""
        self.answer.say(wrong)
        self.go.setEnabled(self.order.count() > 0)

    def _said(self, event: VehicleEvent) -> str:
        when = _when(event.requested_at or event.recorded_at, self._zone)
        what = order_words(event.event_type or OTHER, event.description or "")
        return joined((what, HANDLED[event.handled], when), " · ")

    def _chosen(self) -> None:
        choice = self.order.currentData()
        self._form.setRowVisible(self.text, choice is not None and not choice[1])
        self._doubt()

    def _doubt(self) -> None:
        """Ask again before another order goes."""
        self._sure = None
        self.answer.say("")
        self.go.say(_("Send the order"))

    def _send(self) -> None:
        event_type, text = self.order.currentData()
        wish = event_type, text or self.text.text().strip()
        if not wish[1]:
            self.answer.say(_("Write what the device is to do."))
        elif self._sure != wish:
            self._sure = wish
            order = order_words(*wish)
            self.answer.say(SURE.format(order=readable(order, NAME), vehicle=readable(self._plate, NAME)))
            self.go.say(pgettext("button", "Send it now"))
        else:
            self.go.setEnabled(False)
            self.wanted.emit(*wish)


def _when(moment: datetime | None, zone: ZoneInfo) -> str:
    return date_and_time(moment.astimezone(zone)) if moment is not None else ""


def _offers(settings: VehicleSettings) -> Iterable[tuple[int, str]]:
    """Yield what a device can be told, unless its settings say that it cannot."""
    if settings.has_reporting_interval is not False:
        yield from ((INTERVAL, each) for each in settings.reporting_intervals)
    if (settings.has_light_sensor, settings.has_light_tamper) != (False, False):
        yield from ((LIGHT, each) for each in ("ON", "OFF"))
