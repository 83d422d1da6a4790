"""Named values that the user has saved, such as areas and templates, read and written off the window's thread."""

import asyncio
from collections.abc import Mapping

from fleetdesk.storage.named_json import NamedJson


class SavedValues:
    """One file of named values, each a JSON text."""

    def __init__(self, file: NamedJson) -> None:
        self._file = file
        self.known: Mapping[str, str] = {}  # as they were read last

    async def all(self) -> Mapping[str, str]:
        """Return the texts by their names."""
        self.known = dict(await asyncio.to_thread(self._file.all))
        return self.known

    async def save(self, name: str, text: str) -> None:
        """Keep a text under a name, in the place of one that had it. SessionOnly where the file cannot be written."""
        await asyncio.to_thread(self._file.save, name, text)
        await self.all()

    async def forget(self, name: str) -> None:
        """Take a name away."""
        await asyncio.to_thread(self._file.drop, name)
        await self.all()

    def pop_notices(self) -> list[str]:
        """Return what has to be said of the file since the last call."""
        return self._file.pop_notices()
