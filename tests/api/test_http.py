"""The door to the network, against a server that says exactly the bytes we want."""

import asyncio
import gzip
import zlib

import pytest

from fleetdesk.api.answers import parsed, retry_after
from fleetdesk.api.http import Ask, Http, checked_url
from fleetdesk.base.errors import BadAnswer, NotSignedIn, RateLimited, Refused, Unreachable, UsageError

ASK = Ask("GET", "x", "x", deadline_s=3.0, cap_bytes=1_000_000)
JSON = "Content-Type: application/json\r\n"


def answer(body=b"[]", status="200 OK", headers=JSON):
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


class Server:
    """Answers every request with the same bytes, or by a coroutine of the test's own."""

    def __init__(self, say):
        self._say, self.requests = say, []

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.http = Http(f"http://127.0.0.1:{port}/", {"User-Agent": "test"})
        return self

    async def _serve(self, reader, writer):
        try:
            self.requests.append(await reader.readuntil(b"\r\n\r\n"))
            await self._say(writer) if callable(self._say) else writer.write(self._say)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def __aexit__(self, *_):
        await self.http.close()
        self._server.close()
        await self._server.wait_closed()


async def reply(say, ask=ASK):
    async with Server(say) as server:
        return parsed(await server.http.send(ask))


async def test_an_answer_is_read():
    assert await reply(answer(b'[{"id": 1}]')) == [{"id": 1}]


@pytest.mark.parametrize(
    ("say", "kind"),
    [
        (answer(b'{"error": "no"}', "400 Bad Request"), Refused),
        (answer(b"", "401 Unauthorized"), NotSignedIn),
        (answer(b"", "404 Not Found"), Refused),
        (answer(b"", "429 Too Many"), RateLimited),
        (answer(b"", "500 Oops"), Unreachable),
        (answer(b"", "503 Busy", "Retry-After: 7\r\n"), RateLimited),
        (answer(b"", "302 Found", "Location: http://127.0.0.1:1/\r\n"), BadAnswer),
        (answer(b"", "302 Found", "Location: javascript:1\r\n"), BadAnswer),
        (answer(b"", "302 Found", "Location: http://[\r\n"), BadAnswer),
        (answer(b"", "307 Moved", "Location: http://a:99999999/\r\n"), BadAnswer),
        (answer(b"", "301 Moved", "Location: \xff\xfe:\x7f\r\n"), Unreachable),
        (answer(b"", "511 Portal"), BadAnswer),
        (answer(b"<html>Sign in</html>", headers="Content-Type: text/html\r\n"), BadAnswer),
        (answer(b"[1, 2"), BadAnswer),
        (answer(b"\xff\xfe"), BadAnswer),
        (answer(b"[" * 200_000), BadAnswer),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n[1", Unreachable),
        (b"", Unreachable),
        (b"nonsense\r\n\r\n", Unreachable),
        (answer(b"not gzip", headers=JSON + "Content-Encoding: gzip\r\n"), BadAnswer),
    ],
)
async def test_every_bad_answer_is_an_error_of_ours(say, kind):
    with pytest.raises(kind):
        await reply(say)


async def test_a_gzip_bomb_is_capped_by_what_comes_out():
    bomb = gzip.compress(b" " * 50_000_000, mtime=0)
    with pytest.raises(BadAnswer, match="larger than"):
        await reply(answer(bomb, headers=JSON + "Content-Encoding: gzip\r\n"))


async def test_a_dripping_answer_ends_at_the_deadline():
    async def drip(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)

    with pytest.raises(Unreachable, match="did not finish"):
        await reply(drip, Ask("GET", "x", "x", deadline_s=0.5))


async def test_a_refused_connection_was_surely_not_sent():
    http = Http("http://127.0.0.1:9/", {})
    with pytest.raises(Unreachable) as caught:
        await http.send(ASK)
    assert not caught.value.maybe_done
    await http.close()


async def test_a_broken_connection_may_have_been_heard():
    with pytest.raises(Unreachable) as caught:
        await reply(b"")
    assert caught.value.maybe_done


async def test_a_redirect_takes_no_token_along():
    async with Server(answer(b"", "302 Found", "Location: http://127.0.0.1:9/\r\n")) as server:
        with pytest.raises(BadAnswer):
            await server.http.send(Ask("GET", "x", "x", headers={"Authorization": "Bearer x"}))
        assert len(server.requests) == 1


async def test_cancelling_the_caller_lets_the_request_end():
    heard, go_on = asyncio.Event(), asyncio.Event()

    async def slow(writer):
        heard.set()
        await go_on.wait()
        writer.write(answer())

    async with Server(slow) as server:
        caller = asyncio.ensure_future(server.http.send(ASK))
        await heard.wait()
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        assert server.http.under_way == 1
        go_on.set()
        async with asyncio.timeout(30):
            while server.http.under_way:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    ("said", "wait"),
    [("7", 7), ("-1", None), ("99999999", 3600), ("abc", None), ("", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)
async def test_retry_after(said, wait):
    async with Server(answer(headers=f"{JSON}Retry-After: {said}\r\n")) as server:
        assert retry_after(await server.http.send(ASK)) == wait


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "example.com",
        "",
        "https://exa mple.com",
        "https://[::1/",
        "https://h:99999/",
        "https://h:abc/",
        "https://\u200b.x/",
        "https://a\x01b/",
        "https://me:secret@h/",
        "https://h/?a=b",
        "http://localhost@evil.example/",
        "http://localhost.evil.example/",
        "\ud800",
    ],
)
def test_only_https_or_loopback(url):
    with pytest.raises(UsageError):
        checked_url(url)


