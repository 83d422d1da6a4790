"""What the map is fitted to: the larger fleet at first, then what the user asks for."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.located import place_of
from fleetdesk.domain.place_groups import Place, bounds, main_group
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.fleet import Delta, Seen
from fleetdesk.sync.store import Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.notices import Notices

NOTHING_SHOWN = _("None of these has a position.")
NOTHING_SELECTED = _("Select vehicles with a position first; Ctrl+A selects all that the list shows.")


class Fitting(QObject):
    """Fits the map by itself while accounts come in, until the user has moved it, and by commands."""

    def __init__(self, view: MapWidget, store: Store, whereabouts: Whereabouts, notices: Notices) -> None:
        super().__init__(view)
        self._map, self._store, self._whereabouts, self._notices = view, store, whereabouts, notices
        self._accounts: set[str] = set()  # those whose units are in the first view
        self._now: tuple[float, ...] = ()
        self._looks: tuple[float, ...] | None = None  # where the first view is, once the page has said
        view.ready.connect(self._first)
        view.view_changed.connect(self._moved)
        store.fleet_changed.connect(self._fleet_changed)

    # -- the first view

    def _fleet_changed(self, delta: Delta) -> None:
        if delta.only_moved and self._store.links and self._store.links.keys() <= self._accounts:
            return
        seen = map(self._store.fleet.get, delta.changed)
        if any(each and each.unit.account not in self._accounts and each.placed for each in seen):
            self._first()

    def _first(self) -> None:
        """Show the larger fleet when the first units of an account come, and say where the others are."""
        placed = [seen for seen in self._store.fleet.values() if seen.placed and not seen.suspect]
        accounts = {seen.unit.account for seen in placed}
        if accounts <= self._accounts or self._is_moved():
            return
        self._accounts, self._looks = accounts, None
        shown, others = main_group(_places(placed))
        self._map.fit(bounds(shown))
        for each in others:
            self._notices.say(self._elsewhere(each), action=_("Whole fleet"), do=self._map.fit)

    def _moved(self, *view: float) -> None:
        self._now = view
        if self._accounts and self._looks is None:
            self._looks = view

    def _is_moved(self) -> bool:
        """Return whether the user has moved the map since it was fitted."""
        return self._looks is not None and self._looks != self._now

    def _elsewhere(self, places: Sequence[Place]) -> str:
        count, where = grouped(len(places)), self._whereabouts.around(*_middle(places))
        if not where:
            return ngettext("{count} more is far from here.", "{count} more are far from here.", len(places)).format(
                count=count
            )
        told = ngettext("{count} more is around {town}.", "{count} more are around {town}.", len(places))
        return told.format(count=count, town=where)

    # -- commands

    def commands(self) -> list[Command]:
        """Return the commands that fit the map."""
        return [
            Command(Menu.MAP, _("Whole fleet"), "Ctrl+Home", self._map.fit),
            Command(
                Menu.MAP, _("The selection whole"), "Ctrl+Shift+Home", self.fit_selection, possible=self._is_selected
            ),
            Command(Menu.MAP, _("All that the list shows"), "Ctrl+Alt+Home", self.fit_shown),
        ]

    def find(self, text: str, most: int) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return at most so many accounts whose names contain every word of a text; Enter fits the map to one."""
        words = text.casefold().split()
        accounts = sorted({seen.unit.account for seen in self._store.fleet.values()})
        names = [name for name in accounts if all(word in name.casefold() for word in words)]
        told = _("On the map: all of {account}")
        return [(told.format(account=name), partial(self.fit_account, name)) for name in names[:most]]

    def _is_selected(self) -> bool:
        return bool(self._store.selection)

    def fit_selection(self) -> None:
        """Show all selected units that have a position."""
        self._fit(filter(None, map(self._store.fleet.get, self._store.selection)), NOTHING_SELECTED)

    def fit_shown(self) -> None:
        """Show all units that a search or a counter leaves, or the whole fleet."""
        shown = self._map.state.value("filter")
        fleet = self._store.fleet
        self._fit(fleet.values() if shown is None else filter(None, map(fleet.get, shown)), NOTHING_SHOWN)

    def fit_account(self, name: str) -> None:
        """Show all units of an account."""
        self._fit((seen for seen in self._store.fleet.values() if seen.unit.account == name), NOTHING_SHOWN)

    def _fit(self, units: Iterable[Seen], otherwise: str) -> None:
        places = _places(units)
        if places:
            self._map.fit(bounds(places))
        else:
            self._notices.say(otherwise)


def _places(units: Iterable[Seen]) -> list[Place]:
    return [place for seen in units if (place := place_of(seen.position))]


def _middle(places: Sequence[Place]) -> Place:
    south, west, north, east = bounds(places)
    return (south + north) / 2, (west + east) / 2
