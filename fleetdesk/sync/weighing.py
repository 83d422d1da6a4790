"""A server's list that lost much is not believed until a second one lacks the same."""

from collections.abc import Callable, Hashable, Set

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.count_words import count_documents, count_tasks, count_vehicles

LOST_SHARE, LOST_ROWS = 0.3, 5
CONFIRM_S = 15.0
"""After how many seconds such a list is asked for again."""

Keys = Set[Hashable]


class Weighing:
    """Remembers what a doubted list lacked; `report` takes sentences for the user."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._lacked: dict[tuple[str, str], Keys] = {}

    def believes(self, account: str, kind: str, known: Keys, listed: Keys, *, unread: bool = False) -> bool:
        """Return whether what a complete list of a `kind` (a key of _COUNTED) leaves out is gone.

        A list that lacks all that was known, or at least five rows and three in ten of it, is believed when a second
        one lacks the same; so is one with `unread` rows, which may be those that it lacks.
        """
        name, lacking = (account, kind), known - listed
        before = self._lacked.pop(name, None)
        if not _is_much(len(known), len(lacking), unread=unread):
            return True
        counts = {"lists": _COUNTED[kind](len(listed)), "known": len(known), "account": account}
        if before is not None and not _is_much(len(known), len(lacking - before), unread=unread):
            self._report(_again(len(known)).format(**counts))
            return True
        self._lacked[name] = lacking
        doubt = _("They stay until a second answer says the same.")
        self._report(together(_first(len(known)).format(**counts), _more(known, listed, unread), doubt))
        return False

    def doubts(self, account: str, kind: str) -> bool:
        """Return whether a second answer is awaited."""
        return (account, kind) in self._lacked


def _is_much(known: int, lost: int, *, unread: bool) -> bool:
    """Return whether a list lacks so much that it may be cut off, or anything where rows of it could not be read."""
    return lost > 0 and (unread or lost == known or (lost >= LOST_ROWS and lost > LOST_SHARE * known))


def _more(known: Keys, listed: Keys, unread: bool) -> str:
    """Return what the two counts do not show."""
    lacking = len(known - listed)
    if unread:
        return ngettext(
            "It has rows that cannot be read, and {count} of those known is missing.",
            "It has rows that cannot be read, and {count} of those known are missing.",
            lacking,
        ).format(count=lacking)
    if listed and lacking != len(known) - len(listed):
        return ngettext("{count} of them is missing.", "{count} of them are missing.", lacking).format(count=lacking)
    return ""


def _first(known: int) -> str:
    return ngettext(
        "{account} lists {lists}, where {known} was known.", "{account} lists {lists}, where {known} were known.", known
    )


def _again(known: int) -> str:
    return ngettext(
        "{account} says it again: it has {lists} now, where {known} was known.",
        "{account} says it again: it has {lists} now, where {known} were known.",
        known,
    )


def _vehicles(count: int) -> str:
    return count_vehicles(count) if count else _("no vehicles")


def _tasks(count: int) -> str:
    return count_tasks(count) if count else _("no tasks")


def _all_tasks(count: int) -> str:
    if not count:
        return _("no finished and open tasks")
    return ngettext("{count} finished or open task", "{count} finished and open tasks", count).format(count=count)


def _documents(count: int) -> str:
    return count_documents(count) if count else _("no documents")


_COUNTED = {"units": _vehicles, "tasks": _tasks, "finished": _all_tasks, "documents": _documents}
"""What so many of each kind of list are called."""
