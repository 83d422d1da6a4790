"""The mapping step: each column of the table with its first value, and a choice of what it holds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.importing.mapping import LABELS
from fleetdesk.ui.widgets.foreign_text import add_choice, set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided

WIDTH_PX, FIRST = 176, 2000


class MappingStrip(QScrollArea):
    """One small card a column, side by side."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Columns"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(112)
        self.choices: list[QComboBox] = []

    def show_columns(self, headings: Sequence[str], first: Sequence[str], mapping: Sequence[str]) -> None:
        """Show these columns; `first` are the values of the first row."""
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(12, 8, 12, 14)
        row.setSpacing(10)
        self.choices = []
        for place, heading in enumerate(headings):
            row.addLayout(self._card(heading, first[place] if place < len(first) else "", mapping[place]))
        row.addStretch(1)
        self.setWidget(inside)
        for part in (inside, self.viewport()):
            part.setAutoFillBackground(False)  # setWidget() has switched it on

    def _card(self, heading: str, value: str, target: str) -> QVBoxLayout:
        box, choice = QVBoxLayout(), QComboBox()
        box.setSpacing(3)
        set_name(choice, _("Column {heading}").format(heading=heading))
        choice.addItem(pgettext("choice", "Leave out"), "")
        for name, text in LABELS.items():
            add_choice(choice, text, name)
        choice.setCurrentIndex(choice.findData(target))
        choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        wide_px = max(WIDTH_PX, choice.sizeHint().width())
        choice.setFixedWidth(wide_px)
        self.choices.append(choice)
        for text, name in (
            (heading or _("no heading"), "Strong"),
            (" ".join(value[:FIRST].split()) or pgettext("value", "empty"), "Dim"),
        ):
            told = Elided(name, text)
            set_tip(told, text)
            told.setFixedWidth(wide_px)
            box.addWidget(told)
        box.addWidget(choice)
        return box

    @property
    def mapping(self) -> tuple[str, ...]:
        """Return the field chosen for each column; "" where the column is left out."""
        return tuple(str(choice.currentData()) for choice in self.choices)
