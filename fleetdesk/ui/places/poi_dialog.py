"""The dialog "New place": a point of interest or a customer, by the vendor's rules."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from fleetdesk.base.translation import _
from fleetdesk.domain.creation_drafts import LONGEST_COMMENT, LONGEST_NAME, RADIUS_M, WITH_MAC
from fleetdesk.domain.places import PURPOSE_BY_CODE, Poi
from fleetdesk.ui.places.place_dialog import PlaceDialog, metres
from fleetdesk.ui.places.rows import PURPOSES
from fleetdesk.ui.widgets.foreign_text import add_choice, chosen, set_hint

WIDEST_M = 100_000
COMMENT, MAC = _("Without one the name is the comment"), _("Its MAC address, like AD-6A-9F-DA-13-7D")


class PoiDialog(PlaceDialog):
    """Fields "Name", "Kind", "Comment", "Place", "Radius, m", "Address", "Contact", "Phone"; button "Save the place".

    `wanted` carries the Poi, without an id.
    """

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
        self._contact = self.add_line(_("Contact"), poi.contact or "")
        self._code = self.add_line(_("Country code"), poi.country_code or "", "+372", most=8)
        self._phone = self.add_line(_("Phone"), poi.phone or "", most=40)
        self._kind.currentIndexChanged.connect(lambda _row: self._hint())
        self._hint()
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

    def _hint(self) -> None:
        set_hint(self._comment, MAC if chosen(self._kind) in WITH_MAC else COMMENT)
