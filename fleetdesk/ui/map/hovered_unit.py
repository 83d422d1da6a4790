"""Says in the map's hover what the vehicle under the pointer does and where it is."""

from PySide6.QtCore import QObject

from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.map.markers import detail
from fleetdesk.ui.widgets import formatting

CHARACTERS = 160


class HoveredUnit(QObject):
    """Makes the words of one vehicle at a time: of the one that the pointer is over."""

    def __init__(self, map_: MapWidget, store: Store, whereabouts: Whereabouts) -> None:
        super().__init__(map_)
        self._map, self._store, self._whereabouts = map_, store, whereabouts
        self._key, self._said = "", ("", "", "")
        map_.unit_hovered.connect(self._hovered)
        whereabouts.changed.connect(self._say)
        store.fleet_changed.connect(self._changed)

    def _hovered(self, key: str) -> None:
        self._key = key
        self._say()

    def _changed(self, delta: Delta) -> None:
        if self._key in delta.changed:
            self._say()

    def _say(self) -> None:
        seen = self._store.fleet.get(self._key)
        if seen is None:
            return
        where = formatting.elided(self._whereabouts.of(seen.position), CHARACTERS)
        told = self._key, detail(seen), where
        if told != self._said:
            self._said = told
            self._map.say_hovered(*told)
