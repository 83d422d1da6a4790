"""What can go wrong, in three kinds: for the user, to be retried, and (anything else) a bug."""


class FleetError(Exception):
    """A failure with a sentence for the user; `exit_code` is what a command ends with.

    `before_sending` says that it happened on the way to the request (at the sign-in): nothing of it went out.
    `maybe_done` says whether the server may have acted all the same; `retry_after_s` how long it wants to be left.
    """

    exit_code = 1
    before_sending = False
    maybe_done = False
    retry_after_s: float | None = None


class UsageError(FleetError):
    """The caller asked for something that does not exist or left something out."""

    exit_code = 2


class NotSignedIn(FleetError):
    """The server wants a sign-in that only the user can give."""

    exit_code = 3


class Refused(FleetError):
    """The server understood and said no (4xx); sending the same again changes nothing.

    `said` is the sentence without what to do about it, `reason` the server's own words in it.
    """

    exit_code = 4

    def __init__(self, sentence: str, status: int, reason: str = "", said: str = "") -> None:
        super().__init__(sentence)
        self.status = status
        self.reason = reason
        self.said = said or sentence


class Unreachable(FleetError):
    """The server or the network failed, as far as `maybe_done` says."""

    exit_code = 5

    def __init__(self, sentence: str, *, maybe_done: bool = True, retry_after_s: float | None = None) -> None:
        super().__init__(sentence)
        self.maybe_done = maybe_done
        self.retry_after_s = retry_after_s


class NoAnswer(Unreachable):
    """The request went out and nothing whole came back: the deadline passed, or the connection broke."""


class RateLimited(Unreachable):
    """The server, or our own budget, allows no further request for now."""


class BadAnswer(Unreachable):
    """The answer was not what the fleet server sends: cut off, too large, HTML, or not JSON."""


class Unsupported(FleetError):
    """This back end has no such ability; the sentence names it."""


class Queued(FleetError):
    """The work is saved on this computer and not yet confirmed by the server."""

    exit_code = 6
