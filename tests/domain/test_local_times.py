"""Local times: every notation, and every change of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.importing.date_order import order_of
from fleetdesk.domain.local_times import Ambiguous, NoSuchTime, parse_day, parse_local, written
from fleetdesk.domain.time_spans import ends

TALLINN = ZoneInfo("Europe/Tallinn")
ZONES = ["Europe/Tallinn", "Europe/Bratislava", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
EIGHT = datetime(2026, 11, 26, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["2026-11-26 08:00", "2026-11-26T08:00:00", "26.11.2026 8:00", "26.11.2026 8.00", "26/11/2026 08:00",
     "26-11-2026 08:00",
     "26.11.26, 08:00", "26.11.2026. 08:00", "2026-11-26T06:00Z", "2026-11-26T06:00:00.000Z",
     "2026-11-26 08:00+02:00",
     "2026-11-26T03:30:00-0230", "26.11.2026 8:00 am", " 2026-11-26\u00a008:00 ", "2026/11/26 08:00",
     "8:00", "08.00", "0800", "08:00:00", "8:00 AM", "8 am", "8 Uhr", "8h00", "kell 8.00", "kell 8", "08.00.00",
     "\u200e08:00", "26. 11. 2026 8:00", "26. novembra 2026 o 8:00", "26. listopadu 2026 8:00 hod.",
     "26. november 2026 kell 8.00", "26. November 2026, 8 Uhr",
     "26 ноября 2026 г. в 8:00", "N 26.11.2026 8:00", "štvrtok 26. 11. 2026, 8:00", "26 Nov 2026 08:00",
     "Thursday, November 26, 2026 8:00 AM", "26-Nov-2026 08:00",
     "26-Nov-26 08:00", "to 26.11.2026 klo 8",
     "26.11.2026 klo 8.00", "26 listopada 2026 godz. 8:00",
     "\u200e26.\u200e11.\u200e2026 08:00", "26.\u00a011.\u00a02026\u00a08:00"],
)  # fmt: skip
def test_every_notation(text):
    assert parse_local(text, TALLINN, date(2026, 11, 26)) == EIGHT


def test_the_end_of_the_day():
    assert parse_local("24:00", TALLINN, date(2026, 11, 26)) == datetime(2026, 11, 26, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("26.11.2026", "no time of day"), ("08:00", "no day"), ("11/26/2026 08:00", "day comes before"),
     ("25:00", "no day|no time of the clock"), ("26.11.2026 25:00", "no time of the clock"), ("", "no time"),
     ("31.02.2026 08:00", "no day of the calendar"), ("26.11.1026 08:00", "year 1026"), ("=A1", "no time"),
     ("26.11.2026 08:00+25:00", "no offset"), ("26.11.2026 13:00 pm", "no time of the clock"),
     ("٢٦.11.2026 08:00", "no time"), ("26.11.0026 08:00", "year 0026"), ("08.05.30", "no time of day"),
     *((span, "is a span of time") for span in (
         "08:00-10:00", "08:00 – 10:00", "8.00—10.00", "8:00 kuni 10:00", "0800-1000", "26.11.2026 08:00-10:00",
         "26.11.2026 8:00 - 26.11.2026 10:00", "2026-11-26 08:00-10:00", "08:00~10:00", "from 8:00 AM to 10:00 AM",
         "26. 11. 2026 8:00 až 10:00", "с 8:00 до 10:00"))],
)  # fmt: skip
def test_what_is_no_time_is_told(text, sentence):
    with pytest.raises(UsageError, match=sentence):
        parse_local(text, TALLINN)


def test_a_day_may_come_with_midnight_and_no_other_time():
    assert parse_day("26.11.2026") == parse_day("2026-11-26 00:00:00") == date(2026, 11, 26)
    with pytest.raises(UsageError, match="only the date"):
        parse_day("2026-11-26 08:00")


@pytest.mark.parametrize(
    ("start", "stop"),
    [("26.11.2026 08:00–10:00", ""), ("2026-11-26 08:00 - 10:00", ""), ("08:00 kuni 10:00", ""),
     ("8:00-10:00", "8:00-10:00")],
)  # fmt: skip
def test_a_span_is_a_start_and_a_stop(start, stop):
    one, other = (parse_local(text, TALLINN, date(2026, 11, 26)) for text in ends(start, stop, TALLINN))
    assert (one, other) == (EIGHT, EIGHT + timedelta(hours=2))


def test_a_span_beside_another_stop_is_asked_about():
    with pytest.raises(UsageError, match="is a span of time, and there is a stop"):
        ends("08:00-10:00", "12:00", TALLINN)


def test_a_minus_is_an_offset_where_it_is_written_as_one_or_is_the_zones_own():
    for text, zone in (("2026-11-26T08:00-02:00", "Europe/Tallinn"), ("2026-11-26 08:00:00 -0200", "Europe/Tallinn"),
                       ("2026-11-26 05:00-05:00", "America/New_York")):  # fmt: skip
        assert parse_local(text, ZoneInfo(zone)) == datetime(2026, 11, 26, 10, tzinfo=UTC)


def test_a_column_tells_whether_the_month_comes_first():
    american = order_of(["11/26/2026 8:00 AM", "12/3/2026 8:00 AM", ""])
    assert parse_local("12/3/2026 8:00 AM", ZoneInfo("UTC"), order=american) == datetime(2026, 12, 3, 8, tzinfo=UTC)
    assert parse_day("11/26/2026", american) == date(2026, 11, 26)
    assert "month before the day" in american.doubt_of("12/3/2026 8:00 AM")
    assert "month before the day" in american.doubt_of("2026-03-12 08:00:00")
    assert american.doubt_of("08:00") == ""


@pytest.mark.parametrize(
    ("cells", "cell", "doubt"),
    [(["26/11/2026", "3/12/2026"], "3/12/2026", ""), (["3/12/2026", "4/5/2026"], "4/5/2026", "No date of this table"),
     (["3/12/2026", "5/5/2026"], "5/5/2026", ""), (["3.12.2026", "4.5.2026"], "4.5.2026", ""),
     (["3-12-2026"], "3-12-2026", "No date of this table"), (["26/11/2026", "11/26/2026"], "3/12/2026", "Some dates"),
     (["11.26.2026", "3.12.2026"], "3.12.2026", "month before"),
     (["2026-26-11", "2026-03-12"], "2026-03-12", "year, day"),
     (["2026-11-26", "2026-03-12"], "2026-03-12", ""), (["08.00.00", "10.30.00", "3.12.2026"], "3.12.2026", ""),
     (["3 Dec 2026", "4 May 2026"], "4 May 2026", "")],
)  # fmt: skip
def test_an_order_that_is_not_told_is_a_doubt(cells, cell, doubt):
    told = order_of(cells).doubt_of(cell)
    assert told.startswith(doubt) or doubt in told
    assert bool(told) == bool(doubt)


def test_a_year_day_month_column_is_read_so():
    assert parse_day("2026-03-12", order_of(["2026-26-11"])) == date(2026, 12, 3)


def turns(zone):
    """Each change of the zone's clocks from 2025 to 2030: the moment, and the offsets before and after."""
    step, at = timedelta(minutes=30), datetime(2025, 1, 1, tzinfo=UTC)
    while at < datetime(2031, 1, 1, tzinfo=UTC):
        before, after = at.astimezone(zone).utcoffset(), (at + step).astimezone(zone).utcoffset()
        if before != after:
            yield at + step, before, after
        at += step


