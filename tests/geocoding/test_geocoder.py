"""Address services of each kind, asked over HTTP: what is sent, what is believed, and how often they are asked."""

import asyncio
import json

import pytest
from structlog.testing import capture_logs

from fleetdesk.base.errors import BadAnswer, NoAnswer, NotSignedIn, RateLimited, Refused, Unreachable
from fleetdesk.domain.gazetteer.place_hit import Exactness
from fleetdesk.geocoding import geocoder as geocoding
from fleetdesk.geocoding.presets import Asks, Protocol
from tests.geocoding.fakes import NOTHING, USER_AGENT, WAIT_S, Service, geocoder_for

NEAR = (58.3812345, 26.7212345)


async def test_a_text_is_answered_with_houses_streets_and_towns(service, geocoder):
    hits = await geocoder.suggest("narva mnt 5", None, 5)
    assert [hit.exactness for hit in hits] == [Exactness.EXACT, Exactness.STREET, Exactness.AREA]
    assert (hits[0].lat, hits[0].lon) == (59.437456, 24.757612)
    assert hits[0].label.startswith("Narva m")
    assert "Tallinn" in hits[0].label
    assert service.refused == []


async def test_a_place_is_answered_with_the_address_nearest_to_it(service, geocoder):
    hit = await geocoder.address_of(59.437, 24.757)
    assert "5" in hit.label
    assert service.refused == []


async def test_where_nothing_is_found_that_is_no_failure(service, geocoder):
    service.body = json.dumps(NOTHING[service.protocol]).encode()
    assert await geocoder.suggest("qwrtz", None, 5) == []
    assert await geocoder.address_of(0.5, 0.5) is None


async def test_an_address_far_from_a_place_is_not_its_address(geocoder):
    assert await geocoder.address_of(-33.9, 18.4) is None


async def test_each_request_has_our_name(service, geocoder):
    await geocoder.suggest("narva", None, 5)
    await geocoder.address_of(59.4, 24.7)
    assert service.agents == [USER_AGENT] * 2


async def test_only_an_own_server_learns_where_the_map_looks_and_only_roughly(service, geocoder):
    await geocoder.suggest("narva", NEAR, 5)
    sent = " ".join(service.queries[0].values())
    assert "58.38" not in sent
    assert "26.72" not in sent
    assert ("27.7" in sent or "26.7" in sent) == (service.protocol is not Protocol.IN_AKS)


async def test_who_asks_again_is_answered_from_memory(service, geocoder):
    first = await geocoder.suggest("narva", None, 5)
    assert await geocoder.suggest("  narva ", None, 5) == first
    assert len(service.queries) == 1


async def test_a_text_goes_out_no_longer_than_an_address(service, geocoder):
    await geocoder.suggest("a" * 5000, None, 5)
    assert max(map(len, service.queries[0].values())) == geocoding.LONGEST_TEXT


async def test_signs_of_an_address_in_the_text_are_sent_as_text(service, geocoder):
    await geocoder.suggest("a&limit=9#b?c=1/../x%00", None, 5)
    assert "a&limit=9#b?c=1/../x%00" in service.queries[0].values()
    assert service.refused == []


@pytest.mark.parametrize(
    ("status", "error"), [(400, Refused), (401, NotSignedIn), (403, NotSignedIn), (404, Refused), (429, RateLimited),
                          (500, Unreachable), (503, RateLimited)],
)  # fmt: skip
async def test_what_a_server_refuses_is_an_error_with_a_sentence(service, geocoder, status, error):
    service.status, service.body = status, b'{"message": "narva mnt 5 with k-1"}'
    with pytest.raises(error) as raised:
        await geocoder.suggest("narva mnt 5", None, 5)
    assert "k-1" not in str(raised.value)
    assert "narva" not in str(raised.value)


@pytest.mark.parametrize(
    "body",
    [b"<html>sign in</html>", b"", b"{", b"[" * 5000, b'"x"', b"5", b"null", b'{"features": 5}', b'{"error": "no"}'],
)
async def test_what_is_no_answer_of_such_a_service_is_said(photon, body):
    made = geocoder_for(photon)
    photon.body = body or b" "
    with pytest.raises(BadAnswer):
        await made.suggest("narva", None, 5)
    await made.close()


async def test_an_error_that_in_aks_answers_with_is_said():
    service = Service(Protocol.IN_AKS)
    made = geocoder_for(service)
    service.body = b'{"error": "parameters are missing"}'
    with pytest.raises(BadAnswer):
        await made.suggest("narva", None, 5)
    await made.close()
    service.close()


