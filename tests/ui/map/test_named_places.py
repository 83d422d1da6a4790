"""Points of interest, visited places and geozones on the map: each kind by its own switch."""

import pytest

from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.sync.store import Link, LinkStatus
from tests.sync.fakes import NOW
from tests.ui.map.test_layers import choose

pytestmark = pytest.mark.xdist_group("window")

LISTED = [
    Poi("m", 1, 58.4, 26.7, "Selver <b>"),
    Place("m", 2, "Depot", None, 58.5, 26.8, 80.0),
    Geozone("m", 3, "Port", 59.4, 24.8, 600.0),
    Geozone("m", 4, "Without a middle"),
]


@pytest.fixture
def listed(desk):
    desk.provider.answers["places"] = LISTED
    desk.store.set_link(Link("m", "Metrotec", LinkStatus.LIVE, heard_at=NOW))
    return desk


def places(desk):
    return desk.view.map.pane.map.state.value("places") or []


async def test_none_is_shown_or_asked_for_at_first(listed):
    assert (places(listed), listed.provider.calls.count("places")) == ([], 0)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Points of interest", ["poi", "Selver <b>", 58.4, 26.7, 0.0]),
        ("VEZMA places", ["place", "Depot", 58.5, 26.8, 80.0]),
        ("Geozones", ["geozone", "Port", 59.4, 24.8, 600.0]),
    ],
)
async def test_a_switch_shows_its_kind(listed, words, shown):
    await choose(listed, words)
    await choose(listed, "Names")  # whatever else is chosen, and the answer has come
    assert places(listed) == [shown]


async def test_a_switch_takes_its_kind_away_again(listed):
    for _ in range(2):
        await choose(listed, "Geozones")
    await choose(listed, "Names")
    assert places(listed) == []
