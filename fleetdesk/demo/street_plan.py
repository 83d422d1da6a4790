"""The streets of the demo: the roads that the simulator's vehicles drive, and made-up streets in its towns."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from math import atan2, cos, degrees, radians, sin

from fleetdesk.simulator.seeded_random import Dice, mix
from fleetdesk.simulator.world.country import Country, Town
from fleetdesk.simulator.world.course import METRES_PER_DEGREE
from fleetdesk.simulator.world.roads import Network, Site

STREETS_EACH_WAY, BETWEEN_M, HALF_M = 5, 220.0, 560.0
HOUSES_EACH_SIDE, HOUSE_M, FROM_STREET_M = 6, 13.0, 26.0
Place = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Way:
    """A road or street: its places, its kind by OpenStreetMap's word, its name or number, and whether it is one way."""

    places: list[Place]
    kind: str
    name: str = ""
    ref: str = ""
    oneway: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """A house: its corners, its middle and its number."""

    corners: list[Place]
    middle: Place
    number: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is drawn of one country."""

    ways: list[Way]
    houses: list[House]
    towns: tuple[Town, ...]


def plan(country: Country) -> Plan:
    """Plan the streets of a country; the same at each call."""
    network = Network(country)
    ways = [_road(network, number) for number in range(len(country.roads))]
    ways += [_lane(network, each) for each in network.sites]
    houses = [_house((each.lat, each.lon), 0.0, _number(each)) for each in network.sites]
    for town in country.towns:
        streets = list(_streets(country, town))
        ways += streets
        houses += [house for street in streets for house in _houses(street)]
    return Plan(ways, houses, country.towns)


def _road(network: Network, number: int) -> Way:
    """Return a road between towns; each third of the country's list is a main road."""
    main = number % 3 == 0
    return Way(network.road_line(number), "primary" if main else "secondary", ref=f"{number + 1}")


def _lane(network: Network, site: Site) -> Way:
    return Way(network.lane(site), "tertiary", _street_name(site))


def _street_name(site: Site) -> str:
    return site.address.rsplit(", ", 1)[-1].rpartition(" ")[0]


def _number(site: Site) -> str:
    return site.address.rpartition(" ")[2]


def _streets(country: Country, town: Town) -> Iterator[Way]:
    """Yield a town's streets: two sheaves that cross, turned as the town likes, away from the water."""
    dice = Dice(91, mix(*town.name.encode()))
    turn, first = dice.between(0, 90), dice.whole(0, len(country.streets) - 1)
    names = islice(cycle(country.streets), first, None)
    middle = _moved((town.lat, town.lon), town.land or 0, HALF_M if town.land is not None else 0.0)
    for across in (0, 90):
        for number in range(STREETS_EACH_WAY):
            aside = (number - (STREETS_EACH_WAY - 1) / 2) * BETWEEN_M
            start = _moved(_moved(middle, turn + across + 90, aside), turn + across, -HALF_M)
            places = [start, _moved(start, turn + across, 2 * HALF_M)]
            yield Way(places, "residential", next(names), oneway=number == 1)


def _houses(street: Way) -> Iterator[House]:
    """Yield the houses on both sides of a street, with odd and even numbers."""
    (south, west), (north, east) = street.places
    for number in range(HOUSES_EACH_SIDE):
        share = (number + 0.5) / HOUSES_EACH_SIDE
        at = (south + (north - south) * share, west + (east - west) * share)
        angle = _bearing(street.places[0], street.places[1])
        for side, first in ((90, 1), (-90, 2)):
            yield _house(_moved(at, angle + side, FROM_STREET_M), angle, f"{2 * number + first}")


def _house(middle: Place, turn: float, number: str) -> House:
    corners = [_moved(middle, turn + 45 + quarter, HOUSE_M) for quarter in (0, 90, 180, 270)]
    return House(corners, middle, number)


def _moved(place: Place, bearing: float, metres: float) -> Place:
    """Return the place so many metres off, in a direction in degrees from the north."""
    north, east = metres * cos(radians(bearing)), metres * sin(radians(bearing))
    wide = METRES_PER_DEGREE * cos(radians(place[0]))
    return place[0] + north / METRES_PER_DEGREE, place[1] + east / wide


def _bearing(a: Place, b: Place) -> float:
    return degrees(atan2((b[1] - a[1]) * cos(radians(a[0])), b[0] - a[0]))
