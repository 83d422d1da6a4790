"""The one way for words that are not our own into tooltips, titles, names, menus, choices, cells and pictures.

Labels and buttons are in ui/widgets/labels.py. Nobody else calls what these call (tests/test_foreign_text.py).
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QFontMetrics, QFontMetricsF, QGuiApplication, QPainter, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QTableWidgetItem,
    QTreeWidgetItem,
    QWidget,
)

from fleetdesk.base.readable import CHARACTERS, readable
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.completion_popup import PopupBelow
from fleetdesk.ui.widgets.mnemonics import with_mnemonics

ENTRY_PX, CHOICE_PX, RADIO_PX, TICK_PX, NAME_LETTERS = 560, 300, 140, 26, 16
EDITED = 5_000
"""More letters than a service takes in any field, and no more than an editor shows without a halt."""

Metrics = QFontMetrics | QFontMetricsF


class _Tipped(Protocol):
    def toolTip(self) -> str: ...
    def setToolTip(self, text: str, /) -> None: ...


def fitted(text: str, metrics: Metrics, width: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
    """Return the text on one line, shortened to at most `width` pixels."""
    return metrics.elidedText(readable(text), mode, int(width))


def set_tip(owner: _Tipped, text: str) -> None:
    """Set a tooltip whose text is shown literally, never as HTML; the one that it has already is not set anew."""
    shown = formatting.hover(text)
    if owner.toolTip() != shown:
        owner.setToolTip(shown)


def set_title(window: QWidget, text: str) -> None:
    """Set the title of a window."""
    window.setWindowTitle(readable(text).replace("[*]", "[*][*]"))  # Qt's mark of a changed document


def set_name(widget: QWidget, text: str) -> None:
    """Set the name of a widget for screen readers."""
    widget.setAccessibleName(readable(text))


def set_description(widget: QWidget, text: str) -> None:
    """Set the description of a widget for screen readers."""
    widget.setAccessibleDescription(readable(text, formatting.HOVER_CHARACTERS))


def set_hint(editor: QLineEdit, text: str) -> None:
    """Set the text that an empty field shows in its place."""
    editor.setPlaceholderText(readable(text))


def entry_text(text: str) -> str:
    """Return the text of a menu entry, cut to a menu's width, with ampersands shown and not read as mnemonics."""
    return fitted(text, QFontMetrics(QApplication.font()), ENTRY_PX).replace("&", "&&")


def add_entry(menu: QMenu, text: str, key: str = "") -> QAction:
    """Add an entry to a menu, with the key that does the same, and return its action."""
    return menu.addAction(f"{entry_text(text)}\t{key}" if key else entry_text(text))


def new_action(owner: QWidget, text: str) -> QAction:
    """Make an action of a window, for menus and keys."""
    made = QAction(entry_text(text), owner)
    owner.addAction(made)
    return made


def set_entries(entries: Sequence[QAction], texts: Sequence[str]) -> None:
    """Set the texts of the entries of one menu, each with a letter of its own that opens it."""
    metrics = QFontMetrics(QApplication.font())
    cut = [fitted(text, metrics, ENTRY_PX) for text in texts]
    for entry, text in zip(entries, with_mnemonics(cut), strict=True):
        entry.setText(text)


def set_entry(entry: QAction | QAbstractButton, text: str) -> None:
    """Set the text of an existing menu entry, or of a button."""
    entry.setText(entry_text(text))


def add_choice(box: QComboBox, text: str, value: object) -> None:
    """Add a choice with its value to a box."""
    box.addItem(fitted(text, box.fontMetrics(), CHOICE_PX), value)


def add_choices(box: QComboBox, texts: Iterable[str]) -> None:
    """Add choices to a box, the text of each being its value."""
    for each in texts:
        add_choice(box, each, each)


def add_names(box: QComboBox, names: Iterable[str]) -> None:
    """Add names chosen by others to a box, whose width does not depend on them."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(NAME_LETTERS)
    add_choices(box, names)


def chosen(box: QComboBox) -> str:
    """Return the value of the current choice as text; empty where there is none."""
    value = box.currentData()
    return box.currentText() if value is None else str(value)


def list_item(text: str, value: object = None) -> QListWidgetItem:
    """Make a list item with this text and value."""
    made = QListWidgetItem(readable(text))
    made.setData(Qt.ItemDataRole.UserRole, value)
    return made


def table_item(text: str) -> QTableWidgetItem:
    """Make a table cell that shows its whole text on hover."""
    made = QTableWidgetItem(readable(text))
    set_tip(made, text)
    return made


def tree_item(*texts: str) -> QTreeWidgetItem:
    """Make a line of a tree, a text a column, each with its whole text on hover."""
    made = QTreeWidgetItem([readable(text) for text in texts])
    for place, text in enumerate(texts):
        made.setToolTip(place, formatting.hover(text))
    return made


def radio(text: str) -> QRadioButton:
    """Make a radio button that shows its whole text on hover."""
    made = QRadioButton()
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.setMinimumWidth(RADIO_PX)
    made.setText(fitted(text, made.fontMetrics(), RADIO_PX - TICK_PX).replace("&", "&&") or formatting.NOTHING)
    set_tip(made, text)
    return made


def ticked(text: str) -> QCheckBox:
    """Make a check box."""
    made = QCheckBox()
    made.setText(fitted(text, made.fontMetrics(), RADIO_PX - TICK_PX).replace("&", "&&"))
    return made


def complete(editor: QLineEdit, texts: Iterable[str]) -> None:
    """Offer these texts as completions while the user types."""
    completer = QCompleter([readable(each) for each in texts], editor)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    editor.setCompleter(completer)
    PopupBelow(completer, editor)


def set_value(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Show a value for editing unchanged, because the edited text goes back to a server."""
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.setText(text)


def draw(
    painter: QPainter,
    place: QRect | QRectF,
    align: int | Qt.AlignmentFlag,
    text: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Paint one line of text into a rectangle, cut where the rectangle ends."""
    painter.drawText(QRectF(place), int(align), fitted(text, QFontMetricsF(painter.font()), place.width() + 1, mode))


def draw_lines(painter: QPainter, place: QRectF, text: str, most: int = CHARACTERS) -> None:
    """Paint a text of at most `most` letters in as many lines as it takes; a word is broken where it has no end."""
    painter.drawText(place, readable(text, most), _broken())


def lines_height(painter: QPainter, wide: float, text: str, most: int = CHARACTERS) -> float:
    """Return how tall a text is that draw_lines() breaks at so many pixels."""
    return painter.boundingRect(QRectF(0.0, 0.0, wide, 1e6), readable(text, most), _broken()).height()


def _broken() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return made


_left: list[str] = []  # what was put on the clipboard with HTML


def copy(text: str, html: str = "") -> None:
    """Put the whole text on the clipboard, with the same in HTML where there is such."""
    plain = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not html:
        QGuiApplication.clipboard().setText(plain)
        return
    data = QMimeData()
    data.setText(plain)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    _left[:] = [plain]


def leave_clipboard() -> None:
    """Leave plain text of ours on the clipboard, before the program ends: what Python made must not outlive it."""
    clipboard = QGuiApplication.clipboard()
    if _left and clipboard.text() == _left[-1]:
        clipboard.setText(_left[-1])
    _left.clear()
