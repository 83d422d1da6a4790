"""The routers that can be chosen by name: what each learns of the user, its terms and its limits.

Terms are those of the makers' own pages and repositories, read in November 2026. Public demonstration servers are none
of them: their terms are for trials, not for a dispatcher's day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from fleetdesk.api.http import checked_url
from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.attribution import OSM
from fleetdesk.domain.capabilities import RequestLimit
from fleetdesk.domain.roads import Profile
from fleetdesk.roads.dialect import Dialect
from fleetdesk.roads.graphhopper import GraphHopper, HostedGraphHopper
from fleetdesk.roads.openrouteservice import OpenRouteService
from fleetdesk.roads.osrm import Osrm
from fleetdesk.roads.valhalla import Valhalla

MakeDialect = Callable[[Profile, str], Dialect]
DEMO_SERVERS = {"router.project-osrm.org", "routing.openstreetmap.de", "valhalla1.openstreetmap.de"}


@dataclass(frozen=True, slots=True)
class RouterPreset:
    """A router by name; `service` is how the settings call it. Without an address the user gives one.

    `limits` are those of the service's free plan, which are kept here so that it need not refuse.
    """

    service: str
    name: str
    about: str
    dialect: MakeDialect | None = None
    address: str = ""
    attribution: str = ""
    asks_key: bool = False
    limits: Sequence[RequestLimit] = ()

    @property
    def asks_address(self) -> bool:
        """Return whether the user has to give the address."""
        return self.dialect is not None and not self.address


NONE = RouterPreset(
    "",
    pgettext("router", "None"),
    _("Distances and times are estimates: the straight line times a factor. Nothing is asked of anybody."),
)
PRESETS = (
    NONE,
    RouterPreset(
        "osrm",
        _("OSRM of your own"),
        _(
            "A server of your company. It finds ways for the vehicle it was built for, which is a car unless somebody "
            "has chosen another. It sees the places of your vehicles and tasks."
        ),
        Osrm,
        attribution=OSM,
    ),
    RouterPreset(
        "valhalla",
        _("Valhalla of your own"),
        _(
            "A server of your company, which knows trucks: limits of height, width and weight as the server has them, "
            "and 90 km/h at the most. It sees the places of your vehicles and tasks."
        ),
        Valhalla,
        attribution=OSM,
    ),
    RouterPreset(
        "graphhopper",
        _("GraphHopper of your own"),
        _(
            "A server of your company with a profile called “truck” or “car”. It has no table of distances, so only "
            "the 12 nearest vehicles are asked for, one by one. It sees their places and those of your tasks."
        ),
        GraphHopper,
        attribution=OSM,
    ),
    RouterPreset(
        "graphhopper-hosted",
        _("GraphHopper with a key"),
        _(
            "The service of GraphHopper GmbH with a key of your own, paid beyond a number of requests. It sees the "
            "places of your vehicles and tasks."
        ),
        HostedGraphHopper,
        "https://graphhopper.com/api/1/",
        f"GraphHopper, {OSM}",
        asks_key=True,
    ),
    RouterPreset(
        "openrouteservice",
        _("openrouteservice with a key"),
        _(
            "The service of HeiGIT with a key of your own, which knows heavy vehicles. FleetDesk keeps to the free "
            "plan: 500 requests a day, 40 a minute. It sees the places of your vehicles and tasks."
        ),
        OpenRouteService,
        "https://api.openrouteservice.org/",
        f"openrouteservice.org by HeiGIT, {OSM}",
        asks_key=True,
        limits=(RequestLimit(40, 60.0), RequestLimit(500, 86_400.0)),
    ),
)


def preset_of(service: str) -> RouterPreset:
    """Return the router that the settings call so; UsageError where it is none of them."""
    found = next((each for each in PRESETS if each.service == service), None)
    if found is None:
        raise UsageError(
            _("There is no router “{name}”. Choose one under “Roads…” in the menu Map.").format(name=service)
        )
    return found


def checked_address(address: str) -> str:
    """Return the address of a router with its closing slash; UsageError where it is none, or a demonstration server."""
    made = checked_url(address)
    host = (urlsplit(made).hostname or "").rstrip(".")
    if host in DEMO_SERVERS:
        raise UsageError(
            _(
                "{host} is a demonstration server: it is for trials, at one request a second, and not for the work of "
                "a company. Give the address of a router of your own, or choose a service with a key."
            ).format(host=host)
        )
    return made
