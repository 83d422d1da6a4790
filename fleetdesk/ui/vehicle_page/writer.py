"""Writes the page of a unit or a car out of what the desk knows of it."""

from zoneinfo import ZoneInfo

from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.outbox import Op, OpKind
from fleetdesk.domain.places import Geozone, Tank
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.cars import Cars
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.fuel.tanks import Tanks
from fleetdesk.sync.named_places import NamedPlaces
from fleetdesk.sync.shown_store import ShownStore
from fleetdesk.sync.vehicle_data import VehicleData, VehicleDataService
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicle_page.car_words import car_label, car_sections
from fleetdesk.ui.vehicle_page.device_words import device_sections, untold_sections
from fleetdesk.ui.vehicle_page.page import Page, Section
from fleetdesk.ui.vehicle_page.unit_words import person_sections, vehicle_sections
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.breach_words import breach_sentences

NOT_ASKED, NOT_OF_THEN = _("not asked yet"), _("settings are not recorded, so those of then are unknown")


class PageWriter:
    """Puts pages together; asks nobody. `zone` is the company's."""

    def __init__(
        self, store: ShownStore, data: VehicleDataService, cars: Cars, tanks: Tanks, places: NamedPlaces,
        whereabouts: Whereabouts, zone: ZoneInfo,
    ) -> None:  # fmt: skip
        self._store, self._data, self._cars, self._tanks, self._places = store, data, cars, tanks, places
        self._whereabouts, self._zone = whereabouts, zone

    def cars(self) -> dict[str, str]:
        """Return the cars by their keys, each with its words: those that nobody drives first."""
        drivers = self._cars.drivers()
        told = [(key, car, drivers.get(key)) for key, car in self._cars.cars.items()]
        told.sort(key=lambda each: (each[2] is not None, formatting.folded(each[1].name or each[1].id), each[0]))
        return {key: car_label(car, driver) for key, car, driver in told}

    def page(self, key: str) -> Page | None:
        """Return the page of a unit or a car; None for one that is not known."""
        seen = self._store.fleet.get(key)
        return self._of_unit(seen) if seen is not None else self._of_car(key)

    def waiting(self, key: str) -> list[Op]:
        """Return the orders to the device of a vehicle that are on their way, the oldest first."""
        ops = (op for op in self._store.task_store.waiting.values() if op.kind is OpKind.ORDER)
        return [op for op in ops if unit_key(op.account, str(op.fields.get("unit"))) == key]

    def _of_car(self, key: str) -> Page | None:
        car = self._cars.cars.get(key)
        if car is None:
            return None
        vendor, services = self._vendor(car.account), self._cars.services_of(car.account)
        sections = car_sections(car, self._cars.drivers().get(key), services, vendor, self._zone)
        return Page(car.name or car.id, sections, troubles=self._cars.troubles_of(key), asked=vendor)

    def _of_unit(self, seen: Seen) -> Page:
        unit, vendor = seen.unit, self._vendor(seen.unit.account)
        data, where = self._data.of(unit.key), self._whereabouts.of(seen.position)
        title = joined(dict.fromkeys(filter(None, (seen.label, unit.name))), " · ")
        if unit.kind is UnitKind.PERSON:
            sections = person_sections(seen, vendor, self._zone, where)
        else:
            sections = vehicle_sections(seen, vendor, self._zone, where, self._tank(unit.key))
            sections += self._device(seen, data, vendor)
        return Page(title, sections, breach_sentences(seen.breaches), data.troubles, self._asked(data))

    def _device(self, seen: Seen, data: VehicleData, vendor: str) -> tuple[Section, ...]:
        if not self._data.tells_settings(seen.unit.account):
            return untold_sections(vendor)
        settings = data.settings if self._store.is_live else None
        names = self._zone_names(seen.unit.account)
        return device_sections(settings, self.waiting(seen.key), self._zone, lambda number: names.get(number, ""))

    def _tank(self, key: str) -> Tank | None:
        return self._tanks.refill_of(key) or self._tanks.tanks.get(key)

    def _zone_names(self, account: str) -> dict[int, str]:
        zones = (each for each in self._places.rows if isinstance(each, Geozone) and each.account == account)
        return {each.id: each.name or "" for each in zones}

    def _vendor(self, account: str) -> str:
        link = self._store.links.get(account)
        return (link.provider if link else "") or account

    def _asked(self, data: VehicleData) -> str:
        if not self._store.is_live:
            return NOT_OF_THEN
        if data.asked_at is None:
            return NOT_ASKED
        return _("asked {age} ago").format(age=formatting.age(self._store.now() - data.asked_at))
