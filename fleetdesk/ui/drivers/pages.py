"""The pages of the dock: which there are, and that those behind the list are made when they are first seen."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fleetdesk.ui.widgets.table import Table


class Page(IntEnum):
    """The pages, in their order."""

    LIST = 0
    TIMES = 1
    CALENDAR = 2


class Pages(QObject):
    """Makes pages when they are wanted. turned: a Page has come to the front.

    `makers` make the widgets of pages; `tables` stand on them, and are there before, for layouts and exports.
    """

    turned = Signal(object)

    def __init__(self, makers: Mapping[Page, Callable[[], QWidget]], tables: Sequence[Table]) -> None:
        super().__init__()
        self._makers, self.tables = makers, tuple(tables)
        self._made: dict[Page, QWidget] = {}

    def widget(self, page: Page, stack: QStackedWidget) -> QWidget | None:
        """Return the widget of a page in a stack, made now where it was never wanted; None for the list."""
        if page not in self._makers:
            return None
        if page not in self._made:
            made = self._made[page] = self._makers[page]()
            stack.addWidget(made)
        return self._made[page]
