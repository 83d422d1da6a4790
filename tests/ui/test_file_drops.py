"""Which files a drop holds, and which drops are for us."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from fleetdesk.ui.dragging import TASKS
from fleetdesk.ui.file_drops import ELSEWHERE, FileDrops, carried, is_filed
from tests.ui.desk import drag_away, drag_over, let_fall


def mime(*urls, image=False, keys=False):
    made = QMimeData()
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    if image:
        made.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    if keys:
        made.setData(TASKS, b'["m/1"]')
    return made


@pytest.fixture
def place(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    made = FileDrops(widget, lambda at: "m/1" if at.x() < 50 else "")
    made.seen, made.taken, made.no = [], [], []
    made.hovered.connect(lambda *words: made.seen.append(words[:2]))
    made.dropped.connect(lambda *words: made.taken.append(words))
    made.refused.connect(made.no.append)
    return made


def test_files_of_this_computer_are_taken_once_each_in_their_order():
    found = carried(mime("file:///b%20%C3%B5.jpg", "file:///a.jpg", "file:///a.jpg"))
    assert [str(path) for path in found.paths] == ["/b õ.jpg", "/a.jpg"]


def test_a_picture_without_a_file_is_taken():
    found = carried(mime("https://example.com/a.jpg", image=True))
    assert len(found) == 1
    assert found.image is not None


def test_a_file_goes_before_its_own_picture():
    assert carried(mime("file:///a.jpg", image=True)).image is None


def test_a_web_address_is_refused_with_what_to_do(place):
    assert let_fall(place.widget, QPoint(5, 5), mime("https://example.com/a.jpg"))
    assert (place.taken, place.no) == ([], [ELSEWHERE])


def test_tasks_that_are_dragged_are_not_for_us():
    assert not is_filed(mime("file:///a.jpg", keys=True))
    assert not is_filed(mime())


def test_while_it_hovers_it_is_said_how_many_and_on_whom(place):
    data = mime("file:///a.jpg", "file:///b.jpg")
    assert drag_over(place.widget, QPointF(5, 5).toPoint(), data)
    assert place.seen[-1] == (2, "m/1")
    assert drag_over(place.widget, QPoint(80, 5), data)
    assert place.seen[-1] == (2, "")


def test_a_drop_says_on_whom_it_fell(place):
    data = mime("file:///a.jpg")
    let_fall(place.widget, QPoint(5, 5), data)
    (found, onto) = place.taken[0]
    assert ([str(path) for path in found.paths], onto) == (["/a.jpg"], "m/1")


def test_leaving_is_told(place, qtbot):
    drag_over(place.widget, QPoint(5, 5), mime("file:///a.jpg"))
    with qtbot.waitSignal(place.left):
        drag_away(place.widget)
