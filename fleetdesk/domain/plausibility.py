"""What is wrong or odd in a task's window and place, in the same words for the form and for an import."""

from datetime import datetime

from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import Bounds, far_from, looks_swapped

OVER = _("The window is over already.")


def wrong_window(start: datetime, stop: datetime) -> str:
    """Return why this cannot be a window, as a sentence; empty where it can."""
    if stop == start:
        return _("Start and stop are the same time. A window needs some length.")
    return _("Stop is before start.") if stop < start else ""


def odd_place(lat: float, lon: float, bounds: Bounds | None) -> str:
    """Return a doubt about a place beside the fleet's whereabouts, as a sentence; empty for nothing."""
    if looks_swapped(lat, lon, bounds):
        return _("Latitude and longitude look swapped.")
    return _("The place is far from the fleet.") if far_from(lat, lon, bounds) else ""
