"""The addresses that a document names: OpenAPI 3's servers, Swagger 2's schemes, host and basePath."""

import re
from collections.abc import Mapping
from typing import Any

from fleetdesk.api.vendordoc.graph import mapping, sequence

MOST_SERVERS = 20


def servers_of(root: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the document's own servers, their variables at their defaults; empty where it names none."""
    return own_server(root) or _swagger_2(root)


def own_server(holder: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the servers of a document, a path or an operation."""
    found = [_filled(mapping(each)) for each in sequence(holder.get("servers"))[:MOST_SERVERS]]
    return tuple(each for each in found if each)


def _filled(server: Mapping[str, Any]) -> str:
    variables = mapping(server.get("variables"))
    address = server.get("url")
    if not isinstance(address, str):
        return ""
    return re.sub(r"\{(\w+)\}", lambda hole: str(mapping(variables.get(hole[1])).get("default", hole[0])), address)


def _swagger_2(root: Mapping[str, Any]) -> tuple[str, ...]:
    host, base = root.get("host"), root.get("basePath")
    path = base if isinstance(base, str) else ""
    if not isinstance(host, str) or not host:
        return (path,) if path else ()
    schemes = [str(each) for each in sequence(root.get("schemes"))] or ["https"]
    return tuple(f"{scheme}://{host}/{path.lstrip('/')}" for scheme in sorted(schemes, reverse=True))
