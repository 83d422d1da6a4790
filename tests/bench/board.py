"""Figures of the day board, beside a QGraphicsScene with an item a bar."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QApplication, QGraphicsRectItem, QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView

from fleetdesk.domain.ranking import nearest
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import Position, Unit, UnitKind
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.widgets.theme import LIGHT
from tests.bench.fleet import NOW
from tests.bench.measure import Row, row, timed
from tests.task_lists import apply_tasks

ZONE = ZoneInfo("Europe/Tallinn")
LANES, BARS = 5_000, 10_000
WIDE, TALL = 1200, 600
MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=ZONE)


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    store = _store()
    pane = BoardPane(store, lambda: LIGHT, ZONE)
    _laid(pane, lambda: pane.everyone.setChecked(True))
    pane.resize(WIDE, TALL)
    pane.show()
    view = pane.view
    assert len(view.board) == BARS
    assert len(view.board.lanes) == LANES + 1
    scene, items = _scene(pane)
    plain = QGraphicsView(scene)
    plain.resize(WIDE, TALL)
    plain.show()
    QApplication.processEvents()  # nothing is painted before it is on the screen
    size = f"{LANES} lanes, {BARS} bars"
    yield row(
        f"day board laid out anew, {size}",
        timed(lambda: _laid(pane, pane.fill)),
        timed(lambda: _scene(pane)),
        "QGraphicsScene built with an item a bar and a text on it",
    )
    yield row(
        "day board, one frame painted",
        timed(view.viewport().repaint),
        timed(plain.viewport().repaint),
        "the same scene in a QGraphicsView",
    )
    yield _change(store, pane, items, plain)
    task = next(iter(store.tasks.values()))
    ranked = lambda: nearest(task, store.fleet, store.tasks.values(), store.now(), ZONE)  # noqa: E731
    everybody = lambda: nearest(task, store.fleet, store.tasks.values(), store.now(), ZONE, LANES)  # noqa: E731
    yield row(
        f"nearest 12 of {LANES} vehicles ranked, {BARS} tasks",
        timed(ranked),
        timed(everybody, 3),
        "everybody judged and sorted",
    )


def _laid(pane: BoardPane, work: Callable[[], None]) -> None:
    """Do some work, and what is left of it for later."""
    work()
    while pane.laying.busy:
        QApplication.processEvents()


def _change(store: Store, pane: BoardPane, items: dict[str, QGraphicsRectItem], plain: QGraphicsView) -> Row:
    """One task goes to another vehicle and back, and the board is painted."""
    key = next(each for each in store.tasks)
    turn = iter(range(1000))

    def ours() -> None:
        store.tasks[key] = replace(store.tasks[key], unit=str(next(turn)))
        store.tasks_changed.emit(Delta((key,)))
        pane.view.viewport().repaint()

    def theirs() -> None:
        items[key].moveBy(0, 24)
        plain.viewport().repaint()

    return row(
        "day board, one task to another vehicle, painted",
        timed(ours),
        timed(theirs),
        "the item moved, no lane laid out again, painted",
    )


def _store() -> Store:
    store, dice = Store(lambda: NOW), random.Random(1)
    store.apply_units(
        "m", [Unit("m", str(number), plate=f"{number:05d} KDN", name="Volvo FH") for number in range(LANES)]
    )
    store.apply_positions(
        [
            Position(
                "m",
                str(number),
                UnitKind.VEHICLE,
                57.6 + dice.random() * 2,
                22 + dice.random() * 6,
                speed_kmh=50.0,
                fixed_at=NOW,
            )
            for number in range(LANES)
        ]
    )
    apply_tasks(store, "m", [_task(number, dice) for number in range(BARS)])
    return store


def _task(number: int, dice: random.Random) -> Task:
    begins = MORNING + timedelta(minutes=5 * dice.randrange(0, 150))
    return Task(
        "m",
        number,
        unit=str(dice.randrange(LANES)),
        order_ref=f"ORDER-2026-{number}",
        status=TaskStatus.CREATED,
        lat=58.6,
        lon=25.0,
        start_at=begins,
        stop_at=begins + timedelta(minutes=dice.choice([20, 45, 60, 120])),
    )


def _scene(pane: BoardPane) -> tuple[QGraphicsScene, dict[str, QGraphicsRectItem]]:
    """The same bars, each a rectangle with its text."""
    scene, items, geometry = QGraphicsScene(), {}, pane.view.geometry_
    brush = QBrush(QColor(LIGHT.assigned))
    for number, lane in enumerate(pane.view.board.lanes):
        for bar in lane.bars:
            item = QGraphicsRectItem(QRectF(geometry.rect(number, bar.start, bar.stop, bar.row)))
            item.setBrush(brush)
            item.setPen(Qt.PenStyle.NoPen)
            QGraphicsSimpleTextItem(bar.task.order_ref or "", item).setPos(item.rect().topLeft())
            scene.addItem(item)
            items[bar.key] = item
    return scene, items
