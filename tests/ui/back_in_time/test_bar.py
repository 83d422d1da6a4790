"""The bar alone: moments on the company's clock, also in the nights in which it is changed, and its room."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint

from fleetdesk.domain.local_times import parse_local
from fleetdesk.domain.recording.picture import minute_of
from fleetdesk.ui.back_in_time.bar import BackInTimeBar
from fleetdesk.ui.widgets.theme import LIGHT

ZONE = ZoneInfo("Europe/Tallinn")
FIRST = minute_of(datetime(2026, 10, 24, 12, 0, tzinfo=UTC).timestamp())


@pytest.fixture
def bar(qtbot):
    made = BackInTimeBar(lambda: LIGHT, ZONE)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 24, 21, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    ],
)
def test_the_fields_name_one_moment_and_it_is_read_back_from_them(bar, moment):
    """Midnight, both hours that the clock shows as 03:30, and the edges of the hour that it leaves out."""
    bar.show_moment(moment, moment.timestamp())
    assert parse_local(f"{bar.day.text()} {bar.time.text()}", ZONE) == moment


def test_the_slider_tells_moments_as_they_pass_over_the_hour_that_comes_twice(bar):
    minutes = [*range(FIRST, FIRST + 24 * 60)]
    told = []
    bar.moved.connect(told.append)
    bar.show_recorded(minutes)
    bar.slider.setValue(13 * 3600)
    assert told == [FIRST * 60.0 + 13 * 3600]


def test_the_slider_stands_beside_the_rest_or_below_it(bar):
    bar.show_recorded([FIRST, FIRST + 60])
    bar.show_moment(None, FIRST * 60.0)
    for wide, beside in ((1600, True), (700, False), (1600, True)):
        bar.resize(wide, 120)
        bar.layout().activate()
        ends = bar.time.mapTo(bar, QPoint(bar.time.width(), 0)).x()
        assert (bar.slider.x() > ends) is beside
