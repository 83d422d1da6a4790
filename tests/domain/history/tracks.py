"""Tracks made up for tests: a drive to the east, a point each half minute."""

from datetime import UTC, datetime, timedelta

from fleetdesk.domain.history.records import TrackPoint

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BEGUN = NOW - timedelta(hours=4)
KM_OF_LON = 111.195 * 0.5225  # at 58.5 degrees north


def point(minutes, km=0.0, **more):
    """A point so many minutes after BEGUN, so many km to the east of the first."""
    more = {"lat": 58.5, "lon": 25.0 + km / KM_OF_LON} | more
    return TrackPoint("m", "242KDN", BEGUN + timedelta(minutes=minutes), **more)


def drive(begins, minutes, km_from=0.0, kmh=60.0, step=0.5):
    """Points each half minute of a drive at this speed."""
    count = int(minutes / step)
    return [point(begins + n * step, km_from + kmh * n * step / 60) for n in range(count + 1)]


def rest(begins, minutes, km, step=10.0):
    return [point(begins + n * step, km) for n in range(int(minutes / step) + 1)]
