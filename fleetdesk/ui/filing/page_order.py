"""The order of the pages when pictures become one PDF: drag them about, turn them, then make it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fleetdesk.base.translation import _, pgettext
from fleetdesk.ui.filing.staged_file_row import StagedFile
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.foreign_text import list_item, set_tip
from fleetdesk.ui.widgets.labels import button, label

PAGE = QSize(140, 140)
TURN = 90
LINE_ROLE, TURN_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class PageOrderDialog(Dialog):
    """Window "One PDF": made_wanted carries the lines with their turns in degrees clockwise, in their new order."""

    made_wanted = Signal(object)

    def __init__(self, lines: Sequence[StagedFile], parent: QWidget) -> None:
        super().__init__(parent, _("One PDF"))
        self.pages = QListWidget()
        self.turn = button(
            pgettext("button", "Turn"), _("Turn pages"), hint=_("Turns the chosen pages by a quarter, clockwise")
        )
        self.make = button(_("Make PDF"), primary=True)
        self._build()
        for line in lines:
            self._add(line)
        self.resize(640, 420)

    def _build(self) -> None:
        self.pages.setAccessibleName(_("Pages"))
        self.pages.setViewMode(QListView.ViewMode.IconMode)
        self.pages.setIconSize(PAGE)
        self.pages.setGridSize(PAGE + QSize(24, 40))
        self.pages.setMovement(QListView.Movement.Snap)
        self.pages.setResizeMode(QListView.ResizeMode.Adjust)
        self.pages.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.pages.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        box, row = QVBoxLayout(self), QHBoxLayout()
        box.addWidget(label(_("Drag the pages into their order. Nothing of a picture is lost."), "Dim"))
        box.addWidget(self.pages, 1)
        for widget in (self.turn, self.make):
            row.addWidget(widget)
        row.insertStretch(1)
        box.addLayout(row)
        self.turn.clicked.connect(self._turn)
        self.make.clicked.connect(self._make)

    def _add(self, line: StagedFile) -> None:
        item = list_item(line.staged.name)
        item.setData(LINE_ROLE, line)
        item.setData(TURN_ROLE, 0)
        set_tip(item, line.staged.name)
        self._draw(item)
        self.pages.addItem(item)

    def _draw(self, item: QListWidgetItem) -> None:
        picture = QPixmap()
        picture.loadFromData(item.data(LINE_ROLE).picture, "PNG")
        turned = picture.transformed(QTransform().rotate(item.data(TURN_ROLE)))
        item.setIcon(QIcon(turned))

    def _turn(self) -> None:
        for item in self.pages.selectedItems() or [self.pages.item(n) for n in range(self.pages.count())]:
            item.setData(TURN_ROLE, (item.data(TURN_ROLE) + TURN) % 360)
            self._draw(item)

    def order(self) -> list[tuple[StagedFile, int]]:
        """Return the files in their order on the screen, each with its turn in degrees."""
        return [(item.data(LINE_ROLE), item.data(TURN_ROLE)) for item in self._items()]

    def _items(self) -> list[QListWidgetItem]:
        """Return the items in their order on the screen, because dragging moves their places, not their rows."""
        items = [self.pages.item(number) for number in range(self.pages.count())]
        grid = self.pages.gridSize().height()
        return sorted(items, key=lambda item: self._seen_at(item, grid))

    def _seen_at(self, item: QListWidgetItem, grid: int) -> tuple[int, int]:
        place = self.pages.visualItemRect(item)
        return round(place.top() / grid), place.left()

    def _make(self) -> None:
        self.made_wanted.emit(self.order())
        self.close()
