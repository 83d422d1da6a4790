"""A table's columns as text to be kept: order, widths, what is hidden and the sorting, each by the column's key."""

import json
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QHeaderView

from fleetdesk.ui.widgets.table import Table

VERSION = 1
WIDEST_PX = 10_000
HEADING_ROOM_PX = 40  # by so much a heading may have made a column wider than it was meant to be


def saved_columns(table: Table) -> str:
    """Return the columns of a table as JSON of this version, for restore_columns()."""
    header, columns = table.horizontalHeader(), table.rows.columns
    order = [header.logicalIndex(place) for place in range(header.count())]
    kept = [
        {
            "key": columns[index].key,
            "width": _width(header, index),
            "hidden": table.isColumnHidden(index),
            "share": table.sizing.share(index),
        }
        for index in order
    ]
    descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    sort = {"key": columns[header.sortIndicatorSection()].key, "descending": descending}
    return json.dumps({"version": VERSION, "columns": kept, "sort": sort})


def restore_columns(table: Table, saved: object) -> None:
    """Set the columns as saved. A column that is not in it stays as it is, behind its neighbour in the model.

    A QByteArray is Qt's own state of the header, which was kept before and knows columns by their places. What cannot
    be understood changes nothing.
    """
    if isinstance(saved, QByteArray):
        _restore_of_qt(table, saved)
        return
    found = _read(saved)
    if found is None:
        return
    kept = {each["key"]: each for each in found["columns"] if _is_column(each)}
    for index, column in enumerate(table.rows.columns):
        if each := kept.get(column.key):
            table.setColumnHidden(index, each["hidden"])
            table.horizontalHeader().resizeSection(index, each["width"])
            _restore_share(table, index, each, sum(other["width"] for other in kept.values() if not other["hidden"]))
    _put_in_order(table, list(kept))
    _sort(table, found.get("sort"))


def first_columns(table: Table) -> None:
    """Set order, widths and visibility of the columns as at the first start; the sorting stays."""
    header = table.horizontalHeader()
    for index, column in enumerate(table.rows.columns):
        table.sizing.forget_share(index)
        table.setColumnHidden(index, column.hidden)
        header.moveSection(header.visualIndex(index), index)
    table.sizing.lay()


def _restore_of_qt(table: Table, saved: QByteArray) -> None:
    """Take over what Qt kept, in which one column stretched and no share was known."""
    header = table.horizontalHeader()
    header.restoreState(saved)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setStretchLastSection(False)
    widths = {index: header.sectionSize(index) for index in range(header.count())}
    for index, width in widths.items():
        _restore_share(table, index, {"width": width}, sum(widths.values()))


def _restore_share(table: Table, index: int, each: dict[str, Any], total: int) -> None:
    """Give a column the share it had; before shares were kept, one of another width than the first was the user's."""
    share = each.get("share", each["width"] / max(total, 1) if _was_set(table, index, each["width"]) else None)
    if isinstance(share, float) and 0 < share <= 1:
        table.sizing.set_share(index, share)
    else:
        table.sizing.forget_share(index)


def _was_set(table: Table, index: int, width: int) -> bool:
    column, stretches = table.rows.columns[index], table.sizing.stretches(index)
    return bool(width) and not stretches and width > column.width + HEADING_ROOM_PX


def _width(header: QHeaderView, index: int) -> int:
    """Return the width of a column in pixels; for a hidden one, the width that it has when it is shown again."""
    hidden = header.isSectionHidden(index)
    if hidden:
        header.setSectionHidden(index, False)
    width = header.sectionSize(index)
    if hidden:
        header.setSectionHidden(index, True)
    return width


def _read(saved: object) -> dict[str, Any] | None:
    try:
        found = json.loads(saved) if isinstance(saved, str) else None
    except (ValueError, RecursionError):
        return None
    good = isinstance(found, dict) and found.get("version") == VERSION and isinstance(found.get("columns"), list)
    return found if good else None


def _is_column(each: Any) -> bool:
    if not isinstance(each, dict) or not isinstance(each.get("key"), str) or not isinstance(each.get("hidden"), bool):
        return False
    width = each.get("width")
    return isinstance(width, int) and not isinstance(width, bool) and 0 < width <= WIDEST_PX


def _put_in_order(table: Table, kept: list[str]) -> None:
    """Put the columns in the saved order; a new one stands behind its neighbour in the model."""
    keys = [column.key for column in table.rows.columns]
    order = [key for key in kept if key in keys]
    for index, key in enumerate(keys):
        if key not in order:
            order.insert(order.index(keys[index - 1]) + 1 if index else 0, key)
    header = table.horizontalHeader()
    for place, key in enumerate(order):
        header.moveSection(header.visualIndex(keys.index(key)), place)


def _sort(table: Table, sort: Any) -> None:
    keys = [column.key for column in table.rows.columns]
    if isinstance(sort, dict) and sort.get("key") in keys:
        order = Qt.SortOrder.DescendingOrder if sort.get("descending") is True else Qt.SortOrder.AscendingOrder
        table.sortByColumn(keys.index(sort["key"]), order)
