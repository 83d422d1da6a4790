"""The one door to the network: total deadlines, capped answers, no redirects, errors in our own words.

httpx 0.28 leaks a slot of its pool when a request is cancelled while it waits for one
(github.com/encode/httpcore/issues/1093). So nobody waits inside the pool (it has no limit; a semaphore of ours
has), and each exchange runs in a task of its own that the caller's cancellation does not reach.
"""

import asyncio
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from time import perf_counter
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
import structlog
import truststore

from fleetdesk import __version__
from fleetdesk.api import proxies
from fleetdesk.api.answers import Reply, raise_for_status
from fleetdesk.api.body import Threaded, capped
from fleetdesk.api.unpacking import OFFERED
from fleetdesk.base.errors import BadAnswer, NoAnswer, Unreachable, UsageError
from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _

DEADLINE_S = 20.0
CAP_BYTES = 16 * 2**20
AT_ONCE = 6
ASLEEP_S = 30.0
NOT_ASKED = _(
    "{request} cannot be asked for, so nothing was sent. Correct it in the settings, or learn the server's addresses "
    "again."
)
USER_AGENT = f"FleetDesk/{__version__}"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: `template` is the path without ids, for logs."""

    method: str
    path: str
    template: str
    query: tuple[tuple[str, str], ...] = ()
    json: Any = None
    form: Mapping[str, str] | None = None
    files: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    deadline_s: float = DEADLINE_S
    cap_bytes: int = CAP_BYTES


def is_loopback(url: str) -> bool:
    """Return whether the address is this computer's own."""
    return urlsplit(url).hostname in LOOPBACK


def checked_url(url: str) -> str:
    """Return the base address with its closing slash; anything but https is refused, except on loopback."""
    if not _is_address(url):
        raise UsageError(
            _("{address} is no web address. It must look like https://api.example.com/api/").format(address=url)
        )
    parts = urlsplit(url)
    if parts.scheme == "http" and not is_loopback(url):
        raise UsageError(
            _("{address} is not encrypted. Use an https address; http is only for this computer itself.").format(
                address=url
            )
        )
    return url if url.endswith("/") else url + "/"


def _is_address(url: str) -> bool:
    """Return whether the standard library and httpx can both take the address apart without losing a part of it."""
    try:
        parts, known = urlsplit(url), httpx.URL(url)
        extra = parts.query or parts.fragment or parts.username or parts.password or parts.port == 0
        return parts.scheme in {"http", "https"} and bool(known.host) and not extra and not any(map(str.isspace, url))
    except (ValueError, httpx.InvalidURL):
        return False


def clocks_apart() -> float:
    """Return the seconds between the wall clock and the monotonic one; they part while the computer sleeps."""
    return time.time() - time.monotonic()


