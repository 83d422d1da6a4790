"""The dialog "Roads": the routers by name, with what each learns of the fleet, its terms and its attribution."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.roads import Profile
from fleetdesk.profile.settings import Roads
from fleetdesk.roads.presets import NONE, PRESETS, RouterPreset, preset_of
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import add_names, list_item, set_name, set_value
from fleetdesk.ui.widgets.labels import Paragraph, label

LIST_PX, WORDS_PX, WORDS_LINES = 230, 380, 6
PROFILE_WORDS = {Profile.TRUCK: pgettext("choice", "truck"), Profile.CAR: pgettext("choice", "car")}
PROFILES = [str(each) for each in PROFILE_WORDS]
FILL_IN = _("Fill in the field “{name}” first.")


class RoadDialog(Small):
    """Lists the routers; `used` carries the settings of the one that was chosen, `say_refused` what came of it."""

    used = Signal(object)

    def __init__(self, parent: QWidget, now: Roads) -> None:
        super().__init__(parent, _("Roads"), _("Use"))
        self._names, self._about = QListWidget(), Paragraph(lines=WORDS_LINES)
        self._shown, self._form = Paragraph("Dim", lines=2), QFormLayout()
        self._address, self._key, self._profile = QLineEdit(), QLineEdit(), QComboBox()
        self._build()
        self._names.setCurrentRow(PRESETS.index(_preset(now.service)))
        set_value(self._address, now.address)
        set_value(self._key, now.key)
        self._profile.setCurrentIndex(PROFILES.index(now.profile) if now.profile in PROFILES else 0)

    @property
    def preset(self) -> RouterPreset:
        """Return the router that is chosen in the list."""
        return PRESETS[max(self._names.currentRow(), 0)]

    def say_refused(self, wrong: str) -> None:
        """Show what is wrong with the router that was to be used."""
        self.go.setEnabled(True)
        self.answer.say(wrong)

    def _build(self) -> None:
        set_name(self._names, _("Routers"))
        self._names.ensurePolished()  # or its rows are as tall as without the style sheet
        for each in PRESETS:
            self._names.addItem(list_item(each.name, each.service))
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
        self._address.setPlaceholderText(_("https:// and the name of the server"))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        add_names(self._profile, list(PROFILE_WORDS.values()))
        named = ((_("Address"), self._address), (_("Key"), self._key), (_("Vehicle"), self._profile))
        for name, field in named:
            set_name(field, name)
            self._form.addRow(label(name, "Field"), field)
        box = QVBoxLayout()
        box.addStrut(WORDS_PX)
        for each in (self._about, self._shown):
            box.addWidget(each)
        box.addLayout(self._form)
        box.addStretch(1)
        return box

    def _show_preset(self) -> None:
        """Say what the router in the list is, and ask for what it needs."""
        preset = self.preset
        self._about.say(preset.about)
        shown = _("Shown beside its figures: {words}").format(words=preset.attribution)
        self._shown.say(shown if preset.attribution else "")
        self.answer.say("")
        for field in (self._address, self._key):
            set_value(field, "")
        for row, seen in enumerate((preset.asks_address, preset.asks_key, preset is not NONE)):
            self._form.setRowVisible(row, seen)

    def _use(self) -> None:
        preset, address, key = self.preset, self._address.text().strip(), self._key.text().strip()
        for wanted, text, field in ((preset.asks_address, address, self._address), (preset.asks_key, key, self._key)):
            if wanted and not text:
                self.answer.say(FILL_IN.format(name=field.accessibleName()))
                field.setFocus()
                return
        self.go.setEnabled(False)
        self.answer.say("")
        self.used.emit(replace(Roads(), **self._wanted(preset, address, key)))

    def _wanted(self, preset: RouterPreset, address: str, key: str) -> dict[str, str]:
        named = {"address": address} if preset.asks_address else {}
        keyed = {"key": key} if preset.asks_key else {}
        return {"service": preset.service, "profile": PROFILES[self._profile.currentIndex()], **named, **keyed}


def _preset(service: str) -> RouterPreset:
    try:
        return preset_of(service)
    except UsageError:
        return NONE
