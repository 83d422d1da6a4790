"""The dialog "Roads": the routers by name, with what each learns of the fleet, its terms and its attribution."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.roads import Profile
from fleetdesk.profile.settings import Roads
from fleetdesk.roads.presets import NONE, PRESETS, RouterPreset, preset_of
from fleetdesk.ui.map.source_dialog import SourceDialog
from fleetdesk.ui.widgets.foreign_text import add_names, set_name, set_value
from fleetdesk.ui.widgets.labels import label

PROFILE_WORDS = {Profile.TRUCK: pgettext("choice", "truck"), Profile.CAR: pgettext("choice", "car")}
PROFILES = [str(each) for each in PROFILE_WORDS]


class RoadDialog(SourceDialog[RouterPreset]):
    """Lists the routers; `used` carries a Roads."""

    def __init__(self, parent: QWidget, now: Roads) -> None:
        super().__init__(parent, _("Roads"), _("Routers"), PRESETS, _("Shown beside its figures: {words}"))
        self._address, self._key, self._profile = QLineEdit(), QLineEdit(), QComboBox()
        self._add_fields()
        self.choose(_preset(now.service))
        set_value(self._address, now.address)
        set_value(self._key, now.key)
        self._profile.setCurrentIndex(PROFILES.index(now.profile) if now.profile in PROFILES else 0)

    def _add_fields(self) -> None:
        self._address.setPlaceholderText(_("https:// and the name of the server"))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        add_names(self._profile, list(PROFILE_WORDS.values()))
        named = ((_("Address"), self._address), (_("Key"), self._key), (_("Vehicle"), self._profile))
        for name, field in named:
            set_name(field, name)
            self.form.addRow(label(name, "Field"), field)

    def show_fields(self, preset: RouterPreset) -> None:
        """Ask for the address of an own server, the key, and for which vehicle ways are found."""
        for field in (self._address, self._key):
            set_value(field, "")
        for row, seen in enumerate((preset.asks_address, preset.asks_key, preset is not NONE)):
            self.form.setRowVisible(row, seen)

    def use(self, preset: RouterPreset) -> None:
        """Send off the router with its address, key and vehicle."""
        needed = ((preset.asks_address, self._address), (preset.asks_key, self._key))
        if all(self.is_filled(field) for wanted, field in needed if wanted):
            address, key = self._address.text().strip(), self._key.text().strip()
            self.send(replace(Roads(), **self._wanted(preset, address, key)))

    def _wanted(self, preset: RouterPreset, address: str, key: str) -> dict[str, str]:
        named = {"address": address} if preset.asks_address else {}
        keyed = {"key": key} if preset.asks_key else {}
        return {"service": preset.service, "profile": PROFILES[self._profile.currentIndex()], **named, **keyed}


def _preset(service: str) -> RouterPreset:
    try:
        return preset_of(service)
    except UsageError:
        return NONE
