"""A place that this desk knows by its address or name, and where it knows it from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.gazetteer.folding import fold

StreetRow = tuple[str, str, float, float]
"""A street, the settlement that it is in (empty for none), latitude and longitude in degrees."""
CELL = 0.001
"""Places of one label within so many degrees, about 100 m, are one place."""


class PlaceSource(StrEnum):
    """Where a place is known from, the most trusted first."""

    CHOSEN = "chosen"
    TASK = "task"
    TEMPLATE = "template"
    POI = "poi"
    VISITED = "visited"
    GEOZONE = "geozone"
    AREA = "area"
    SERVICE = "service"
    STREET = "street"
    TOWN = "town"


TRUST: Mapping[PlaceSource, int] = {each: place for place, each in enumerate(PlaceSource)}
SOURCE_WORDS: Mapping[PlaceSource, str] = {
    PlaceSource.CHOSEN: _("chosen before"),
    PlaceSource.TASK: pgettext("source of a place", "task"),
    PlaceSource.TEMPLATE: pgettext("source of a place", "template"),
    PlaceSource.POI: _("point of interest"),
    PlaceSource.VISITED: _("VEZMA place"),
    PlaceSource.GEOZONE: pgettext("source of a place", "geozone"),
    PlaceSource.AREA: _("saved area"),
    PlaceSource.SERVICE: _("address service"),
    PlaceSource.STREET: _("street of the map"),
    PlaceSource.TOWN: pgettext("source of a place", "town"),
}


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """An address or name at a place in degrees (WGS 84).

    `uses` counts the tasks that have it. `used_at` is when it was last needed, in seconds since 1970, 0 for never.
    """

    label: str
    lat: float
    lon: float
    source: PlaceSource
    uses: int = 0
    used_at: float = 0.0

    @property
    def folded(self) -> str:
        """Return the words of the label as they are compared."""
        return fold(self.label)

    @property
    def cell(self) -> str:
        """Return the cell of about 100 m that it lies in."""
        return f"{round(self.lat / CELL)}/{round(self.lon / CELL)}"


def is_sound(label: str, lat: float | None, lon: float | None) -> bool:
    """Return whether something can be a known place: a label with a word, and a place on earth that is not 0, 0."""
    placed = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180 and bool(lat or lon)
    return placed and bool(fold(label))
