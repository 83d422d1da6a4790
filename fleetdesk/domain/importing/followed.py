"""What has become of the writes of an import, followed by what changes of them."""

from collections.abc import Iterable, Mapping

from fleetdesk.base.stoppable import Check, never
from fleetdesk.domain.outbox import Op


class FollowedWrites:
    """Counts writes: `asking` need the user, `kept` are without a vehicle; what does not wait any more is done."""

    def __init__(self, numbers: Iterable[int], waiting: Mapping[str, Op], check: Check = never) -> None:
        """Follow the writes of these numbers, by what is waiting now; `check` is called for each of them."""
        self._waiting: dict[str, tuple[bool, bool]] = {}
        self._numbers: set[str] = set()
        self.asking = self.kept = 0
        for number in map(str, numbers):
            check()
            self._numbers.add(number)
            self.note(number, waiting.get(number))

    @property
    def count(self) -> int:
        """Return how many writes are followed."""
        return len(self._numbers)

    @property
    def done(self) -> int:
        """Return how many of them do not wait any more."""
        return len(self._numbers) - len(self._waiting)

    @property
    def is_over(self) -> bool:
        """Return whether nothing more happens to any of them without the user."""
        return len(self._waiting) == self.asking + self.kept

    def note(self, number: str, op: Op | None) -> None:
        """Note how a write stands now, None where it does not wait; one that is not followed is left alone."""
        if number not in self._numbers:
            return
        asked, was_kept = self._waiting.pop(number, (False, False))
        asks, kept = (op.asks, op.unassigned) if op is not None else (False, False)
        if op is not None:
            self._waiting[number] = asks, kept
        self.asking += asks - asked
        self.kept += kept - was_kept
