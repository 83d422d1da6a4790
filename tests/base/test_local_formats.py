from datetime import UTC, datetime

from fleetdesk.base import local_formats
from fleetdesk.base.local_formats import (
    date,
    date_and_time,
    day_and_time,
    grouped,
    number,
    size_words,
    time_with_seconds,
)

MOMENT = datetime(2026, 11, 7, 4, 5, 9, tzinfo=UTC)


def test_english_numbers():
    assert [number(1234.56, 1), number(-0.4), grouped(1234567)] == ["1,234.6", "-0", "1,234,567"]


def test_numbers_take_the_separators_of_the_language(monkeypatch):
    monkeypatch.setattr(local_formats, "SEPARATORS", str.maketrans({".": ",", ",": "\u00a0"}))
    assert [number(1234.56, 1), grouped(1234567)] == ["1\u00a0234,6", "1\u00a0234\u00a0567"]


def test_times_and_dates():
    assert (date(MOMENT), day_and_time(MOMENT), date_and_time(MOMENT)) == (
        "07.11.2026",
        "07.11. 04:05",
        "07.11.2026 04:05",
    )
    assert time_with_seconds(MOMENT) == "04:05:09"


def test_sizes():
    assert [size_words(count) for count in (0, 1, 850_000, 12_400_000)] == ["0 kB", "1 kB", "850 kB", "12.4 MB"]
