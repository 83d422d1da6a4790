"""The activity dock: what happened, the newest first; searched, opened and exported."""

import asyncio
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDockWidget, QFileDialog, QLabel, QMenu

from fleetdesk.domain.activity import Activity, ActivityKind
from fleetdesk.domain.outbox import Op, OpKind, OpState
from fleetdesk.domain.task_fields import Fields
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Link, LinkStatus
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

TASK = Task("m", 7, unit="242KDN", order_ref="ORDER-7", lat=58.5, lon=25.0, start_at=NOW, stop_at=NOW)
OP = Op(1, "u", "m", "7", 1, OpKind.UPDATE, OpState.QUEUED, {"notes": "dock 3"}, {}, label="ORDER-7")


@pytest.fixture
def busy(desk):
    """A desk on which a write went out, a task was given and the account was lost."""
    desk.fill()
    apply_tasks(desk.store, "m", [TASK])
    at = NOW.timestamp()
    for state in (OpState.QUEUED, OpState.SENDING, OpState.CONFIRMING, OpState.DONE):
        desk.store.apply_op(replace(OP, created_at=at, state=state))
    desk.store.apply_op(replace(OP, id=2, created_at=at, fields={"unit": "820BHT"}))
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.OFFLINE, "No answer."))
    return desk


def lines(desk):
    model = desk.view.activity.built().model
    return [tuple(model.index(row, column).data() for column in (1, 2, 3)) for row in range(model.rowCount())]


def open_line(desk, word):
    desk.view.activity.built().search.setText(word)
    desk.view.activity.built().table.opened.emit(desk.view.activity.built().model.key(0))


def test_what_happened_is_said_in_words_every_one_of_which_a_search_has_to_fit(busy):
    assert set(lines(busy)) == {
        ("Saved on this computer", "ORDER-7: notes", "m"),
        ("Sent", "ORDER-7: notes", "m"),
        ("Confirmed by the server", "ORDER-7: notes", "m"),
        ("Given to 820BHT", "ORDER-7: vehicle", "m"),
        ("Connection lost: No answer.", "m", "m"),
    }
    busy.view.activity.built().search.setText("order given")
    assert lines(busy) == [("Given to 820BHT", "ORDER-7: vehicle", "m")]
    assert busy.view.activity.built().header.count.text() == "1 of 5"


def test_the_newest_is_on_top(desk):
    pane, recorded = desk.view.activity.built(), {}
    pane.model.show_items(recorded)
    for number in (1, 2, 3):
        recorded[str(number)] = Activity(NOW.replace(minute=number), ActivityKind.BACK, str(number))
        pane.model.touch([str(number)])
    assert [line[2] for line in lines(desk)] == ["3", "2", "1"]


def test_the_command_brings_it_to_the_front_where_an_empty_log_says_what_will_be_here(desk):
    assert desk.view.activity.visibleRegion().isEmpty()
    desk.window.actions_by_text["Show the activity"].trigger()
    QCoreApplication.processEvents()
    shown = [each.text() for each in desk.view.activity.built().findChildren(QLabel) if each.isVisible()]
    assert "Nothing yet" in shown
    assert not desk.view.activity.visibleRegion().isEmpty()


def test_a_line_opens_its_task_of_giving_its_vehicle_too_and_of_an_account_its_vehicles(busy):
    open_line(busy, "confirmed")
    assert (busy.store.selection, busy.view.tasks.form.task.key) == ((), "m/7")
    busy.view.tasks.form.show_task(None)
    open_line(busy, "given")
    assert (busy.store.selection, busy.view.tasks.form.task.key) == (("m/820BHT",), "m/7")
    open_line(busy, "lost")
    assert len(busy.store.selection) == 4


def test_a_line_of_a_document_brings_up_the_documents(busy):
    upload: Fields = {"name": "a.png", "type": "cmr", "size": 5, "sha256": "0" * 64, "mime": "image/png"}
    op = replace(OP, id=3, kind=OpKind.UPLOAD, fields=upload, created_at=NOW.timestamp())
    busy.store.apply_op(op)
    open_line(busy, "a.png")
    QCoreApplication.processEvents()
    assert not busy.view.documents.pane.visibleRegion().isEmpty()


def test_a_line_of_what_is_no_task_or_is_gone_says_so(busy):
    op = replace(OP, id=3, task="new-1", kind=OpKind.POI, label="Depot", fields={}, created_at=NOW.timestamp())
    busy.store.apply_op(op)
    open_line(busy, "Depot")
    assert any("“New place Depot” is about no task" in each for each in busy.window.notices.sentences)
    busy.store.forget("m")
    open_line(busy, "confirmed")
    said = [each.text() for each in busy.window.notices.findChildren(QLabel)]
    assert any("about a task that is not on this desk any more" in each for each in said)


def test_it_comes_last_among_the_docks_in_the_menu(desk):
    actions = [each.text() for menu in desk.window.findChildren(QMenu) for each in menu.actions()]
    toggles = [each.toggleViewAction().text() for each in desk.window.findChildren(QDockWidget)]
    assert [each for each in actions if each in toggles][-1].replace("&", "") == "Show activity"


async def test_it_is_exported_with_what_is_shown(busy, tmp_path):
    busy.view.activity.built().search.setText("given")
    busy.window.actions_by_text["Export the activity"].trigger()
    dialog = busy.view.activity.built().findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "activity.xlsx"))
    dialog.close()
    await asyncio.gather(*(each for each in asyncio.all_tasks() if each.get_name() == "export Activity"))
    rows = list(load_workbook(tmp_path / "activity.xlsx").active.values)
    assert [row[1:] for row in rows[-1:]] == [("Given to 820BHT", "ORDER-7: vehicle", "m")]
