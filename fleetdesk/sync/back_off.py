"""How long an account that sends is left alone after a failure, and why: the back-off, a pause, a refused sign-in."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from fleetdesk.base.errors import FleetError, NotSignedIn, RateLimited
from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _

FIRST_S, LONGEST_S = 2.0, 900.0
REFUSED_S = 60.0  # after a refused sign-in, as long as the server speaks


@dataclass(slots=True)
class Standing:
    """Why an account sends nothing now, and until when."""

    failures: int = 0
    until: float = 0.0
    asked_for: bool = False
    signed_out: bool = False
    why: str = ""


class BackOff:
    """How every account stands; `clock` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._standing: dict[str, Standing] = {}

    def standing(self, account: str) -> Standing:
        """Return how the account stands."""
        return self._standing.setdefault(account, Standing())

    def clear(self, account: str) -> None:
        """Forget what held the account up."""
        self._standing[account] = Standing()

    def why_not(self, account: str) -> str:
        """Return why the account sends nothing now; empty where it does."""
        standing = self.standing(account)
        if standing.signed_out:
            return _("Waits until somebody signs in to {account}.").format(account=account)
        wait_s = standing.until - self._clock()
        if not standing.why or wait_s <= 0:
            return ""
        return together(standing.why, _("Next try in {seconds} s.").format(seconds=number(wait_s)))

    def failed(self, account: str, error: FleetError) -> float | None:
        """Note an error; return how many seconds to leave the account alone, None until somebody signs in."""
        standing = self.standing(account)
        standing.failures, standing.why = standing.failures + 1, str(error)
        if isinstance(error, NotSignedIn):
            standing.signed_out, standing.until = True, self._clock() + REFUSED_S
            return None
        asked = error.retry_after_s if isinstance(error, RateLimited) else None
        wait_s = asked or random.uniform(FIRST_S / 2, min(FIRST_S * 2 ** min(standing.failures, 10), LONGEST_S))
        standing.until, standing.asked_for = self._clock() + wait_s, asked is not None
        return wait_s

    def next_try(self, account: str) -> float:
        """Return the moment for one more try of a write that may have arrived; later with each failure."""
        return self._clock() + FIRST_S * 2.0 ** min(self.standing(account).failures + 1, 6)

    def recovered(self, account: str) -> bool:
        """Forget the back-off, because the server speaks again; return whether anything may go that might not before.

        A pause that the server asked for holds. A refused sign-in ends as well, not more than once a minute: the polls
        are signed in, so it was one answer's.
        """
        standing = self.standing(account)
        if standing.signed_out:
            return self._clock() >= standing.until and self.signed_in(account)
        if standing.failures and not standing.asked_for:
            standing.failures, standing.until, standing.why = 0, 0.0, ""
            return True
        return False

    def signed_in(self, account: str) -> bool:
        """Forget a refused sign-in, because the user has done something about it; return whether there was one."""
        standing = self.standing(account)
        was = standing.signed_out
        if was:
            standing.signed_out, standing.until = False, 0.0
        return was
