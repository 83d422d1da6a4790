"""The theme's colours as the map is given them."""

from dataclasses import fields

from fleetdesk.mapview.theme import MapTheme
from fleetdesk.ui.widgets.theme import Tokens


def map_theme(tokens: Tokens) -> MapTheme:
    """Return the map's part of a theme; each of its fields has the name of a token."""
    return MapTheme(**{each.name: getattr(tokens, each.name) for each in fields(MapTheme)})
