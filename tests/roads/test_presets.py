"""The routers by name: terms, addresses, and what is refused before anything is asked."""

import asyncio

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.domain.roads import Profile
from fleetdesk.roads.opening import open_router
from fleetdesk.roads.presets import DEMO_SERVERS, NONE, PRESETS, checked_address, preset_of


def test_without_a_choice_there_is_no_router():
    assert open_router("", "", "", "truck", "FleetDesk/test") is None


@pytest.mark.parametrize("preset", PRESETS, ids=lambda each: each.service)
def test_each_says_what_is_asked_of_whom(preset):
    assert preset_of(preset.service) is preset
    assert (
        "asked of anybody" in preset.about
        if preset is NONE
        else "It sees the places" in preset.about or ("It sees their places" in preset.about)
    )
    assert preset is NONE or preset.attribution


@pytest.mark.parametrize("host", sorted(DEMO_SERVERS))
def test_demonstration_servers_are_no_presets_and_refused_with_the_reason(host):
    assert all(host not in each.address for each in PRESETS)
    for written in (f"https://{host}", f"https://{host.upper()}/", f"https://{host}./"):
        with pytest.raises(UsageError, match="demonstration server"):
            checked_address(written)


@pytest.mark.parametrize("address", ["", "osrm.example.com", "http://osrm.example.com", "https://a b", "ftp://x"])
def test_an_address_that_is_none_or_not_encrypted_is_refused(address):
    with pytest.raises(UsageError):
        checked_address(address)


@pytest.mark.parametrize("service", ["graphhopper-hosted", "openrouteservice"])
@pytest.mark.parametrize("key", ["", "a key", "schlüssel", "a" * 600, "key\r\nX: y"])
def test_a_service_with_a_key_needs_one_that_can_be_sent(service, key):
    with pytest.raises(UsageError) as caught:
        open_router(service, "", key, "truck", "FleetDesk/test")
    assert not key or key not in str(caught.value)


def test_a_service_that_is_unknown_is_refused():
    with pytest.raises(UsageError, match="Roads"):
        open_router("mapquest", "", "", "truck", "FleetDesk/test")


def test_the_router_says_its_profile_and_how_much_it_takes():
    async def made():
        router = open_router("graphhopper", "http://127.0.0.1:9", "", "car", "FleetDesk/test")
        await router.close()
        return router.profile, router.most

    assert asyncio.run(made()) == (Profile.CAR, 12)
