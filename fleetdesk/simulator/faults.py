"""Scripted faults: which request they hit, and what happens to it instead of, before or after its usual answer."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from fleetdesk.simulator.operations import Operation
from fleetdesk.simulator.store import dump

ACTIONS = {
    "status",
    "body",
    "headers",
    "content_type",
    "after",
    "delay",
    "hang",
    "cut",
    "rst",
    "truncate",
    "declare",
    "html",
    "garbage",
    "drip",
    "slow_upload",
    "expire_token",
    "keep_rows",
    "append",
    "replace",
    "huge",
    "gzip_bomb",
    "redirect",
    "drop_header",
}

_PORTAL = "<!doctype html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>"


@dataclass(slots=True)
class Fault:
    """A fault: hits the requests that match, after skipping some, a number of times (-1 for ever)."""

    action: dict[str, Any]
    operation: str = "*"
    api: str = "*"
    path: str = "*"
    method: str = "*"
    skip: int = 0
    count: int = 1
    seen: int = 0
    hits: int = 0
    number: int = field(default=0)

    def matches(self, api: str, operation: Operation | None, method: str, path: str) -> bool:
        """Return whether the request is one of those meant."""
        name = operation.name if operation else ""
        named = fnmatchcase(name, self.operation) or fnmatchcase(f"{api}.{name}", self.operation)
        placed = fnmatchcase(api, self.api) and fnmatchcase(path, self.path)
        return named and placed and fnmatchcase(method, self.method.upper())

    def as_dict(self) -> dict[str, Any]:
        """Return the fault and how often it was seen and hit."""
        return {name: getattr(self, name) for name in self.__slots__}


def fault_of(wanted: dict[str, Any]) -> Fault:
    """Return the fault that a JSON object describes; ValueError if it cannot be one."""
    given = dict(wanted)
    nth = given.pop("nth", None)
    if nth is not None:
        given["skip"] = int(nth) - 1
    action = given.get("action")
    if not isinstance(action, dict) or not action or not set(action) <= ACTIONS:
        raise ValueError(f"action must be an object of {', '.join(sorted(ACTIONS))}")
    if not set(given) <= {"action", "operation", "api", "path", "method", "skip", "count"}:
        raise ValueError("a fault has action, operation, api, path, method, nth or skip, and count")
    return Fault(**given)


class Faults:
    """The script: the first fault that matches and is not used up hits the request."""

    def __init__(self) -> None:
        self.list: list[Fault] = []
        self._next = 1

    def add(self, fault: Fault) -> Fault:
        """Add a fault at the end of the script."""
        fault.number, self._next = self._next, self._next + 1
        self.list.append(fault)
        return fault

    def take(self, api: str, operation: Operation | None, method: str, path: str) -> dict[str, Any] | None:
        """Return the action for this request, counting it, or nothing."""
        for fault in self.list:
            if (fault.count >= 0 and fault.hits >= fault.count) or not fault.matches(api, operation, method, path):
                continue
            fault.seen += 1
            if fault.seen > fault.skip:
                fault.hits += 1
                return fault.action
        return None

    def clear(self) -> None:
        """Forget the script."""
        self.list.clear()


def instead(action: dict[str, Any]) -> tuple[int, dict[str, str], bytes] | None:
    """Return status, headers and body to answer instead of the usual, or nothing where the usual answer is wanted."""
    headers = {str(key): str(value) for key, value in action.get("headers", {}).items()}
    if "redirect" in action:
        return int(action.get("status", 302)), {"location": str(action["redirect"]), **headers}, b""
    if action.get("html"):
        return int(action.get("status", 200)), {"content-type": "text/html", **headers}, _PORTAL.encode()
    if action.get("garbage"):
        return (
            int(action.get("status", 200)),
            {"content-type": "application/json", **headers},
            b"\x00\xff\xfe{]garbage\x80",
        )
    if "status" in action or "body" in action:
        body = action.get("body", {"error": "scripted fault", "field": None})
        return int(action.get("status", 200)), {"content-type": _type_of(action, body), **headers}, _bytes(body)
    return None


def _type_of(action: dict[str, Any], body: Any) -> str:
    return str(action.get("content_type", "text/plain" if isinstance(body, str) else "application/json"))


def _bytes(body: Any) -> bytes:
    return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else dump(body).encode()
