"""The list below a field of what may be meant by the typed text: words at the left, facts at the right."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from fleetdesk.base.readable import readable
from fleetdesk.base.sentences import joined
from fleetdesk.ui.widgets.completion_popup import PopupBelow
from fleetdesk.ui.widgets.foreign_text import draw, fitted

MOST, GAP_PX, WIDE_PX = 12, 18, 560
"""So many lines, and a list so wide whatever stands in it: texts of strangers give no window its size."""
_FACTS = Qt.ItemDataRole.UserRole + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Index = QModelIndex | QPersistentModelIndex


class Offer(NamedTuple):
    """One line of the list: its words, what is picked by it, and what else is said of it.

    A line whose value is None is only read.
    """

    words: str
    value: Any
    facts: str = ""


class Offers(QCompleter):
    """Shows what is offered below an editor; Enter or Tab take the chosen line, Esc closes the list.

    If `eager`, Enter takes the first line where none was chosen.
    """

    picked = Signal(object)

    def __init__(self, editor: QLineEdit, *, eager: bool = False) -> None:
        super().__init__(editor)
        self._eager, self._offered = eager, list[Offer]()
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(MOST)
        self.setWidget(editor)
        PopupBelow(self, editor)
        self._paint = _WithFacts(self)
        self.activated[QModelIndex].connect(self._take)  # type: ignore[index]

    def offer(self, offers: Iterable[Offer]) -> None:
        """Show these lines; none closes the list."""
        self._offered.clear()
        self._lines.clear()
        self.add(offers)
        if not self._offered:
            self._popup().hide()

    def add(self, offers: Iterable[Offer]) -> None:
        """Show these lines below those that are there, which stay as they are, with the chosen one.

        A list that the user has closed stays closed.
        """
        more, closed = list(offers), bool(self._offered) and not self._popup().isVisible()
        self._offered.extend(more)
        for each in more:
            self._lines.appendRow(_line(each))
        if more and not closed:
            self._show()

    def _show(self) -> None:
        popup = self._popup()
        chosen = [each.row() for each in popup.selectedIndexes()]
        popup.setItemDelegate(self._paint)  # the completer sets its own with each popup
        popup.setMinimumWidth(WIDE_PX)
        self.complete()
        for row in chosen:
            popup.setCurrentIndex(popup.model().index(row, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc close the list before it is a command, and Tab take the chosen line before it leaves the editor."""
        if watched is self.popup() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self._take_chosen()
                QApplication.sendEvent(self.widget(), event)  # Qt would take the first line where the focus cannot move
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in _ENTER and self._leaves_text():
                self._popup().hide()
                return True
        return super().eventFilter(watched, event)

    def _take_chosen(self) -> None:
        """Close the list and take the chosen line."""
        chosen = self._popup().selectedIndexes()
        self._popup().hide()
        if chosen:
            self._take(chosen[0])

    def _leaves_text(self) -> bool:
        """Return whether Enter leaves what was typed, because no line was chosen; Qt would take the first."""
        return not self._eager and not self._popup().selectedIndexes()

    def _popup(self) -> QAbstractItemView:
        popup = self.popup()
        assert popup is not None
        return popup

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._offered) and self._offered[index.row()].value is not None:
            self.picked.emit(self._offered[index.row()].value)


def _line(offer: Offer) -> QStandardItem:
    made = QStandardItem()
    made.setData(readable(offer.words), Qt.ItemDataRole.DisplayRole)
    made.setData(offer.facts, _FACTS)
    made.setData(readable(joined((offer.words, offer.facts))), Qt.ItemDataRole.AccessibleTextRole)
    if offer.value is None:
        made.setFlags(Qt.ItemFlag.NoItemFlags)
    return made


class _WithFacts(QStyledItemDelegate):
    """Paints the words, their middle left out where they would meet the facts: addresses differ at either end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Cut the words."""
        super().initStyleOption(option, index)
        room = option.rect.width() - self._facts_px(option, index)
        if option.rect.width() > 0:
            option.text = fitted(option.text, option.fontMetrics, room, Qt.TextElideMode.ElideMiddle)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return a line's height; it is as wide as the list, or the facts of a long one would lie beside it."""
        return QSize(0, super().sizeHint(option, index).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the words, then the facts."""
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(option.palette.placeholderText().color())
        draw(painter, option.rect.adjusted(0, 0, -GAP_PX // 2, 0), _RIGHT, _facts(index))
        painter.restore()

    def _facts_px(self, option: QStyleOptionViewItem, index: _Index) -> int:
        return option.fontMetrics.horizontalAdvance(_facts(index)) + GAP_PX


def _facts(index: _Index) -> str:
    return str(index.data(_FACTS) or "")
