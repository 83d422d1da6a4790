"""What the dialogs of streets, roads and address services share: sources by name, what each is, what it asks for."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.dialogs import Small
from fleetdesk.ui.widgets.foreign_text import list_item, set_name
from fleetdesk.ui.widgets.labels import Paragraph

LIST_PX, WORDS_PX, WORDS_LINES, GAP_PX = 260, 400, 6, 16
WORD_PX = 160
"""The most room for the name of a field."""
FILL_IN = _("Fill in the field “{name}” first.")


class Source(Protocol):
    """A source by its name, with what it learns and its terms, and the words to show beside what it gives."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def about(self) -> str: ...  # noqa: D102
    @property
    def attribution(self) -> str: ...  # noqa: D102


Preset = TypeVar("Preset", bound=Source)


class SourceDialog(Small, Generic[Preset]):
    """Lists sources. `used` carries the settings of the one that was chosen, say_refused() says what is wrong with it.

    A subclass adds rows to `form`, fills show_fields() and use(), and then calls choose(). `shown_words` has a place
    for the attribution.
    """

    used = Signal(object)

    def __init__(
        self, parent: QWidget, title: str, list_name: str, presets: Sequence[Preset], shown_words: str
    ) -> None:
        super().__init__(parent, title, _("Use"))
        self._presets, self._shown_words = presets, shown_words
        self._names, self._about, self._shown = QListWidget(), Paragraph(lines=WORDS_LINES), Paragraph("Dim", lines=2)
        self.form = QFormLayout()
        set_name(self._names, list_name)
        self._fill()

    @property
    def preset(self) -> Preset:
        """Return the source that is chosen in the list."""
        return self._presets[max(self._names.currentRow(), 0)]

    def choose(self, preset: Preset) -> None:
        """Choose a source in the list."""
        self._names.setCurrentRow(list(self._presets).index(preset))

    def show_fields(self, preset: Preset) -> None:
        """Show the fields that a source needs, empty."""
        raise NotImplementedError

    def use(self, preset: Preset) -> None:
        """Send off what was chosen and typed, or say what is missing."""
        raise NotImplementedError

    def is_filled(self, field: QLineEdit) -> bool:
        """Return whether something is in a field that is needed; say so where nothing is."""
        filled = bool(field.text().strip())
        if not filled:
            self.answer.say(FILL_IN.format(name=field.accessibleName()))
            field.setFocus()
        return filled

    def send(self, settings: object) -> None:
        """Send off the settings, and wait for what comes of them."""
        self.go.setEnabled(False)
        self.answer.say("")
        self.used.emit(settings)

    def _fill(self) -> None:
        self._names.ensurePolished()  # or its rows are as tall as without the style sheet
        for each in self._presets:
            self._names.addItem(list_item(each.name, each.name))
        self._names.setFixedWidth(LIST_PX)
        rows = sum(map(self._names.sizeHintForRow, range(len(self._presets))))
        self._names.setMinimumHeight(rows + 2 * self._names.frameWidth())
        self._names.currentRowChanged.connect(lambda _row: self._show())
        self._names.itemDoubleClicked.connect(lambda _item: self.go.click())
        self.go.clicked.connect(lambda: self.use(self.preset))
        columns = QHBoxLayout()
        columns.setSpacing(GAP_PX)
        columns.addWidget(self._names)
        columns.addLayout(self._words(), 1)
        self.box.addLayout(columns)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.addStrut(WORDS_PX)
        for each in (self._about, self._shown):
            words.addWidget(each)
        words.addLayout(self.form)
        words.addStretch(1)
        return words

    def _show(self) -> None:
        """Say what the source in the list is, and ask for what it needs."""
        preset = self.preset
        self._about.say(preset.about)
        self._shown.say(self._shown_words.format(words=preset.attribution) if preset.attribution else "")
        self.answer.say("")
        self.show_fields(preset)
