"""What a vehicle is, apart from where it is."""

from dataclasses import dataclass

from fleetdesk.simulator.clock import DAY
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.world import names
from fleetdesk.simulator.world.roads import CAR, SITES_PER_TOWN, TRUCK, Gait, Network

# By their places in estonia.py: Tallinn and its districts, Tartu, Pärnu, Viljandi, Rakvere, Narva, Võru, Jõhvi, Paide.
_BIG_TOWNS = (0, 43, 44, 45, 47, 21, 21, 48, 11, 15, 31, 36, 27, 34, 17)


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle: tank in litres, burn in litres a metre, boundary = second of the UTC day at which its day begins.

    `aside` is the degrees (lon, lat) by which it keeps off the middle of roads and yards: no two stand on one spot.
    """

    number: int
    id: str
    alias: str | None
    group: int
    group_name: str
    truck: bool
    shifts: int
    home: int
    boundary: int
    tank: float
    burn: float
    refuel_every: int
    cold: int | None
    salt: int
    own: bool
    gait: Gait
    aside: tuple[float, float]


def make_vehicle(number: int, seed: int, network: Network, slovak: bool) -> Vehicle:
    """Return vehicle number `number` of the fleet of that seed."""
    dice = Dice(seed, number, 2 if slovak else 1)
    truck = not slovak and dice.chance(0.3)
    towns = len(network.country.towns)
    town = dice.below(towns) if slovak or dice.chance(0.5) else dice.pick(_BIG_TOWNS)
    if truck and len(network.reachable[town]) < 5:
        town = 0
    cold = dice.pick((-18, 4)) if not slovak and dice.chance(0.2) else None
    group, group_name = _group(truck, cold, dice)
    name = network.country.towns[town].name
    return Vehicle(
        number=number,
        id=names.plate(number, seed),
        alias=names.hostile_alias(number) or names.alias(number, seed, truck, name),
        group=group,
        group_name=group_name,
        truck=truck,
        shifts=1 if truck or slovak else 2,
        home=town * SITES_PER_TOWN + dice.whole(1, SITES_PER_TOWN - 1),
        # Spread evenly, so that about half of the fleet is on the road at any hour of the day.
        boundary=(number * 53_479 + dice.below(1800)) % DAY,
        tank=600.0 if truck else 110.0,
        burn=dice.between(0.26, 0.33) / 1000 if truck else dice.between(0.06, 0.095) / 1000,
        refuel_every=2 if truck or slovak else 1,
        cold=cold,
        salt=dice.bits(),
        own=dice.chance(0.9),
        gait=TRUCK if truck else CAR,
        aside=(dice.between(-6e-4, 6e-4), dice.between(-3e-4, 3e-4)),
    )


def _group(truck: bool, cold: int | None, dice: Dice) -> tuple[int, str]:
    if cold is not None:
        return names.GROUPS[1]
    return (
        names.GROUPS[3] if truck else dice.pick((names.GROUPS[0], names.GROUPS[2], names.GROUPS[2], *names.GROUPS[4:]))
    )
