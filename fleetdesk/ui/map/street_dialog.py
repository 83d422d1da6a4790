"""The dialog "Streets": the street maps by name, with what each sends to whom, its terms and its attribution."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.presets import PRESETS, Asks, StreetPreset, preset_of
from fleetdesk.streets.tiles import is_address
from fleetdesk.ui.map.source_dialog import WORD_PX, SourceDialog
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.foreign_text import set_name, set_value
from fleetdesk.ui.widgets.labels import Elided, button, label

_WORDS = {Asks.KEY: _("Key"), Asks.ORGANISATION: _("Organisation"), Asks.ADDRESS: _("Source"), Asks.FILE: _("Source")}
_OWN = {Asks.ADDRESS, Asks.FILE}
_KINDS = _("Maps (*.pmtiles *.mbtiles);;All files (*)")


class StreetDialog(SourceDialog[StreetPreset]):
    """Lists the street maps; `used` carries a Tiles."""

    country_wanted = Signal()

    def __init__(self, parent: QWidget, now: Tiles) -> None:
        super().__init__(parent, _("Streets"), _("Street maps"), PRESETS, _("Shown on the map: {words}"))
        self._word, self._source, self._attribution = Elided("Field", cap_px=WORD_PX), QLineEdit(), QLineEdit()
        self._browse = button(_("Choose a file…"), _("Choose map file"))
        self._add_fields()
        preset, word = preset_of(now.source, is_address(now.source))
        set_value(self._attribution, now.attribution)
        self.choose(preset)
        set_value(self._source, word)

    def _add_fields(self) -> None:
        set_name(self._attribution, _("Attribution"))
        self._attribution.setPlaceholderText(_("© whoever made the map; shown on it"))
        self._browse.clicked.connect(self._pick)
        self.form.addRow(self._word, self._source)
        self.form.addRow("", self._browse)
        self.form.addRow(label(_("Attribution"), "Field"), self._attribution)

    def show_fields(self, preset: StreetPreset) -> None:
        """Ask for the key, the organisation, or the source of an own map with its attribution."""
        word = _WORDS.get(preset.asks, "")
        set_value(self._source, "")
        self._word.say(word)
        set_name(self._source, word or _("Source"))
        for row, seen in enumerate((bool(word), preset.asks is Asks.FILE, preset.asks in _OWN)):
            self.form.setRowVisible(row, seen)

    def use(self, preset: StreetPreset) -> None:
        """Send off the street map, or ask which country is to be kept."""
        if preset.asks is Asks.COUNTRY:
            self.accept()
            self.country_wanted.emit()
        elif preset.asks is Asks.NOTHING or self.is_filled(self._source):
            self.send(Tiles(*self._chosen(preset), preset.max_zoom))

    def _chosen(self, preset: StreetPreset) -> tuple[str, str]:
        """Return source and attribution."""
        word = self._source.text().strip()
        if preset.asks in _OWN:
            return word, self._attribution.text().strip()
        return preset.filled(word), preset.attribution

    def _pick(self) -> None:
        pick_file(self, _("Choose a map file"), _KINDS, lambda path: set_value(self._source, path))
