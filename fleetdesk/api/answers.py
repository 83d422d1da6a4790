"""What came back: statuses become errors with a sentence, bodies become JSON or are refused."""

import json
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from fleetdesk.api.lenient import decode
from fleetdesk.errors import BadAnswer, NotSignedIn, RateLimited, Refused, Unreachable
from fleetdesk.log import clean

LONGEST_WAIT_S = 3600.0
REASON_KEYS = ("reason", "error", "message", "detail", "title")


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, lower-case headers and the decoded body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_json(self) -> bool:
        """Whether the server itself calls the body JSON."""
        kind = self.headers.get("content-type", "").split(";")[0].strip().lower()
        return kind == "application/json" or kind.endswith("+json")


def raise_for_status(reply: Reply) -> None:
    """Passes 2xx on; everything else is an error of the right kind."""
    status = reply.status
    if 200 <= status < 300:
        return
    if status == 401:
        raise NotSignedIn("The server does not accept the sign-in. Check user name, password or token.")
    if status in (429, 503):
        raise RateLimited(_busy(status), maybe_done=status == 503, retry_after_s=retry_after(reply))
    if status >= 500 and status != 511:
        raise Unreachable(f"The server has a fault of its own ({status}). FleetDesk tries again.")
    if status < 400 or status == 511:
        raise BadAnswer("Something between here and the server answers in its place; a sign-in page of the network?")
    reason = reason_of(reply)
    raise Refused(f"The server refused: {reason or status}", status, reason)


def _busy(status: int) -> str:
    return "The server allows no more requests for now." if status == 429 else "The server is down for a moment (503)."


def reason_of(reply: Reply) -> str:
    """The server's own words, as plain text of at most 300 characters."""
    if not reply.is_json:
        return ""
    try:
        said = decode(reply.body)
    except (msgspec.DecodeError, RecursionError, ValueError, OverflowError):
        return ""
    if isinstance(said, dict):
        said = next((said[key] for key in REASON_KEYS if said.get(key)), said)
    # A server may repeat what it was sent, a password too.
    return clean(said if isinstance(said, str) else json.dumps(said, ensure_ascii=False))[:300]


def retry_after(reply: Reply) -> float | None:
    """Seconds to wait from Retry-After, in seconds or as a date; at most an hour, None when unreadable."""
    said = reply.headers.get("retry-after", "").strip()
    if not said:
        return None
    if said.isascii() and said.isdigit():
        return min(float(said), LONGEST_WAIT_S)
    until = moment(said)
    if until is None:
        return None
    return min(max(until - (server_time(reply) or time.time()), 0.0), LONGEST_WAIT_S)


def server_time(reply: Reply) -> float | None:
    """The server's own clock in seconds since 1970, from its Date header."""
    return moment(reply.headers.get("date", ""))


def moment(said: str) -> float | None:
    """Seconds since 1970 from a date of HTTP; None for what is none."""
    try:
        return parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def parsed(reply: Reply) -> Any:
    """The body as JSON values; None for an empty one. HTML, cuts and NaN are no answer."""
    if not reply.body.strip():
        return None
    if not reply.is_json:
        raise BadAnswer("The answer is not from the fleet server: it is not JSON. A sign-in page of the network?")
    try:
        return decode(reply.body)
    except (msgspec.DecodeError, RecursionError, ValueError, OverflowError) as error:
        raise BadAnswer("The server's answer is cut off or damaged; what was known is kept.") from error
