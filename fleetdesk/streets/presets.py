"""The street maps that can be chosen by name: where each comes from, what it learns of the user, and its terms.

Addresses and terms are those of the makers' own pages and repositories, read in November 2026.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.attribution import OSM, OSM_TERMS


class Asks(Enum):
    """What a street map needs from the user besides being chosen."""

    NOTHING = ""
    FILE = "file"
    ADDRESS = "address"
    KEY = "key"
    ORGANISATION = "organisation"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class StreetPreset:
    """A street map by name. `terms` is the address of its licence or terms.

    WORD stands in the address where the user's key, or the organisation's name, belongs.
    """

    name: str
    about: str
    asks: Asks = Asks.NOTHING
    address: str = ""
    attribution: str = ""
    max_zoom: int = 19
    terms: str = ""

    def filled(self, word: str) -> str:
        """Return the address with the user's key or name in it."""
        return self.address.replace(WORD, word)

    def word_in(self, source: str) -> str | None:
        """Return the key or name in a source that is this map, empty where it has none; None where it is another."""
        before, _mark, after = self.address.partition(WORD)
        if not self.address or not (source.startswith(before) and source.endswith(after)):
            return None
        word = source[len(before) : len(source) - len(after)]
        return word if word or source == self.address else None


WORD = "{word}"

NONE = StreetPreset(
    pgettext("street map", "None"), _("The map shows land, waters, borders and towns. Nothing is asked of anybody.")
)
FILE = StreetPreset(
    _("A file on this computer"),
    _(
        "A map in the format PMTiles or MBTiles, with images or with vector tiles. It works without a network, and "
        "nobody learns which places you look at."
    ),
    Asks.FILE,
)
COUNTRY = StreetPreset(
    _("A country to keep"),
    _(
        "The streets of a whole country, fetched once and kept: the map then works without a network, and nobody "
        "learns which places you look at. What it takes is told before it begins."
    ),
    Asks.COUNTRY,
)
OWN = StreetPreset(
    _("Another server"),
    _(
        "The address of your company's tile server or of another: of tiles, with {places} in it, or of a TileJSON. The "
        "server sees which places you look at."
    ).format(places="{z}, {x}, {y}"),
    Asks.ADDRESS,
)
PRESETS = (
    NONE,
    COUNTRY,
    FILE,
    StreetPreset(
        "OpenFreeMap",
        _(
            "Vector streets of the whole world, without a key and without a limit, as they are: the service lives on "
            "gifts and may end without notice. It sees which places you look at."
        ),
        address="https://tiles.openfreemap.org/planet",
        attribution=f"OpenFreeMap © OpenMapTiles {OSM}",
        terms="https://openfreemap.org/tos/",
    ),
    StreetPreset(
        _("OpenStreetMap, vector"),
        _(
            "Vector streets of the whole world by the OpenStreetMap Foundation, paid for by gifts: nothing is fetched "
            "ahead, and commercial users are the first to be shut out. It sees which places you look at."
        ),
        address="https://vector.openstreetmap.org/shortbread_v1/tilejson.json",
        attribution=OSM,
        max_zoom=14,
        terms=OSM_TERMS,
    ),
    StreetPreset(
        _("OpenStreetMap, images"),
        _(
            "The well-known map as images, under the same terms: nothing is fetched ahead, and commercial users are "
            "the first to be shut out. It sees which places you look at."
        ),
        address="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        attribution=OSM,
        terms=OSM_TERMS,
    ),
    StreetPreset(
        "VersaTiles",
        _("Vector streets of the whole world, for trials and small projects. It sees which places you look at."),
        address="https://tiles.versatiles.org/tiles/osm/tiles.json",
        attribution=OSM,
        max_zoom=14,
        terms=OSM_TERMS,
    ),
    StreetPreset(
        _("Estonia: Maa- ja Ruumiamet"),
        _(
            "The map of the Estonian Land Board as images, free, for looking at only: who seems to copy it is shut out."
            " It asks for the name of your organisation, and sees which places you look at."
        ),
        Asks.ORGANISATION,
        f"https://tiles.maaamet.ee/tm/tms/1.0.0/kaart@GMC/{{z}}/{{x}}/{{-y}}.png&ASUTUS={WORD}&KESKKOND=LIVE&IS=FleetDesk",
        "Maa- ja Ruumiamet",
        18,
        terms="https://geoportaal.maaamet.ee/",
    ),
    StreetPreset(
        _("Slovakia: Freemap"),
        _(
            "The outdoor map of Freemap Slovakia as images, Estonia too. A project without profit and without promises:"
            " ask them before a fleet uses it. It sees which places you look at."
        ),
        address="https://outdoor.tiles.freemap.sk/{z}/{x}/{y}",
        attribution=f"Map © Freemap Slovakia, data {OSM}",
        max_zoom=18,
        terms="https://www.freemap.sk/",
    ),
    StreetPreset(
        "MapTiler",
        _("Vector streets with a key of your own, paid beyond a number of views. It sees which places you look at."),
        Asks.KEY,
        f"https://api.maptiler.com/tiles/v3/tiles.json?key={WORD}",
        f"© MapTiler {OSM}",
        terms="https://www.maptiler.com/copyright/",
    ),
    StreetPreset(
        "Thunderforest",
        _("Images with a key of your own, paid beyond a number of views. It sees which places you look at."),
        Asks.KEY,
        f"https://tile.thunderforest.com/atlas/{{z}}/{{x}}/{{y}}.png?apikey={WORD}",
        f"Maps © Thunderforest, data {OSM}",
        terms="https://www.thunderforest.com/terms/",
    ),
    OWN,
)


def preset_of(source: str, is_address: bool) -> tuple[StreetPreset, str]:
    """Return which of them a source is, and the user's key or name in it; its file or address for the user's own."""
    if not source:
        return NONE, ""
    for each in PRESETS:
        word = each.word_in(source)
        if word is not None:
            return each, word
    return (OWN, source) if is_address else (FILE, source)


def published_yesterday(now: datetime) -> str:
    """Return the address of the map of the world that Protomaps published the day before."""
    return f"https://build.protomaps.com/{now - timedelta(days=1):%Y%m%d}.pmtiles"
