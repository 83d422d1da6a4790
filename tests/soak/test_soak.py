"""A day of the desk is told in figures, and what grows through it is found."""

from copy import deepcopy

import pytest

from tests.soak.__main__ import early_and_late, run
from tests.soak.figures import grown

pytestmark = pytest.mark.xdist_group("soak")  # the day passes once

HOURS, VEHICLES, TASKS = 16 * 10 / 3600, 60, 20


@pytest.fixture(scope="module")
def told():
    return run(HOURS, VEHICLES, TASKS, 1)


def test_the_day_passes_and_every_part_of_it_is_told(told):
    assert [told[0]["hours"] < told[-1]["hours"], len(told)] == [True, 16]
    assert all(each["memory_mb"] > 50 and each["map_mb"] > 5 and each["descriptors"] > 5 for each in told)
    assert {"cache.db", "outbox.db", "recording.db"} <= set(told[-1]["files_mb"])


def test_a_desk_of_a_few_minutes_keeps_descriptors_threads_and_timers(told):
    early, late = early_and_late(told)
    assert not [each for each in grown(early, late) if each.startswith(("descriptors", "threads", "timers"))]


@pytest.mark.parametrize("name", ["memory_mb", "map_mb", "descriptors", "threads", "timers"])
def test_what_doubles_is_found(told, name):
    early, late = told[-1], deepcopy(told[-1])
    late[name] = 2 * early[name] + 100
    assert [each for each in grown(early, late) if each.startswith(name)]


def test_a_file_that_grows_is_found(told):
    early, late = told[-1], deepcopy(told[-1])
    late["files_mb"]["cache.db"] += 50
    assert grown(early, late) == [
        f"cache.db is {late['files_mb']['cache.db']:.1f} MB, more than {early['files_mb']['cache.db'] + 5:.1f}"
    ]
