"""The layout of every earlier state opens, and the window stands as it was left (tests/data/earlier/README.md)."""

import shutil
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication

from fleetdesk.ui.window.layout_file import LayoutFile
from tests.conftest import ROOT
from tests.ui.conftest import Desk

EARLIER = sorted((ROOT / "tests" / "data" / "earlier").glob("*/window.ini"))


@pytest.fixture(scope="module", params=EARLIER, ids=lambda path: path.parent.name)
def kept(request, tmp_path_factory):
    return shutil.copy(request.param, tmp_path_factory.mktemp("desk") / "window.ini")


@pytest.fixture(scope="module")
def desk(qapp, kept):
    """One window for each layout: the tests only look at it."""
    made = Desk(kept.parent, ZoneInfo("Europe/Tallinn"))
    yield made
    made.close()


def test_there_are_some():
    assert len(EARLIER) >= 5


def test_no_damage_is_found_in_it(kept):
    assert LayoutFile(kept).notices == []


def test_size_and_columns_are_as_they_were_left(desk):
    assert (desk.window.width(), desk.window.height()) == (790, 741)
    assert desk.view.vehicles.pane.table.horizontalHeader().sectionSize(1) == 177


def test_columns_that_are_new_since_are_shown(desk):
    header = desk.view.tasks.pane.table.horizontalHeader()
    assert header.count() == len(desk.view.tasks.pane.model.columns)
    assert all(header.sectionSize(index) > 0 or header.isSectionHidden(index) for index in range(header.count()))
    assert sorted(header.visualIndex(index) for index in range(header.count())) == list(range(header.count()))


def test_a_dock_that_is_new_since_stands_behind_those_of_its_place(desk):
    desk.window.show()
    QCoreApplication.processEvents()
    activity, board = desk.view.activity.built(), desk.view.board
    assert not activity.isFloating()
    assert activity in desk.window.tabifiedDockWidgets(board)
    assert activity.visibleRegion().isEmpty()
    assert not board.visibleRegion().isEmpty()
