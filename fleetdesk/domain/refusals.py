"""What a user can do about a refusal of a server, by the status of its answer (4xx)."""

from fleetdesk.base.translation import _

_CORRECT = _("Correct that and try again.")
_ELSEWHERE = _("The addresses of this server may be others: let FleetDesk learn the server's addresses.")
_AGAIN = _("Try again in a moment.")
_CHANGED = _("Somebody else may have changed the same: press F5, look at it, and try again.")
_OTHER_VERSION = _("The server may have changed: let FleetDesk learn its addresses, or ask the vendor.")
_LESS = _("Ask for less at once: a shorter time, fewer vehicles, an area with fewer corners.")
CORRECTABLE = frozenset({400, 409, 412, 422})
"""With these a server says what is wrong with the values themselves, so that other values may be taken."""
_WAYS_OUT = {
    **dict.fromkeys((400, 422), _CORRECT),
    402: _("The contract with the vendor does not cover this. Ask the vendor."),
    403: _("This account may not do that. Ask for the right to, or sign in as somebody who has it."),
    404: _("It may be gone: press F5 and look. Where nothing is found, let FleetDesk learn the server's addresses."),
    405: _ELSEWHERE,
    **dict.fromkeys((408, 425), _AGAIN),
    **dict.fromkeys((409, 412, 423), _CHANGED),
    410: _("It is gone for good. Press F5 to see what is there now."),
    413: _("It is too large for this server. Make it smaller, such as a picture of fewer pixels, and try again."),
    **dict.fromkeys((414, 431), _LESS),
    **dict.fromkeys((406, 415, 426), _OTHER_VERSION),
}
_OTHER = _("Try again later; where the same is said again, show this sentence to the vendor.")


def way_out(status: int) -> str:
    """Return what to do about a refusal with this status, as a sentence."""
    return _WAYS_OUT.get(status, _OTHER)
