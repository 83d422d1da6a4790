"""A server's list that lost much is not believed until a second one lacks the same."""

from collections.abc import Callable, Hashable, Set

from fleetdesk.base.translation import _

LOST_SHARE, LOST_ROWS = 0.3, 5
CONFIRM_S = 15.0
"""After how many seconds such a list is asked for again."""

Keys = Set[Hashable]


class Weighing:
    """Remembers what a doubted list lacked; `report` takes sentences for the user."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._lacked: dict[tuple[str, str], Keys] = {}

    def believes(self, account: str, rows: str, known: Keys, listed: Keys, *, unread: bool = False) -> bool:
        """Return whether what a complete list of `rows` (a word in the plural) leaves out is gone.

        A list that lacks all that was known, or at least five rows and three in ten of it, is believed when a second
        one lacks the same; so is one with `unread` rows, which may be those that it lacks.
        """
        name, lacking = (account, rows), known - listed
        before = self._lacked.pop(name, None)
        if not _is_much(len(known), len(lacking), unread=unread):
            return True
        counts = f"{len(listed) or 'no'} {rows}"
        if before is not None and not _is_much(len(known), len(lacking - before), unread=unread):
            self._report(
                _("{account} says it again: it has {counts} now, where {count} were known.").format(
                    account=account, counts=counts, count=len(known)
                )
            )
            return True
        self._lacked[name] = lacking
        lists = _("{account} lists {counts}, where {count} were known.{known}").format(
            account=account, counts=counts, count=len(known), known=_more(known, listed, unread)
        )
        self._report(_("{lists} They stay until a second answer says the same.").format(lists=lists))
        return False

    def doubts(self, account: str, rows: str) -> bool:
        """Return whether a second answer is awaited."""
        return (account, rows) in self._lacked


def _is_much(known: int, lost: int, *, unread: bool) -> bool:
    """Return whether a list lacks so much that it may be cut off, or anything where rows of it could not be read."""
    return lost > 0 and (unread or lost == known or (lost >= LOST_ROWS and lost > LOST_SHARE * known))


def _more(known: Keys, listed: Keys, unread: bool) -> str:
    """What the two counts do not show."""
    lacking = len(known - listed)
    if unread:
        return _(" It has rows that cannot be read, and {lacking} of those known are missing.").format(lacking=lacking)
    return (
        _(" {lacking} of them are missing.").format(lacking=lacking)
        if listed and lacking != len(known) - len(listed)
        else ""
    )
