"""The limits of a router's plan: counted on the disk, so that a restart does not forget them."""

import pytest

from fleetdesk.base.errors import RateLimited, UsageError
from fleetdesk.domain.capabilities import RequestLimit
from fleetdesk.profile.router_opening import CountedPermits, RouterOpener
from fleetdesk.profile.settings import Roads
from tests.roads.conftest import make_router as make_router  # a fixture
from tests.roads.fakes import KEY

TALLINN, TARTU = (24.7536, 59.4370), (26.7290, 58.3780)
LIMITS = (RequestLimit(5, 3600.0), RequestLimit(2, 86_400.0))


async def taken(permits):
    """Return how many permits there are before none is left."""
    count = 0
    try:
        while count < 20:
            await permits.take()
            count += 1
    except RateLimited:
        pass
    await permits.close()
    return count


async def test_the_tightest_limit_holds_over_restarts(tmp_path):
    assert await taken(CountedPermits(tmp_path, "a", LIMITS)) == 2
    assert await taken(CountedPermits(tmp_path, "a", LIMITS)) == 0
    assert await taken(CountedPermits(tmp_path, "b", LIMITS)) == 2


async def test_openrouteservice_is_asked_forty_times_a_minute_at_most(tmp_path, make_router):
    fake = make_router("openrouteservice")
    router = RouterOpener(tmp_path).open(Roads("openrouteservice", fake.url, KEY))
    for _number in range(40):
        await router.matrix([TALLINN], TARTU)
    with pytest.raises(RateLimited):
        await router.matrix([TALLINN], TARTU)
    await router.close()
    assert len(fake.asked) == 40
    assert not any(KEY in each.name for each in tmp_path.iterdir())


async def test_a_router_of_ones_own_has_no_limit_and_no_file(tmp_path, make_router):
    router = RouterOpener(tmp_path).open(Roads("osrm", make_router("osrm").url))
    assert (await router.matrix([TALLINN], TARTU))[0].by_road
    await router.close()
    assert list(tmp_path.iterdir()) == []


def test_a_service_that_is_unknown_is_refused(tmp_path):
    with pytest.raises(UsageError):
        RouterOpener(tmp_path).open(Roads("mapquest"))
