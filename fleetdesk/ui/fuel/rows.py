"""The rows of the fuel dock: levels, and what changed them, with how both are said."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fleetdesk.base.local_formats import number, time_of_day
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.fuel.levels import Change
from fleetdesk.domain.fuel.matching import FuelEvent
from fleetdesk.domain.fuel.unit_fuel import LastChange, range_km
from fleetdesk.domain.places import Tank
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets import formatting

NO_LEVEL = pgettext("fuel", "no level known")


@dataclass(frozen=True, slots=True)
class FuelRow:
    """One tank or vehicle: litres, when they were read (UTC), and what is known besides; None is unknown.

    `volume_l` is what the tank holds, `last` the newest change, which `is_looked_for` where a track is known,
    `lasts_km` for how far the level lasts at what the vehicle burnt on it.
    """

    key: str
    label: str
    account: str
    is_tank: bool
    litres: float | None = None
    volume_l: float | None = None
    read_at: datetime | None = None
    fills_up_at: datetime | None = None
    temperature: float | None = None
    last: FuelEvent | None = None
    is_looked_for: bool = False
    lasts_km: float | None = None

    @property
    def percent(self) -> float | None:
        """Return how full it is; None where the litres or the volume are not known."""
        return None if self.litres is None or not self.volume_l else self.litres / self.volume_l * 100


@dataclass(frozen=True, slots=True)
class EventRow:
    """One change of the fuel of one vehicle; `number` is its key in the list."""

    number: str
    label: str
    account: str
    event: FuelEvent


def level_rows(
    fleet: Iterable[Seen],
    tanks: Mapping[str, Tank],
    refills: Mapping[str, Tank],
    changes: Mapping[str, LastChange],
    looked: Collection[str] = (),
) -> dict[str, FuelRow]:
    """Return a row of every tank, of every vehicle with a known level, and of those that were looked at, by keys."""
    rows = {
        each.key: _of_vehicle(each, changes.get(each.key))
        for each in fleet
        if each.fuel_l is not None or each.key in looked
    }
    return rows | {key: _of_tank(key, tank, refills.get(key, tank)) for key, tank in tanks.items()}


def _of_vehicle(seen: Seen, known: LastChange | None) -> FuelRow:
    return FuelRow(
        seen.key,
        seen.label,
        seen.unit.account,
        is_tank=False,
        litres=seen.fuel_l,
        volume_l=seen.unit.tank_l,
        read_at=seen.position.fixed_at if seen.position and seen.fuel_l is not None else None,
        last=known.change if known else None,
        is_looked_for=known is not None,
        lasts_km=range_km(seen.fuel_l, known.l_100km) if known else None,
    )


def _of_tank(key: str, tank: Tank, refill: Tank) -> FuelRow:
    """Return the row of a tank; the one reading of its temperature that is not 0, which may be no sensor."""
    litres = tank.level_l if tank.level_l is not None else tank.counter1
    return FuelRow(
        key,
        tank.name or tank.unit,
        tank.account,
        is_tank=True,
        litres=litres if litres is not None and litres >= 0 else None,
        volume_l=tank.volume_l or None,
        read_at=tank.fixed_at,
        fills_up_at=refill.fills_up_at,
        temperature=next((each for each in tank.temperatures if each), None),
    )


def event_rows(label: str, account: str, events: Iterable[FuelEvent]) -> dict[str, EventRow]:
    """Return the rows of the changes of a vehicle by their numbers, in the order of time."""
    return {f"{n:06d}": EventRow(f"{n:06d}", label, account, each) for n, each in enumerate(events)}


def change_words(event: FuelEvent, zone: ZoneInfo, now: datetime) -> str:
    """Return a change in a few words: "+212 l yesterday 14:03", "−38 l 02:14"."""
    return f"{signed(event)} {when(event.begins, zone, now)}"


def signed(event: FuelEvent) -> str:
    """Return the litres of a change with their sign."""
    sign = "+" if event.change is Change.FILLING else "−"
    return _("{sign}{litres} l").format(sign=sign, litres="?" if event.litres is None else number(event.litres))


def when(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return a moment as the time of day, of yesterday with that word, of other days with the date."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return time_of_day(local)
    if local.date() == today - timedelta(days=1):
        return pgettext("moment", "yesterday {time}").format(time=time_of_day(local))
    return formatting.clock(moment, zone)


def who_knows(event: FuelEvent) -> str:
    """Return who tells of a change, and by how much they differ."""
    told = (
        (pgettext("who knows", "level"), event.level_l),
        (pgettext("who knows", "vendor"), event.vendor_l),
        (pgettext("who knows", "fuel-up"), event.paid_l),
    )
    there = (event.level, event.refuel, event.fuel_up)
    names = [name for (name, _litres), each in zip(told, there, strict=True) if each is not None]
    if len(names) == 1:
        return pgettext("who knows", "{who} only").format(who=names[0])
    apart = apart_l(event)
    words = joined(names, ", ")
    if apart is None:
        return words
    return pgettext("who knows", "{who}: {litres} l apart").format(who=words, litres=number(apart))


def apart_l(event: FuelEvent) -> float | None:
    """Return by how many litres those who tell of a change differ at most; None where only one tells litres."""
    known = [each for each in (event.level_l, event.vendor_l, event.paid_l) if each is not None]
    return max(known) - min(known) if len(known) > 1 else None


def price_words(event: FuelEvent) -> str:
    """Return what was paid in all and a litre, in the company's currency, which no vendor names."""
    paid = event.fuel_up
    if paid is None:
        return ""
    each_l = _("{price} a litre").format(price=number(paid.price_per_l, 3)) if paid.price_per_l is not None else ""
    return joined(filter(None, (number(paid.cost, 2) if paid.cost is not None else "", each_l)), " · ")


def where(event: FuelEvent) -> str:
    """Return the address that the vendor tells; empty where it tells none."""
    return (event.refuel.address if event.refuel else None) or ""
