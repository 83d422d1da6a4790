"""TileJSON: what a tile server says of a map of its own, at an address without {z}, {x} and {y}."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from fleetdesk.base.translation import _
from fleetdesk.streets.schema import Schema, said_layers, schema_of
from fleetdesk.streets.tiles import TileError, check_template

LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class ServedMap:
    """Where the tiles of a server are, what it says of them in the words of MBTiles, and their schema."""

    template: str
    metadata: Mapping[str, str]
    schema: Schema


def read_tile_json(body: bytes, address: str) -> ServedMap:
    """Return the map that an answer describes; TileError where it describes none that can be shown.

    Its tiles must be of the same server: no other was chosen.
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise TileError(_NO_MAP) from error
    tiles = said.get("tiles") if isinstance(said, dict) else None
    if not isinstance(tiles, list) or not tiles or not isinstance(tiles[0], str):
        raise TileError(_NO_MAP)
    layers = said_layers(said)
    schema = schema_of(layers) if layers else Schema.IMAGES
    return ServedMap(_template(tiles[0], address, said), _metadata(said), schema)


_NO_MAP = _("That address answers with no map. Give the address of a TileJSON, or that of tiles.")


def _template(told: str, address: str, said: Mapping[str, Any]) -> str:
    """Return the address of the tiles, whole; rows that are counted from the south are asked for so."""
    template = urljoin(address, told)
    check_template(template)
    here, there = urlsplit(address), urlsplit(template)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise TileError(
            _("The tiles of that map are on another server, {host}. Give an address there to choose it.").format(
                host=there.netloc
            )
        )
    return template.replace("{y}", "{-y}") if said.get("scheme") == "tms" else template


def _metadata(said: Mapping[str, Any]) -> dict[str, str]:
    bounds = said.get("bounds")
    told = ",".join(map(str, bounds)) if isinstance(bounds, list) else ""
    words = {name: said.get(name) for name in ("name", "attribution", "minzoom", "maxzoom")}
    return {name: str(word) for name, word in words.items() if word is not None} | {"bounds": told}
