"""Who we are to a server: VEZMA's token, Metrotec's API key, or its login with a refresh in time and once on 401."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from fleetdesk.api.answers import parsed, server_time
from fleetdesk.api.http import Ask, Http
from fleetdesk.api.operations import Operation
from fleetdesk.api.scalars import number, text
from fleetdesk.base import log
from fleetdesk.base.errors import BadAnswer, NotSignedIn, Refused
from fleetdesk.base.translation import _

REFRESH_BEFORE_S = 60.0
LOGIN_TRIES = 2
NO_SUCH_PATH = (404, 405)  # then the account's paths are wrong, not its password
NO_SERVICE = _(
    "There is no Metrotec service at this address (the server says {status}). Usually it ends in /api/. "
    "Check the address, or let FleetDesk learn the server's addresses."
)
MILLISECONDS_FROM = 1e11
MOMENT_FROM = 1e9
LONGEST_TOKEN = 16_000  # servers take no longer header, and none that is not printable ASCII
LATEST = 7_258_118_400  # 2200-01-01: what ends later says nothing, and no clock shows it


class Auth(Protocol):
    """Gives the headers of a request, and says whether a 401 can be cured without the user."""

    async def headers(self) -> Mapping[str, str]:
        """Return the headers that sign a request."""
        ...

    async def renew(self, used: Mapping[str, str]) -> bool:
        """Renew after a 401, given the headers that failed; return True when another try is worth it.

        NotSignedIn instead where the sentence can name what was refused.
        """
        ...


class TokenAuth:
    """VEZMA: one shared secret (docs/vendors/vezma.md#signing-in)."""

    def __init__(self, token: str) -> None:
        self._headers = {"Authorization": f"VEZMA {token}"}

    async def headers(self) -> Mapping[str, str]:
        """Return the token's header."""
        return self._headers

    async def renew(self, used: Mapping[str, str]) -> bool:
        """Return False, because a refused token stays refused."""
        return False


class KeyAuth:
    """Metrotec: an API key made in its web application, sent as it is; there is no sign-in call."""

    def __init__(self, key: str) -> None:
        log.hide(key)
        self._headers = {"Authorization": f"Bearer {key}"}

    async def headers(self) -> Mapping[str, str]:
        """Return the key's header."""
        return self._headers

    async def renew(self, used: Mapping[str, str]) -> bool:
        """Raise NotSignedIn with what to do, because a refused key stays refused."""
        raise NotSignedIn(
            _("The server does not accept this API key. Make one in the admin panel and enter it under Accounts.")
        )


class LoginAuth:
    """Metrotec: user name and password buy a JWT. One login at a time, whoever asks."""

    def __init__(
        self, http: Http, login: Operation, username: str, password: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._http, self._login, self._clock = http, login, clock
        self._secret = {"username": username, "password": password}
        self._lock = asyncio.Lock()
        self._jwt: str | None = None
        self._until: float | None = None
        self._failed = 0

    @property
    def expires_at(self) -> float | None:
        """Return seconds since 1970 by this computer's clock, or None where the server does not say."""
        return self._until

    async def headers(self) -> Mapping[str, str]:
        """Return the bearer header, after a login where none is valid."""
        async with self._lock:
            if self._jwt is None or (self._until is not None and self._clock() > self._until - REFRESH_BEFORE_S):
                await self._sign_in()
            return {"Authorization": f"Bearer {self._jwt}"}

    async def renew(self, used: Mapping[str, str]) -> bool:
        """Forget the token that failed, unless somebody has renewed it already."""
        async with self._lock:
            if used.get("Authorization") == f"Bearer {self._jwt}":
                self._jwt = None
        return True

    async def sign_in(self) -> Any:
        """Log in anew and return the server's answer as it came."""
        async with self._lock:
            self._failed = 0
            return await self._sign_in()

    async def _sign_in(self) -> Any:
        if self._failed >= LOGIN_TRIES:
            raise NotSignedIn(_("The password was refused twice. Enter it again under Accounts."))
        ask = Ask(self._login.method, self._login.path, self._login.path, json=self._secret)
        try:
            reply = await self._http.send(ask)
        except (NotSignedIn, Refused) as error:
            if isinstance(error, Refused) and error.status in NO_SUCH_PATH:
                raise Refused(NO_SERVICE.format(status=error.status), error.status, error.reason) from error
            self._failed += 1
            raise NotSignedIn(_("The server does not accept this user name and password.")) from error
        answer = parsed(reply)
        self._keep(answer, server_time(reply))
        return answer

    def _keep(self, answer: Any, server_now: float | None) -> None:
        jwt = text(answer.get("jwt")) if isinstance(answer, dict) else None
        if jwt is None or len(jwt) > LONGEST_TOKEN or not (jwt.isascii() and jwt.isprintable()):
            raise BadAnswer(_("The server signed us in without giving a token."))
        log.hide(jwt)
        self._jwt, self._failed = jwt, 0
        self._until = expiry(number(answer.get("expires")), self._clock(), server_now)


def expiry(expires: float | None, now: float, server_now: float | None = None) -> float | None:
    """Return when a token ends by our clock. `expires` has no unit (docs/vendors/metrotec.md#signing-in): seconds or
    milliseconds since 1970, or a lifetime in seconds; 0 says nothing, so the first 401 tells.
    """
    if not expires or expires < 0:
        return None
    if expires < MOMENT_FROM:
        lifetime = expires
    else:
        moment = expires / 1000 if expires >= MILLISECONDS_FROM else expires
        lifetime = moment - (server_now or now)
    if now + lifetime > LATEST:
        return None
    # A token that is dead on arrival would make every request a login; then rather wait for a 401.
    return now + lifetime if lifetime > REFRESH_BEFORE_S else None
