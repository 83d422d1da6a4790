"""Figures of the task list at 100,000 rows."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.widgets.theme import LIGHT
from tests.bench.fleet import NOW, plain_list
from tests.bench.measure import Figure, Row, row, timed
from tests.task_lists import apply_tasks

COUNT = 100_000
WORDS = ("tamme 1", "tamme", "", "order-0005", "")


def rows() -> Iterator[Row]:
    """The lines of this part of the table."""
    store, pane = _pane()
    settled, gaps = _keystrokes(pane)
    name = f"search among {COUNT} tasks, until all rows are right"
    yield row(name, settled, _plain(), "QSortFilterProxyModel.setFilterFixedString")
    yield row("longest gap of the window's thread meanwhile", gaps, None, "")
    yield row(
        f"one of {COUNT} tasks moved to another time, painted",
        timed(_mover(store, pane)),
        timed(lambda: _wait(pane, pane.model.arrange), 3),
        "all rows arranged anew",
    )


def _pane() -> tuple[Store, TasksPane]:
    store = Store(lambda: NOW)
    store.task_store.keep_finished = True
    pane = TasksPane(store, lambda: LIGHT, ZoneInfo("Europe/Tallinn"))
    pane.resize(480, 600)
    pane.show()
    _wait(pane, lambda: apply_tasks(store, "m", [_task(number) for number in range(COUNT)], everything=True))
    return store, pane


def _task(number: int) -> Task:
    status = TaskStatus.CREATED if number % 20 == 0 else TaskStatus.COMPLETED
    start = NOW + timedelta(minutes=number % 5000)
    ref = f"ORDER-{number:06d}"
    return Task(
        "m",
        number,
        unit=f"{number % 500:03d}KDN",
        order_ref=ref,
        status=status,
        start_at=start,
        stop_at=start + timedelta(hours=1),
        address=f"Tamme {number % 300}, Tallinn",
    )


def _wait(pane: TasksPane, work: Callable[[], object]) -> float:
    """Runs the work and the events behind it until the rows are right; the longest gap between two beats, in ms."""
    beats = [time.perf_counter()]
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(1)
    work()
    while pane.model.arranging:
        QApplication.processEvents()
    QApplication.processEvents()
    timer.stop()
    beats.append(time.perf_counter())
    return max(after - before for before, after in pairwise(beats)) * 1000


def _keystrokes(pane: TasksPane) -> tuple[Figure, Figure]:
    took, gaps = [], []
    for word in WORDS:
        began = time.perf_counter()
        gaps.append(_wait(pane, partial(pane.search.setText, word)))
        took.append((time.perf_counter() - began) * 1000)
    return Figure(tuple(took)), Figure(tuple(gaps))


def _plain() -> Figure:
    _, proxy = plain_list(COUNT)
    texts = iter(["1", "12", "1", ""])
    return timed(lambda: proxy.setFilterFixedString(next(texts)), 3)


def _mover(store: Store, pane: TasksPane) -> Callable[[], None]:
    turns = iter(range(1, 1000))
    pane.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)

    def move() -> None:
        store.apply_task(replace(_task(500), start_at=NOW + timedelta(minutes=next(turns))))
        pane.table.viewport().repaint()

    _wait(pane, lambda: None)
    return move