def test_loopback_may_be_plain():
    assert checked_url("http://127.0.0.1:8000/api") == "http://127.0.0.1:8000/api/"


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", gzip.compress(b"[1]", mtime=0)),
        ("deflate", zlib.compress(b"[1]")),
        ("identity", b"[1]"),
        ("gzip", gzip.compress(b"[1]", mtime=0) + b"padding"),
        ("gzip", gzip.compress(b"[1]", mtime=0) + b"\0"),
        ("gzip", gzip.compress(b"[", mtime=0) + gzip.compress(b"1]", mtime=0)),
        ("gzip", gzip.compress(b"[", mtime=0) + gzip.compress(b"1]", mtime=0) + b"\0" * 600),
        ("x-gzip", gzip.compress(b"[1]", mtime=0)),
        ("deflate", gzip.compress(b"[1]", mtime=0)),
        ("deflate", zlib.compress(b"[1]", wbits=-15)),
        ("deflate", zlib.compress(b"[1]") + b"behind"),
        ("gzip, identity", gzip.compress(b"[1]", mtime=0)),
        ("deflate, gzip", gzip.compress(zlib.compress(b"[1]"), mtime=0)),
        ("none", b"[1]"),
        ("UTF-8", b"[1]"),
    ],
)
async def test_a_packed_answer_is_unpacked(packing, body):
    assert await reply(answer(body, headers=f"{JSON}Content-Encoding: {packing}\r\n")) == [1]


@pytest.mark.parametrize(
    ("packing", "body"), [("gzip", gzip.compress(b"[1]" * 99, mtime=0)[:-9]), ("br", b"[1]"), ("gzip", b"[1]")]
)
async def test_a_packing_that_is_damaged_or_unasked_is_no_answer(packing, body):
    with pytest.raises(BadAnswer):
        await reply(answer(body, headers=f"{JSON}Content-Encoding: {packing}\r\n"))


async def test_bytes_behind_a_long_packed_answer_do_not_hang_the_desk():
    body = gzip.compress(b"[" + b"1," * 50_000 + b"1]", mtime=0) + b"\0"
    assert len(await reply(answer(body, headers=f"{JSON}Content-Encoding: gzip\r\n"))) == 50_001


