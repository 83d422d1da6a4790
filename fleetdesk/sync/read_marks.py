"""Which things were read singly since a list was asked for: what the list says of those is older."""


class ReadMarks:
    """Counts moments; no clock, so that two readings in one instant still have an order."""

    def __init__(self) -> None:
        self._read_at: dict[str, int] = {}
        self._moment = 0

    def now(self) -> int:
        """Return a new moment; what is read singly after it is newer than a list that was asked for at it."""
        self._moment += 1
        return self._moment

    def set_read(self, key: str) -> None:
        """Note that this one was read just now."""
        self._read_at[key] = self.now()

    def was_read(self, key: str) -> bool:
        """Return whether this one was ever read singly."""
        return key in self._read_at

    def read_since(self, key: str, moment: int) -> bool:
        """Return whether this one was read singly after that moment."""
        return self._read_at.get(key, 0) > moment

    def all_since(self, moment: int) -> set[str]:
        """Return those that were read singly after that moment."""
        return {key for key, at in self._read_at.items() if at > moment}