class Http:
    """Sends requests to one base address; closing waits for what is under way. `headers` go with every request."""

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        clock: Callable[[], float] = perf_counter,
        keeps_cookies: bool = True,
    ) -> None:
        self.base_url = checked_url(base_url)
        self._cookies = DefaultCookiePolicy(allowed_domains=None if keeps_cookies else ())
        self._clock = clock
        self._room = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[Reply]] = set()
        self.headers = {"Accept-Encoding": OFFERED, **headers}
        self._client, self._apart = self._fresh(), clocks_apart()
        self._before_sleep: list[httpx.AsyncClient] = []

    def _fresh(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self.base_url,
            headers=self.headers,
            cookies=CookieJar(self._cookies),
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(DEADLINE_S, connect=8.0),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=AT_ONCE, keepalive_expiry=5.0),
        )

    def _awake(self) -> httpx.AsyncClient:
        """Return the client; a new one after a sleep of the computer, because the server has left old connections.

        The wall clock goes on in sleep and the monotonic one does not; a clock that was set looks the same and costs
        a few new connections.
        """
        apart = clocks_apart()
        if abs(apart - self._apart) > ASLEEP_S:
            self._before_sleep.append(self._client)
            self._client, self._apart = self._fresh(), apart
        return self._client

    async def send(self, ask: Ask) -> Reply:
        """Return the answer to one request; a status that is not 2xx is an error of ours."""
        reply = await self.exchange(ask)
        raise_for_status(reply)
        return reply

    async def exchange(self, ask: Ask) -> Reply:
        """Return the reply whatever its status; a cancelled caller stops waiting, the request ends by itself."""
        task = asyncio.ensure_future(self._in_time(ask))
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    @property
    def under_way(self) -> int:
        """Return the number of requests that have not ended yet."""
        return len(self._under_way)

    def _ended(self, task: "asyncio.Task[Reply]") -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # a caller that left does not read it, and an unread one would be reported as lost

    async def _in_time(self, ask: Ask) -> Reply:
        async with self._room:
            started = self._clock()
            try:
                async with asyncio.timeout(ask.deadline_s):
                    reply = await self._exchange(ask)
            except TimeoutError:
                sentence = _("The server did not finish its answer within {seconds} s.").format(
                    seconds=number(ask.deadline_s)
                )
                raise NoAnswer(sentence) from None
            finally:
                elapsed_ms = round((self._clock() - started) * 1000)
        log.debug(
            "request", method=ask.method, path=ask.template, status=reply.status, ms=elapsed_ms, bytes=len(reply.body)
        )
        return reply

    async def _exchange(self, ask: Ask) -> Reply:
        client = self._awake()
        request = _built(client, ask)
        self._keep_to_origin(request.url, ask)
        if ask.files is not None:
            request.stream = Threaded(request.stream)
        try:
            response = await client.send(request, stream=True)
            try:
                body = await capped(response, ask.cap_bytes)
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            raise translate(error) from error
        except (httpx.InvalidURL, ValueError, TypeError, LookupError) as error:  # httpx reads where a redirect leads
            raise BadAnswer(_("The server's answer names an address that is none, and was not read.")) from error
        except zlib.error as error:
            raise BadAnswer(_("The server's answer is damaged and was not read.")) from error
        return Reply(response.status_code, dict(response.headers), body, str(request.url))

    def _keep_to_origin(self, url: httpx.URL, ask: Ask) -> None:
        """Refuse a path that is an address of another server, before a secret or a body goes there."""
        own = httpx.URL(self.base_url)
        if not _is_below(ask.path) or (url.scheme, url.host, url.port) != (own.scheme, own.host, own.port):
            raise UsageError(
                _(
                    "The path {path} leads away from {host}, so nothing was sent. "
                    "Correct it in the settings, or learn the server's addresses again."
                ).format(path=ask.template, host=own.host)
            )

    async def close(self) -> None:
        """End requests under way, then close the connections."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        for client in (self._client, *self._before_sleep):
            await client.aclose()


def _is_below(path: str) -> bool:
    """Return whether the path is below a base address: neither a whole address nor a host without a scheme."""
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and "\\" not in path


def _built(client: httpx.AsyncClient, ask: Ask) -> httpx.Request:
    """Build the request; UsageError where a path or verb of the settings is none that can be asked for."""
    try:
        return client.build_request(ask.method, _address(ask), **_body(ask))
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise UsageError(NOT_ASKED.format(request=f"{ask.method} {ask.template}"[:200])) from error


def _address(ask: Ask) -> str:
    """Join path and query; a space becomes %20, because some servers read httpx's + as a plus."""
    return f"{ask.path}?{urlencode(ask.query, quote_via=quote)}" if ask.query else ask.path


def _body(ask: Ask) -> dict[str, Any]:
    body: dict[str, Any] = {"headers": dict(ask.headers)}
    if ask.json is not None:
        body["json"] = ask.json
    if ask.files is not None:
        body.update(data=dict(ask.form or {}), files=dict(ask.files))
    return body


def translate(error: httpx.HTTPError) -> Unreachable:
    """Turn a transport error into a sentence, and note whether the server may have acted before it."""
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return Unreachable(
            _("The server's certificate is not to be trusted: {reason}.").format(reason=error), maybe_done=False
        )
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)):
        sentence = _("The server cannot be reached. Check the network and the address.")
        return Unreachable(together(sentence, proxies.hint()), maybe_done=False)
    return NoAnswer(_("The connection broke before the server had answered."))
