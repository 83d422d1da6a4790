"""The title of a panel: how large it wants to be, and where its tools stand, also those that came unseen."""

import pytest
from PySide6.QtCore import QPoint, QRect

from fleetdesk.ui.widgets.labels import button
from fleetdesk.ui.widgets.panel_header import EDGE_PX, Header


@pytest.fixture
def header(qtbot):
    made = Header("Tasks")
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())
    return made


def place(header, widget):
    return QRect(widget.mapTo(header, QPoint()), widget.size())


def test_a_tool_that_came_while_nobody_saw_it_is_placed_when_it_is_seen(header):
    header.show()
    header.hide()
    tool = button("New task")
    header.add(tool)
    header.show()
    assert place(header, tool).right() + 1 == header.width() - EDGE_PX
    assert header.rect().contains(place(header, tool))


def test_sizes_follow_what_comes_and_what_is_said_while_nobody_sees_it(header):
    before = header.sizeHint().width(), header.minimumSizeHint().width()
    tool = button("A tool with a long name that needs its room")
    header.add(tool)
    after = header.sizeHint().width(), header.minimumSizeHint().width()
    assert after[0] >= before[0] + tool.sizeHint().width()
    assert after[1] == tool.sizeHint().width() + 2 * EDGE_PX > before[1]
    tall = header.sizeHint().height()
    header.resize(after[1], tall)
    assert header.sizeHint().height() > tall


def test_tools_go_below_the_name_where_it_is_narrow_and_it_is_as_tall_as_that_needs(header):
    tools = [button(f"Tool number {number}") for number in range(4)]
    header.add(*tools)
    header.show()
    wide = header.sizeHint().height()
    assert all(place(header, each).bottom() < wide for each in tools)
    header.resize(250, wide)
    assert header.sizeHint().height() == header.minimumSizeHint().height() > wide
    header.resize(250, header.sizeHint().height())
    assert all(header.rect().contains(place(header, each)) for each in tools)
    assert all(place(header, each).top() > place(header, header.name).center().y() for each in tools)
    header.resize(600, wide)
    assert header.sizeHint().height() == wide