async def test_a_bomb_of_many_members_is_no_answer():
    body = gzip.compress(b"", mtime=0) * 12_000
    with pytest.raises(BadAnswer, match="too many parts"):
        await reply(answer(body, headers=f"{JSON}Content-Encoding: gzip\r\n"))


@pytest.mark.parametrize(
    ("head", "sentence"),
    [("Content-Type: text/plain\r\n", "called text/plain and not JSON"), ("", "called nothing and not JSON")],
)
async def test_another_label_is_said_and_nobody_is_suspected(head, sentence):
    with pytest.raises(BadAnswer, match=sentence) as told:
        await reply(answer(headers=head))
    assert "network" not in str(told.value)


@pytest.mark.parametrize(
    "kind",
    [
        "application/json, application/json; charset=utf-8",
        "text/json",
        "JSON",
        "application/vnd.api+json; charset=utf-8",
        "application/json;charset=latin1",
    ],
)
async def test_json_by_its_other_names_is_read(kind):
    assert await reply(answer(headers=f"Content-Type: {kind}\r\n")) == []


async def test_a_redirect_of_the_server_itself_names_the_address():
    with pytest.raises(BadAnswer, match="moves this request to /api/x/, on the same server"):
        await reply(answer(b"", "301 Moved", "Location: /api/x/\r\n"))


@pytest.mark.parametrize("size", [65_534, 65_536, 131_070, 200_000, 65_536 * 3 - 2])
async def test_a_well_packed_answer_comes_out_whole(size):
    body = b'["' + b"a" * size + b'"]'
    assert await reply(answer(gzip.compress(body, mtime=0), headers=JSON + "Content-Encoding: gzip\r\n")) == [
        "a" * size
    ]


async def test_after_a_sleep_connections_are_new(monkeypatch):
    apart, kept = [0.0], []
    monkeypatch.setattr("fleetdesk.api.http.clocks_apart", lambda: apart[0])

    async def stay(reader, writer):
        kept.append(writer)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(answer().replace(b"Connection: close\r\n", b""))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    server = await asyncio.start_server(stay, "127.0.0.1", 0)
    http = Http(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", {})
    for moved, connections in ((0.0, 1), (0.0, 1), (3600.0, 2), (3600.0, 2)):
        apart[0] = moved
        await http.send(ASK)
        assert len(kept) == connections
    await http.close()
    for writer in kept:
        writer.close()
        await writer.wait_closed()
    server.close()
    await server.wait_closed()


async def test_a_space_travels_as_percent_20():
    async with Server(answer()) as server:
        query = (("datetime[]", "2021-11-30 22:00:00"), ("coordinates", "[[24.8,59.3], [1,2]]"))
        await server.http.send(Ask("GET", "rides", "rides", query))
        line = server.requests[0].split(b"\r\n")[0]
    assert b"+" not in line
    assert b"datetime%5B%5D=2021-11-30%2022%3A00%3A00&coordinates=%5B%5B24.8%2C59.3%5D%2C%20%5B1%2C2%5D%5D" in line


@pytest.mark.parametrize(
    "path",
    [
        "http://127.0.0.2:9/login",
        "https://stranger.example/login",
        "//stranger.example/login",
        "http:login",
        "javascript:1",
        "\\\\stranger.example\\login",
        "http://[half/login",
    ],
)
async def test_no_path_leads_away_from_the_account(path):
    async with Server(answer()) as server:
        with pytest.raises(UsageError, match="leads away"):
            await server.http.send(Ask("POST", path, path, json={"username": "u", "password": "secret"}))
        assert not server.requests


async def test_a_path_with_a_colon_in_its_name_stays_below_the_account():
    async with Server(answer()) as server:
        await server.http.send(Ask("GET", "x/2026-11-27T08:00:00", "x/{id}"))
        assert server.requests[0].startswith(b"GET /x/2026-11-27T08:00:00 ")
