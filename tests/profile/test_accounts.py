"""Whatever a settings file holds of an account, it opens or is refused with a sentence."""

from dataclasses import replace
from typing import Any

import pytest

from fleetdesk.api.http import Ask
from fleetdesk.api.vezma.client import Vezma
from fleetdesk.base.errors import FleetError, RateLimited, Unreachable
from fleetdesk.domain.capabilities import RequestLimit
from fleetdesk.profile.accounts import open_provider
from fleetdesk.profile.settings import Account, Folders

SOUND = {
    "metrotec": Account("m", "metrotec", "http://127.0.0.1:9/", "u"),
    "vezma": Account("v", "vezma", "http://127.0.0.1:9/"),
}
ODD = [
    "",
    " ",
    "õ",
    "et, õ;q=0.5",
    "a\nb",
    "a\r\nX: y",
    "\0",
    "\u202e",
    "x" * 5000,
    "{",
    "}",
    "{}",
    "%",
    "%zz",
    "..",
    "../..",
    "/",
    "//",
    "http://[",
    "javascript:1",
    "Europe",
    "Europe/",
    "-1",
    "\N{ROCKET}",
    "a b",
    "?",
    "#",
    "\\",
    "http://a:99999999/",
    "http://xn--/",
    "{id",
]


@pytest.fixture
def folders(tmp_path):
    made = Folders(*(tmp_path / each for each in ("settings", "data", "cache", "logs")))
    made.make()
    return made


@pytest.mark.parametrize("kind", SOUND)
@pytest.mark.parametrize("field", ["name", "provider", "url", "username", "zone", "language", "sign_in"])
async def test_an_odd_value_is_used_or_is_a_sentence(folders, kind, field):
    for odd in ODD:
        named: dict[str, Any] = {field: odd}
        try:
            provider = open_provider(replace(SOUND[kind], **named), "secret", folders)
        except FleetError as error:
            str(error).encode("utf-8", "strict")
            continue
        with pytest.raises(FleetError):  # nobody listens there
            await provider.sign_in()
        await provider.close()


@pytest.mark.parametrize("kind", SOUND)
async def test_an_odd_change_of_an_operation_is_a_sentence(folders, kind):
    for odd in ODD:
        for change in ({"path": odd}, {"method": odd}, {"time": odd}):
            account = replace(SOUND[kind], overrides={"positions.list": change})
            try:
                provider = open_provider(account, "a.b.c" if kind == "vezma" else "p", folders)
            except FleetError:
                continue
            try:
                with pytest.raises(FleetError):
                    await provider.http.send(ask_of(provider.table["positions.list"]))
            finally:
                await provider.close()


async def test_the_limit_that_the_service_states_is_the_one_that_is_kept(folders, monkeypatch):
    limit = RequestLimit(2, 900.0)
    monkeypatch.setattr(Vezma, "capabilities", replace(Vezma.capabilities, limit=limit))
    provider = open_provider(SOUND["vezma"], "a.b.c", folders)
    for _ in range(limit.requests):
        with pytest.raises(Unreachable):  # nobody listens there
            await provider.sign_in()
    with pytest.raises(RateLimited):
        await provider.sign_in()
    assert await provider.spent() == (2, 2)
    await provider.close()


def ask_of(operation):
    return Ask(operation.method, operation.path, operation.path)


@pytest.mark.parametrize("kind", SOUND)
async def test_a_language_that_no_request_can_name_is_said_and_english_taken(folders, kind):
    said = []
    provider = open_provider(replace(SOUND[kind], language="õ"), "secret", folders, said.append)
    assert provider.http.headers["Accept-Language"] == "en"
    assert len(said) == 1
    assert "language" in said[0]
    await provider.close()
    provider = open_provider(replace(SOUND[kind], language="et, en;q=0.5"), "secret", folders, said.append)
    assert provider.http.headers["Accept-Language"] == "et, en;q=0.5"
    assert len(said) == 1
    await provider.close()
