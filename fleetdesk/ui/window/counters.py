"""The row on top: how many of each, and a press narrows list and map to them."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from fleetdesk.domain.appearance import LATE, UNASSIGNED, VEHICLES
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.foreign_text import set_description
from fleetdesk.ui.widgets.labels import Button, button
from fleetdesk.ui.widgets.status_icons import dot, unit_sign
from fleetdesk.ui.widgets.theme import Tokens

UNIT_FILTERS = {row.word.capitalize(): state for state, row in VEHICLES.items()}
DOCUMENTS_MISSING = "Documents missing"
TASK_FILTERS = (LATE.label, UNASSIGNED.label, DOCUMENTS_MISSING)
HINTS = {
    "All": "Everything",
    **{row.word.capitalize(): row.meaning for row in VEHICLES.values()},
    LATE.label: LATE.meaning,
    UNASSIGNED.label: UNASSIGNED.meaning,
    DOCUMENTS_MISSING: "Finished tasks of the last two weeks that lack a document",
}


class Counters(QWidget):
    """Buttons with counts; one at a time is pressed."""

    unit_filter = Signal(object)  # fleetdesk.domain.motion.State or None
    task_filter = Signal(str)  # one of TASK_FILTERS, or ""

    def __init__(self, store: Store, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self.setObjectName("Counters")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._store, self._tokens = store, tokens
        self.command = QLineEdit()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._lacking = 0
        self._build()
        self.dress()
        store.fleet_changed.connect(self.refresh)
        store.tasks_changed.connect(self.refresh)
        self._group.buttonClicked.connect(self._pressed)
        self.refresh()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(8)
        for name in ("All", *UNIT_FILTERS, *TASK_FILTERS):
            made = self._buttons[name] = button(name, name, hint=HINTS[name])
            made.setCheckable(True)
            made.setIconSize(QSize(14, 14))
            self._group.addButton(made)
            row.addWidget(made)
        self._buttons["All"].setChecked(True)
        row.addStretch(1)
        self.command.setPlaceholderText("Type a command or search…   Ctrl+K")
        self.command.setAccessibleName("Command")
        self.command.setProperty("search", True)
        self.command.setFixedWidth(280)
        row.addWidget(self.command)

    def dress(self) -> None:
        """Paint the icons anew, after the theme has changed."""
        tokens = self._tokens()
        for name, state in UNIT_FILTERS.items():
            self._buttons[name].setIcon(QIcon(unit_sign(state, 60, 0, tokens, 2.0)))
        for row in (LATE, UNASSIGNED):
            self._icon(row.label, dot(tokens.of(row.colour), 2.0, row.mark))
        self._icon(DOCUMENTS_MISSING, dot(tokens.odd, 2.0, LATE.mark))

    def _icon(self, name: str, pixmap: QPixmap) -> None:
        self._buttons[name].setIcon(QIcon(pixmap))

    def say_lacking(self, count: int) -> None:
        """So many finished tasks lack a document."""
        self._lacking = count
        self.refresh()

    def refresh(self) -> None:
        """Counts again."""
        counts = {**self._store.counts(), "documents missing": self._lacking}
        for name, made in self._buttons.items():
            count = counts[name.lower()]
            made.say(f"{name}  {count}")
            set_description(made, str(count))

    def choose(self, name: str) -> None:
        """Presses a counter by its name."""
        self._buttons[name].setChecked(True)
        self._pressed(self._buttons[name])

    def _pressed(self, pressed: QPushButton) -> None:
        name = next(each for each, made in self._buttons.items() if made is pressed)
        self.unit_filter.emit(UNIT_FILTERS.get(name))
        self.task_filter.emit(name if name in TASK_FILTERS else "")
