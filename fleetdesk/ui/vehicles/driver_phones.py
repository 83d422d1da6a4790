"""Phones of who may be in a unit: in words for the card, to call and copy; asked for once one is selected."""

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.drivers import Person
from fleetdesk.domain.known_people import folded_name
from fleetdesk.domain.phones import dialled
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.drivers.unit_drivers import UnitDrivers
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.calling import call, copy_phone, offer_phone
from fleetdesk.ui.widgets.notices import Notices

AFTER_MS = 400
"""So long a vehicle stays selected before its drivers are asked for: whoever walks the list asks for none."""
MOST_SAID, MOST_OFFERED = 3, 6
NO_PHONE = _("Nobody tells a phone of {name}.")


class DriverPhones(QObject):
    """Knows phones by the drivers that vendors list for a vehicle, and of people their own."""

    def __init__(self, drivers: UnitDrivers, store: Store, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._drivers, self._store, self._notices = drivers, store, notices
        self._settled = QTimer(self, interval=AFTER_MS)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._ask)
        store.selection_changed.connect(lambda _keys: self._settled.start())

    def _ask(self) -> None:
        if len(self._store.selection) == 1:
            self._drivers.ask(self._store.selection[0])

    def words(self, seen: Seen) -> str:
        """Return the phones of a unit, with names where there are several; empty for none."""
        people = self._drivers.callable_now(seen)
        if len(people) == 1 and _is_sure(seen, people[0]):
            return readable(people[0].phone, NAME)
        told = (joined((readable(each.name, NAME), readable(each.phone, NAME)), " ") for each in people[:MOST_SAID])
        return joined(told, " · ")

    def offer(self, menu: QMenu, key: str) -> None:
        """Add calls and copies to the menu of a unit."""
        seen = self._store.fleet.get(key)
        people = self._drivers.callable_now(seen) if seen is not None else ()
        for each in people[:MOST_OFFERED]:
            sure = len(people) == 1 and seen is not None and _is_sure(seen, each)
            offer_phone(menu, each.phone, self._notices, "" if sure else each.name)

    def call(self, key: str, beside: QWidget) -> None:
        """Call who is in a unit, or copy what is no number; where it may be several, ask which by a menu."""
        seen = self._store.fleet.get(key)
        people = self._drivers.callable_now(seen) if seen is not None else ()
        if len(people) > 1 or (people and seen is not None and not _is_sure(seen, people[0])):
            menu = QMenu(beside)
            self.offer(menu, key)
            menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))
        elif people:
            phone, number = people[0].phone, dialled(people[0].phone)
            call(number, self._notices) if number else copy_phone(phone, self._notices)
        elif seen is not None:
            self._notices.say(NO_PHONE.format(name=readable(seen.label, NAME)))


def _is_sure(seen: Seen, person: Person) -> bool:
    """Return whether nobody else than this person is said to be at the wheel."""
    is_person = seen.unit.kind is UnitKind.PERSON
    return is_person or not seen.driver or folded_name(seen.driver) == folded_name(person.name)
