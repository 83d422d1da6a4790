"""The router that the user has chosen, ready to be asked; nothing is asked by opening it."""

from fleetdesk.base.errors import UsageError
from fleetdesk.base.sentences import listed
from fleetdesk.base.translation import _
from fleetdesk.domain.roads import Profile
from fleetdesk.roads.client import DEADLINE_S, Permits, RouterClient
from fleetdesk.roads.presets import checked_address, preset_of

LONGEST_KEY = 500


def open_router(
    service: str,
    address: str,
    key: str,
    profile: str,
    user_agent: str,
    permits: Permits | None = None,
    deadline_s: float = DEADLINE_S,
) -> RouterClient | None:
    """Return the router; None where none is chosen. UsageError where the choice cannot be used."""
    preset = preset_of(service)
    if preset.dialect is None:
        return None
    if preset.asks_key and not key:
        raise UsageError(_("{router} needs a key.").format(router=preset.name))
    found = checked_profile(profile)
    dialect = preset.dialect(found, checked_key(key))
    server = checked_address(address or preset.address)
    return RouterClient(dialect, server, user_agent, found, key, permits, deadline_s, preset.attribution)


def checked_profile(profile: str) -> Profile:
    """Return the profile of that name; UsageError where there is none."""
    try:
        return Profile(profile)
    except ValueError as error:
        names = listed(list(Profile))
        raise UsageError(_("There is no profile “{name}”, only {names}.").format(name=profile, names=names)) from error


def checked_key(key: str) -> str:
    """Return a key that can be sent in a header; UsageError, which does not repeat it, where it cannot."""
    if len(key) > LONGEST_KEY or not key.isascii() or not (key.isprintable() and " " not in key):
        raise UsageError(_("The key holds what no key has: blanks, or letters beyond English. Copy it again."))
    return key
