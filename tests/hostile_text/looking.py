"""Looks at every widget of a window as a user would: paints it, reads it, hovers over it, measures it."""

import re
import unicodedata
from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, QSize, Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

MOST = 2_000
"""No widget holds more letters than this, its tooltip with its mark-up neither."""
HOVER_PX = QSize(1200, 800)
rich = Gui.mightBeRichText
HIDES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
VISIBLE = {"\n", *"\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2\u0890\u0891"}
_TAGS = re.compile(r"</?qt[^>]*>|<br/?>|<p[^>]*>|</p>")
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.StatusTipRole,
)


def faults(window, state):
    """What is wrong with what the window shows, a sentence each."""
    window.grab()
    for widget in (window, *window.findChildren(QWidget)):
        if type(widget).__module__.startswith("PySide6.QtWebEngine") or "RenderWidget" in type(widget).__name__:
            continue
        name = f"{state}: {type(widget).__name__} {widget.objectName() or widget.accessibleName()[:30]!r}"
        for what, text in texts(widget):
            yield from (f"{name}: {what} {fault}" for fault in text_faults(text))
        yield from (f"{name}: {fault}" for fault in hover_faults(widget.toolTip()))
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{name}: takes mark-up"
        if isinstance(widget, QAbstractItemView):
            yield from (f"{name}: {fault}" for fault in cell_faults(widget))


def texts(widget):
    """Every text of a widget but what is edited in it."""
    yield from (
        ("accessible name", widget.accessibleName()),
        ("description", widget.accessibleDescription()),
        ("title", widget.windowTitle()),
        ("status tip", widget.statusTip()),
        ("help", widget.whatsThis()),
    )
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (("choice", widget.itemText(place)) for place in range(widget.count()))
    if isinstance(widget, QGroupBox):
        yield "title", widget.title()
    if isinstance(widget, QMenu):
        yield from (("entry", without_key(each.text())) for each in widget.actions())
        yield from (("tip", each.statusTip()) for each in widget.actions())


def without_key(entry):
    """A menu entry without the key that Qt shows at its right end, after a tab."""
    text, tab, key = entry.rpartition("\t")
    return text if tab and key.isascii() and key.isprintable() else entry


@lru_cache(maxsize=4096)
def text_faults(text):
    """What is wrong with a text that a widget holds."""
    return tuple(_text_faults(text))


def _text_faults(text):
    if len(text) > MOST:
        yield f"has {len(text)} letters"
    bad = {each for each in text[:MOST] if unicodedata.category(each) in HIDES} - VISIBLE
    bad -= {"\u200c", "\u200d"} if not text.isascii() else set()
    if bad:
        yield f"hides {sorted(f'U+{ord(each):04X}' for each in bad)[:5]}"
    if text.count("\n") > 40:
        yield f"has {text.count(chr(10))} lines"


@lru_cache(maxsize=4096)
def hover_faults(tip):
    """What is wrong with a tooltip."""
    return tuple(_hover_faults(tip))


def _hover_faults(tip):
    """A tooltip is mark-up to Qt where it looks so; then nothing but line breaks may be in it."""
    if len(tip) > 12 * MOST:
        yield f"tooltip has {len(tip)} letters"
        return
    if rich(tip) and "<" in _TAGS.sub("", tip):
        yield f"tooltip has mark-up: {tip[:80]!r}"
        return
    document = QTextDocument()
    (document.setHtml if rich(tip) else document.setPlainText)(tip)
    document.setTextWidth(600)
    if document.idealWidth() > HOVER_PX.width() or document.size().height() > HOVER_PX.height():
        yield f"tooltip is {document.idealWidth():.0f} × {document.size().height():.0f}"
    yield from (f"tooltip {fault}" for fault in text_faults(document.toPlainText().replace("\u200b", "")))


def cell_faults(view, most=60):
    """What the rows say in every role."""
    model = view.model()
    for row in range(min(model.rowCount(), most) if model else 0):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            for role in ROLES:
                value = index.data(role)
                if isinstance(value, str):
                    yield from (f"cell {row}, {column} {role.name}: {fault}" for fault in text_faults(value))
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            yield from (f"cell {row}, {column}: {fault}" for fault in hover_faults(tip or ""))


def sizes(window):
    """The sizes that no text may change: of the window, of what it must have at least, and of its docks."""
    least = window.minimumSizeHint()
    found = {"window": window.size().toTuple(), "least": least.toTuple()}
    for dock in window.findChildren(QDockWidget):
        found[f"least {dock.objectName()}"] = dock.minimumSizeHint().toTuple()
        if dock.isVisible() and not dock.visibleRegion().isEmpty():
            found[f"width {dock.objectName()}"] = dock.width()
    return found
