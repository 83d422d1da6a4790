"""The named places of the accounts on the map: those kinds that are wanted there."""

from collections.abc import Callable, Iterable

from fleetdesk.domain.located import place_of
from fleetdesk.domain.places import Geozone, Place, Poi
from fleetdesk.mapview.shown_layers import NAME_LETTERS, MapPlace
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.profile.settings import Settings
from fleetdesk.sync.named_places import Named, NamedPlaces
from fleetdesk.ui.widgets.formatting import elided

MOST = 5_000
"""More places than this are not drawn: the map would be nothing else."""
KINDS = {Poi: ("map_pois", "poi"), Place: ("map_visited", "place"), Geozone: ("map_geozones", "geozone")}
"""The setting that shows a kind of place, and what the page calls it."""
SETTINGS = frozenset(setting for setting, _kind in KINDS.values())


class NamedPlaceLayer:
    """Shows the places; they are asked for once the user wants to see any."""

    def __init__(self, view: MapWidget, places: NamedPlaces, settings: Callable[[], Settings]) -> None:
        self._map, self._places, self._settings = view, places, settings
        self._sketch: Named | None = None
        places.changed.connect(self.refresh)
        places.want(lambda: any(getattr(settings(), name) for name in SETTINGS))

    def refresh(self) -> None:
        """Show what is wanted now."""
        self._places.refresh()
        listed = [*(each for _op, each in self._places.waiting), *self._places.places]
        sketch = [] if self._sketch is None else [each for each in map(as_drawn, [self._sketch]) if each]
        self._map.layers.show_places([*sketch, *shown(listed, self._settings())][:MOST])

    def sketch(self, place: Named | None) -> None:
        """Show a place that somebody is about to make, whatever the settings; None shows none."""
        self._sketch = place
        self.refresh()


def shown(places: Iterable[Named], settings: Settings) -> Iterable[MapPlace]:
    """Yield the places of the kinds that the settings show, as the map draws them."""
    for each in places:
        drawn = as_drawn(each)
        if drawn is not None and getattr(settings, KINDS[type(each)][0]):
            yield drawn


def as_drawn(each: Named) -> MapPlace | None:
    """Return a place as the map draws it; None where it has no coordinates."""
    place = place_of(each)
    if place is None:
        return None
    return MapPlace(KINDS[type(each)][1], elided(each.name or "", NAME_LETTERS), *place, max(each.radius_m or 0.0, 0.0))
