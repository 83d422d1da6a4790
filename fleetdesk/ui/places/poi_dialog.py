"""The dialog "New place": a point of interest or a customer, by the vendor's rules."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.creation_drafts import LONGEST_COMMENT, LONGEST_NAME, RADIUS_M, WITH_MAC
from fleetdesk.domain.places import PURPOSE_BY_CODE, Poi
from fleetdesk.ui.places.place_dialog import PlaceDialog, metres
from fleetdesk.ui.places.rows import PURPOSES
from fleetdesk.ui.widgets.foreign_text import add_choice, chosen, set_hint, set_value
from fleetdesk.ui.widgets.labels import Paragraph, button

WIDEST_M = 100_000
COMMENT, MAC = _("Without one the name is the comment"), _("Its MAC address, like AD-6A-9F-DA-13-7D")


class PoiDialog(PlaceDialog):
    """Fields "Name", "Kind", "Comment", "Place", "Radius, m", "Address", "Contact", "Phone".

    Buttons "Find its address", "Save the place". `wanted` carries the Poi, without an id.
    `address_wanted` carries latitude and longitude of a place whose address is empty.
    """

    address_wanted = Signal(float, float)

    def __init__(self, parent: QWidget, accounts: Sequence[str], vendor: str, poi: Poi) -> None:
        super().__init__(parent, _("New place"), accounts, _("Save the place"))
        self._poi, self._kind = poi, QComboBox()
        self._name = self.add_line(_("Name"), poi.name or "", most=LONGEST_NAME)
        for purpose in PURPOSE_BY_CODE.values():
            add_choice(self._kind, PURPOSES[purpose], purpose)
        self._kind.setCurrentIndex(max(self._kind.findData(poi.purpose), 0))
        self.add(_("Kind"), self._kind)
        self._comment = self.add_line(_("Comment"), poi.comment or "", most=LONGEST_COMMENT)
        self.add_place(_("Place"), poi.lat, poi.lon)
        self._radius = self.add_line(_("Radius, m"), str(round(poi.radius_m or RADIUS_M)), most=6)
        self._address = self.add_line(_("Address"), poi.address or "")
        self.find_address, self._told = button(_("Find its address")), Paragraph("Dim")
        self.find_address.clicked.connect(self._want_address)
        self.form.addRow("", self.find_address)
        self.form.addRow(self._told)
        self._address.textChanged.connect(lambda _text: self._offer())
        self._contact = self.add_line(_("Contact"), poi.contact or "")
        self._code = self.add_line(_("Country code"), poi.country_code or "", "+372", most=8)
        self._phone = self.add_line(_("Phone"), poi.phone or "", most=40)
        self._kind.currentIndexChanged.connect(lambda _row: self._hint())
        self._hint()
        self._offer()
        self.say_for_good(vendor)
        self.ask(self.typed)
        self._name.setFocus()

    def typed(self) -> Poi:
        """Return what was typed; UsageError where it is no place."""
        lat, lon = self.place()
        lines = (self._name, self._comment, self._address, self._contact, self._code, self._phone)
        name, comment, address, contact, code, phone = (each.text().strip() for each in lines)
        return Poi(
            self.account,
            None,
            lat,
            lon,
            name,
            chosen(self._kind),
            comment=comment,
            type=self._poi.type,
            radius_m=metres(self._radius.text(), WIDEST_M),
            address=address,
            contact=contact,
            country_code=code,
            phone=phone,
        )

    def show_address(self, lat: float, lon: float, address: str, said: str) -> None:
        """Say what was found of an address, and fill it in where it is empty and the place still the same."""
        self.find_address.setEnabled(True)
        if self._is_at(lat, lon) and not self._address.text().strip():
            self._told.say(said)
            set_value(self._address, address)

    def _is_at(self, lat: float, lon: float) -> bool:
        try:
            return self.place() == (lat, lon)
        except UsageError:
            return False

    def _want_address(self) -> None:
        self.answer.say("")
        try:
            place = self.place()
        except UsageError as error:
            self.answer.say(str(error))
            return
        self.find_address.setEnabled(False)
        self.address_wanted.emit(*place)

    def _offer(self) -> None:
        """Offer to find the address while there is none."""
        self.form.setRowVisible(self.find_address, not self._address.text().strip())

    def _hint(self) -> None:
        set_hint(self._comment, MAC if chosen(self._kind) in WITH_MAC else COMMENT)
