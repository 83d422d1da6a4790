"""Nothing of a window is left once it is closed: what is left would be asked by each window that comes after it."""

import gc
from weakref import ref
from zoneinfo import ZoneInfo

from tests.conftest import delete_what_has_no_parent
from tests.ui.conftest import Desk


def test_a_closed_window_is_gone(qapp, tmp_path):
    desk = Desk(tmp_path, ZoneInfo("Europe/Tallinn"))
    desk.window.show()
    desk.fill()
    left = [ref(each) for each in (desk.window, desk.store, desk.view.tasks.form, desk.view.map.pane)]
    desk.close()
    del desk
    delete_what_has_no_parent()
    gc.collect()
    assert [each() for each in left] == [None] * 4
