"""Reports: their periods in the company's zone, their sums, and two of them compared."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.creation_drafts import report_draft
from fleetdesk.domain.history.periods import PeriodKind, period_of
from fleetdesk.domain.history.records import Report, Visit
from fleetdesk.domain.reports import (
    HOLDS,
    ReportGrouping,
    ReportType,
    VisitSum,
    asked_period,
    differences,
    is_same_question,
    period_words,
    state_of,
    type_words,
    visit_sum,
)

TALLINN = ZoneInfo("Europe/Tallinn")
BRATISLAVA = ZoneInfo("Europe/Bratislava")


def last_month(now, zone):
    return period_of(PeriodKind.LAST_MONTH, now, zone)


def visit(place="Depot", unit="A", stay=60, engine=30, km=1.5):
    return Visit("m", 1, unit, place, stay_s=stay, engine_s=engine, distance_km=km)


@pytest.mark.parametrize("zone", [TALLINN, BRATISLAVA], ids=str)
@pytest.mark.parametrize(
    ("now", "hours"), [(datetime(2026, 4, 9, 12, tzinfo=UTC), 743), (datetime(2026, 11, 9, 12, tzinfo=UTC), 745)]
)
def test_last_month_is_as_long_as_the_clock_makes_it(zone, now, hours):
    span = last_month(now, zone)
    assert (span.ends - span.begins) / 3600 == hours
    begins, stop = asked_period(span)
    assert begins.astimezone(zone).strftime("%d %H:%M:%S") == "01 00:00:00"
    assert stop.astimezone(zone).strftime("%d %H:%M:%S") == "31 23:59:59"


def test_last_month_on_the_first_minute_of_one_is_the_one_that_is_over():
    now = datetime(2026, 11, 1, 0, 1, tzinfo=TALLINN)
    begins, _stop = asked_period(last_month(now, TALLINN))
    assert begins.astimezone(TALLINN).date() == date(2026, 10, 1)


def test_whole_days_are_told_without_the_clock():
    start, stop = asked_period(last_month(datetime(2026, 11, 9, tzinfo=UTC), TALLINN))
    assert period_words(start, stop, TALLINN) == "01.10. – 31.10.2026"
    assert ":" in period_words(start, stop, BRATISLAVA)
    assert period_words(None, stop, TALLINN) == ""


def test_a_period_over_the_end_of_a_year_tells_both_years():
    start, stop = datetime(2026, 12, 23, 22, tzinfo=UTC), datetime(2027, 1, 5, 21, 59, 59, tzinfo=UTC)
    assert period_words(start, stop, TALLINN) == "24.12.2026 – 05.01.2027"


def test_a_day_is_told_once():
    start, stop = datetime(2026, 10, 4, 21, tzinfo=UTC), datetime(2026, 10, 5, 20, 59, 59, tzinfo=UTC)
    assert period_words(start, stop, TALLINN) == "05.10.2026"


def test_words_of_what_the_vendor_may_call_otherwise():
    assert type_words("rtasks") == "Tasks"
    assert type_words("moon") == "moon"
    assert type_words(None) == ""
    assert state_of(Report("m", 1, "melting"))[0] == "unknown"
    assert all("{whom}" in HOLDS[kind] for kind in ReportType)


def test_the_same_question_of_another_period_is_another():
    one = Report("m", 1, type="poi", group="vehicle", group_id="", started_at=datetime(2026, 10, 1, tzinfo=UTC))
    assert is_same_question(one, Report("m", 2, type="poi", group="vehicle", started_at=one.started_at))
    assert not is_same_question(one, Report("m", 2, type="poi", group="vehicle"))


def test_the_sum_counts_what_rows_do_not_tell():
    assert visit_sum([visit(), visit(stay=None, km=0.25)]) == VisitSum(2, 60, 60, 1.75, 1)
    assert visit_sum([visit(stay=None, engine=None, km=None)]) == VisitSum(1, None, None, None, 1)


@pytest.mark.parametrize(("by", "rows"), [
    (ReportGrouping.PLACE, [("Depot", "", 2, 1), ("Yard", "", 0, 1)]),
    (ReportGrouping.VEHICLE, [("", "A", 1, 1), ("", "B", 1, 1)]),
    (ReportGrouping.BOTH, [("Depot", "A", 1, 1), ("Depot", "B", 1, 0), ("Yard", "B", 0, 1)]),
])  # fmt: skip
def test_two_reports_are_compared_by_place_and_vehicle(by, rows):
    before = [visit(), visit(unit="B")]
    after = [visit(stay=90), visit("Yard", "B")]
    found = differences(before, after, by)
    assert [(each.place, each.unit, each.before.visits, each.after.visits) for each in found] == rows


def test_a_figure_of_no_visit_is_none_of_it():
    (row,) = differences([], [visit()], ReportGrouping.PLACE)
    assert row.before == VisitSum(0, 0, 0, 0.0)


@pytest.mark.parametrize("name", ["Ö1", "12345678901", "a b"])
def test_a_vehicle_that_the_vendor_makes_no_report_of_is_said(name):
    period = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 2, tzinfo=UTC)
    with pytest.raises(UsageError, match="all vehicles"):
        report_draft("m", "poi", "vehicle", period, "x", group_id=name)
