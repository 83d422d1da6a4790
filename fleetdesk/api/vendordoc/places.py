"""Where a document's operations are below an account's own address; another host's are nowhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, unquote, urlsplit

from fleetdesk.api.openapi import Described
from fleetdesk.base.translation import _

ENOUGH = 0.5  # of a document's paths must agree with a way of reading them before that way is taken
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class OperationPlace:
    """A path below the account's address, or the reason why there is none."""

    path: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Full:
    """A document's path taken apart: the server's path, the path itself, and the host, "" where none is named."""

    host: str
    base: str
    path: str

    @property
    def whole(self) -> str:
        return self.base.rstrip("/") + self.path


def places(document: Sequence[Described], base_url: str) -> list[OperationPlace]:
    """Return the place of each operation, in the document's order.

    Most paths decide how the document is meant: repeating the account's own base, standing on a server's path, or
    written for another host of the same vendor. A path that does not fit costs itself and no other.
    """
    own = urlsplit(base_url)
    base = own.path.rstrip("/") + "/"
    found = [_full(each, own) for each in document]
    way = _way([each for each in found if isinstance(each, _Full)], base, _host(own))
    return [each if isinstance(each, OperationPlace) else _place(each, way, base_url) for each in found]


def written_for(document: Sequence[Described], base_url: str) -> str | None:
    """Return the host that most of the document is written for, where it is another than the account's."""
    own = urlsplit(base_url)
    found = [full.host for full in (_full(each, own) for each in document) if isinstance(full, _Full)]
    common = max(set(found), key=found.count) if found else ""
    return common if common not in ("", _host(own)) else None


def _place(full: _Full, way: Callable[[_Full], str | None], base_url: str) -> OperationPlace:
    path = way(full)
    if path is None:
        return OperationPlace(
            None, _("{path} is outside the account's address {address}").format(path=full.whole, address=base_url)
        )
    return OperationPlace(path)


def _full(each: Described, own: SplitResult) -> _Full | OperationPlace:
    try:
        return _checked(each, own)
    except ValueError:
        return OperationPlace(None, _("{path} is no path").format(path=each.path))


def _checked(each: Described, own: SplitResult) -> _Full | OperationPlace:
    parts = urlsplit(each.path)
    elsewhere = each.elsewhere
    if parts.scheme in PORTS or parts.netloc:
        each = replace(each, path=parts.path, servers=(f"{parts.scheme or own.scheme}://{parts.netloc}/",))
        elsewhere = True
    full = _on_server(each, own)
    if elsewhere and full.host not in ("", _host(own)):
        return OperationPlace(
            None, _("it is on another host ({host}); no request leaves the account's own").format(host=full.host)
        )
    if not _is_plain(full.whole):
        return OperationPlace(None, _("{path} is no path").format(path=each.path))
    return full


def _on_server(each: Described, own: SplitResult) -> _Full:
    """Return the operation on the server that is the account's own, else on the first that is named."""
    servers = [urlsplit(server) for server in each.servers if server]
    best = next((one for one in servers if one.netloc and _host(one) == _host(own)), servers[0] if servers else None)
    path = "/" + each.path.lstrip("/")
    if best is None:
        return _Full("", "/", path)
    return _Full(_host(best) if best.netloc else "", "/" + best.path.strip("/"), path)


def _host(parts: SplitResult) -> str:
    """Return host and port; http and https of the same host are one."""
    port = parts.port
    usual = port is None or port == PORTS.get(parts.scheme)
    return (parts.hostname or "") + ("" if usual else f":{port}")


def _is_plain(path: str) -> bool:
    """Return whether nothing in the path climbs, hides or would be read differently by the next program."""
    told = unquote(path)
    return told.isprintable() and not set("\\ \t") & set(told) and ".." not in told.split("/")


def _way(found: Sequence[_Full], base: str, host: str) -> Callable[[_Full], str | None]:
    """Return the reading of the paths with which most of them come to lie below the account's base."""
    ways: list[Callable[[_Full], str | None]] = [lambda full: _below(full.whole, base)]
    if base != "/":
        ways.insert(0, lambda full: _below(full.path, base))
    strangers = [each for each in found if each.host != host]
    if found and len(strangers) >= ENOUGH * len(found):
        ends = base.strip("/").split("/")
        ways += [_ending("/" + "/".join(ends[start:]) + "/") for start in range(1, len(ends))]
        server = max({each.base for each in strangers}, key=[each.base for each in strangers].count)
        ways.append(lambda full: _below(full.whole, server.rstrip("/") + "/"))
    enough = ENOUGH * len(found)
    return next((way for way in ways if sum(way(each) is not None for each in found) >= enough), ways[0])


def _ending(end: str) -> Callable[[_Full], str | None]:
    return lambda full: _below(full.whole, end)


def _below(path: str, base: str) -> str | None:
    return path[len(base) :] if path.startswith(base) and len(path) > len(base) else None
