"""How far a question about the past is, and what went wrong in it."""

from collections.abc import Callable
from dataclasses import dataclass

from fleetdesk.base.errors import FleetError


@dataclass(frozen=True, slots=True)
class Progress:
    """Requests that were answered, and how many are known to be needed.

    `waits_for` is an account whose budget is used up for now.
    """

    done: int
    of: int
    waits_for: str = ""


OnProgress = Callable[[Progress], object]


class ProgressCount:
    """Counts the requests of one question; `troubles` are sentences for the user, `errors` what was behind them."""

    def __init__(self, on_progress: OnProgress) -> None:
        self._on_progress = on_progress
        self._done = self._of = 0
        self.troubles: list[str] = []
        self.errors: list[FleetError] = []

    def expect(self, requests: int = 1) -> None:
        """Note that so many more requests are needed."""
        self._of += requests
        self._tell()

    def done(self, requests: int = 1) -> None:
        """Note that so many were answered, or are not needed any more."""
        self._done += requests
        self._tell()

    def wait_for(self, account: str) -> None:
        """Note that an account's budget has to be waited for."""
        self._tell(account)

    def say(self, trouble: str, error: FleetError) -> None:
        """Note what went wrong, in a sentence."""
        self.troubles.append(trouble)
        self.errors.append(error)

    def _tell(self, waits_for: str = "") -> None:
        self._on_progress(Progress(self._done, self._of, waits_for))
