"""Long work in slices: other events come between, other work takes its place."""

from PySide6.QtCore import QTimer

from fleetdesk.sync import sliced
from fleetdesk.sync.sliced import Sliced


def counting(done, count):
    for number in range(count):
        done.append(number)
        yield None


def test_other_events_come_between_and_all_is_done(qtbot, monkeypatch):
    monkeypatch.setattr(sliced, "SLICE_S", 0.0)
    made, done, seen = Sliced(), [], []
    made.start(counting(done, 5))
    assert (made.busy, done) == (True, [])
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: seen.append(len(done)))
    timer.start()
    qtbot.waitUntil(lambda: not made.busy)
    assert done == [0, 1, 2, 3, 4]
    assert len(set(seen)) > 1


def test_it_is_done_now_where_that_is_wanted_and_other_work_takes_its_place(qtbot):
    made, first, second = Sliced(), [], []
    made.start(counting(first, 3))
    made.start(counting(second, 2))
    made.finish()
    assert (first, second, made.busy) == ([], [0, 1], False)


def test_what_is_stopped_is_left_undone(qtbot):
    made, done = Sliced(), []
    made.start(counting(done, 3))
    made.stop()
    made.finish()
    assert (done, made.busy) == ([], False)


def test_work_may_start_other_work(qtbot):
    made, done = Sliced(), []

    def chain():
        done.append("first")
        made.start(counting(done, 2))
        yield None

    made.start(chain())
    qtbot.waitUntil(lambda: not made.busy)
    assert done == ["first", 0, 1]
