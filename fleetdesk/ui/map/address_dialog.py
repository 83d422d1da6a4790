"""The dialog "Address service": the services by name, with what each learns, its terms and its attribution."""

from PySide6.QtWidgets import QLineEdit, QWidget

from fleetdesk.base.translation import _, pgettext
from fleetdesk.geocoding.presets import NONE, PRESETS, Asks, GeocoderPreset
from fleetdesk.profile.settings import Addresses
from fleetdesk.ui.map.source_dialog import WORD_PX, SourceDialog
from fleetdesk.ui.widgets.foreign_text import set_name, set_value
from fleetdesk.ui.widgets.labels import Elided

_WORDS = {Asks.KEY: pgettext("field", "Key"), Asks.ADDRESS: _("Address of the server")}


class AddressDialog(SourceDialog[GeocoderPreset]):
    """Lists the address services; `used` carries an Addresses."""

    def __init__(self, parent: QWidget, now: Addresses) -> None:
        named = _("Named beside its answers: {words}")
        super().__init__(parent, _("Address service"), _("Address services"), PRESETS, named)
        self._word, self._field = Elided("Field", cap_px=WORD_PX), QLineEdit()
        self.form.addRow(self._word, self._field)
        self.choose(next((each for each in PRESETS if each.key == now.service), NONE))
        set_value(self._field, now.key or now.address)

    def show_fields(self, preset: GeocoderPreset) -> None:
        """Ask for the key, or for the address of an own server."""
        word = _WORDS.get(preset.asks, "")
        set_value(self._field, "")
        self._field.setPlaceholderText(_("https:// and the name of the server") if preset.asks is Asks.ADDRESS else "")
        self._word.say(word)
        set_name(self._field, word or _("Address of the server"))
        self.form.setRowVisible(0, bool(word))

    def use(self, preset: GeocoderPreset) -> None:
        """Send off the service with its address or key."""
        if preset.asks is Asks.NOTHING or self.is_filled(self._field):
            word, own, keyed = self._field.text().strip(), preset.asks is Asks.ADDRESS, preset.asks is Asks.KEY
            self.send(Addresses(preset.key, word if own else "", word if keyed else ""))
