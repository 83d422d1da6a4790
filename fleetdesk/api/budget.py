"""What a request needs before it may go: a permit, where the vendor counts requests."""

from typing import Protocol


class Budget(Protocol):
    """Gives permits for requests, or raises RateLimited with the seconds to wait."""

    limit: int | None

    async def permit(self, *, urgent: bool) -> None:
        """Takes one permit; what is not urgent (a poll) leaves a reserve for what the user asks."""
        ...

    async def spent(self) -> int:
        """Requests of the running window, by everyone on this computer who uses the same token."""
        ...


class NoBudget:
    """For a server that names no limit."""

    limit: int | None = None

    async def permit(self, *, urgent: bool) -> None:
        """Always."""

    async def spent(self) -> int:
        """Not counted."""
        return 0
