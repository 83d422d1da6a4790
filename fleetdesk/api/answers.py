"""What came back: statuses become errors with a sentence, bodies become JSON or are refused."""

import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from fleetdesk.api.lenient import as_text, decode
from fleetdesk.api.reasons import LONGEST, find_reason, text_of_page
from fleetdesk.base.errors import BadAnswer, NotSignedIn, RateLimited, Refused, Unreachable
from fleetdesk.base.log import clean
from fleetdesk.base.sentences import ended, together
from fleetdesk.base.translation import _
from fleetdesk.domain.refusals import way_out

LONGEST_WAIT_S = 3600.0
MOST_READ = 20_000
NO_JSON = (msgspec.DecodeError, RecursionError, ValueError, OverflowError)
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, lower-case headers and the unpacked body."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str = ""  # that was asked, for redirects

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the types that the server gives the body, lower case, without parameters; there may be several."""
        return tuple(each.partition(";")[0].strip().lower() for each in self._type.split(","))

    @property
    def charset(self) -> str | None:
        """Return the encoding that the server names for the body, or None."""
        found = _CHARSET.search(self._type)
        return found[1] if found else None

    @property
    def is_json(self) -> bool:
        """Return whether the server itself calls the body JSON."""
        return any(kind.rpartition("/")[2] in ("json", "x-json") or kind.endswith("+json") for kind in self.kinds)

    @property
    def is_page(self) -> bool:
        """Return whether the body is a page of HTML or a document of XML."""
        return as_text(self.body[:64]).lstrip()[:1] == "<"

    @property
    def _type(self) -> str:
        return self.headers.get("content-type", "")


def raise_for_status(reply: Reply) -> None:
    """Pass 2xx on; everything else is an error of the right kind."""
    status = reply.status
    if 200 <= status < 300:
        return
    if status == 401:
        raise NotSignedIn(_("The server does not accept the sign-in. Check user name, password or token."))
    if status in (429, 503):
        raise RateLimited(_busy(status), maybe_done=status == 503, retry_after_s=retry_after(reply))
    if status >= 500 and status != 511:
        raise Unreachable(
            _("The server has a fault of its own ({status}). FleetDesk tries again.").format(status=status)
        )
    moved = _moved_to(reply)
    if moved:
        raise BadAnswer(
            _(
                "The server moves this request to {path}, on the same server. Mend the account's address, or "
                "let FleetDesk learn the server's addresses."
            ).format(path=moved)
        )
    if status < 400 or status == 511:
        raise BadAnswer(_("Something between here and the server answers in its place; a sign-in page of the network?"))
    reason = reason_of(reply)
    said = ended(_("The server refused: {reason}").format(reason=reason or status))
    raise Refused(together(said, way_out(status)), status, reason, said)


def _moved_to(reply: Reply) -> str:
    """Return the path the server itself redirects to; empty where it sends elsewhere, or a page answers."""
    if not reply.url or not 300 <= reply.status < 400:
        return ""
    try:
        here, there = urlsplit(reply.url), urlsplit(urljoin(reply.url, reply.headers.get("location", "")))
    except ValueError:
        return ""
    same = (here.scheme, here.netloc) == (there.scheme, there.netloc) and there.path != here.path
    return clean(there.path)[:100] if same else ""


def _busy(status: int) -> str:
    return (
        _("The server allows no more requests for now. Wait a little; the desk goes on by itself.")
        if status == 429
        else _("The server is down for a moment (503).")
    )


def reason_of(reply: Reply) -> str:
    """Return the server's own words, as plain text of at most 300 characters."""
    # A server may repeat what it was sent, a password too.
    return clean(_words_of(reply))[:LONGEST]


def _words_of(reply: Reply) -> str:
    if reply.is_page:
        return text_of_page(as_text(reply.body[:MOST_READ], reply.charset))
    try:
        return find_reason(decode(reply.body, reply.charset))
    except NO_JSON:
        return " ".join(as_text(reply.body[:MOST_READ], reply.charset).split())


def retry_after(reply: Reply) -> float | None:
    """Return the seconds to wait from Retry-After, a number or a date; at most an hour, None when unreadable."""
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
    """Return the server's own clock in seconds since 1970, from its Date header."""
    return moment(reply.headers.get("date", ""))


def moment(said: str) -> float | None:
    """Return seconds since 1970 from a date of HTTP; None for what is none."""
    try:
        return parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError, LookupError, AttributeError):
        return None


def parsed(reply: Reply) -> Any:
    """Return the body as JSON values; None for an empty one. BadAnswer for HTML, other text and cut answers."""
    if not reply.body.strip():
        return None
    if not reply.is_json:
        raise BadAnswer(_not_json(reply))
    try:
        return decode(reply.body, reply.charset)
    except NO_JSON as error:
        raise BadAnswer(_("The server's answer is cut off or damaged; what was known is kept.")) from error


def _not_json(reply: Reply) -> str:
    if reply.is_page:
        return _("The answer is not from the fleet server: it is a page and not JSON. A sign-in page of the network?")
    if not (kind := clean(reply.kinds[0])[:60]):
        return _("The server's answer is called nothing and not JSON, so it was not read. Check the account's address.")
    return _(
        "The server's answer is called {kind} and not JSON, so it was not read. Check the account's address."
    ).format(kind=kind)
