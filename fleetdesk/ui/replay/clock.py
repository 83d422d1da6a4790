"""The clock of a replay: a moment of the past that goes on at a multiple of real time."""

from collections.abc import Callable

from fleetdesk.domain.board_spans import Span

SPEEDS = (1, 10, 60, 300, 600)
USUAL_SPEED = 60
LONGEST_S = 0.5
"""After a longer pause of the program, or of the whole computer, the replay goes on from where it was."""


class ReplayClock:
    """Tells the moment (seconds since 1970) within a period; `seconds` is a clock that never goes back."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds, self._before = seconds, 0.0
        self._period, self.at = Span(0.0, 0.0), 0.0
        self.speed, self.plays = USUAL_SPEED, False

    @property
    def is_at_end(self) -> bool:
        """Return whether there is nothing more to come."""
        return self.at >= self._period.ends

    def start(self, period: Span, at: float) -> None:
        """Stand at a moment of a period."""
        self._period, self.plays = period, False
        self.go(at)

    def go(self, at: float) -> None:
        """Go to a moment, or to the edge of the period that is nearer to it."""
        self.at = min(max(at, self._period.begins), self._period.ends)
        self._before = self._seconds()

    def play(self) -> None:
        """Go on; from the beginning where the end was reached."""
        if self.is_at_end:
            self.at = self._period.begins
        self.plays, self._before = True, self._seconds()

    def pause(self) -> None:
        """Stand still."""
        self.plays = False

    def advance(self) -> float:
        """Go on by what has passed since, and return the moment; at the end it stands still."""
        now = self._seconds()
        passed, self._before = min(max(now - self._before, 0.0), LONGEST_S), now
        if self.plays:
            self.at = min(self.at + passed * self.speed, self._period.ends)
            self.plays = not self.is_at_end
        return self.at
