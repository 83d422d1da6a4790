"""Each state has one row that says how it is shown."""

import pytest

from fleetdesk.domain.motion import FADE_STEPS, State
from fleetdesk.domain.statuses import (
    FADES,
    HEADING_STEP_DEG,
    LATE,
    SETTABLE,
    TASKS,
    UNASSIGNED,
    VEHICLES,
    task_appearance,
)
from fleetdesk.domain.tasks import STATUS_BY_CODE, Task, TaskStatus


def task(status, unit="1"):
    return Task("m", 1, unit=unit, status=status)


@pytest.mark.parametrize("status", TaskStatus)
def test_every_status_of_a_task_has_a_row(status):
    assert TASKS[status].word


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_vehicle_has_a_row(state):
    assert VEHICLES[state].word


def test_what_the_server_takes_can_be_set():
    assert set(SETTABLE) == set(STATUS_BY_CODE.values())


def test_each_state_of_a_vehicle_has_a_shape_and_a_colour_of_its_own():
    assert len({row.shape for row in VEHICLES.values()}) == len({row.colour for row in VEHICLES.values()}) == len(State)


def test_each_fade_is_paler_than_the_one_before():
    assert len(FADES) == len(FADE_STEPS) + 1
    assert list(FADES) == sorted(set(FADES), reverse=True)


def test_a_full_turn_is_a_whole_number_of_heading_steps():
    assert 360 % HEADING_STEP_DEG == 0


@pytest.mark.parametrize("status", TaskStatus)
def test_late_is_shown_before_any_status(status):
    assert task_appearance(task(status), late=True) is LATE


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (TaskStatus.CREATED, UNASSIGNED),
        (TaskStatus.UNKNOWN, UNASSIGNED),
        (TaskStatus.IN_PROGRESS, TASKS[TaskStatus.IN_PROGRESS]),
        (TaskStatus.CANCELLED, TASKS[TaskStatus.CANCELLED]),
    ],
)
def test_a_task_without_a_vehicle_is_unassigned_unless_its_status_has_a_mark(status, shown):
    assert task_appearance(task(status, unit=None), late=False) is shown


def test_an_assigned_task_has_the_row_of_its_status():
    assert task_appearance(task(TaskStatus.CREATED), late=False) is TASKS[TaskStatus.CREATED]
