"""Filters above the task list: state, day, selected vehicles, finished ones."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.ui.widgets.panel import ListOrEmpty
from tests.sync.fakes import NOW
from tests.task_lists import apply_tasks

HOUR = timedelta(hours=1)
BASE = Task(
    "m", 1, unit="242KDN", order_ref="O-1", status=TaskStatus.CREATED, start_at=NOW + HOUR, stop_at=NOW + 3 * HOUR
)
TASKS = [
    BASE,
    replace(BASE, id=2, order_ref="O-2", status=TaskStatus.IN_PROGRESS, start_at=NOW - 3 * HOUR, stop_at=NOW - HOUR),
    replace(BASE, id=3, order_ref="O-3", unit=None),
    replace(BASE, id=4, order_ref="O-4", unit="820BHT", status=TaskStatus.REJECTED),
]


@pytest.fixture
def listed(desk):
    desk.fill()
    desk.store.keep_finished(True)
    apply_tasks(desk.store, "m", TASKS, everything=True)
    return desk


def shown(desk):
    model = desk.view.tasks.pane.model
    return sorted(model.index(row, 1).data() for row in range(model.rowCount()))


STATES = {
    "Late": ["O-2"],
    "Unassigned": ["O-3"],
    "In progress": ["O-2"],
    "Rejected": ["O-4"],
    "Any state": ["O-1", "O-2", "O-3", "O-4"],
    "Not confirmed": [],
}


def test_by_state(listed):
    for state, refs in STATES.items():
        listed.view.tasks.pane.filters.state.setCurrentText(state)
        assert shown(listed) == refs, state


def test_by_the_selected_vehicle(listed):
    listed.view.tasks.pane.filters.mine.setChecked(True)
    listed.store.select(["m/820BHT"])
    assert shown(listed) == ["O-4"]


def test_news_is_bold_until_it_is_opened(listed):
    listed.store.apply_task(replace(BASE, address="Tamme 2", sender="Mari"))
    listed.view.tasks.pane.filters.state.setCurrentText("Changed")
    assert shown(listed) == ["O-1"]
    listed.editing.open(listed.store.tasks["m/1"])
    assert "m/1" not in listed.store.task_store.unseen


def test_finished_ones_go_when_nobody_wants_them(listed):
    listed.store.keep_finished(False)
    assert shown(listed) == ["O-1", "O-2", "O-3"]


def test_a_search_says_when_nothing_fits(listed):
    listed.view.tasks.pane.search.setText("nowhere")
    assert shown(listed) == []
    assert "Esc" in listed.view.tasks.pane.findChild(ListOrEmpty).empty.text.text()
