"""Signing in: what `expires` may mean, one login for many, and never a third try with a wrong password."""

import asyncio
import json
import random
from email.utils import formatdate

import pytest

from fleetdesk.api.answers import Reply
from fleetdesk.api.auth import LoginAuth, expiry
from fleetdesk.api.http import Http
from fleetdesk.api.metrotec.client import Metrotec
from fleetdesk.api.metrotec.operations import OPERATIONS
from fleetdesk.base.errors import BadAnswer, FleetError, NotSignedIn, Refused, UsageError

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("expires", "until"),
    [
        (NOW + 3600, NOW + 3600),
        ((NOW + 3600) * 1000, NOW + 3600),
        (3600, NOW + 3600),
        (0, None),
        (None, None),
        (-5, None),
        (NOW - 10, None),
    ],
)
def test_expires_has_no_unit(expires, until):
    assert expiry(expires, NOW) == until


def test_a_clock_that_is_wrong_is_seen_by_the_servers():
    assert expiry(NOW + 3600, NOW - 7200, server_now=NOW) == NOW - 7200 + 3600


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


class Answering(Http):
    """A server that answers everything with the same JSON, and says what time it is where `now` is not None."""

    def __init__(self, answer=None):
        self.answer, self.now = answer, None

    async def send(self, ask):
        date = {} if self.now is None else {"date": formatdate(self.now, usegmt=True)}
        return Reply(200, {"content-type": "application/json", **date}, json.dumps(self.answer).encode())

    async def close(self):
        pass


def answered_by(server):
    return Metrotec("m", "http://127.0.0.1:9/", "u", "p", http=server)


@pytest.mark.parametrize("expires", [2**63 - 1, 1e18, 9.9e15, 999_999_999, 1e11 - 1, 253_402_300_800, 1e-300])
async def test_a_moment_that_no_clock_shows_says_nothing(expires):
    provider = answered_by(Answering({"jwt": "a.b.c", "expires": expires}))
    answered = await provider.call("auth.login")
    assert answered.values["signed_in"]
    assert expiry(expires, NOW) is None or expiry(expires, NOW) < 7_258_118_400  # the year 2200
    await provider.close()


async def test_mutated_sign_ins_end_in_a_token_or_an_error_of_ours():
    dice, server = random.Random("sign in"), Answering()
    provider = answered_by(server)
    odd = [
        None,
        "",
        "x",
        "õ",
        "a\nb",
        "\ud800",
        0,
        -1,
        2**63 - 1,
        2**64,
        1e308,
        True,
        [],
        {},
        [1],
        {"a": 1},
        "1e999",
        "9" * 400,
        "2026-11-26",
        "٣٤",
        1.5,
    ]
    for _ in range(2000):
        answer = {"jwt": dice.choice([*odd, "a.b.c"]), "expires": dice.choice(odd)}
        server.answer = dice.choice([answer, answer, answer, dice.choice(odd)])
        server.now = dice.choice([None, 0.0, NOW])
        try:
            await provider.call("auth.login")
        except FleetError as error:
            str(error).encode()
    await provider.close()


async def test_a_token_that_no_header_carries_is_none_and_the_one_before_stays():
    server = Answering({"jwt": "x" * 16_000})
    login = LoginAuth(server, OPERATIONS["auth.login"], "u", "p")
    await login.sign_in()
    kept = await login.headers()
    assert kept == {"Authorization": "Bearer " + "x" * 16_000}
    for long in ("x" * 16_001, "x" * 1_000_000):
        server.answer = {"jwt": long}
        with pytest.raises(BadAnswer, match="without giving a token"):
            await login.sign_in()
        assert await login.headers() == kept


class Nowhere(Http):
    """A server that has nothing at any address."""

    def __init__(self):
        pass

    async def send(self, ask):
        raise Refused("The server refused: 404", 404)


async def test_a_wrong_address_is_said_with_what_to_do():
    with pytest.raises(Refused, match=r"no Metrotec service at this address .*404.* Usually it ends in /api/"):
        await LoginAuth(Nowhere(), OPERATIONS["auth.login"], "u", "p").headers()
