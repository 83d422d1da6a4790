"""Signing in: what `expires` may mean, one login for many, and never a third try with a wrong password."""

import asyncio

import pytest

from fleetdesk.api.auth import expiry
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.errors import NotSignedIn, UsageError

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("expires", "until"),
    [(NOW + 3600, NOW + 3600), ((NOW + 3600) * 1000, NOW + 3600), (3600, NOW + 3600), (0, None), (None, None),
     (-5, None), (NOW - 10, None)],
)  # fmt: skip
def test_expires_has_no_unit(expires, until):
    assert expiry(expires, NOW) == until


def test_a_clock_that_is_wrong_is_seen_by_the_servers():
    assert expiry(NOW + 3600, NOW - 7200, server_now=NOW) == NOW - 7200 + 3600


@pytest.fixture
async def metrotec(simulator):
    provider = Metrotec("m", simulator.metrotec_url, simulator.username, simulator.password)
    yield provider
    await provider.close()


def logins(simulator):
    return sum(row["operation"] == "auth.login" for row in simulator.control("requests?last=5000"))


@pytest.mark.asyncio
async def test_many_at_once_sign_in_once(simulator, metrotec):
    before = logins(simulator)
    await asyncio.gather(*(metrotec.call("vehicles.list") for _ in range(8)))
    assert logins(simulator) == before + 1


@pytest.mark.asyncio
async def test_a_forgotten_token_is_renewed_once(simulator, metrotec):
    await metrotec.call("vehicles.list")
    before = logins(simulator)
    simulator.control("logout", {})
    await asyncio.gather(*(metrotec.call("vehicles.list") for _ in range(8)))
    assert logins(simulator) == before + 1


@pytest.mark.asyncio
async def test_a_wrong_password_is_tried_twice_at_most(simulator):
    provider = Metrotec("m", simulator.metrotec_url, simulator.username, "wrong")
    before = logins(simulator)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            await provider.call("vehicles.list")
    assert logins(simulator) == before + 2
    await provider.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("quirk", ["seconds", "milliseconds", "lifetime", "zero"])
async def test_every_kind_of_expires_lives(simulator, metrotec, quirk):
    simulator.control("quirks", {"expires": quirk})
    await metrotec.sign_in()
    before = logins(simulator)
    for _ in range(3):
        await metrotec.call("vehicles.list")
    simulator.control("quirks", {"expires": "seconds"})
    assert logins(simulator) == before


def with_key(simulator, key):
    return Metrotec("m", simulator.metrotec_url, "", key, api_key=True)


@pytest.mark.asyncio
async def test_an_api_key_needs_no_sign_in_call(simulator):
    before = logins(simulator)
    provider = with_key(simulator, simulator.api_key)
    await provider.sign_in()
    assert await provider.positions()
    await provider.close()
    assert logins(simulator) == before


@pytest.mark.asyncio
async def test_a_refused_api_key_is_named_and_tried_once(simulator):
    provider = with_key(simulator, "KEYwrong")
    with pytest.raises(NotSignedIn, match="API key"):
        await provider.call("drivers.waybills")
    await provider.close()
    asked = [row for row in simulator.control("requests?last=5000") if row["operation"] == "drivers.waybills"]
    assert [row["status"] for row in asked[-1:]] == [401]
    assert not [row for row in asked[-3:-1] if row["status"] == 401]


@pytest.mark.asyncio
async def test_an_account_with_a_key_has_nothing_to_sign_in_with(simulator):
    provider = with_key(simulator, simulator.api_key)
    with pytest.raises(UsageError, match="API key"):
        await provider.call("auth.login")
    await provider.close()
