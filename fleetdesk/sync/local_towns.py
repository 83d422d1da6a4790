"""The towns of the local map, out of the program's own files."""

from collections.abc import Iterator

from fleetdesk.base import resources
from fleetdesk.domain.towns import Town


def read_towns() -> Iterator[Town]:
    """Yield the towns; none where the map's files were not built. Waits for the disk."""
    return (Town(name, lat, lon, rank) for name, lon, lat, rank in resources.towns())
