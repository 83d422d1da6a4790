"""The dialog "Streets": the street maps by name, with what each sends to whom, its terms and its attribution."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Tiles
from fleetdesk.streets.presets import PRESETS, Asks, StreetPreset, preset_of
from fleetdesk.streets.tiles import is_address
from fleetdesk.ui.widgets.dialogs import Small, pick_file
from fleetdesk.ui.widgets.foreign_text import list_item, set_name, set_value
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button, label

LIST_PX, WORDS_PX, WORDS_LINES = 230, 380, 6
_WORDS = {Asks.KEY: _("Key"), Asks.ORGANISATION: _("Organisation"), Asks.ADDRESS: _("Source"), Asks.FILE: _("Source")}
_OWN = {Asks.ADDRESS, Asks.FILE}
_KINDS = _("Maps (*.pmtiles *.mbtiles);;All files (*)")


class StreetDialog(Small):
    """Lists the street maps; `used` carries the one that was chosen, and `answered` says what came of it."""

    used = Signal(object)
    country_wanted = Signal()

    def __init__(self, parent: QWidget, now: Tiles) -> None:
        super().__init__(parent, _("Streets"), _("Use"))
        self._names, self._about = QListWidget(), Paragraph(lines=WORDS_LINES)
        self._shown = Paragraph("Dim", lines=2)
        self._form, self._source, self._attribution = QFormLayout(), QLineEdit(), QLineEdit()
        self._browse = button(_("Choose a file…"), _("Choose map file"))
        self._word = Elided("Field")
        self._build()
        preset, word = preset_of(now.source, is_address(now.source))
        set_value(self._attribution, now.attribution)
        self._names.setCurrentRow(PRESETS.index(preset))
        set_value(self._source, word)

    @property
    def preset(self) -> StreetPreset:
        """Return the street map that is chosen in the list."""
        return PRESETS[max(self._names.currentRow(), 0)]

    def say_refused(self, wrong: str) -> None:
        """Show what is wrong with the street map that was to be used."""
        self.go.setEnabled(True)
        self.answer.say(wrong)

    def _build(self) -> None:
        set_name(self._names, _("Street maps"))
        self._names.ensurePolished()  # or its rows are as tall as without the style sheet
        for each in PRESETS:
            self._names.addItem(list_item(each.name, each.name))
        self._names.setFixedWidth(LIST_PX)
        self._names.currentRowChanged.connect(lambda _row: self._show_preset())
        self._names.itemDoubleClicked.connect(lambda _item: self.go.click())
        self._browse.clicked.connect(self._pick)
        self.go.clicked.connect(self._use)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._names)
        columns.addLayout(self._words(), 1)
        self.box.addLayout(columns)

    def _words(self) -> QVBoxLayout:
        set_name(self._attribution, _("Attribution"))
        self._attribution.setPlaceholderText(_("© whoever made the map; shown on it"))
        self._form.addRow(self._word, self._source)
        self._form.addRow("", self._browse)
        self._form.addRow(label(_("Attribution"), "Field"), self._attribution)
        words = QVBoxLayout()
        words.addStrut(WORDS_PX)
        for each in (self._about, self._shown):
            words.addWidget(each)
        words.addLayout(self._form)
        words.addStretch(1)
        return words

    def _show_preset(self) -> None:
        """Say what the street map in the list is, and ask for what it needs."""
        preset = self.preset
        self._about.say(preset.about)
        self._shown.say(_("Shown on the map: {words}").format(words=preset.attribution) if preset.attribution else "")
        self.answer.say("")
        set_value(self._source, "")
        word = _WORDS.get(preset.asks, "")
        self._word.say(word)
        set_name(self._source, word or _("Source"))
        for row, seen in enumerate((bool(word), preset.asks is Asks.FILE, preset.asks in _OWN)):
            self._form.setRowVisible(row, seen)

    def _pick(self) -> None:
        pick_file(self, _("Choose a map file"), _KINDS, lambda path: set_value(self._source, path))

    def _use(self) -> None:
        word, preset = self._source.text().strip(), self.preset
        if preset.asks is Asks.COUNTRY:
            self.accept()
            self.country_wanted.emit()
            return
        if preset.asks is not Asks.NOTHING and not word:
            self.answer.say(_("Fill in the field “{name}” first.").format(name=_WORDS[preset.asks]))
            self._source.setFocus()
            return
        self.go.setEnabled(False)
        self.answer.say("")
        own = preset.asks in _OWN
        source, attribution = (
            (word, self._attribution.text().strip()) if own else (preset.filled(word), preset.attribution)
        )
        self.used.emit(Tiles(source, attribution, preset.max_zoom))
