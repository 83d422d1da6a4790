"""Completion of what is typed into a field by what a search finds, however much there is to search."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from fleetdesk.base.readable import readable
from fleetdesk.ui.widgets.completion_popup import PopupBelow

MOST, EDGES_PX = 12, 24
Found = Sequence[tuple[str, str]]
"""What is found: words for each, and what stands in the field once it is chosen."""


class FoundCompleter(QCompleter):
    """Offers what `find` finds for the typed text, at most so many; a choice writes its own text into the field."""

    picked = Signal(str)

    def __init__(self, editor: QLineEdit, find: Callable[[str, int], Found]) -> None:
        super().__init__(editor)
        self._find, self._found = find, list[tuple[str, str]]()
        self._offers = QStringListModel(self)
        self.setModel(self._offers)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(MOST)
        self.setWidget(editor)
        PopupBelow(self, editor)
        editor.textEdited.connect(self._offer)
        self.activated[QModelIndex].connect(self._take)  # type: ignore[index]

    def _offer(self, text: str) -> None:
        self._found = list(self._find(text, MOST)) if text.strip() else []
        self._offers.setStringList([readable(words) for words, _ in self._found])
        popup = self.popup()
        assert popup is not None
        if self._found:
            popup.setMinimumWidth(popup.sizeHintForColumn(0) + EDGES_PX)
            self.complete()
        else:
            popup.hide()

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self.picked.emit(self._found[index.row()][1])
