"""The address services that can be chosen by name: what each learns of the user, its terms, and how often it is asked.

Addresses and terms are those of the makers' own pages, read in November 2026.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from urllib.parse import urlsplit

from fleetdesk.api.http import checked_url
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.attribution import OSM


class Protocol(StrEnum):
    """The way in which a service is asked, and its answers written."""

    IN_AKS = "in-aks"
    PHOTON = "photon"
    NOMINATIM = "nominatim"
    PELIAS = "pelias"


class Asks(Enum):
    """What an address service needs from the user besides being chosen."""

    NOTHING = ""
    ADDRESS = "address"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class GeocoderPreset:
    """An address service by name; `key` is its name in the settings, empty for none.

    Requests follow each other after `pause_s` seconds at the earliest; `most_a_day` is 0 where the terms name none.
    """

    key: str
    name: str
    about: str
    protocol: Protocol | None = None
    asks: Asks = Asks.NOTHING
    address: str = ""
    attribution: str = ""
    pause_s: float = 0.0
    most_a_day: int = 0

    @property
    def is_own(self) -> bool:
        """Return whether it is the user's own server, which may know roughly where the map looks."""
        return self.asks is Asks.ADDRESS


_PUBLIC_NOMINATIM = "openstreetmap.org"
_FORBIDDEN = _(
    "The public Nominatim of OpenStreetMap forbids completion while you type and programs that track vehicles, so "
    "FleetDesk does not ask it. Give the address of your own Nominatim, or choose another service."
)
_VERSION = "v1/"

NONE = GeocoderPreset(
    "",
    pgettext("address service", "None"),
    _("Addresses complete from what this desk knows itself. Nothing is asked of anybody."),
)
PRESETS = (
    NONE,
    GeocoderPreset(
        "in-aks",
        _("Estonia: In-AKS of Maa- ja Ruumiamet"),
        _(
            "All addresses of Estonia by the Land Board, free and without a key, made for search fields; who asks too "
            "much is shut out. It sees what you type into an address field, and places whose address you ask for."
        ),
        Protocol.IN_AKS,
        address="https://aks.geoportaal.ee/inaks/inaadress/",
        attribution="Maa- ja Ruumiamet",
        pause_s=0.5,
    ),
    GeocoderPreset(
        "photon",
        _("Photon, own server"),
        _(
            "Your company's Photon, which completes addresses of OpenStreetMap. Only your server sees what you type, "
            "and roughly where the map looks."
        ),
        Protocol.PHOTON,
        Asks.ADDRESS,
        attribution=OSM,
        pause_s=0.1,
    ),
    GeocoderPreset(
        "nominatim",
        _("Nominatim, own server"),
        _(
            "Your company's Nominatim, which finds whole addresses of OpenStreetMap. Only your server sees what you "
            "type, and roughly where the map looks. The public one forbids this use."
        ),
        Protocol.NOMINATIM,
        Asks.ADDRESS,
        attribution=OSM,
        pause_s=0.1,
    ),
    GeocoderPreset(
        "pelias",
        _("Pelias, own server"),
        _(
            "Your company's Pelias, which completes addresses of open data. Only your server sees what you type, and "
            "roughly where the map looks."
        ),
        Protocol.PELIAS,
        Asks.ADDRESS,
        attribution=OSM,
        pause_s=0.1,
    ),
    GeocoderPreset(
        "openrouteservice",
        "openrouteservice",
        _(
            "Addresses of the whole world with a key of your own, free for 1,000 requests a day and 100 a minute. It "
            "sees what you type into an address field, and places whose address you ask for."
        ),
        Protocol.PELIAS,
        Asks.KEY,
        "https://api.openrouteservice.org/geocode/",
        f"© openrouteservice.org by HeiGIT, data {OSM}",
        pause_s=0.6,
        most_a_day=1000,
    ),
    GeocoderPreset(
        "geocode.earth",
        "geocode.earth",
        _(
            "Addresses of the whole world with a key of your own, paid by the month, at most 10 requests a second. It "
            "sees what you type into an address field, and places whose address you ask for."
        ),
        Protocol.PELIAS,
        Asks.KEY,
        "https://api.geocode.earth/v1/",
        f"© Geocode Earth, data {OSM}",
        pause_s=0.1,
    ),
)


def preset_named(key: str) -> GeocoderPreset:
    """Return the service with this name in the settings; UsageError where this version knows none."""
    found = next((each for each in PRESETS if each.key == key), None)
    if found is None:
        raise UsageError(
            _("FleetDesk knows no address service “{name}”. Choose one of those that it offers.").format(name=key[:40])
        )
    return found


def base_address(preset: GeocoderPreset, own: str) -> str:
    """Return the address below which a service is asked; UsageError where the user's own cannot be asked."""
    if not preset.is_own:
        return preset.address
    address = checked_url(own)
    host = (urlsplit(address).hostname or "").rstrip(".")
    if host == _PUBLIC_NOMINATIM or host.endswith(f".{_PUBLIC_NOMINATIM}"):
        raise UsageError(_FORBIDDEN)
    versioned = preset.protocol is Protocol.PELIAS and not address.endswith(f"/{_VERSION}")
    return address + _VERSION if versioned else address
