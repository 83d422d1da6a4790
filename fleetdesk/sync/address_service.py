"""The address service that the user chose: asked for fields, map and imports, and nobody while none is chosen."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from fleetdesk.base.errors import FleetError
from fleetdesk.domain.gazetteer.place_hit import PlaceHit

Near = tuple[float, float] | None


class Geocoder(Protocol):
    """A service that can be asked; all of it raises FleetError where that fails."""

    @property
    def name(self) -> str:
        """Return the name of the service."""

    @property
    def attribution(self) -> str:
        """Return whom to name beside its answers."""

    async def suggest(self, text: str, near: Near, most: int) -> list[PlaceHit]:
        """Return at most so many addresses that a text may mean, the best first."""

    async def address_of(self, lat: float, lon: float) -> PlaceHit | None:
        """Return the address nearest to a place."""

    async def close(self) -> None:
        """Let go of the connections."""


class AddressService(QObject):
    """Answers nothing while no service is chosen; `failed` says once why one fails, until it answers again."""

    changed = Signal()  # another one is chosen, or none
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._geocoder: Geocoder | None = None
        self._failing = False

    @property
    def name(self) -> str:
        """Return the name of the chosen service; empty for none."""
        return self._geocoder.name if self._geocoder else ""

    @property
    def attribution(self) -> str:
        """Return whom to name beside the answers of the chosen service."""
        return self._geocoder.attribution if self._geocoder else ""

    async def use(self, geocoder: Geocoder | None) -> None:
        """Ask this one from now on, or nobody."""
        before, self._geocoder, self._failing = self._geocoder, geocoder, False
        self.changed.emit()
        if before is not None:
            await before.close()

    async def suggest(self, text: str, near: Near, most: int) -> list[PlaceHit]:
        """Return at most so many addresses that a text may mean, the best first; none where the service fails."""
        try:
            return await self.ask(text, near, most)
        except FleetError:
            return []

    async def ask(self, text: str, near: Near, most: int) -> list[PlaceHit]:
        """Return as suggest() does; FleetError where the service fails."""
        if self._geocoder is None:
            return []
        try:
            hits = await self._geocoder.suggest(text, near, most)
        except FleetError as error:
            self._fail(error)
            raise
        self._failing = False
        return hits

    async def address_of(self, lat: float, lon: float) -> PlaceHit | None:
        """Return the address nearest to a place; None where there is none, or the service fails."""
        if self._geocoder is None:
            return None
        try:
            hit = await self._geocoder.address_of(lat, lon)
        except FleetError as error:
            self._fail(error)
            return None
        self._failing = False
        return hit

    async def close(self) -> None:
        """Ask nobody any more."""
        geocoder, self._geocoder = self._geocoder, None
        if geocoder is not None:
            await geocoder.close()

    def _fail(self, error: FleetError) -> None:
        if not self._failing:
            self._failing = True
            self.failed.emit(str(error))
