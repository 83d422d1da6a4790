"""Which of the usual schemas a vector map is made by, which the names of its layers tell."""

from collections.abc import Iterable
from enum import StrEnum

from fleetdesk.base.translation import _
from fleetdesk.streets.tiles import TileError


class Schema(StrEnum):
    """How the layers of a vector map are called; IMAGES is a map without layers."""

    IMAGES = ""
    PROTOMAPS = "protomaps"
    OPENMAPTILES = "openmaptiles"
    SHORTBREAD = "shortbread"


_LAYERS = {
    Schema.PROTOMAPS: {"earth", "landuse", "natural", "roads", "transit", "physical_line", "physical_point", "pois"},
    Schema.OPENMAPTILES: {"transportation", "transportation_name", "landcover", "housenumber", "building", "place",
        "park", "waterway", "aeroway", "mountain_peak", "water_name", "poi", "boundary", "aerodrome_label"},
    Schema.SHORTBREAD: {"streets", "street_labels", "street_polygons", "streets_med", "streets_low", "ocean",
        "water_polygons", "water_lines", "land", "sites", "addresses", "place_labels", "boundary_labels", "ferries"},
}  # fmt: skip
# Only names that one of them has: all have "water" or "buildings", or nearly so.


def schema_of(names: Iterable[str]) -> Schema:
    """Return the schema that most of the layers belong to; TileError where none of them does."""
    seen = set(names)
    found = max(_LAYERS, key=lambda each: len(_LAYERS[each] & seen))
    if not _LAYERS[found] & seen:
        raise TileError(
            _("That map is drawn by other rules than FleetDesk knows: Protomaps, OpenMapTiles or Shortbread.")
        )
    return found


def said_layers(metadata: object) -> set[str]:
    """Return the names of the vector layers that a map's metadata, or a TileJSON, tells."""
    layers = metadata.get("vector_layers", []) if isinstance(metadata, dict) else []
    found = [each.get("id") for each in layers if isinstance(each, dict)] if isinstance(layers, list) else []
    return {name for name in found if isinstance(name, str)}
