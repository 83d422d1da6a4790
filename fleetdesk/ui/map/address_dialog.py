"""The dialog "Address service": the services by name, with what each learns, its terms and its attribution."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.translation import _, pgettext
from fleetdesk.geocoding.presets import NONE, PRESETS, Asks, GeocoderPreset
from fleetdesk.profile.settings import Addresses
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import list_item, set_name, set_value
from fleetdesk.ui.widgets.labels import Elided, Paragraph

LIST_PX, WORDS_PX, WORDS_LINES, WORD_PX = 260, 400, 6, 160
_WORDS = {Asks.KEY: pgettext("field", "Key"), Asks.ADDRESS: _("Address of the server")}


class AddressDialog(Small):
    """Lists the address services; `used` carries the one that was chosen, and say_refused() what is wrong with it."""

    used = Signal(object)

    def __init__(self, parent: QWidget, now: Addresses) -> None:
        super().__init__(parent, _("Address service"), _("Use"))
        self._names, self._about, self._shown = QListWidget(), Paragraph(lines=WORDS_LINES), Paragraph("Dim", lines=2)
        self._form, self._word, self._field = QFormLayout(), Elided("Field", cap_px=WORD_PX), QLineEdit()
        self._build()
        chosen = next((each for each in PRESETS if each.key == now.service), NONE)
        self._names.setCurrentRow(PRESETS.index(chosen))
        set_value(self._field, now.key or now.address)

    @property
    def preset(self) -> GeocoderPreset:
        """Return the service that is chosen in the list."""
        return PRESETS[max(self._names.currentRow(), 0)]

    def say_refused(self, wrong: str) -> None:
        """Show what is wrong with the service that was to be used."""
        self.go.setEnabled(True)
        self.answer.say(wrong)

    def _build(self) -> None:
        set_name(self._names, _("Address services"))
        self._names.ensurePolished()  # or its rows are as tall as without the style sheet
        for each in PRESETS:
            self._names.addItem(list_item(each.name, each.name))
        self._names.setFixedWidth(LIST_PX)
        self._names.currentRowChanged.connect(lambda _row: self._show_preset())
        self._names.itemDoubleClicked.connect(lambda _item: self.go.click())
        self.go.clicked.connect(self._use)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._names)
        columns.addLayout(self._words(), 1)
        self.box.addLayout(columns)

    def _words(self) -> QVBoxLayout:
        self._form.addRow(self._word, self._field)
        words = QVBoxLayout()
        words.addStrut(WORDS_PX)
        for each in (self._about, self._shown):
            words.addWidget(each)
        words.addLayout(self._form)
        words.addStretch(1)
        return words

    def _show_preset(self) -> None:
        """Say what the service in the list is, and ask for what it needs."""
        preset, word = self.preset, _WORDS.get(self.preset.asks, "")
        self._about.say(preset.about)
        named = _("Named beside its answers: {words}").format(words=preset.attribution)
        self._shown.say(named if preset.attribution else "")
        self.answer.say("")
        set_value(self._field, "")
        self._word.say(word)
        set_name(self._field, word or _("Address of the server"))
        self._form.setRowVisible(0, bool(word))

    def _use(self) -> None:
        word, preset = self._field.text().strip(), self.preset
        if preset.asks is not Asks.NOTHING and not word:
            self.answer.say(_("Fill in the field “{name}” first.").format(name=_WORDS[preset.asks]))
            self._field.setFocus()
            return
        self.go.setEnabled(False)
        self.answer.say("")
        own, keyed = preset.asks is Asks.ADDRESS, preset.asks is Asks.KEY
        self.used.emit(Addresses(preset.key, word if own else "", word if keyed else ""))
