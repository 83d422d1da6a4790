"""Looks at a window in the made-up language: what is not in it, and what has no room."""

import re
from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from fleetdesk.ui.widgets.table import Table
from tests.hostile_text.looking import texts
from tests.pseudo_language.catalogue import CLOSE, OPEN

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_TAGS = re.compile(r"</?qt>|<br>|&\w+;")
SAME = re.compile(
    r"FleetDesk|Metrotec|VEZMA|Europe/\w+|UTC|\b(?:Ctrl|Shift|Alt|Esc|Return|Home|Enter)\b|F\d"
    r"|© OpenStreetMap contributors|OpenFreeMap|VersaTiles|MapTiler|Thunderforest|Natural Earth|GeoNames"
    r"|openrouteservice|geocode\.earth|https://[^\s<]+|image/png|\b(?:PNG|UTF-8|UTF-16)\b|\b\d{3}[A-Z]{3}\b|\bORDER-\d\b|\bplain\b"
)
"""Names and keys, which are the same in every language, and what the tests' own world calls vehicles and tasks."""
OF_QT = {
    "Float",
    "Undocks and re-attaches the dock widget",
    "Close",
    "Closes the dock widget",
    "Scroll Left",
    "Scroll Right",
}
"""What Qt says itself, in its own translations (app/qt_language.py); it has none of a language made up."""
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@lru_cache(maxsize=8192)
def unmarked(text):
    """The words of a text that are in no brackets; a text that was cut may have lost the closing ones."""
    depth, outside = 0, []
    for letter in _TAGS.sub(" ", text):
        depth += (letter == OPEN) - (letter == CLOSE)
        outside.append(letter if depth <= 0 and letter != CLOSE else " ")
    return tuple(_LETTERS.findall(SAME.sub(" ", "".join(outside))))


def english(window, state):
    """A sentence for each text of the window that is not in the made-up language."""
    for widget in (window, *window.findChildren(QWidget)):
        if "QtWebEngine" in type(widget).__module__ or "RenderWidget" in type(widget).__name__:
            continue
        for what, text in (*texts(widget), ("tooltip", widget.toolTip())):
            if unmarked(text) and text not in OF_QT:
                yield f"{state}: {type(widget).__name__}: {what} {text[:120]!r}"
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from (f"{state}: {type(widget).__name__}: {each}" for each in _english_cells(widget))


def _english_cells(view, most=60):
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    if isinstance(view, QTableView):
        heads = (
            model.headerData(column, Qt.Orientation.Horizontal, role) for column in range(columns) for role in ROLES
        )
        yield from (f"heading {each!r}" for each in heads if isinstance(each, str) and unmarked(each))
    for row in range(min(model.rowCount(), most)):
        for column in range(columns):
            for role in ROLES:
                value = model.index(row, column).data(role)
                if isinstance(value, str) and unmarked(value):
                    yield f"cell {row}, {column} {role.name} {value[:120]!r}"


def widget_text(widget):
    """What stands on a label or a button; nothing on any other."""
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def cut(window, state):
    """A sentence for each label and button of the window that has less room than its own words need."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QTableView) and widget.isVisible():
            yield from (f"{state}: {widget.accessibleName()}: {each}" for each in _cut_headings(widget))
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        name, needed = f"{state}: {type(widget).__name__} {widget_text(widget)!r}", widget.minimumSizeHint().width()
        if isinstance(widget, QAbstractButton) and widget.text() and widget.width() < needed:
            yield f"{name} has {widget.width()} of {needed} pixels"
        if type(widget) is QLabel and widget.text() and not widget.wordWrap():
            needed = widget.fontMetrics().horizontalAdvance(widget.text())
            if widget.contentsRect().width() < needed:
                yield f"{name} has {widget.contentsRect().width()} of {needed} pixels"
        if isinstance(widget, QComboBox) and widget.lineEdit() is None:
            needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
            if _field_px(widget) < needed:
                yield f"{state}: choice {widget.currentText()!r} has {_field_px(widget)} of {needed} pixels"


def _field_px(box):
    """How wide the text of a choice may be, without its arrow."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()


def _cut_headings(table):
    header, model = table.horizontalHeader(), table.model()
    if isinstance(table, Table) and table.width() < table.least_px:
        return  # a dock that was made narrow has no room for every heading
    for column in range(model.columnCount()):
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        needed = header.fontMetrics().horizontalAdvance(title)
        if header.isSectionHidden(column):
            continue
        if header.sectionSize(column) < needed:
            yield f"heading {title!r} has {header.sectionSize(column)} of {needed} pixels"
        if header.sectionViewportPosition(column) + needed > table.viewport().width():
            yield f"heading {title!r} begins at {header.sectionViewportPosition(column)} of {table.viewport().width()}"