@pytest.mark.parametrize("name", ZONES)
def test_every_change_of_the_clocks(name):
    zone, found = ZoneInfo(name), 0
    for moment, before, after in turns(zone):
        found += 1
        middle = (moment + (before + after) / 2).replace(tzinfo=None)  # in the hour that is skipped, or comes twice
        if after > before:
            with pytest.raises(NoSuchTime, match="does not exist"):
                parse_local(middle.isoformat(" "), zone)
            continue
        with pytest.raises(Ambiguous) as asked:
            parse_local(middle.isoformat(" "), zone)
        assert asked.value.second - asked.value.first == before - after
        for each in (asked.value.first, asked.value.second):
            assert each.astimezone(zone).replace(tzinfo=None) == middle
            assert each.astimezone(zone).isoformat(" ", "minutes") in str(asked.value)
            assert parse_local(each.astimezone(zone).isoformat(" ", "minutes"), zone) == each
    assert found, "the zone's clocks do not change; how often they do is for governments to say"


@given(
    st.integers(1_735_689_600, 1_924_905_600).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(ZONES).map(ZoneInfo),
)
def test_what_is_written_is_read_back(moment, zone):
    assert parse_local(written(moment, zone), zone) == moment


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_a_sentence(text):
    refused = ""
    try:
        parse_local(text, TALLINN, date(2026, 11, 26))
    except UsageError as error:
        refused = str(error)
    assert refused.endswith(".") or not refused
