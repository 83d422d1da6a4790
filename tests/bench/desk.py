"""Figures without the map: decoding, store and list, area, filter."""

import math
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from fleetdesk.api.metrotec.positions import read_positions
from fleetdesk.domain.areas import judge_locally
from fleetdesk.domain.geo import Area
from fleetdesk.sync.store import Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.columns import columns
from fleetdesk.ui.vehicles.search import search
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import LIGHT
from tests.bench.fleet import NOW, PlainModel, plain_inside, plain_list, plain_positions, vendor_body
from tests.bench.measure import Figure, Row, row, timed

SIZES = (1_000, 10_000)


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    for count in SIZES:
        yield decoding(count)
    for count in SIZES:
        yield applying(count)
    for count in SIZES:
        yield area(count)
    for count in SIZES:
        yield keystroke(count)


def decoding(count: int) -> Row:
    """Bytes to domain values."""
    body = vendor_body(count)
    assert len(read_positions(body, "m").values) == count
    return row(
        f"{count} positions decoded and normalised",
        timed(lambda: read_positions(body, "m")),
        timed(lambda: plain_positions(body)),
        "json.loads, one dataclass a row, no tolerance",
    )


def _desk(count: int) -> tuple[Store, RowsModel, Table]:
    store = Store(lambda: NOW + timedelta(seconds=30))
    store.apply_positions(read_positions(vendor_body(count), "m").values)
    model: RowsModel = RowsModel(columns(store, lambda: LIGHT, ZoneInfo("Europe/Tallinn"), Whereabouts()))
    table = Table(model, "Vehicles", "name")
    table.resize(420, 600)
    model.show_items(store.fleet)
    store.fleet_changed.connect(lambda delta: model.touch(delta.changed, delta.gone))
    table.show()
    return store, model, table


def applying(count: int) -> Row:
    """A poll in which everything moved, through the store into a sorted list on the screen."""
    store, _, table = _desk(count)
    turns = iter([read_positions(vendor_body(count, turn), "m").values for turn in range(1, 12)])

    def ours() -> None:
        store.apply_positions(next(turns))
        table.viewport().repaint()

    return row(
        f"{count} positions applied to store and list",
        timed(ours),
        timed(_plain_apply(count), 5),
        "every row written to a model behind QSortFilterProxyModel, resorted",
    )


def _plain_apply(count: int):
    model, proxy = plain_list(count)

    def plain() -> None:
        for each in model.rows:
            each[3] = str(int(each[3]) + 1)
        model.dataChanged.emit(model.index(0, 0), model.index(count - 1, 5))
        proxy.invalidate()

    return plain


def area(count: int) -> Row:
    """Who is in a circle of 64 corners."""
    store, _, _ = _desk(count)
    turns = [turn * math.tau / 64 for turn in range(64)]
    ring = [(25.0 + math.cos(turn), 58.6 + 0.54 * math.sin(turn)) for turn in turns]
    placed = [(key, each.position) for key, each in store.fleet.items()]
    points = [
        (each.position.lon, each.position.lat)
        for each in store.fleet.values()
        if each.position and each.position.lon is not None and each.position.lat is not None
    ]
    assert len(judge_locally(Area.of(ring), placed)[0]) == sum(plain_inside(ring, points))
    return row(
        f"area of 64 corners answered locally, {count} units",
        timed(lambda: judge_locally(Area.of(ring), placed)),
        timed(lambda: plain_inside(ring, points)),
        "even-odd rule in a Python loop",
    )


def keystroke(count: int) -> Row:
    """One more letter in the search field."""
    _, model, table = _desk(count)
    texts = iter(["7", "77", "7", "", "1", "12", "1", "", "3", "31", "3", ""])

    def ours() -> None:
        model.filter(search(next(texts)))
        table.viewport().repaint()

    return row(
        f"filter keystroke, {count} units",
        timed(ours),
        _plain_keystroke(count),
        "QSortFilterProxyModel.setFilterFixedString over a Python model",
    )


def _plain_keystroke(count: int) -> Figure:
    _, proxy = plain_list(count)
    texts = iter(["7", "77", "7", "", "1", "12"])
    return timed(lambda: proxy.setFilterFixedString(next(texts)), 5)


__all__ = ["PlainModel", "rows"]
