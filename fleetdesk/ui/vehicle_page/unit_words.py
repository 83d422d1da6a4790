"""What is known of a unit in words: who it is, its care, its fuel and cargo, and where it is now."""

from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import capitalized, joined, together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.located import place_of
from fleetdesk.domain.places import Tank
from fleetdesk.domain.temperature_limits import TemperatureLimits
from fleetdesk.domain.units import FuelMeasure, Unit
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.vehicle_page.fact_words import figure, limit_words, moment_words, said, yes_or_no
from fleetdesk.ui.vehicle_page.page import NOT_TOLD_BY, UNKNOWN, Facts, Section
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.breach_words import breach_sentences

MEASURES = {
    FuelMeasure.LITRES: pgettext("fuel measure", "in litres"),
    FuelMeasure.PERCENT: pgettext("fuel measure", "in percent"),
    FuelMeasure.PRESSURE: pgettext("fuel measure", "as a pressure, which nobody can turn into litres"),
}
PRIVATE = _("private trip: no place is shown")


def vehicle_sections(seen: Seen, vendor: str, zone: ZoneInfo, where: str, tank: Tank | None) -> tuple[Section, ...]:
    """Return what the lists of a vendor tell of a vehicle, with its newest position and the tank of its name."""
    unit = seen.unit
    return (
        Section(_("Vehicle"), _identity(unit, vendor)),
        care_section(unit, zone),
        Section(_("Fuel"), _fuel(seen, tank, zone)),
        Section(_("Cargo"), _cargo(seen)),
        now_section(seen, zone, where),
        *((Section(_("As the vendor writes it"), unit.rest),) if unit.rest else ()),
    )


def person_sections(seen: Seen, vendor: str, zone: ZoneInfo, where: str) -> tuple[Section, ...]:
    """Return what a vendor that tracks people tells of a person."""
    unit = seen.unit
    facts = (
        (_("Name"), said(unit.name)),
        (_("Phone"), said(unit.phone)),
        (_("Car now"), seen.vehicle or _("in no open trip")),
        *(((_("Since"), moment_words(seen.vehicle_since, zone)),) if seen.vehicle else ()),
        (_("Account"), _account(unit, vendor)),
    )
    return Section(_("Person"), facts), now_section(seen, zone, where)


def care_section(unit: Unit, zone: ZoneInfo, maintenance: str = "") -> Section:
    """Return odometer and maintenance; `maintenance` is what to say of it where the vendor has no such thing."""
    facts = (
        (_("Odometer"), figure(unit.odometer_km, "km")),
        (_("Read"), moment_words(unit.odometer_at, zone)),
        (_("Next maintenance"), maintenance or _maintenance(unit)),
    )
    return Section(_("Odometer and maintenance"), facts)


def now_section(seen: Seen, zone: ZoneInfo, where: str) -> Section:
    """Return state, place and the figures of the newest position."""
    place, numbers = seen.position, place_of(seen.position)
    facts = [(_("State"), capitalized(seen.motion.reason))]
    if place is not None and place.private:
        facts.append((_("Place"), PRIVATE))
    else:
        spot = f"{numbers[0]:.5f}, {numbers[1]:.5f}" if numbers else ""
        facts.append((_("Place"), said(joined(filter(None, (capitalized(where), spot)), " · "))))
        kmh = place.speed_kmh if place else None
        facts.append((_("Speed"), said(None if kmh is None else _("{figure} km/h").format(figure=number(kmh)))))
    facts += [
        (_("Last message"), _heard(seen, zone)),
        (_("Supply"), figure(place.power_v if place else None, "V", 1)),
        (_("Device battery"), figure(place.battery if place else None, "", 1)),
        (_("Inputs at the vendor"), said(place.input if place else None)),
    ]
    return Section(_("Now"), tuple(facts))


def _identity(unit: Unit, vendor: str) -> Facts:
    interval = None
    if unit.report_every_s is not None:
        seconds = round(unit.report_every_s)
        interval = ngettext("{count} second", "{count} seconds", seconds).format(count=number(seconds))
    return (
        (_("Plate"), said(unit.plate)),
        (_("Name"), said(unit.name)),
        (_("Make"), _make(unit, vendor)),
        (_("Category"), said(unit.category)),
        (_("Own vehicle"), yes_or_no(unit.own)),
        (_("Digital tachograph"), yes_or_no(unit.tachograph)),
        (_("Fuel card"), said(unit.fuel_card)),
        (_("Reports every"), said(interval)),
        (_("Account"), _account(unit, vendor)),
    )


def _make(unit: Unit, vendor: str) -> str:
    code = dict(unit.rest).get("Manufacture")
    if code is None:
        return NOT_TOLD_BY.format(vendor=vendor)
    return _("number {number} in the vendor's list, which names none").format(number=code)


def _account(unit: Unit, vendor: str) -> str:
    return joined((vendor, unit.account), " · ")


def _maintenance(unit: Unit) -> str:
    if unit.next_maintenance_km is None:
        return UNKNOWN
    at = _("at {km} km").format(km=number(unit.next_maintenance_km))
    if unit.odometer_km is None:
        return at
    left = unit.next_maintenance_km - unit.odometer_km
    rest = _("in {km} km") if left >= 0 else _("overdue by {km} km")
    return joined((at, rest.format(km=number(abs(left)))), " · ")


def _fuel(seen: Seen, tank: Tank | None, zone: ZoneInfo) -> Facts:
    unit = seen.unit
    if tank is not None:
        return (
            (_("Tank holds"), figure(tank.volume_l, "l")),
            (_("Level"), figure(tank.level_l if tank.level_l is not None else tank.counter1, "l")),
            (_("Next refill expected"), moment_words(tank.fills_up_at, zone)),
        )
    measure = MEASURES[unit.fuel_measure] if unit.fuel_measure and unit.tank_l else UNKNOWN
    return (
        (_("Tank holds"), figure(unit.tank_l, "l")),
        (_("Level"), figure(seen.fuel_l, "l")),
        (_("Counted"), measure),
        (_("Next refill expected"), _("told of yard tanks only")),
    )


def _cargo(seen: Seen) -> Facts:
    limits = {each.sensor: each for each in seen.unit.temperature_limits}
    shown = seen.temperatures
    numbers = sorted({*limits, *(nr for nr, each in enumerate(shown, 1) if each is not None)})
    if not any(each is not None for each in shown):
        return ((_("Temperatures"), _("no sensor has shown anything")),)
    return tuple((_("Sensor {number}").format(number=nr), _sensor(seen, nr, limits.get(nr))) for nr in numbers)


def _sensor(seen: Seen, nr: int, limits: TemperatureLimits | None) -> str:
    shown = seen.temperatures[nr - 1] if nr <= len(seen.temperatures) else None
    told = figure(shown, "°C", 1)
    breach = breach_sentences([each for each in seen.breaches if each.sensor == nr])
    return together(joined((told, limit_words(limits)), " · ") + ("." if breach else ""), breach)


def _heard(seen: Seen, zone: ZoneInfo) -> str:
    heard = seen.position.seen_at if seen.position else None
    if heard is None or seen.motion.age is None:
        return pgettext("heard", "never")
    return _("{age} ago · {time}").format(age=formatting.age(seen.motion.age), time=formatting.both_clocks(heard, zone))
