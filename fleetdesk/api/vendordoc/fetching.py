"""A vendor's document from the web: https or this computer only, without any account's credentials, bounded."""

import httpx

from fleetdesk.api.answers import Reply, raise_for_status
from fleetdesk.api.http import USER_AGENT, Ask, Http, checked_url, is_loopback
from fleetdesk.api.openapi import Described
from fleetdesk.api.vendordoc.asking import read_apart
from fleetdesk.api.vendordoc.reading import LARGEST_BYTES, Elsewhere
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _

DEADLINE_S = 30.0
MOST_REDIRECTS = 3
ACCEPT = "application/json, application/yaml;q=0.9, text/html;q=0.8, */*;q=0.5"


def is_address(source: str) -> bool:
    """Return whether this is meant as a web address and not as a file."""
    return source.strip().lower().startswith(("http://", "https://"))


async def fetch(address: str) -> list[Described]:
    """Fetch the operations described at an address; follow a page to its document on the same host once."""
    url = _checked(address)
    content = await _content(url)
    try:
        return await read_apart(content, address)
    except Elsewhere as page:
        there = _same_host(url, page.address)
        if there is None:
            raise
        return await read_apart(await _content(there), str(there))


def _checked(address: str) -> httpx.URL:
    address = address.strip()
    try:
        if any(map(str.isspace, address)):
            raise ValueError
        url = httpx.URL(address).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise UsageError(_("{address} is no web address.").format(address=address)) from error
    if url.userinfo:
        raise UsageError(_("The address holds a user name or a password. Leave it out: none is sent."))
    checked_url(str(url.copy_with(raw_path=b"/")))
    return url


async def _content(url: httpx.URL) -> bytes:
    for _attempt in range(MOST_REDIRECTS + 1):
        reply = await _asked(url)
        there = reply.headers.get("location") if 300 <= reply.status < 400 else None
        if there is None:
            raise_for_status(reply)
            return reply.body
        onward = _same_host(url, there)
        if onward is None:
            raise UsageError(
                _("{address} leads to another host. Give that address itself, if you trust it: {other}").format(
                    address=url, other=there[:200]
                )
            )
        url = onward
    raise UsageError(_("{address} leads in a circle.").format(address=url))


async def _asked(url: httpx.URL) -> Reply:
    origin = str(url.copy_with(raw_path=b"/"))
    http = Http(origin, {"User-Agent": USER_AGENT, "Accept": ACCEPT})
    try:
        path = url.raw_path.decode("ascii").lstrip("/")
        return await http.exchange(Ask("GET", path, "document", deadline_s=DEADLINE_S, cap_bytes=LARGEST_BYTES))
    finally:
        await http.close()


def _same_host(url: httpx.URL, address: str) -> httpx.URL | None:
    """Return the address as seen from the page, where it is of the same host and no less safe; else None."""
    try:
        there = url.join(address).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError):
        return None
    same = (there.host, there.port) == (url.host, url.port) and there.scheme == url.scheme
    return there if same and (there.scheme == "https" or is_loopback(str(there))) else None
