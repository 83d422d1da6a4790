"""Signing in: what `expires` may mean, one login for many, and never a third try with a wrong password."""

import asyncio

import pytest

from fleetdesk.api.auth import expiry
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.errors import NotSignedIn

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
