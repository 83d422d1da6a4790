"""The window "Preferences": a search, and below it the entries in their groups."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.profile.settings import Settings
from fleetdesk.ui.settings.editors import Editor, editor_of, told
from fleetdesk.ui.settings.entries import Entry, entries, fitting
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.labels import Paragraph, label
from fleetdesk.ui.widgets.panel import scrolling
from fleetdesk.ui.widgets.search_field import SearchField

SIZE, TEXT_LINES = (720, 620), 3


class PreferencesDialog(Dialog):
    """Shows the settings; `chosen` carries the name of a setting and the value that the user has given it."""

    chosen = Signal(str, object)

    def __init__(
        self, settings: Settings, actions: Mapping[str, tuple[str, Callable[[], object]]], parent: QWidget
    ) -> None:
        super().__init__(parent, _("Preferences"))
        self.search = SearchField(_("Search preferences"), _("Search preferences"))
        self._none = Paragraph("Dim", _("No preference fits the search."))
        self._rows: dict[str, QWidget] = {}
        self._headings: dict[str, QWidget] = {}
        self.editors: dict[str, Editor] = {}
        self._build(actions)
        self.show_settings(settings)
        self.search.textChanged.connect(self._narrow)
        self._narrow("")
        available = self.screen().availableGeometry().size()
        self.resize(min(SIZE[0], available.width()), min(SIZE[1], round(available.height() * 0.85)))

    def show_settings(self, settings: Settings) -> None:
        """Show the values as they are now."""
        for entry in entries():
            self.editors[entry.key].show_value(told(entry, settings))

    def _build(self, actions: Mapping[str, tuple[str, Callable[[], object]]]) -> None:
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

    def _row(self, entry: Entry, actions: Mapping[str, tuple[str, Callable[[], object]]]) -> QWidget:
        row, made = QWidget(), editor_of(entry, actions)
        self.editors[entry.key] = made
        if entry.name:
            made.changed.connect(lambda value: self.chosen.emit(entry.name, value))
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(Paragraph("Strong", entry.title, lines=2), 0, 0)
        grid.addWidget(Paragraph("Dim", entry.sentence, lines=TEXT_LINES), 1, 0)
        if entry.default:
            usual = _("Where nothing is set: {default}.").format(default=entry.default)
            grid.addWidget(Paragraph("Dim", usual), 2, 0)
        grid.addWidget(made, 0, 1, 3, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        return row

    def _narrow(self, text: str) -> None:
        found = fitting(text)
        keys, groups = {each.key for each in found}, {each.group for each in found}
        for key, row in self._rows.items():
            row.setVisible(key in keys)
        for group, heading in self._headings.items():
            heading.setVisible(group in groups)
        self._none.setVisible(not found)
