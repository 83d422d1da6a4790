"""Each router, asked over HTTP: right answers, no way, and refusals."""

import asyncio
import json

import pytest

from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited
from fleetdesk.domain.roads import BY_ROAD, Profile
from fleetdesk.roads.client import NoLimit
from tests.roads.conftest import KINDS, client
from tests.roads.fakes import MIDDLE_OF_THE_SEA, expected

TALLINN, TARTU, NARVA, PARNU = (24.7536, 59.4370), (26.7290, 58.3780), (28.1790, 59.3772), (24.4971, 58.3859)
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


def asked(kind, router, work, **words):
    """Return what `work` makes of a client, which is closed afterwards."""

    async def ask():
        made = client(kind, router, **words)
        try:
            return await work(made)
        finally:
            await made.close()

    return asyncio.run(ask())


def figures(way):
    return way.km, way.minutes


@EVERY_KIND
def test_the_way_from_each_source_is_found(kind, make_router):
    router = make_router(kind)
    ways = asked(kind, router, lambda made: made.matrix([TALLINN, NARVA], TARTU))
    assert [figures(each) for each in ways] == [
        pytest.approx(expected(each, TARTU), rel=1e-3) for each in (TALLINN, NARVA)
    ]
    assert {(each.by_road, each.basis) for each in ways} == {(True, BY_ROAD[Profile.TRUCK])}


@EVERY_KIND
def test_where_there_is_no_way_there_is_none(kind, make_router):
    ways = asked(kind, make_router(kind), lambda made: made.matrix([MIDDLE_OF_THE_SEA, PARNU], TARTU))
    assert [each is not None for each in ways] == [False, True]


@EVERY_KIND
def test_the_line_goes_through_the_points(kind, make_router):
    line = asked(kind, make_router(kind), lambda made: made.line([TALLINN, PARNU, TARTU]))
    assert [pytest.approx(each, abs=1e-5) for each in (TALLINN, PARNU, TARTU)] == list(line.points)
    assert (line.km, line.minutes) == pytest.approx(expected(TALLINN, TARTU), rel=1e-3)


@pytest.mark.parametrize(("kind", "most"), [("osrm", 100), ("valhalla", 20), ("graphhopper-hosted", 5)])
def test_a_line_of_many_stops_is_asked_for_in_as_many_requests_as_it_needs(kind, most, make_router):
    router = make_router(kind)
    stops = [(24.0 + number / 100, 58.5) for number in range(2 * most)]
    line = asked(kind, router, lambda made: made.line(stops))
    assert len(router.asked) == 3
    assert (line.points[0], line.points[-1]) == (pytest.approx(stops[0]), pytest.approx(stops[-1]))
    assert line.km == pytest.approx(expected(stops[0], stops[-1])[0], rel=1e-2)


@EVERY_KIND
def test_a_line_that_cannot_be_is_none(kind, make_router):
    assert asked(kind, make_router(kind), lambda made: made.line([TALLINN, MIDDLE_OF_THE_SEA])) is None


@EVERY_KIND
def test_two_hundred_sources_are_answered_in_their_order(kind, make_router):
    router = make_router(kind)
    sources = [(24.0 + number / 100, 58.5) for number in range(200)]
    ways = asked(kind, router, lambda made: made.matrix(sources[: made.most], TARTU))
    assert [figures(each) for each in ways] == [
        pytest.approx(expected(each, TARTU), rel=1e-3) for each in sources[: len(ways)]
    ]
    assert len(ways) == (12 if kind == "graphhopper" else 200)


def test_osrm_is_asked_in_pieces_of_a_hundred_places(make_router):
    router = make_router("osrm")
    asked("osrm", router, lambda made: made.matrix([TALLINN] * 200, TARTU))
    assert [path.count(";") + 1 for _, path, *_ in router.asked] == [100, 100, 3]


@EVERY_KIND
def test_every_request_says_who_we_are_and_no_more_digits_than_roads_need(kind, make_router):
    router = make_router(kind)
    asked(kind, router, lambda made: made.matrix([(24.753612345, 59.437012345)], TARTU))
    (_, path, _, headers, body), *_ = router.asked
    assert headers["User-Agent"] == "FleetDesk/test"
    said = path + (body or b"").decode()
    assert "24.75361" in said
    assert "24.753612" not in said


def test_the_profile_is_that_which_was_chosen(make_router):
    valhalla, ors = make_router("valhalla"), make_router("openrouteservice")
    ways = asked("valhalla", valhalla, lambda made: made.matrix([TALLINN], TARTU), profile="car")
    asked("openrouteservice", ors, lambda made: made.matrix([TALLINN], TARTU), profile="car")
    assert json.loads(valhalla.asked[0][4])["costing"] == "auto"
    assert ors.asked[0][1].endswith("driving-car")
    assert ways[0].basis == BY_ROAD[Profile.CAR]


def test_a_valhalla_that_sends_an_object_for_each_cell_is_read(make_router):
    router = make_router("valhalla")
    router.verbose = True
    ways = asked("valhalla", router, lambda made: made.matrix([TALLINN, MIDDLE_OF_THE_SEA], TARTU))
    assert figures(ways[0]) == pytest.approx(expected(TALLINN, TARTU), rel=1e-3)
    assert ways[1] is None


@pytest.mark.parametrize(("kind", "error"), [("graphhopper-hosted", NotSignedIn), ("openrouteservice", FleetError)])
def test_a_wrong_key_is_said_and_not_repeated(kind, error, make_router):
    with pytest.raises(error, match="key") as caught:
        asked(kind, make_router(kind), lambda made: made.matrix([TALLINN], TARTU), key="no-such-one")
    assert "no-such-one" not in str(caught.value)


@EVERY_KIND
def test_a_place_beyond_the_map_is_no_way_and_no_fault(kind, make_router):
    assert asked(kind, make_router(kind), lambda made: made.matrix([(2.35, 48.85)], TARTU)) == [None]


def test_no_request_goes_beyond_the_limit(make_router):
    router = make_router("openrouteservice")

    class NoneLeft(NoLimit):
        async def take(self):
            raise RateLimited("none left", maybe_done=False, retry_after_s=60)

    with pytest.raises(RateLimited):
        asked("openrouteservice", router, lambda made: made.matrix([TALLINN], TARTU), permits=NoneLeft())
    assert router.asked == []


def test_one_request_is_under_way_at_a_time(make_router):
    router, at_once = make_router("osrm"), []

    def count(handler):
        at_once.append(len(router.asked) - len(at_once))
        return False

    router.fault = count

    async def both(made):
        return await asyncio.gather(*(made.matrix([each] * 150, TARTU) for each in (TALLINN, NARVA, PARNU)))

    assert [len(each) for each in asked("osrm", router, both)] == [150] * 3
    firsts = [path.split("/")[-1].split(";")[0] for _, path, *_ in router.asked]
    assert firsts == [each for point in (TALLINN, NARVA, PARNU) for each in [f"{point[0]},{point[1]}"] * 2]
