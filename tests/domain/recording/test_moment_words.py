"""A recorded moment on the company's clock; in the hour that comes twice, which of both is said."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from fleetdesk.domain.recording.moment_words import moment_words

TALLINN = ZoneInfo("Europe/Tallinn")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 27, 12, 3, tzinfo=UTC), "Fri 27.11.2026 14:03"),
        (datetime(2026, 11, 27, 22, 0, tzinfo=UTC), "Sat 28.11.2026 00:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sun 25.10.2026 03:30 (00:30 UTC)"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sun 25.10.2026 03:30 (01:30 UTC)"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Sun 29.03.2026 04:00"),
    ],
)
def test_a_moment_in_words(moment, words):
    assert moment_words(moment, TALLINN) == words
