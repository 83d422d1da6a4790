"""A month: tasks are counted as a plain count does, unknown is never 0, and the company is the sum of what is known."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.document_rules import DEFAULT
from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.history.totals import Totals
from fleetdesk.domain.month import (
    FIGURE_WORDS,
    SOURCES,
    CompanyMonth,
    Figure,
    TaskCounts,
    UnitMonth,
    month_before,
    period_of_month,
    task_counts,
    typed_month,
    unit_month,
)
from fleetdesk.domain.tasks import Document, Task, TaskStatus

ZONE = ZoneInfo("Europe/Tallinn")
OCTOBER = date(2026, 10, 1)
PERIOD = period_of_month(OCTOBER, ZONE)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_october_has_an_hour_more_where_clocks_go_back():
    assert PERIOD.ends - PERIOD.begins == (31 * 24 + 1) * 3600


def test_a_month_is_typed_as_files_name_it():
    assert typed_month(" 2026-10 ") == OCTOBER
    for wrong in ("October", "2026-13", "2026", "10-2026", "2026-10-05", ""):
        with pytest.raises(UsageError):
            typed_month(wrong)


def test_before_january_is_december():
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)


def made(chance, number):
    stop = datetime(2026, 10, 1, tzinfo=ZONE) + timedelta(hours=chance.randrange(-200, 1000))
    status = chance.choice(list(TaskStatus))
    finished = stop + timedelta(minutes=chance.randrange(-90, 90)) if status is TaskStatus.COMPLETED else None
    finished = chance.choice([finished, finished, None])
    unit = chance.choice(["A", "B", None])
    return Task(
        "m", number, unit=unit, status=status, stop_at=chance.choice([stop, stop, None]), work_finished_at=finished
    )


def plain(tasks, filed, unit):
    """The same figures, task by task."""
    done = late = lacking = 0
    for each in tasks:
        at = each.work_finished_at if each.status is TaskStatus.COMPLETED and each.work_finished_at else each.stop_at
        if each.unit != unit or at is None or not PERIOD.begins <= at.timestamp() < PERIOD.ends:
            continue
        if each.status is TaskStatus.COMPLETED:
            done += 1
            late += bool(each.stop_at and each.work_finished_at and each.work_finished_at > each.stop_at)
            lacking += each.id not in filed
        elif each.status in (TaskStatus.CREATED, TaskStatus.IN_PROGRESS, TaskStatus.UNKNOWN):
            late += at < NOW
    return TaskCounts(done, late, lacking)


def test_tasks_are_counted_as_a_plain_count_does(day_seed):
    chance = random.Random(day_seed)
    tasks = [made(chance, number) for number in range(400)]
    filed = set(chance.sample(range(400), 150))
    documents = [Document("m", each, each, DocumentType.CMR.value) for each in filed]
    counts = task_counts(tasks, documents, [DEFAULT], PERIOD, NOW)
    for unit in ("A", "B"):
        assert counts[unit] == plain(tasks, filed, unit)


def test_where_documents_are_not_known_none_is_said_to_be_missing():
    task = Task("m", 1, unit="A", status=TaskStatus.COMPLETED, stop_at=NOW - timedelta(days=10))
    assert task_counts([task], None, [DEFAULT], PERIOD, NOW)["A"] == TaskCounts(1, 0, None)


def test_the_company_is_the_sum_of_what_is_known():
    units = (
        UnitMonth("m/A", "A", "m", 1000.0, 3600.0, None, None, 300.0, None, 3, 1, 0),
        UnitMonth("v/j", "Jan", "v", 500.0, 1800.0, None, None, None, 120.5, unknown_s=60.0),
    )
    total = CompanyMonth(OCTOBER, PERIOD, ZONE, units).total()
    assert (total.km, total.driving_s, total.idling_s, total.expenses) == (1500.0, 5400.0, None, 120.5)
    assert (total.tasks_done, total.documents_missing, total.unknown_s) == (3, 0, 60.0)
    assert total.value(Figure.DRIVING) == 1.5
    assert CompanyMonth(OCTOBER, PERIOD, ZONE, units).known_of(Figure.EXPENSES) == 1


@pytest.mark.parametrize(("km", "litres", "known"), [(1000.0, 300.0, 30.0), (149.0, 30.0, None), (None, 30.0, None)])
def test_litres_by_kilometres_need_a_way_that_is_long_enough(km, litres, known):
    assert UnitMonth("m/A", "A", "m", km, litres=litres).l_100km == known


def test_litres_that_the_vendor_lists_go_before_those_that_were_paid_for():
    assert unit_month("m/A", "A", "m", Totals(litres=40.0), None, None, 90.0, None).litres == 40.0
    assert unit_month("v/j", "J", "v", Totals(), None, None, 90.0, None).litres == 90.0


def test_each_figure_has_words_and_says_where_it_is_from():
    assert set(FIGURE_WORDS) == set(SOURCES) == set(Figure)
