"""The window "Preferences": a search, and below it the entries in their groups."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.profile.settings import SCALARS, Settings
from fleetdesk.ui.settings.editors import Action, Editor, FieldEditor, editor_of, told
from fleetdesk.ui.settings.entries import Entry, entries, fitting
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.labels import Paragraph, label
from fleetdesk.ui.widgets.panel import scrolling
from fleetdesk.ui.widgets.search_field import SearchField

SIZE, TEXT_LINES = (720, 620), 3


class PreferencesDialog(Dialog):
    """Shows the settings; `chosen` carries the name of a setting and the value that the user has given it."""

    chosen = Signal(str, object)
    came_forward = Signal()

    def __init__(self, settings: Settings, actions: Mapping[str, Action], parent: QWidget) -> None:
        super().__init__(parent, _("Preferences"))
        self.search = SearchField(_("Search preferences"), _("Search preferences"))
        self._none = Paragraph("Dim", _("No preference fits the search."))
        self._rows: dict[str, QWidget] = {}
        self._headings: dict[str, QWidget] = {}
        self.editors: dict[str, Editor] = {}
        self._measured: dict[str, str] = {}
        self._build(actions)
        self.show_settings(settings)
        self.search.textChanged.connect(self._narrow)
        self._narrow("")
        self.resize_on_screen(*SIZE)

    def show_settings(self, settings: Settings, names: Collection[str] = SCALARS) -> None:
        """Show the values of these settings, and what is told beside them, as they are now."""
        for entry in entries():
            if not entry.name or entry.name in names:
                self.editors[entry.key].show_value(self._measured.get(entry.key) or told(entry, settings))

    def show_measured(self, key: str, words: str) -> None:
        """Show what is told beside an entry, by its key, and had to be looked up."""
        self._measured[key] = words
        self.editors[key].show_value(words)

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the window is in front again: what another window has changed is shown anew."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_forward.emit()

    def offer_zones(self, zones: Collection[str]) -> None:
        """Offer the names of time zones, and take these alone."""
        zone = self.editors["zone"]
        assert isinstance(zone, FieldEditor)
        zone.field.offer(zones)

    def _build(self, actions: Mapping[str, Action]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 4, 10, 10)
        column.setSpacing(12)
        for entry in entries():
            if entry.group not in self._headings:
                self._headings[entry.group] = label(entry.group, "EmptyTitle")
                column.addWidget(self._headings[entry.group])
            self._rows[entry.key] = self._row(entry, actions)
            column.addWidget(self._rows[entry.key])
        column.addWidget(self._none)
        column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(self.search.row())
        box.addWidget(scrolling(body), 1)

    def _row(self, entry: Entry, actions: Mapping[str, Action]) -> QWidget:
        row, made = QWidget(), editor_of(entry, actions)
        self.editors[entry.key] = made
        if entry.name:
            made.changed.connect(lambda value: self.chosen.emit(entry.name, value))
        box, words = QHBoxLayout(row), QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(Paragraph("Strong", entry.title, lines=2))
        words.addWidget(Paragraph("Dim", entry.sentence, lines=TEXT_LINES))
        if entry.default:
            usual = _("Where nothing is set: {default}.").format(default=entry.default)
            words.addWidget(Paragraph("Dim", usual))
        words.addStretch(1)
        box.addLayout(words, 1)
        box.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _narrow(self, text: str) -> None:
        found = fitting(text)
        keys, groups = {each.key for each in found}, {each.group for each in found}
        for key, row in self._rows.items():
            row.setVisible(key in keys)
        for group, heading in self._headings.items():
            heading.setVisible(group in groups)
        self._none.setVisible(not found)
