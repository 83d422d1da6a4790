"""The simulator's clock, stopped some days after the clocks of Europe have changed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

CHANGES = [date(2026, 3, 29), date(2026, 10, 25)]


@pytest.fixture(params=CHANGES, ids=["spring", "autumn"])
def now(request, simulator):
    moment = datetime.combine(request.param + timedelta(days=4), time(12), UTC)
    simulator.control("clock", {"time": moment.isoformat(), "freeze": True})
    yield moment
    simulator.control("clock", {"reset": True})
