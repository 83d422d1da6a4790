"""What the track tells of a task, in words."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.board_spans import Span
from fleetdesk.domain.history.contradictions import Contradicting, Contradiction
from fleetdesk.domain.history.stays import Stay
from fleetdesk.domain.history.task_fact import Near, TaskFact
from fleetdesk.ui.tasks.fact_words import contradiction_words, distance, told_by_track
from tests.domain.history.test_task_fact import minute, task
from tests.domain.history.tracks import NOW

ZONE = ZoneInfo("Europe/Tallinn")  # two hours ahead of UTC; the window is from 11:00 to 12:00 there
FACT = TaskFact(Span(minute(0).timestamp(), NOW.timestamp()), 1.0)


def there(begins, ends, *, came=True, left=True):
    return Stay(minute(begins).timestamp(), minute(ends).timestamp(), came=came, left=left)


def told(*stays, job=None, **more):
    return told_by_track(job or task(), replace(FACT, stays=stays, **more), ZONE).replace("23.11. ", "")


@pytest.mark.parametrize(
    ("stay", "words"),
    [
        (there(62, 90), "there 11:02–11:30, within the promised window"),
        (there(145, 160), "there 12:25–12:40, 25 min after the promised window"),
        (there(30, 40), "there 10:30–10:40, 30 min before the promised window"),
        (there(70, 90, left=False), "there since 11:10, within the promised window"),
        (there(0, 90, came=False), "there until 11:30"),
        (there(0, 90, came=False, left=False), "there all the time"),
    ],
)
def test_when_it_was_there_beside_what_was_promised(stay, words):
    assert told(stay) == f"By the track: {words}."


def test_many_stays_are_counted():
    said = told(*(there(60 + 10 * n, 62 + 10 * n) for n in range(5)))
    assert said.startswith("By the track: there 11:00–11:02, 11:10–11:12, 11:20–11:22 and 2 times more,")


def test_how_near_it_came():
    assert told(nearest=Near(4234.0, minute(65).timestamp())) == "By the track: nearest 4.2 km at 11:05."


def test_the_way_is_told_where_the_server_tells_none():
    assert told(there(62, 90), driven_km=34.4).endswith("driven 34 km since it was begun.")
    assert "driven" not in told(there(62, 90), job=task(distance_km=30.0), driven_km=34.4)


@pytest.mark.parametrize(("known", "words"), [(0.61, "61 %"), (0.002, "1 %")])
def test_a_way_with_holes_says_how_much_is_known(known, words):
    assert told(there(62, 90), known=known).endswith(f"the way is known for {words} of the time.")


def test_without_a_track_that_is_said():
    assert told(known=0.0) == "No track of that time is on this computer."


@pytest.mark.parametrize("kind", Contradiction)
def test_each_contradiction_has_a_sentence(kind):
    words = contradiction_words(Contradicting(kind, 4000.0, minute(62).timestamp(), minute(90).timestamp()), ZONE)
    assert words.endswith(".")
    assert "{" not in words


@pytest.mark.parametrize(
    ("metres", "words"), [(43.0, "40 m"), (999.0, "1.0 km"), (4234.0, "4.2 km"), (51_600.0, "52 km")]
)
def test_distances_have_the_unit_that_suits(metres, words):
    assert distance(metres) == words


def test_the_days_of_a_long_period_are_told():
    yesterday = there(62, 90)
    earlier = replace(yesterday, begins=yesterday.begins - timedelta(days=1).total_seconds())
    assert "22.11. 11:02–" in told_by_track(task(), replace(FACT, stays=(earlier,)), ZONE)
