"""The address service of the settings: none unless one is chosen, and no more of it in a day than its terms say."""

from dataclasses import replace

import pytest

from fleetdesk.base.errors import RateLimited, UsageError
from fleetdesk.geocoding import presets
from fleetdesk.geocoding.presets import Protocol, preset_named
from fleetdesk.profile.address_service import open_geocoder
from fleetdesk.profile.settings import Addresses, Folders
from tests.geocoding.fakes import KEY, Service


@pytest.fixture
def folders(tmp_path):
    made = Folders(tmp_path, tmp_path / "data", tmp_path / "cache", tmp_path / "logs")
    made.make()
    return made


@pytest.fixture
def service(monkeypatch):
    """A service with a key that takes two requests a day, as openrouteservice takes a thousand."""
    started = Service(Protocol.PELIAS, keyed=True)
    real = preset_named("openrouteservice")
    small = replace(real, address=started.url, most_a_day=2, pause_s=0.001)
    monkeypatch.setattr(presets, "PRESETS", (small,))
    yield started
    started.close()


def test_nobody_is_asked_unless_one_is_chosen(folders):
    assert open_geocoder(folders)(Addresses()) is None


def test_a_name_that_nobody_knows_is_a_sentence(folders):
    with pytest.raises(UsageError, match="knows no address service"):
        open_geocoder(folders)(Addresses("google"))


async def test_no_more_is_asked_in_a_day_than_the_terms_allow_even_after_a_restart(folders, service):
    chosen = Addresses("openrouteservice", key=KEY)
    first = open_geocoder(folders)(chosen)
    await first.suggest("narva", None, 5)
    await first.suggest("narva 1", None, 5)
    for geocoder in (first, open_geocoder(folders)(chosen)):
        with pytest.raises(RateLimited):
            await geocoder.suggest("narva 2", None, 5)
        await geocoder.close()
    assert [each["text"] for each in service.queries] == ["narva", "narva 1"]
    assert service.refused == []


async def test_the_key_stands_in_no_name_of_a_file(folders, service):
    geocoder = open_geocoder(folders)(Addresses("openrouteservice", key=KEY))
    await geocoder.close()
    assert not [each for each in folders.data.iterdir() if KEY in each.name]
