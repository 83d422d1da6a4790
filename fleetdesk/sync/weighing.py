"""A server's list that lost much is not believed until a second one says the same."""

from collections.abc import Callable

LOST_SHARE, LOST_ROWS = 0.3, 5
CONFIRM_S = 15.0
"""After how many seconds such a list is asked for again."""


class Weighing:
    """Remembers whose list is doubted; `report` takes sentences for the user."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._doubted: set[tuple[str, str]] = set()

    def believes(self, account: str, rows: str, known: int, listed: int, lacking: int = 0) -> bool:
        """Whether what a complete list of `rows` (a word in the plural) leaves out is gone.

        An empty list, or one without at least five rows and three in ten of those known, is believed the second time;
        so is one with rows that could not be read and without `lacking` of those known, which these rows may be.
        """
        name = (account, rows)
        if not is_short(known, listed) and not lacking:
            self._doubted.discard(name)
            return True
        if name in self._doubted:
            self._doubted.discard(name)
            self._report(f"{account} says it again: it has {listed or 'no'} {rows} now, where {known} were known.")
            return True
        self._doubted.add(name)
        unread = f" It has rows that cannot be read, and {lacking} of those known are missing." if lacking else ""
        self._report(f"{account} lists {listed or 'no'} {rows}, where {known} were known.{unread} They stay until a "
                     "second answer says the same.")  # fmt: skip
        return False

    def doubts(self, account: str, rows: str) -> bool:
        """Whether a second answer is awaited."""
        return (account, rows) in self._doubted


def is_short(known: int, listed: int) -> bool:
    """Whether a list is empty, or lost so much that it may be cut off."""
    lost = known - listed
    return lost > 0 and (not listed or (lost >= LOST_ROWS and lost > LOST_SHARE * known))