async def test_an_answer_that_is_too_large_is_not_read(photon, monkeypatch):
    monkeypatch.setattr(geocoding, "LARGEST", 1000)
    made = geocoder_for(photon)
    photon.body = json.dumps({"features": [], "more": "x" * 2000}).encode()
    with pytest.raises(BadAnswer):
        await made.suggest("narva", None, 5)
    await made.close()


async def test_a_service_that_does_not_answer_in_time_is_said(photon, monkeypatch):
    monkeypatch.setattr(geocoding, "DEADLINE_S", 0.2)
    made = geocoder_for(photon)
    photon.held.clear()
    with pytest.raises(NoAnswer):
        await made.suggest("narva", None, 5)
    await made.close()


async def test_a_cut_answer_is_said(photon):
    made = geocoder_for(photon)
    photon.cut = True
    with pytest.raises(NoAnswer):
        await made.suggest("narva", None, 5)
    await made.close()


async def test_one_request_is_under_way_and_who_left_is_not_asked_for(photon):
    made = geocoder_for(photon)
    photon.held.clear()
    first = asyncio.ensure_future(made.suggest("nar", None, 5))
    assert await asyncio.to_thread(photon.came.acquire, timeout=WAIT_S)
    first.cancel()
    second = asyncio.ensure_future(made.suggest("narv", None, 5))
    third = asyncio.ensure_future(made.suggest("narva", None, 5))
    await asyncio.sleep(0)
    second.cancel()
    photon.held.set()
    assert await third
    assert [each["q"] for each in photon.queries] == ["nar", "narva"]
    assert photon.most == 1
    await made.close()


async def test_a_service_that_wants_rest_gets_it(photon):
    now = [100.0]
    made = geocoder_for(photon, clock=lambda: now[0])
    photon.status, photon.answers = 429, {"Retry-After": "30"}
    for _ in range(3):
        with pytest.raises(RateLimited) as raised:
            await made.suggest("narva", None, 5)
    assert raised.value.retry_after_s == 30
    assert len(photon.queries) == 1
    now[0], photon.status = 131.0, 200
    assert await made.suggest("narva", None, 5)
    await made.close()


async def test_requests_keep_their_pause(photon):
    now = [0.0]
    made = geocoder_for(photon, clock=lambda: now[0], pause_s=0.05)
    loop = asyncio.get_running_loop()
    before = loop.time()
    for text in ("na", "nar", "narv"):
        await made.suggest(text, None, 5)
    assert loop.time() - before >= 0.1  # the clock stands still, so each waits the whole pause
    await made.close()


async def test_no_request_goes_out_without_a_permit(photon):
    class UsedUp:
        closed = False

        async def permit(self, *, urgent):
            raise RateLimited("none is left for today")

        def close(self):
            self.closed = True

    budget = UsedUp()
    made = geocoder_for(photon, budget=budget)
    with pytest.raises(RateLimited, match="none is left"):
        await made.suggest("narva", None, 5)
    assert photon.queries == []
    await made.close()
    assert budget.closed


async def test_neither_key_nor_text_stands_in_the_log():
    service = Service(Protocol.PELIAS, keyed=True)
    made = geocoder_for(service, asks=Asks.KEY)
    with capture_logs() as logs:
        assert await made.suggest("Narva mnt 5", None, 5)
        service.status, service.body = 400, b'{"message": "Narva mnt 5"}'
        with pytest.raises(Refused):
            await made.suggest("Narva mnt 6", None, 5)
    assert service.queries[0]["api_key"] == "k-1"
    assert "k-1" not in str(logs)
    assert "Narva" not in str(logs)
    await made.close()
    service.close()


async def test_a_wrong_key_is_said():
    service = Service(Protocol.PELIAS, keyed=True)
    made = geocoder_for(service, key="wrong", asks=Asks.KEY)
    with pytest.raises(NotSignedIn, match="does not accept the key"):
        await made.try_out()
    await made.close()
    service.close()


async def test_hits_far_from_where_the_map_looks_come_last(photon):
    made = geocoder_for(photon, asks=Asks.NOTHING)
    here, there = ({"geometry": {"coordinates": [lon, 58.4]}, "properties": {"type": "city", "name": name}}
                   for lon, name in ((26.7, "Here"), (-90.0, "There")))  # fmt: skip
    photon.body = json.dumps({"features": [there, here]}).encode()
    assert [hit.label for hit in await made.suggest("x", NEAR, 5)] == ["Here", "There"]
    await made.close()


async def test_no_cookie_goes_back_and_no_redirect_is_followed(photon):
    made = geocoder_for(photon)
    photon.status, photon.answers = 302, {"Location": f"{photon.url}elsewhere", "Set-Cookie": "a=b"}
    with pytest.raises(BadAnswer, match="sends FleetDesk elsewhere"):
        await made.suggest("narva", None, 5)
    assert photon.paths == ["/api"]
    await made.close()
