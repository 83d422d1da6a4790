"""The proxies that this system names. FleetDesk goes to its servers directly; where that fails, they are named."""

from urllib.parse import urlsplit
from urllib.request import getproxies

from fleetdesk.base.translation import _


def named() -> tuple[str, ...]:
    """Return the proxies of the environment or the system for web addresses, without user and password."""
    found = (each for scheme, each in getproxies().items() if scheme in ("http", "https", "all") and each)
    return tuple(dict.fromkeys(map(_place, found)))


def hint() -> str:
    """Return a sentence on proxies that are there and not used; empty where none is."""
    places = named()
    if not places:
        return ""
    return _("This system names a proxy ({proxies}), which FleetDesk does not use.").format(proxies=", ".join(places))


def _place(address: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        port = f":{parts.port}" if parts.port else ""
        host = parts.hostname or _("no host")
        return f"{host}{port}"[:100]
    except ValueError:
        return _("an address that is none")
